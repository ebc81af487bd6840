/** Hostile text, and secrets, in what SSH servers send and in names of `verify`: nothing of it is shown. */
import { describe, expect, it } from '@jest/globals';
import { logOf } from '../../../harness/invariants.ts';
import { findLeaks } from '../../../harness/leaks.ts';
import { PASSWORD, serverId } from '../../../harness/scenario.ts';
import { endingsOf, runVerifyValid } from '../../../harness/verify.ts';
import type { Host, VerifyRun } from '../../../harness/verify.ts';
import type { SshOptions } from '../../../simulator/ssh.ts';
import { expectInert, HOSTILE } from '../../faults/hostile.ts';

/** Not in the network's own lines: `stream` and `net` print what they do, not what they send. */
const ALL_DEBUG = {
  RUNNER_DEBUG: '1',
  ACTIONS_STEP_DEBUG: 'true',
  NODE_DEBUG: 'net,stream,tls,crypto,dns,timer,module',
};

const ECHO = `${PASSWORD} ${Buffer.from(PASSWORD).toString('base64')} ${Buffer.from(PASSWORD).toString('hex')}`;

/** Ways in which a server can send text. */
const SOURCES: readonly ((text: string) => SshOptions)[] = [
  (text) => ({ banner: text }),
  (text) => ({ greeting: text.replace(/[\r\n]+/g, ' ').slice(0, 200) }),
  (text) => ({ methods: ['keyboard-interactive'], prompts: [[{ prompt: text, echo: false }]] }),
  (text) => ({
    methods: ['keyboard-interactive'],
    prompts: [[{ prompt: 'Password: ', echo: false }], [{ prompt: text, echo: true }]],
  }),
];

function expectNoLeaks(run: VerifyRun): void {
  const shown = {
    log: logOf(run).join('\n'),
    errors: run.stderr,
    summary: run.summary,
    report: JSON.stringify(run.report),
    outputs: JSON.stringify(run.outputs),
    keys: run.knownHosts,
  };
  const leaks = Object.entries(shown).flatMap(([place, text]) =>
    findLeaks(text, { PASSWORD }).map((leak) => `${place}: ${leak}`),
  );
  expect(leaks).toEqual([]);
}

describe('hostile text', () => {
  it('from servers, and in the names of the list, has no effect', async () => {
    const texts = HOSTILE.map((text) => `${text.slice(0, 2_000)} ${ECHO}`);
    const hosts = texts.map((text, index): Host => SOURCES[index % SOURCES.length]?.(text) ?? {});
    const run = await runVerifyValid(hosts, {
      host_keys: 'accept-new',
      known_hosts_file: '',
      // A list with this text is taken for the output of a debugging command.
      server_ids: JSON.stringify(
        texts.map((text, index) => ({
          id: serverId(index + 1),
          name: text.replace(/::(?:debug|stop-commands)::/g, '::echo::'),
        })),
      ),
    });
    expectInert(run);
    expectNoLeaks(run);
    expect(new Set(endingsOf(run))).toEqual(new Set(['verified', 'refused: second_factor']));
  });

  it.each(['##[error]forged', '::error::forged', '<b>`forged`</b>', PASSWORD])(
    'in the name of the user has no effect: %s',
    async (username) => {
      const run = await runVerifyValid([{}], { username });
      expect(endingsOf(run)).toEqual(['refused: credentials']);
      expectInert(run);
      expectNoLeaks(run);
    },
  );
});

describe('debug output', () => {
  it('shows no password, whatever Node.js prints', async () => {
    const silent = { onPassword: 'close' } as const;
    const run = await runDebug([{ banner: ECHO }, { methods: ['keyboard-interactive'] }, silent]);
    expect(endingsOf(run)).toEqual(['verified', 'verified', 'unreachable: no_answer']);
    expect(run.stderr).toContain('NET');
    expectNoLeaks(run);
  });
});

/** With debug output, which is on the error stream. */
async function runDebug(hosts: readonly Host[]): Promise<VerifyRun> {
  return runVerifyValid(hosts, {}, { env: ALL_DEBUG, allowsErrors: true });
}
