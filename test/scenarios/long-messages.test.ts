import { expect, it } from '@jest/globals';
import { listIn } from '../../harness/invariants.ts';
import { runResetWith, serverId } from '../../harness/scenario.ts';

const SERVERS = 60;
/** So many bytes for each server fit into the largest response that is read. */
const LENGTH = 66_000;
/** Its password contains backslashes. Requests to the loopback interface do not use it. */
const PROXY = `http://user:pass${'%5C'.repeat(30)}z@proxy.example.com:3128`;

it.concurrent.each([
  ['a long word', `${'x'.repeat(LENGTH - 500)} ${'y'.repeat(499)}`, {}],
  ['backslashes', `pass${'\\'.repeat(1_000)}`, { HTTPS_PROXY: PROXY, NO_PROXY: '127.0.0.1' }],
  ['beginnings of a secret', 'Wide-Open-852'.repeat(LENGTH / 13), {}],
  ['invisible characters', '\u200b'.repeat(LENGTH / 3), {}],
])(
  'messages of %s do not delay the run',
  async (_what, message, env) => {
    const internalError = Array.from({ length: SERVERS }, (_, index) => ({
      id: serverId(index + 1),
      error_code: 'Ecs.9999',
      error_msg: message,
    }));
    const body = { error: { code: 'Ecs.0611', message: 'see internalError' }, internalError };
    const { run } = await runResetWith(
      { servers: SERVERS, faults: [{ status: 400, body }] },
      {},
      { env },
    );

    expect(listIn(run, 'failed_server_ids')).toHaveLength(SERVERS);
    expect(run.milliseconds).toBeLessThan(20_000);
  },
  60_000,
);
