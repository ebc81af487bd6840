/** Fails when the bundle contains undici twice: that doubles its size and start-up time. */
import { readdirSync, readFileSync } from 'node:fs';

const code = readdirSync('dist/lib')
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(`dist/lib/${name}`, 'utf8'))
  .join('\n');
const copies = code.split("this.code = 'UND_ERR_CONNECT_TIMEOUT'").length - 1;
if (copies !== 1) {
  console.error(`The bundle contains ${copies} copies of undici instead of one.`);
  process.exitCode = 1;
}
