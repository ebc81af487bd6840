/** Faults before a request is sent: no server may be unknown or failed. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { preload } from '../../harness/preload.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionOptions, ActionRun } from '../../harness/action.ts';
import { createCertificateAuthority } from '../../harness/certificate-authority.ts';
import type { CertificateAuthority } from '../../harness/certificate-authority.ts';
import { expectConsistentReport, reportOf } from '../../harness/invariants.ts';
import { expectNoLeak, FAST_TIME, SECRETS } from './run-with-fault.ts';

const IDS = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const FAKE_DNS = preload('fake-dns');
const SPECS = IDS.map((id) => ({ id }));

let count = 0;
let authority: CertificateAuthority;
let untrusted: CertificateAuthority;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  authority = await createCertificateAuthority('authority of the runner');
  untrusted = await createCertificateAuthority('untrusted authority');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
  process.stdout.write(`Faults tried (connection): ${count}\n`);
});

async function reset(
  endpoint: string,
  { env = {}, nodeArguments = [], ...options }: ActionOptions = {},
): Promise<ActionRun> {
  count += 1;
  const run = await runAction(
    {
      endpoint,
      project_id: 'project',
      auth_token: SECRETS.authToken,
      server_ids: IDS.join(','),
      password: SECRETS.password,
      max_retries: '2',
    },
    {
      nodeArguments: [...FAST_TIME, ...nodeArguments],
      env: { NODE_EXTRA_CA_CERTS: '', ...env },
      ...options,
    },
  );
  expectConsistentReport(run, IDS);
  expectNoLeak(run, { authToken: SECRETS.authToken, password: SECRETS.password });
  return run;
}

const outcomes = (run: ActionRun): string[] => reportOf(run).servers.map(({ outcome }) => outcome);

async function withService<T>(
  options: Parameters<typeof Simulator.start>[0],
  use: (simulator: Simulator) => Promise<T>,
): Promise<T> {
  const simulator = await Simulator.start({
    projectId: 'project',
    authToken: SECRETS.authToken,
    servers: SPECS,
    ...options,
  });
  try {
    return await use(simulator);
  } finally {
    await simulator.close();
  }
}

/** A TCP server with its own handler for each connection. */
async function withListener<T>(
  onConnection: Parameters<typeof createServer>[1],
  use: (port: number) => Promise<T>,
): Promise<T> {
  const server = createServer(onConnection);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(portOf(server));
  } finally {
    server.close();
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  return withListener(undefined, (port) => Promise.resolve(port));
}

describe('a refused connection', () => {
  it('on every attempt leaves the servers not sent', async () => {
    const run = await reset(`http://127.0.0.1:${await freePort()}`);
    expect(outcomes(run)).toEqual(['not_sent', 'not_sent']);
    expect(run.stdout).toContain('The connection was refused');
    expect(run.stdout.match(/the next one begins in/g)).toHaveLength(2);
    expect(run.exitCode).toBe(1);
  });

  it('on the first attempt is followed by a successful one', async () => {
    const port = await freePort();
    let started: Promise<Simulator> | undefined;
    const run = await reset(`http://127.0.0.1:${port}`, {
      onStart: (child) => {
        child.stdout?.on('data', (chunk: Buffer) => {
          if (!chunk.toString().includes('the next one begins in')) return;
          started ??= Simulator.start({
            port,
            projectId: 'project',
            authToken: SECRETS.authToken,
            servers: SPECS,
          });
        });
      },
    });
    await (await started)?.close();
    expect(outcomes(run)).toEqual(['accepted', 'accepted']);
    expect(run.exitCode).toBe(0);
  });
});

describe('a name that is not found', () => {
  it.each([
    { failures: 1, outcome: 'accepted' },
    { failures: 99, outcome: 'not_sent' },
  ])('$failures times: $outcome', async ({ failures, outcome }) => {
    await withService({ tls: await authority.issue() }, async (simulator) => {
      const endpoint = simulator.endpoint.replace('127.0.0.1', 'cloud.test');
      const run = await reset(endpoint, {
        nodeArguments: FAKE_DNS,
        ...(await withAuthority(authority, { TEST_DNS_FAILURES: String(failures) })),
      });
      expect(outcomes(run)).toEqual([outcome, outcome]);
      expect(run.stdout).toContain('The host name of the endpoint was not found');
    });
  });
});

/** Adds an authority to those of the runner, as a company does. */
async function withAuthority(
  trusted: CertificateAuthority,
  env: Record<string, string> = {},
): Promise<ActionOptions> {
  const file = join(folder, `${count}.pem`);
  await writeFile(file, trusted.cert);
  return { env: { ...env, NODE_EXTRA_CA_CERTS: file } };
}

