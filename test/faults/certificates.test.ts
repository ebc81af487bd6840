/** Certificates that are not valid, and ports without TLS: each is named, and nothing is sent. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'selfsigned';
import type { Simulator } from '../../simulator/simulator.ts';
import type { ActionRun } from '../../harness/action.ts';
import { createCertificateAuthority } from '../../harness/certificate-authority.ts';
import type { Certificate, CertificateAuthority } from '../../harness/certificate-authority.ts';
import { startForwardProxy } from '../../harness/forward-proxy.ts';
import { reportOf } from '../../harness/invariants.ts';
import { runReset, startSimulator } from '../../harness/scenario.ts';
import type { Inputs } from '../../harness/scenario.ts';

const DAY_MS = 86_400_000;
const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS);

let folder: string;
let authority: CertificateAuthority;
let unknown: CertificateAuthority;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificates-'));
  authority = await createCertificateAuthority('authority of the test');
  unknown = await createCertificateAuthority('another authority');
  await writeFile(join(folder, 'authority.pem'), authority.cert);
});

afterAll(() => rm(folder, { recursive: true }));

async function selfSigned(): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  return { cert, key };
}

async function expectNotSent(
  simulator: Simulator,
  message: string,
  inputs: Inputs = {},
  env: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const run = await runReset(
    simulator,
    { max_retries: '0', ...inputs },
    {
      env: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'), ...env },
    },
  );
  const { servers } = reportOf(run);
  expect(new Set(servers.map(({ outcome }) => outcome))).toEqual(new Set(['not_sent']));
  expect(servers[0]?.message).toContain(message);
  expect(simulator.requests).toEqual([]);
  return run;
}

const CASES: readonly {
  readonly fault: string;
  readonly issue: () => Promise<Certificate>;
  readonly message: string;
  readonly advice: string;
}[] = [
  {
    fault: 'for another name',
    issue: () => authority.issue({ name: 'ecs.example.com' }),
    message: 'the certificate of the endpoint is for another host name',
    advice: 'Check the host name in region or endpoint',
  },
  {
    fault: 'for another name of the same domain',
    issue: () => authority.issue({ name: '*.cloud.test' }),
    message: 'the certificate of the endpoint is for another host name',
    advice: 'Check the host name in region or endpoint',
  },
  {
    fault: 'that expired',
    issue: () => authority.issue({ from: daysFromNow(-9), until: daysFromNow(-2) }),
    message: 'the certificate of the endpoint has expired',
    advice: 'Renew the certificate',
  },
  {
    fault: 'that is not valid yet',
    issue: () => authority.issue({ from: daysFromNow(2), until: daysFromNow(9) }),
    message: 'the certificate of the endpoint is not valid yet',
    advice: 'Check the clock of the runner',
  },
  {
    fault: 'of an unknown authority',
    issue: () => unknown.issue(),
    message: 'the certificate of the endpoint is from an unknown authority',
    advice: 'with NODE_EXTRA_CA_CERTS',
  },
  {
    fault: 'that signs itself',
    issue: selfSigned,
    message: 'the certificate of the endpoint is from an unknown authority',
    advice: 'with NODE_EXTRA_CA_CERTS',
  },
  {
    fault: 'of an authority and not of a server',
    issue: () => Promise.resolve(unknown),
    message: 'the TLS handshake with the endpoint failed',
    advice: 'whether its certificate is made for a server',
  },
];

describe('a certificate', () => {
  it.each(CASES)('$fault', async ({ advice, issue, message }) => {
    const simulator = await startSimulator({ tls: await issue() });
    try {
      const run = await expectNotSent(simulator, message);
      expect(run.stdout).toContain(advice);
      if (!advice.includes('NODE_EXTRA_CA_CERTS')) {
        expect(run.stdout).not.toContain('NODE_EXTRA_CA_CERTS');
      }
    } finally {
      await simulator.close();
    }
  });

  it('that expired, behind a proxy', async () => {
    const tls = await authority.issue({ from: daysFromNow(-9), until: daysFromNow(-2) });
    const simulator = await startSimulator({ tls });
    const proxy = await startForwardProxy();
    try {
      const message = 'the certificate of the endpoint has expired';
      await expectNotSent(simulator, message, {}, { HTTPS_PROXY: proxy.url });
      expect(proxy.requests).toHaveLength(1);
    } finally {
      await proxy.close();
      await simulator.close();
    }
  });
});

describe('a port without TLS', () => {
  const MESSAGE = 'the endpoint does not use TLS on this port';

  it('of the service itself', async () => {
    const simulator = await startSimulator();
    try {
      const endpoint = simulator.endpoint.replace('http:', 'https:');
      await expectNotSent(simulator, MESSAGE, { endpoint });
    } finally {
      await simulator.close();
    }
  });

  it.each(['SSH-2.0-OpenSSH_9.6\r\n', '220 mail.example.com ESMTP\r\n'])(
    'of a service that begins with %j',
    async (greeting) => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket.on('error', () => undefined));
        socket.write(greeting);
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const simulator = await startSimulator();
      try {
        const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
        await expectNotSent(simulator, MESSAGE, { endpoint });
      } finally {
        await simulator.close();
        for (const socket of sockets) socket.destroy();
        server.close();
      }
    },
  );
});
