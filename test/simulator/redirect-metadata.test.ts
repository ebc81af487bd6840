import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';

/** Asks for the keys as the action would, by undici, and another address for comparison. */
const SCRIPT = `
import { Agent, request } from 'undici';
const dispatcher = new Agent({ connect: { timeout: 300 } });
const said = [];
for (const url of process.argv.slice(1)) {
  try {
    const { statusCode, body } = await request(url, { dispatcher });
    said.push([statusCode, Object.keys(await body.json())]);
  } catch (error) {
    said.push(error.code ?? error.message);
  }
}
console.log(JSON.stringify(said));
await dispatcher.close();`;
const KEYS = 'http://169.254.169.254/openstack/latest/securitykey';

async function run(place: string | undefined, ...urls: readonly string[]): Promise<unknown> {
  const preload = ['--import', './harness/redirect-metadata.ts'];
  const child = spawn(
    process.execPath,
    [...preload, '--input-type=module', '--eval', SCRIPT, ...urls],
    {
      env: { PATH: process.env['PATH'], TEST_METADATA_PORT: place },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(said);
}

describe('the preload in place of the metadata service', () => {
  it('leads to the simulator, and leaves other connections alone', async () => {
    const simulator = await Simulator.start();
    const { port } = new URL(simulator.endpoint);
    const direct = `${simulator.endpoint}/openstack/latest/securitykey`;
    expect(await run(port, KEYS, direct)).toEqual([
      [200, ['credential']],
      [200, ['credential']],
    ]);
    expect(simulator.requests.map(({ headers }) => headers['host'])).toEqual([
      '169.254.169.254',
      new URL(direct).host,
    ]);
    await simulator.close();
  });

  it('refuses the connection', async () => {
    expect(await run('refused', KEYS)).toEqual(['ECONNREFUSED']);
  });

  it('fails without a port, so that no request reaches the real service', async () => {
    expect(await run(undefined, KEYS)).toEqual(['TEST_METADATA_PORT is not a port: ""']);
  });

  it('never answers', async () => {
    expect(await run('silent', KEYS)).toEqual(['UND_ERR_CONNECT_TIMEOUT']);
  });
});
