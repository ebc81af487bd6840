/**
 * `verify` against a real OpenSSH server: what each refusal looks like, and how often the server saw a
 * password.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { missingOpenSsh, startOpenSsh } from '../../../harness/openssh.ts';
import type { OpenSsh } from '../../../harness/openssh.ts';
import { PASSWORD } from '../../../harness/scenario.ts';
import type { Inputs } from '../../../harness/scenario.ts';
import { endingsOf, runVerifyValid } from '../../../harness/verify.ts';
import type { VerifyRun } from '../../../harness/verify.ts';

const PASSWORDS = 'PasswordAuthentication yes\nKbdInteractiveAuthentication no\nUsePAM no';
const PAM = 'PasswordAuthentication no\nKbdInteractiveAuthentication yes\nUsePAM yes';

const SERVERS = {
  normal: `${PASSWORDS}\nPermitRootLogin yes`,
  'root only with a key': `${PASSWORDS}\nPermitRootLogin prohibit-password`,
  'no root': `${PASSWORDS}\nPermitRootLogin no`,
  'no passwords':
    'PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nPermitRootLogin yes',
  'keyboard-interactive': `${PAM}\nPermitRootLogin yes`,
  'a second factor': `${PASSWORDS}\nPermitRootLogin yes\nAuthenticationMethods password,publickey`,
  'one attempt': `${PASSWORDS}\nPermitRootLogin yes\nMaxAuthTries 1`,
  'a banner': `${PASSWORDS}\nPermitRootLogin yes\nBanner /etc/passwd`,
} as const;
const NAMES = Object.keys(SERVERS);

const missing = missingOpenSsh();
if (missing !== undefined) {
  process.stdout.write(`Tests with OpenSSH are skipped: ${missing}.\n`);
}

let servers: OpenSsh;

beforeAll(async () => {
  if (missing !== undefined) return;
  servers = await startOpenSsh(Object.values(SERVERS), [
    { name: 'root', password: PASSWORD },
    { name: 'locked', password: PASSWORD, isLocked: true },
    { name: 'expired', password: PASSWORD, isExpired: true },
  ]);
}, 30_000);

afterAll(async () => {
  if (missing === undefined) await servers.close();
});

async function verify(inputs: Inputs = {}): Promise<VerifyRun> {
  return runVerifyValid(
    servers.ports.map((port) => `127.0.0.1:${port}`),
    { max_refused: '100', ...inputs },
    { knownHosts: servers.knownHosts },
  );
}

/** The lines about logins since a state of the logs. */
async function newLogins(before: readonly string[]): Promise<string[][]> {
  const after = await Promise.all(NAMES.map((_, index) => servers.log(index)));
  return after.map((log, index) =>
    Array.from(
      log
        .slice(before[index]?.length ?? 0)
        .matchAll(/^(Accepted|Failed|Partial) (?:password|keyboard-interactive\S*) for/gm),
      ([, result = '']) => result,
    ),
  );
}

/** The lines about logins that a run adds to the log of each server. */
async function loginsOf(
  run: () => Promise<VerifyRun>,
  expected: number,
): Promise<{
  readonly endings: Readonly<Record<string, string>>;
  readonly logins: Readonly<Record<string, readonly string[]>>;
}> {
  const before = await Promise.all(NAMES.map((_, index) => servers.log(index)));
  const endings = endingsOf(await run());
  const state = { logins: await newLogins(before) };
  // OpenSSH writes some lines of its log after the response, so the expected ones may come later.
  const end = performance.now() + 5_000;
  while (state.logins.flat().length < expected && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    state.logins = await newLogins(before);
  }
  const { logins } = state;
  const named = <Value>(values: readonly Value[]): Record<string, Value> =>
    Object.fromEntries(
      NAMES.flatMap((name, index) => values.slice(index, index + 1).map((value) => [name, value])),
    );
  return { endings: named(endings), logins: named(logins) };
}

describe('OpenSSH', () => {
  // The reason is printed above. With REQUIRE_SSHD, as in .ci/run, a missing sshd is an error.
  const test = missing === undefined ? it : it.skip;

  test('takes the right password, where it takes passwords', async () => {
    const { endings, logins } = await loginsOf(() => verify(), 7);
    expect(endings).toEqual({
      normal: 'verified',
      'root only with a key': 'refused: credentials',
      'no root': 'refused: credentials',
      'no passwords': 'not_tried: no_password_login',
      'keyboard-interactive': 'verified',
      'a second factor': 'refused: second_factor',
      'one attempt': 'verified',
      'a banner': 'verified',
    });
    expect(logins).toEqual({
      normal: ['Accepted'],
      'root only with a key': ['Failed'],
      'no root': ['Failed'],
      'no passwords': [],
      'keyboard-interactive': ['Accepted'],
      'a second factor': ['Partial'],
      'one attempt': ['Accepted'],
      'a banner': ['Accepted'],
    });
  });

  test('refuses a wrong password, and sees it once', async () => {
    const { endings, logins } = await loginsOf(() => verify({ password: 'Another-Word-17' }), 7);
    const refused = NAMES.filter((name) => name !== 'no passwords');
    for (const name of refused) {
      expect([name, endings[name], logins[name]?.length]).toEqual([
        name,
        'refused: credentials',
        1,
      ]);
    }
    expect(logins['no passwords']).toEqual([]);
  });

  test('refuses a locked account like a wrong password', async () => {
    const { endings } = await loginsOf(() => verify({ username: 'locked' }), 0);
    expect(endings['normal']).toBe('refused: credentials');
    expect(endings['keyboard-interactive']).toBe('refused: credentials');
  });

  test('wants a new password where it has expired, with PAM', async () => {
    const { endings } = await loginsOf(() => verify({ username: 'expired' }), 0);
    expect(endings['keyboard-interactive']).toBe('refused: password_change');
  });

  test('gets no password without its key', async () => {
    const { logins } = await loginsOf(async () => {
      const run = await runVerifyValid(
        servers.ports.map((port) => `127.0.0.1:${port}`),
        {},
        { knownHosts: '' },
      );
      expect(new Set(endingsOf(run))).toEqual(new Set(['not_tried: host_key']));
      return run;
    }, 0);
    expect(Object.values(logins).flat()).toEqual([]);
  });
});
