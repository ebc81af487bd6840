/**
 * Copies the HTTP client of undici into `build/`, where ncc finds it first, without the parts that the
 * actions never reach: HTTP/2 (`allowH2` is false), the bodies of `fetch` (all bodies are strings), and
 * the experimental parser that `UNDICI_USE_MILO` would turn on. Node would read them at each start.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SOURCE = 'node_modules/undici';
const COPY = 'build/node_modules/undici';
const COPIED = ['lib/api', 'lib/core', 'lib/dispatcher', 'lib/llhttp', 'lib/util'];

/** What a part that is left out does when it is reached all the same. */
const REFUSE = "() => { throw new Error('This part of undici is not in the bundle.'); }";
const LEFT_OUT = {
  'lib/dispatcher/client-h2.js': REFUSE,
  'lib/dispatcher/parser-h1.js': '{ getMiloEnabled: () => false }',
  'lib/web/fetch/body.js': `{ extractBody: ${REFUSE} }`,
  'lib/web/fetch/formdata.js': '{}',
  'lib/web/webidl/index.js': '{ webidl: { is: { FormData: () => false } } }',
};

for (const part of ['package.json', 'LICENSE', ...COPIED]) {
  cpSync(join(SOURCE, part), join(COPY, part), { recursive: true });
}
for (const [path, exported] of Object.entries(LEFT_OUT)) {
  mkdirSync(dirname(join(COPY, path)), { recursive: true });
  writeFileSync(join(COPY, path), `module.exports = ${exported};\n`);
}
