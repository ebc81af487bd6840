/** Fails when the bundle holds a second copy of undici, which doubles its size and start-up. */
import { readFileSync } from 'node:fs';

const bundle = readFileSync('dist/index.js', 'utf8');
const copies = bundle.split("this.code = 'UND_ERR_CONNECT_TIMEOUT'").length - 1;
if (copies !== 1) {
  console.error(`dist/index.js holds ${copies} copies of undici instead of one.`);
  process.exitCode = 1;
}
