/** Every outcome and reason of `verify`, through the built action. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, logOf } from '../../../harness/invariants.ts';
import { preload } from '../../../harness/preload.ts';
import { PASSWORD, serverId } from '../../../harness/scenario.ts';
import { serverReportOf } from '../../../harness/server-report.ts';
import { endingsOf, runVerifyValid } from '../../../harness/verify.ts';
import type { Host } from '../../../harness/verify.ts';
import { newHostKey, publicKeyOf } from '../../../simulator/ssh.ts';

const FAST_TIME = preload('fast-time');

describe('verified', () => {
  it('is every server that takes the password', async () => {
    const run = await runVerifyValid([{}, { methods: ['keyboard-interactive'] }]);
    expect(run.exitCode).toBe(0);
    expect(endingsOf(run)).toEqual(['verified', 'verified']);
    expect(run.outputs).toMatchObject({
      verified_server_ids: JSON.stringify([serverId(1), serverId(2)]),
      verified_count: '2',
      known_hosts_file: '',
      dry_run: 'false',
    });
    expect(run.servers.map(({ passwords }) => passwords)).toEqual([[PASSWORD], [PASSWORD]]);
    expect(run.servers.map(({ connections }) => connections)).toEqual([1, 1]);
    expect(run.summary).toContain('## ✅ Verified: 2 servers');
    expect(annotationsOf(run, 'error')).toEqual([]);
  });

  it('is a server with another user', async () => {
    const run = await runVerifyValid([{ username: 'Administrator' }], {
      username: 'Administrator',
    });
    expect(endingsOf(run)).toEqual(['verified']);
  });
});

const OTHERS: readonly [string, Host, string][] = [
  ['refused: credentials', { username: 'somebody' }, 'the server refused the login'],
  ['refused: credentials', { onPassword: 'disconnect' }, 'another password'],
  ['refused: second_factor', { onPassword: 'more' }, 'more than the password'],
  ['refused: password_change', { onPassword: 'change' }, 'has expired'],
  ['unreachable: connect', '127.0.0.1:9', 'the connection to the SSH port was refused'],
  ['unreachable: connect', 'no-such-host.invalid', 'the host name of the server was not found'],
  ['unreachable: protocol', { speaks: 'goodbye' }, 'no SSH handshake'],
  ['unreachable: no_answer', { onPassword: 'close' }, 'without an answer'],
  ['not_tried: no_password_login', { methods: ['publickey'] }, 'takes no passwords'],
  ['not_tried: no_password_login', { acceptsNone: true }, 'without a password'],
  [
    'not_tried: no_password_login',
    {
      methods: ['keyboard-interactive'],
      prompts: [
        [
          { prompt: 'Password', echo: false },
          { prompt: 'Code', echo: false },
        ],
      ],
    },
    'more than one answer',
  ],
];

describe('the other outcomes', () => {
  it('stand beside each other, each with its message and at most one password', async () => {
    const run = await runVerifyValid(OTHERS.map(([, host]) => host));
    expect(run.exitCode).toBe(1);
    expect(endingsOf(run)).toEqual(OTHERS.map(([ending]) => ending));
    const { servers } = serverReportOf(run);
    for (const [index, [, , message]] of OTHERS.entries()) {
      expect(servers[index]?.message).toContain(message);
    }
    for (const { passwords, sessions } of run.servers) {
      expect(passwords.length).toBeLessThanOrEqual(1);
      expect(sessions).toEqual([]);
    }
    expect(run.summary).toContain('11 of 11 servers still need you');
    expect(run.summary).toContain('Keep the old password');
  });

  it('include servers that stay silent, before and after the password', async () => {
    const run = await runVerifyValid(
      [{ speaks: 'nothing' }, { speaks: 'http' }, { onPassword: 'ignore' }],
      { request_timeout: '30' },
      // 20 seconds take two seconds.
      { nodeArguments: FAST_TIME, env: { TEST_TIME_FACTOR: '10' } },
    );
    expect(endingsOf(run)).toEqual([
      'unreachable: timeout',
      'unreachable: protocol',
      'unreachable: no_answer',
    ]);
  });
});

describe('no host', () => {
  it('is a reason for a server that hosts_file does not have', async () => {
    const run = await runVerifyValid(
      [{}, {}],
      {},
      { hosts: (hosts) => JSON.stringify({ [serverId(1)]: hosts[serverId(1)] }) },
    );
    expect(endingsOf(run)).toEqual(['verified', 'unreachable: no_address']);
  });
});

describe('host keys', () => {
  it('that are not known get no password with strict', async () => {
    const run = await runVerifyValid([{}], {}, { knownHosts: '' });
    expect(endingsOf(run)).toEqual(['not_tried: host_key']);
    expect(run.servers[0]?.attempts).toEqual([]);
    expect(logOf(run).join('\n')).toMatch(
      /Host key of .* at 127\.0\.0\.1:\d+, unknown, not accepted: ED25519 SHA256:[\w+/]{43}/,
    );
  });

  it('that changed or are revoked get no password, also with accept-new', async () => {
    const other = publicKeyOf(newHostKey());
    const run = await runVerifyValid(
      [{}, {}],
      { host_keys: 'accept-new' },
      {
        knownHosts: ([first, second]) =>
          `[127.0.0.1]:${first?.port ?? 0} ${other}\n${(second?.knownHosts ?? '').replace(/^\S+/, '@revoked *')}`,
      },
    );
    expect(endingsOf(run)).toEqual(['not_tried: host_key', 'not_tried: host_key']);
    const messages = serverReportOf(run).servers.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('revokes'),
      expect.stringContaining('revokes'),
    ]);
    expect(run.servers.map(({ attempts }) => attempts)).toEqual([[], []]);
  });

  it('that changed are named so', async () => {
    const run = await runVerifyValid(
      [{}],
      { host_keys: 'accept-new' },
      { knownHosts: ([first]) => `[127.0.0.1]:${first?.port ?? 0} ${publicKeyOf(newHostKey())}\n` },
    );
    expect(serverReportOf(run).servers[0]?.message).toContain('another key');
    expect(run.servers[0]?.attempts).toEqual([]);
  });

  it('that are new are accepted and written with accept-new, behind those that were given', async () => {
    const run = await runVerifyValid(
      [{}],
      { host_keys: 'accept-new' },
      { knownHosts: '# given\n' },
    );
    expect(endingsOf(run)).toEqual(['verified']);
    expect(run.knownHosts).toBe(`# given\n${run.servers[0]?.knownHosts ?? ''}`);
    expect(logOf(run).join('\n')).toMatch(/Accepted the new host key .*: ED25519 SHA256:/);
  });

  it('are asked for in the type that is known', async () => {
    const hostKeys = [newHostKey('ecdsa'), newHostKey('ed25519')];
    const [ecdsa = ''] = hostKeys;
    const run = await runVerifyValid(
      [{ hostKeys }],
      {},
      { knownHosts: ([first]) => `[127.0.0.1]:${first?.port ?? 0} ${publicKeyOf(ecdsa)}\n` },
    );
    expect(endingsOf(run)).toEqual(['verified']);
  });
});

describe('max_refused', () => {
  it('stops the rest, and the servers count the attempts', async () => {
    const refusing = Array<Host>(6).fill({ username: 'somebody' });
    const run = await runVerifyValid(refusing, { max_refused: '2', concurrency: '1' });
    expect(endingsOf(run)).toEqual([
      ...Array<string>(2).fill('refused: credentials'),
      ...Array<string>(4).fill('not_tried: max_refused'),
    ]);
    expect(run.servers.map(({ passwords }) => passwords.length)).toEqual([1, 1, 0, 0, 0, 0]);
    expect(annotationsOf(run, 'warning').join()).toContain('No further login begins');
  });
});

describe('waits', () => {
  it('for the port and for the server to settle come before the one attempt', async () => {
    const run = await runVerifyValid(
      [{}, '127.0.0.1:9'],
      { wait: '30', settle: '30' },
      { nodeArguments: FAST_TIME, env: { TEST_TIME_FACTOR: '30' } },
    );
    expect(endingsOf(run)).toEqual(['verified', 'unreachable: connect']);
    // One plain connection, and one with the login.
    expect(run.servers[0]?.connections).toBe(2);
    expect(run.servers[0]?.passwords).toEqual([PASSWORD]);
  });
});

describe('a dry run', () => {
  it('connects to no server, and needs neither a password nor known hosts', async () => {
    const run = await runVerifyValid([{}], {
      dry_run: 'true',
      password: '',
      known_hosts_file: '',
    });
    expect(run.exitCode).toBe(0);
    expect(endingsOf(run)).toEqual(['not_tried: dry_run']);
    expect(run.servers[0]?.connections).toBe(0);
    expect(run.outputs['dry_run']).toBe('true');
    expect(annotationsOf(run, 'error')).toEqual([]);
    expect(run.summary).toContain('No login was tried');
  });
});