describe('a certificate', () => {
  it('of an authority in NODE_EXTRA_CA_CERTS is trusted', async () => {
    await withService({ tls: await authority.issue() }, async (simulator) => {
      const run = await reset(simulator.endpoint, await withAuthority(authority));
      expect(outcomes(run)).toEqual(['accepted', 'accepted']);
      expect(run.stderr).toBe('');
    });
  });

  it.each([
    { name: 'of an unknown authority', env: {} },
    {
      name: 'of an unknown authority, with NODE_TLS_REJECT_UNAUTHORIZED=0',
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    },
    { name: 'of an unknown authority, with HW_INSECURE', env: { HW_INSECURE: 'true' } },
  ])('$name is refused, and nothing is sent', async ({ env }) => {
    await withService({ tls: await untrusted.issue() }, async (simulator) => {
      const run = await reset(simulator.endpoint, { ...(await withAuthority(authority, env)) });
      expect(outcomes(run)).toEqual(['not_sent', 'not_sent']);
      expect(run.stdout).toContain('The certificate of the endpoint is from an unknown authority');
      expect(simulator.requests).toEqual([]);
    });
  });

  it('for another name is refused, and nothing is sent', async () => {
    await withService({ tls: await authority.issue(), host: '127.0.0.2' }, async (simulator) => {
      const run = await reset(simulator.endpoint, await withAuthority(authority));
      expect(outcomes(run)).toEqual(['not_sent', 'not_sent']);
      expect(simulator.requests).toEqual([]);
    });
  });

  it('that is trusted on a later attempt lets the reset succeed', async () => {
    const port = await freePort();
    const distrusted = await startTls(port, untrusted);
    let trusted: Promise<Simulator> | undefined;
    const run = await reset(`https://127.0.0.1:${port}`, {
      ...(await withAuthority(authority)),
      inputs: () => ({ max_retries: '20' }),
      onStart: (child) => {
        child.stdout?.on('data', (chunk: Buffer) => {
          if (!chunk.toString().includes('the next one begins in')) return;
          trusted ??= distrusted.close().then(() => startTls(port, authority));
        });
      },
    });
    await (await trusted)?.close();
    expect(outcomes(run)).toEqual(['accepted', 'accepted']);
  });
});

async function startTls(port: number, by: CertificateAuthority): Promise<Simulator> {
  return Simulator.start({
    port,
    tls: await by.issue(),
    projectId: 'project',
    authToken: SECRETS.authToken,
    servers: SPECS,
  });
}

describe('a response that is not HTTP', () => {
  it('leaves the servers unknown, because the request was written', async () => {
    const run = await withListener(
      (socket) => {
        socket.on('error', () => undefined);
        socket.on('data', () => socket.end('220 mail.example.com ESMTP ready\r\n'));
      },
      (port) => reset(`http://127.0.0.1:${port}`),
    );
    expect(outcomes(run)).toEqual(['unknown', 'unknown']);
  });

  it('leaves the servers not sent when TLS is not established', async () => {
    const run = await withListener(
      (socket) => {
        socket.on('error', () => undefined);
        socket.end('220 mail.example.com ESMTP ready\r\n');
      },
      (port) => reset(`https://127.0.0.1:${port}`),
    );
    expect(outcomes(run)).toEqual(['not_sent', 'not_sent']);
  });

  it('leaves the servers not sent when the connection is closed during TLS', async () => {
    const run = await withListener(
      (socket) => socket.destroy(),
      (port) => reset(`https://127.0.0.1:${port}`),
    );
    expect(outcomes(run)).toEqual(['not_sent', 'not_sent']);
  });
});

describe('the end of the run', () => {
  // A connection that is never established must not keep the process running after the report.
  it('comes at the deadline although the TLS handshake never ends', async () => {
    const run = await withListener(
      (socket) => socket.on('error', () => undefined),
      (port) =>
        reset(`https://127.0.0.1:${port}`, {
          inputs: () => ({ timeout: '1', max_retries: '0', request_timeout: '600' }),
          env: { TEST_TIME_FACTOR: '1' },
        }),
    );
    expect(outcomes(run)).toEqual(['not_sent', 'not_sent']);
    // The deadline is after one second, the timeout of the connection after ten.
    expect(run.milliseconds).toBeLessThan(8_000);
  });

  it('comes with a proxy whose user name cannot be decoded, without a request', async () => {
    const run = await runAction(
      {
        endpoint: 'http://127.0.0.1:9',
        project_id: 'p',
        auth_token: SECRETS.authToken,
        server_ids: IDS[0] ?? '',
        password: SECRETS.password,
      },
      { env: { HTTP_PROXY: 'http://user:100%@127.0.0.1:9' } },
    );
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(
      'HTTP_PROXY has a character in its user name or password that is not encoded',
    );
    expect(run.milliseconds).toBeLessThan(8_000);
  });
});
