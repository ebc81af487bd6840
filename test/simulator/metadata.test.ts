import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SignInOptions } from '../../simulator/simulator.ts';
import type { Reply } from './client.ts';
import { ask, askMetadataKeys, metadataKeys } from './sign-in-client.ts';

let now: Date;
let simulator: Simulator;

afterEach(async () => {
  await simulator.close();
});

async function start(metadata: SignInOptions['metadata'] = {}): Promise<void> {
  now = new Date('2026-03-04T05:06:07Z');
  simulator = await Simulator.start({ now: () => now, signIn: { metadata } });
}

function pass(hours: number): void {
  now = new Date(now.getTime() + hours * 3_600_000);
}

async function askMetadataToken(seconds = '21600'): Promise<Reply> {
  const headers = { 'x-metadata-token-ttl-seconds': seconds };
  return ask(simulator, '/meta-data/latest/api/token', { method: 'PUT', headers });
}

describe('the metadata service', () => {
  it('gives keys with and without a metadata token, the same to all', async () => {
    await start();
    const token = await askMetadataToken();
    expect(token).toMatchObject({ status: 200, text: expect.stringMatching(/^\S{40,}$/) });
    const reply = await askMetadataKeys(simulator, token.text);
    expect(reply.status).toBe(200);
    expect(metadataKeys(reply).ends).toBe(now.getTime() + 24 * 3_600_000);
    expect((await askMetadataKeys(simulator)).json).toEqual(reply.json);
    expect(simulator.issued.map(({ name }) => name)).toEqual([
      'metadata token',
      'temporary access key',
      'temporary secret key',
      'security token',
    ]);
    expect(simulator.issued[0]?.value).toBe(token.text);
  });

  it('renews the keys six hours before their end', async () => {
    await start();
    const first = metadataKeys(await askMetadataKeys(simulator));
    pass(17);
    expect(metadataKeys(await askMetadataKeys(simulator))).toEqual(first);
    pass(1);
    const second = metadataKeys(await askMetadataKeys(simulator));
    expect(second.accessKey).not.toBe(first.accessKey);
    expect(second.ends).toBe(now.getTime() + 24 * 3_600_000);
  });

  it('gives keys for as long as the options say', async () => {
    await start({ sessionSeconds: 20 });
    expect(metadataKeys(await askMetadataKeys(simulator)).ends).toBe(now.getTime() + 20_000);
  });

  it('insists on a metadata token when it is told to', async () => {
    await start({ tokens: 'required' });
    expect(await askMetadataKeys(simulator)).toMatchObject({ status: 401 });
    const { text } = await askMetadataToken();
    expect((await askMetadataKeys(simulator, text)).status).toBe(200);
  });

  it.each(['offered', 'required'] as const)(
    'refuses a metadata token that is wrong or has expired (%s)',
    async (tokens) => {
      await start({ tokens });
      const { text } = await askMetadataToken('3600');
      expect((await askMetadataKeys(simulator, 'another')).status).toBe(401);
      pass(1);
      expect((await askMetadataKeys(simulator, text)).status).toBe(401);
    },
  );

  it('has no metadata tokens when it is told so, and does without', async () => {
    await start({ tokens: 'absent' });
    expect((await askMetadataToken()).status).toBe(404);
    expect((await askMetadataKeys(simulator)).status).toBe(200);
  });

  it.each(['', '0', '-1', 'x', '1000000'])('refuses a lifetime of "%s"', async (seconds) => {
    await start();
    expect((await askMetadataToken(seconds)).status).toBe(400);
    expect(simulator.issued).toEqual([]);
  });

  it('says that the server needs an agency', async () => {
    await start({ agency: false });
    const { text } = await askMetadataToken();
    for (const token of [undefined, text]) {
      expect(await askMetadataKeys(simulator, token)).toMatchObject({
        status: 401,
        text: expect.stringContaining('configure Cloud Service Agency'),
      });
    }
  });

  it.each([405, 503])('can answer %i instead of a metadata token', async (status) => {
    await start();
    simulator.script({ match: ({ method }) => method === 'PUT', status });
    expect((await askMetadataToken()).status).toBe(status);
    expect((await askMetadataKeys(simulator)).status).toBe(200);
  });
});
