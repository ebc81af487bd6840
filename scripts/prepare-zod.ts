/**
 * Bundles the part of `zod/mini` that the code in `build/` uses into one file there, where ncc finds it
 * first: a third of the package. Node would read the rest at each start.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rollup } from 'rollup';

const COPY = 'build/node_modules/zod';
const ENTRY = 'build/zod-entry.js';
/** The modules of zod have circular imports, and comments that name annotations. */
const HARMLESS = ['CIRCULAR_DEPENDENCY', 'INVALID_ANNOTATION'];
const MEMBER = /\bz\s*\.\s*(\w+)/g;

const members = globSync('build/**/*.js', { exclude: ['build/node_modules/**'] })
  .map((path) => readFileSync(path, 'utf8'))
  .filter((code) => code.includes("from 'zod/mini'"))
  .flatMap((code) => Array.from(code.matchAll(MEMBER), ([, name]) => name));
const names = [...new Set(members)].sort();
writeFileSync(ENTRY, `export { ${names.join(', ')} } from '../node_modules/zod/mini/index.js';\n`);

const bundle = await rollup({
  input: ENTRY,
  onLog: (_level, { code = '', message }) => {
    if (!HARMLESS.includes(code)) throw new Error(message);
  },
});
const { output } = await bundle.generate({ format: 'es' });
mkdirSync(COPY, { recursive: true });
writeFileSync(`${COPY}/mini.js`, output[0].code);
const description = { type: 'module', exports: { './mini': './mini.js' }, sideEffects: false };
writeFileSync(`${COPY}/package.json`, `${JSON.stringify(description)}\n`);
rmSync(ENTRY);
