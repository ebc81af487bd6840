/** Proxies from the environment: they are used and not bypassed, and TLS still verifies the service. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionRun } from '../../harness/action.ts';
import { createCertificateAuthority } from '../../harness/certificate-authority.ts';
import type { CertificateAuthority } from '../../harness/certificate-authority.ts';
import { expectConsistentReport, reportOf } from '../../harness/invariants.ts';
import { startForwardProxy } from '../../harness/forward-proxy.ts';
import type { ForwardProxy } from '../../harness/forward-proxy.ts';
import { expectNoLeak, FAST_TIME, SECRETS } from './run-with-fault.ts';

const PROXY_PASSWORD = 'Pr0xy:Pass/word!';

let folder: string;
let authority: CertificateAuthority;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-'));
  authority = await createCertificateAuthority('authority of the test');
  await writeFile(join(folder, 'authority.pem'), authority.cert);
});

afterAll(() => rm(folder, { recursive: true }));

async function reset(
  env: Readonly<Record<string, string>>,
  options: SimulatorOptions = {},
): Promise<{ run: ActionRun; simulator: Simulator; outcomes: string[] }> {
  const simulator = await Simulator.start({ servers: 2, authToken: SECRETS.authToken, ...options });
  try {
    const run = await runAction(
      {
        endpoint: simulator.endpoint,
        project_id: simulator.projectId,
        auth_token: SECRETS.authToken,
        server_ids: simulator.serverIds.join(','),
        password: SECRETS.password,
        max_retries: '1',
      },
      {
        nodeArguments: FAST_TIME,
        env: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'), ...env },
      },
    );
    expectConsistentReport(run, simulator.serverIds);
    const { authToken, password } = SECRETS;
    expectNoLeak(run, {
      authToken,
      password,
      proxyPassword: PROXY_PASSWORD,
      proxyCredentials: `user:${PROXY_PASSWORD}`,
    });
    return { run, simulator, outcomes: reportOf(run).servers.map(({ outcome }) => outcome) };
  } finally {
    await simulator.close();
  }
}

async function withProxy<T>(
  options: Parameters<typeof startForwardProxy>[0],
  use: (proxy: ForwardProxy) => Promise<T>,
): Promise<T> {
  const proxy = await startForwardProxy(options);
  try {
    return await use(proxy);
  } finally {
    await proxy.close();
  }
}

const host = (simulator: Simulator): string => new URL(simulator.endpoint).host;

describe('https through a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('%s opens a tunnel to the service', async (name) => {
    await withProxy({}, async (proxy) => {
      const { outcomes, simulator } = await reset(
        { [name]: proxy.url },
        { tls: await authority.issue() },
      );
      expect(outcomes).toEqual(['accepted', 'accepted']);
      expect(proxy.requests).toEqual([`CONNECT ${host(simulator)}`]);
    });
  });

  it('sends the credentials of the proxy to the proxy alone, and masks them', async () => {
    await withProxy({}, async (proxy) => {
      const url = proxy.url.replace('//', `//user:${encodeURIComponent(PROXY_PASSWORD)}@`);
      const { outcomes, run, simulator } = await reset(
        { HTTPS_PROXY: url, NODE_DEBUG: 'http,https,net,tls,undici,fetch', RUNNER_DEBUG: '1' },
        { tls: await authority.issue() },
      );
      expect(outcomes).toEqual(['accepted', 'accepted']);
      const basic = Buffer.from(`user:${PROXY_PASSWORD}`).toString('base64');
      expect(proxy.credentials).toEqual([`Basic ${basic}`]);
      expect(simulator.requests[0]?.headers['proxy-authorization']).toBeUndefined();
      for (const secret of [PROXY_PASSWORD, encodeURIComponent(PROXY_PASSWORD), basic]) {
        expect(run.stdout).toContain(`::add-mask::${secret.replaceAll('%', '%25')}\n`);
      }
    });
  });

  it('does not trust another certificate', async () => {
    await withProxy({}, async (proxy) => {
      const untrusted = await createCertificateAuthority('untrusted authority');
      const { outcomes, simulator } = await reset(
        { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
        { tls: await untrusted.issue() },
      );
      expect(outcomes).toEqual(['not_sent', 'not_sent']);
      expect(simulator.requests).toEqual([]);
      expect(proxy.requests).toHaveLength(2);
    });
  });

  it('leaves servers unknown when the proxy truncates the response', async () => {
    await withProxy({ cutAfterBytes: 3_000 }, async (proxy) => {
      const { outcomes, simulator } = await reset(
        { HTTPS_PROXY: proxy.url },
        { tls: await authority.issue(), servers: 100 },
      );
      expect(new Set(outcomes)).toEqual(new Set(['unknown']));
      expect(simulator.requests).toHaveLength(2);
    });
  });

  it.each([
    [403, 'The proxy denies the connection to the endpoint. Check HTTPS_PROXY'],
    [
      407,
      'The proxy does not accept its credentials (HTTP 407). Check the user name and the password in HTTPS_PROXY',
    ],
    [451, 'The proxy denies the connection to the endpoint. Check HTTPS_PROXY'],
    [502, 'The proxy could not open a connection to the endpoint. Check HTTPS_PROXY'],
  ])('sends nothing when the proxy responds with %i', async (status, message) => {
    await withProxy({ status }, async (proxy) => {
      const { outcomes, run, simulator } = await reset(
        { HTTPS_PROXY: proxy.url },
        { tls: await authority.issue() },
      );
      expect(outcomes).toEqual(['not_sent', 'not_sent']);
      expect(simulator.requests).toEqual([]);
      expect(run.stdout).toContain(message);
      expect(run.stdout).not.toContain('resetServerPwd');
    });
  });

  it('sends nothing when the proxy cannot be reached', async () => {
    const proxy = await startForwardProxy();
    await proxy.close();
    const { outcomes, run, simulator } = await reset(
      { HTTPS_PROXY: proxy.url },
      { tls: await authority.issue() },
    );
    expect(outcomes).toEqual(['not_sent', 'not_sent']);
    expect(simulator.requests).toEqual([]);
    expect(run.stdout).toContain(
      'a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too',
    );
  });

  it('does not use the proxy for hosts in NO_PROXY', async () => {
    await withProxy({ status: 403 }, async (proxy) => {
      const { outcomes } = await reset(
        { HTTPS_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' },
        { tls: await authority.issue() },
      );
      expect(outcomes).toEqual(['accepted', 'accepted']);
      expect(proxy.requests).toEqual([]);
    });
  });
});

describe('http through a proxy', () => {
  it('is forwarded, also to localhost', async () => {
    await withProxy({}, async (proxy) => {
      const { outcomes, simulator } = await reset({ HTTP_PROXY: proxy.url });
      expect(outcomes).toEqual(['accepted', 'accepted']);
      expect(proxy.requests).toEqual([expect.stringContaining(host(simulator))]);
    });
  });
});

const TINYPROXY = spawnSync('tinyproxy', ['-v']).status === 0;

describe(`tinyproxy${TINYPROXY ? '' : ' (skipped: not installed on this machine)'}`, () => {
  (TINYPROXY ? it : it.skip)('lets a reset pass', async () => {
    const port = await freePort();
    const config = join(folder, 'tinyproxy.conf');
    await writeFile(
      config,
      `Port ${port}\nListen 127.0.0.1\nAllow 127.0.0.1\nBasicAuth user Tiny0Proxy0Word\n`,
    );
    const proxy = spawn('tinyproxy', ['-d', '-c', config], { stdio: 'ignore' });
    try {
      await untilListening(port);
      const { outcomes } = await reset(
        { HTTPS_PROXY: `http://user:Tiny0Proxy0Word@127.0.0.1:${port}` },
        { tls: await authority.issue() },
      );
      expect(outcomes).toEqual(['accepted', 'accepted']);
      const refused = await reset(
        { HTTPS_PROXY: `http://127.0.0.1:${port}` },
        { tls: await authority.issue() },
      );
      expect(refused.outcomes).toEqual(['not_sent', 'not_sent']);
    } finally {
      proxy.kill();
      await once(proxy, 'exit');
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
