import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/retry/clock.ts';
import { loadSsh2, login } from '../../src/ssh/login.ts';
import type { LoginEnd, LoginOptions, Ssh2 } from '../../src/ssh/login.ts';
import { until } from '../../harness/action.ts';
import { SshServer } from '../../simulator/ssh.ts';
import type { SshOptions } from '../../simulator/ssh.ts';

const PASSWORD = 'Wide-Open-8521';
const HIDDEN = { prompt: 'Password: ', echo: false };
const VISIBLE = { prompt: 'Password: ', echo: true };
const CODE = { prompt: 'Verification code: ', echo: false };

let ssh2: Ssh2;
let server: SshServer | undefined;

beforeAll(async () => {
  ssh2 = await loadSsh2();
});

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A clock that makes the waits of an attempt shorter, but not those of the machine. */
const FAST_CLOCK = {
  now: systemClock.now.bind(systemClock),
  sleep: (ms: number, signal: AbortSignal) => systemClock.sleep(ms / 50, signal),
};

interface Attempt {
  readonly end: LoginEnd;
  readonly server: SshServer;
  readonly passwordsBegun: number;
}

async function attempt(
  options: SshOptions,
  overrides: Partial<LoginOptions> & { readonly username?: string } = {},
): Promise<Attempt> {
  server = await SshServer.start(() => PASSWORD, options);
  const { host, port } = server;
  let passwordsBegun = 0;
  const { username = 'root', ...rest } = overrides;
  const end = await login(
    ssh2,
    { host, port, username },
    {
      password: PASSWORD,
      algorithms: ['ssh-ed25519', 'rsa-sha2-512'],
      acceptsHostKey: () => true,
      onPassword: () => {
        passwordsBegun += 1;
      },
      clock: systemClock,
      responseMs: 30_000,
      abort: new AbortController().signal,
      ...rest,
    },
  );
  return { end, server, passwordsBegun };
}

function methodsOf({ server: { attempts } }: Attempt): string[] {
  return attempts.map(({ method }) => method);
}

describe('an attempt to log in', () => {
  it('verifies the right password, without a session, and leaves no connection', async () => {
    const done = await attempt({});
    expect(done.end).toBe('verified');
    expect(methodsOf(done)).toEqual(['none', 'password']);
    expect(done.server.passwords).toEqual([PASSWORD]);
    expect(done.server.sessions).toEqual([]);
    expect(done.server.clients).toEqual([
      expect.stringMatching(/^SSH-2\.0-reset_ecs_passwords_\d/),
    ]);
    expect(done.server.connections).toBe(1);
    expect(done.passwordsBegun).toBe(1);
    await until(() => done.server.open === 0);
  });

  it.each<[string, SshOptions, LoginEnd, string[]]>([
    [
      'sends the password once also if both methods are offered',
      { methods: ['keyboard-interactive', 'password'], username: 'somebody' },
      'credentials',
      ['none', 'password'],
    ],
    [
      'takes a message that ends the connection after the password for a refusal',
      { onPassword: 'disconnect' },
      'credentials',
      ['none', 'password'],
    ],
    [
      'does not take a connection that is closed after the password for a refusal',
      { onPassword: 'close' },
      'no_answer',
      ['none', 'password'],
    ],
    [
      'tells a second factor from a wrong password',
      { onPassword: 'more' },
      'second_factor',
      ['none', 'password'],
    ],
    [
      'tells a change of the password from a login',
      { onPassword: 'change' },
      'password_change',
      ['none', 'password'],
    ],
    ['sends no password where none is taken', { methods: ['publickey'] }, 'no_method', ['none']],
    ['sends no password where everybody gets in', { acceptsNone: true }, 'none_accepted', ['none']],
    [
      'answers a single hidden question',
      { methods: ['keyboard-interactive'] },
      'verified',
      ['none', 'keyboard-interactive', 'keyboard-interactive'],
    ],
    [
      'sees that the answer is wrong',
      { methods: ['keyboard-interactive'], username: 'somebody' },
      'credentials',
      ['none', 'keyboard-interactive', 'keyboard-interactive'],
    ],
    [
      'answers a question that comes after a note without questions',
      { methods: ['keyboard-interactive'], prompts: [[], [HIDDEN]] },
      'verified',
      ['none', 'keyboard-interactive', 'keyboard-interactive'],
    ],
    [
      'does not answer two questions',
      { methods: ['keyboard-interactive'], prompts: [[HIDDEN, CODE]] },
      'prompts',
      ['none', 'keyboard-interactive'],
    ],
    [
      'does not answer a visible question',
      { methods: ['keyboard-interactive'], prompts: [[VISIBLE]] },
      'prompts',
      ['none', 'keyboard-interactive'],
    ],
    [
      'does not answer a second question',
      { methods: ['keyboard-interactive'], prompts: [[HIDDEN], [CODE]] },
      'second_factor',
      ['none', 'keyboard-interactive', 'keyboard-interactive'],
    ],
    [
      'tells the question for a new password from a second factor',
      {
        methods: ['keyboard-interactive'],
        prompts: [[HIDDEN], [{ prompt: 'Current Password: ', echo: false }]],
      },
      'password_change',
      ['none', 'keyboard-interactive', 'keyboard-interactive'],
    ],
    [
      'takes the same question again for a refusal',
      { methods: ['keyboard-interactive'], prompts: [[HIDDEN], [HIDDEN]] },
      'credentials',
      ['none', 'keyboard-interactive', 'keyboard-interactive'],
    ],
    [
      'does not take a login without any question for a proof',
      { methods: ['keyboard-interactive'], prompts: [[]], username: 'somebody' },
      'no_method',
      ['none', 'keyboard-interactive'],
    ],
  ])('%s', async (_, options, end, methods) => {
    const done = await attempt(options);
    expect(done.end).toBe(end);
    expect(methodsOf(done)).toEqual(methods);
    expect(done.passwordsBegun).toBe(done.server.passwords.length);
    expect(done.server.passwords.length).toBeLessThanOrEqual(1);
    expect(done.server.sessions).toEqual([]);
    await until(() => done.server.open === 0);
  });

  it('refuses a wrong password', async () => {
    const done = await attempt({}, { password: 'Another-Word-17' });
    expect(done.end).toBe('credentials');
    expect(done.server.passwords).toEqual(['Another-Word-17']);
  });

  it('is for the user that was asked for', async () => {
    const done = await attempt({ username: 'Administrator' }, { username: 'Administrator' });
    expect(done.end).toBe('verified');
  });

  it('sends nothing to a host whose key is not accepted', async () => {
    const done = await attempt({}, { acceptsHostKey: () => false });
    expect(done.end).toBe('host_key');
    expect(done.server.attempts).toEqual([]);
    expect(done.passwordsBegun).toBe(0);
    await until(() => done.server.open === 0);
  });

  it('passes banners by', async () => {
    const done = await attempt({ banner: 'Welcome\n'.repeat(2_000), greeting: 'Hello' });
    expect(done.end).toBe('verified');
  });

  it('fails the handshake without common algorithms', async () => {
    const done = await attempt({ kex: ['diffie-hellman-group1-sha1'] });
    expect(done.end).toBe('no_handshake');
  });
});

