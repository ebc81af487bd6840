/**
 * Writes the part of `zod/mini` that the code in `build/` uses as one file into `build/`, where ncc finds
 * it first: a third of what the package has. Node would read the rest at each start.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rollup } from 'rollup';

const COPY = 'build/node_modules/zod';
const ENTRY = 'build/zod-entry.js';
const MEMBER = /\bz\.(\w+)/g;

const members = globSync('build/**/*.js', { exclude: ['build/node_modules/**'] })
  .map((path) => readFileSync(path, 'utf8'))
  .filter((code) => code.includes("from 'zod/mini'"))
  .flatMap((code) => Array.from(code.matchAll(MEMBER), ([, name]) => name));
const names = [...new Set(members)].sort();
writeFileSync(ENTRY, `export { ${names.join(', ')} } from '../node_modules/zod/mini/index.js';\n`);

// The modules of zod import each other in circles, of which rollup would warn.
const bundle = await rollup({ input: ENTRY, logLevel: 'silent' });
const { output } = await bundle.generate({ format: 'es' });
mkdirSync(COPY, { recursive: true });
writeFileSync(`${COPY}/mini.js`, output[0].code);
const description = { type: 'module', exports: { './mini': './mini.js' }, sideEffects: false };
writeFileSync(`${COPY}/package.json`, `${JSON.stringify(description)}\n`);
rmSync(ENTRY);
