/**
 * Fails when the bundle contains undici twice, which doubles its size and start-up time, or a program:
 * `dist/` has only text that a person can read, the same on every machine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = /\.(?:exe|node|dll|so|dylib|wasm)$/i;

const problems: string[] = [];
const code = readdirSync('dist/lib')
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(`dist/lib/${name}`, 'utf8'))
  .join('\n');
const copies = code.split("this.code = 'UND_ERR_CONNECT_TIMEOUT'").length - 1;
if (/\P{ASCII}/u.test(code)) problems.push('The bundle has characters beside ASCII.');
if (copies !== 1) problems.push(`The bundle contains ${copies} copies of undici instead of one.`);

for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (PROGRAM.test(entry.name)) problems.push(`${path} is a program: dist/ may not contain any.`);
  else if (entry.isFile() && readFileSync(path).includes(0)) problems.push(`${path} is not text.`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
