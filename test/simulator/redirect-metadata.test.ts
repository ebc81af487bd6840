import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';

/** Requests the keys with undici, like the action, and another URL for comparison. */
const SCRIPT = `
import { Agent, request } from 'undici';
const dispatcher = new Agent({ connect: { timeout: 300 } });
const results = [];
for (const url of process.argv.slice(1)) {
  try {
    const { statusCode, body } = await request(url, { dispatcher });
    results.push([statusCode, Object.keys(await body.json())]);
  } catch (error) {
    results.push(error.code ?? error.message);
  }
}
console.log(JSON.stringify(results));
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
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return JSON.parse(output);
}

describe('the preload that replaces the metadata service', () => {
  it('redirects to the simulator, and does not affect other connections', async () => {
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

  it('sends no response', async () => {
    expect(await run('silent', KEYS)).toEqual(['UND_ERR_CONNECT_TIMEOUT']);
  });
});