describe('a port', () => {
  it.each<[string, SshOptions, LoginEnd]>([
    ['that says nothing is a timeout', { speaks: 'nothing' }, 'timeout'],
    ['that begins like SSH and stops is a timeout', { speaks: 'beginning' }, 'timeout'],
    ['that speaks HTTP has no handshake', { speaks: 'http' }, 'no_handshake'],
    ['that closes the connection has no handshake', { speaks: 'goodbye' }, 'no_handshake'],
    ['that never answers the method none is a timeout', { ignoresNone: true }, 'timeout'],
  ])('%s', async (_, options, end) => {
    const done = await attempt(options, { clock: FAST_CLOCK });
    expect(done.end).toBe(end);
    expect(done.server.passwords).toEqual([]);
    await until(() => done.server.open === 0);
  });

  it('that takes the password and never answers has the ending no_answer', async () => {
    const done = await attempt({ onPassword: 'ignore' }, { responseMs: 50 });
    expect(done.end).toBe('no_answer');
    expect(done.server.passwords).toEqual([PASSWORD]);
    await until(() => done.server.open === 0);
  });

  it('that is closed refuses the connection, and a name without an address is not found', async () => {
    const tcp = createServer().listen(0, '127.0.0.1');
    await until(() => tcp.listening);
    const address = tcp.address();
    tcp.close();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const options: LoginOptions = {
      password: PASSWORD,
      algorithms: ['ssh-ed25519'],
      acceptsHostKey: () => true,
      onPassword: () => undefined,
      clock: systemClock,
      responseMs: 1_000,
      abort: new AbortController().signal,
    };
    const end = (host: string): Promise<LoginEnd> =>
      login(ssh2, { host, port, username: 'root' }, options);
    expect(await end('127.0.0.1')).toBe('connect_refused');
    expect(await end('no-such-host.invalid')).toBe('dns');
  });
});

describe('an aborted attempt', () => {
  it('is aborted before the password, and without an answer after it', async () => {
    const early = new AbortController();
    early.abort();
    expect((await attempt({}, { abort: early.signal })).end).toBe('aborted');
    expect(server?.connections).toBe(0);
    await server?.close();

    const silent = new AbortController();
    const before = attempt({ speaks: 'nothing' }, { abort: silent.signal });
    await until(() => server?.open === 1);
    silent.abort();
    expect((await before).end).toBe('aborted');
    await until(() => server?.open === 0);
    await server?.close();

    const late = new AbortController();
    const after = attempt({ onPassword: 'ignore' }, { abort: late.signal });
    await until(() => server?.passwords.length === 1);
    late.abort();
    expect((await after).end).toBe('no_answer');
    await until(() => server?.open === 0);
  });
});
