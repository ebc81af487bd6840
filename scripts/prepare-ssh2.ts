/**
 * Copies the JavaScript of ssh2 into `build/`, where ncc finds it first. So the bundle has neither its
 * native parts, which npm may have compiled or not, nor its helper program for Windows, and it is the
 * same on every machine.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const SOURCE = 'node_modules/ssh2';
const MODULES = 'build/node_modules';
const COPIED = ['.js', '.json', ''];

for (const part of ['package.json', 'lib']) {
  cpSync(join(SOURCE, part), join(MODULES, 'ssh2', part), {
    recursive: true,
    filter: (path) => COPIED.includes(extname(path)),
  });
}
rmSync(join(MODULES, 'ssh2/lib/protocol/crypto/build'), { recursive: true, force: true });
rmSync(join(MODULES, 'ssh2/lib/protocol/crypto/src'), { recursive: true, force: true });

// ssh2 uses this optional package only to choose the order of its ciphers, and does without it.
mkdirSync(join(MODULES, 'cpu-features'), { recursive: true });
writeFileSync(
  join(MODULES, 'cpu-features/index.js'),
  "throw new Error('cpu-features is not part of the bundle');\n",
);
