import { afterEach, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SignInOptions } from '../../simulator/simulator.ts';
import type { ClientResponse } from './client.ts';
import { metadataKeys, request, requestMetadataKeys } from './sign-in-client.ts';

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

async function requestMetadataToken(seconds = '21600'): Promise<ClientResponse> {
  const headers = { 'x-metadata-token-ttl-seconds': seconds };
  return request(simulator, '/meta-data/latest/api/token', { method: 'PUT', headers });
}

describe('the metadata service', () => {
  it('returns the same keys with and without a metadata token', async () => {
    await start();
    const token = await requestMetadataToken();
    expect(token).toMatchObject({ status: 200, text: expect.stringMatching(/^\S{40,}$/) });
    const response = await requestMetadataKeys(simulator, token.text);
    expect(response.status).toBe(200);
    expect(metadataKeys(response).ends).toBe(now.getTime() + 24 * 3_600_000);
    expect((await requestMetadataKeys(simulator)).json).toEqual(response.json);
    expect(simulator.issued.map(({ name }) => name)).toEqual([
      'metadata token',
      'temporary access key',
      'temporary secret key',
      'security token',
    ]);
    expect(simulator.issued[0]?.value).toBe(token.text);
  });

  it('renews the keys six hours before they expire', async () => {
    await start();
    const first = metadataKeys(await requestMetadataKeys(simulator));
    pass(17);
    expect(metadataKeys(await requestMetadataKeys(simulator))).toEqual(first);
    pass(1);
    const second = metadataKeys(await requestMetadataKeys(simulator));
    expect(second.accessKey).not.toBe(first.accessKey);
    expect(second.ends).toBe(now.getTime() + 24 * 3_600_000);
  });

  it('issues keys with the lifetime in the options', async () => {
    await start({ sessionSeconds: 20 });
    expect(metadataKeys(await requestMetadataKeys(simulator)).ends).toBe(now.getTime() + 20_000);
  });

  it('can require a metadata token', async () => {
    await start({ tokens: 'required' });
    expect(await requestMetadataKeys(simulator)).toMatchObject({ status: 401 });
    const { text } = await requestMetadataToken();
    expect((await requestMetadataKeys(simulator, text)).status).toBe(200);
  });

  it.each(['offered', 'required'] as const)(
    'refuses a metadata token that is wrong or has expired (%s)',
    async (tokens) => {
      await start({ tokens });
      const { text } = await requestMetadataToken('3600');
      expect((await requestMetadataKeys(simulator, 'another')).status).toBe(401);
      pass(1);
      expect((await requestMetadataKeys(simulator, text)).status).toBe(401);
    },
  );

  it('can work without metadata tokens', async () => {
    await start({ tokens: 'absent' });
    expect((await requestMetadataToken()).status).toBe(404);
    expect((await requestMetadataKeys(simulator)).status).toBe(200);
  });

  it.each(['', '0', '-1', 'x', '1000000'])('refuses a lifetime of "%s"', async (seconds) => {
    await start();
    expect((await requestMetadataToken(seconds)).status).toBe(400);
    expect(simulator.issued).toEqual([]);
  });

  it('reports that the server needs an agency', async () => {
    await start({ agency: false });
    const { text } = await requestMetadataToken();
    for (const token of [undefined, text]) {
      expect(await requestMetadataKeys(simulator, token)).toMatchObject({
        status: 401,
        text: expect.stringContaining('configure Cloud Service Agency'),
      });
    }
  });

  it.each([405, 503])('can return %i instead of a metadata token', async (status) => {
    await start();
    simulator.script({ match: ({ method }) => method === 'PUT', status });
    expect((await requestMetadataToken()).status).toBe(status);
    expect((await requestMetadataKeys(simulator)).status).toBe(200);
  });
});
