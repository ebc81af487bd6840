/** Addresses of proxies as people write them, exceptions from a proxy, and pages that a proxy sends. */
import { describe, expect, it } from '@jest/globals';
import { startForwardProxy } from '../../harness/forward-proxy.ts';
import { annotationsOf, masksOf, reportOf } from '../../harness/invariants.ts';
import { expectInputError, runResetWith, withSimulator } from '../../harness/scenario.ts';
import { withoutMasks } from '../../harness/masks.ts';

const BAD_PROXY = 'http://CORP\\svc:Qz8vLw4k/x@proxy.invalid:3128';

describe('a proxy address without a scheme', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('in %s is one of http', async (name) => {
    const proxy = await startForwardProxy();
    try {
      const address = proxy.url.slice('http://'.length);
      const { run, simulator } = await runResetWith({}, {}, { env: { [name]: address } });
      expect(run.exitCode).toBe(0);
      expect(proxy.requests).toHaveLength(1);
      expect(simulator.requests).toHaveLength(1);
    } finally {
      await proxy.close();
    }
  });

  it('with a user name and a password sends them to the proxy, and masks them', async () => {
    const proxy = await startForwardProxy();
    try {
      const address = proxy.url.replace('http://', 'svc:Qz8vLw4k%2Fx@');
      const { run } = await runResetWith({}, {}, { env: { HTTP_PROXY: address } });
      expect(run.exitCode).toBe(0);
      const basic = Buffer.from('svc:Qz8vLw4k/x').toString('base64');
      expect(proxy.credentials).toEqual([`Basic ${basic}`]);
      expect(masksOf(run)).toEqual(expect.arrayContaining(['Qz8vLw4k%2Fx', 'Qz8vLw4k/x', basic]));
    } finally {
      await proxy.close();
    }
  });
});

describe('NO_PROXY', () => {
  const requestsWith = async (except: string): Promise<number> => {
    const proxy = await startForwardProxy();
    try {
      const env = { HTTP_PROXY: proxy.url, NO_PROXY: except };
      const { run } = await runResetWith({}, {}, { env });
      expect(run.exitCode).toBe(0);
      return proxy.requests.length;
    } finally {
      await proxy.close();
    }
  };

  it.each(['127.0.0.0/8', '10.0.0.0/8,127.0.0.1/32', 'example.com 127.0.0.0/30', '0.0.0.0/0', '*'])(
    '%s excludes 127.0.0.1',
    async (except) => {
      expect(await requestsWith(except)).toBe(0);
    },
  );

  it.each(['10.0.0.0/8', '128.0.0.0/1', '127.0.0.1:1', '127.0.0.0/33', '::/0', '127.0.0.0/'])(
    '%s does not',
    async (except) => {
      expect(await requestsWith(except)).toBe(1);
    },
  );
});

describe('a proxy address with characters that are not encoded', () => {
  it.each([
    ['http://CORP\\svc:Qz8vLw4k@proxy.example.com:3128', 'Qz8vLw4k'],
    ['http://svc:12/Qz8vLw4k@proxy.example.com:3128', '12/Qz8vLw4k'],
    ['http://svc:12?Qz8vLw4k@proxy.example.com:3128', '12?Qz8vLw4k'],
    ['http://svc:Qz8v#Lw4k@proxy.example.com:3128', 'Qz8v#Lw4k'],
    ['http://svc:Qz8v%zzLw4k@proxy.example.com:3128', 'Qz8v%zzLw4k'],
    ['CORP\\svc:Qz8v\\Lw4k@proxy.example.com:3128', 'Qz8v\\Lw4k'],
  ])('%s: the variable is named, and the password is masked', async (address, password) => {
    await withSimulator({}, async (simulator) => {
      const run = await expectInputError(simulator, {}, { env: { HTTP_PROXY: address } });
      expect(annotationsOf(run, 'error')).toEqual([
        'HTTP_PROXY has a character in its user name or password that is not encoded: write %5C for \\, %2F for /, %3F for ?, %23 for # and %25 for % in its password.',
      ]);
      expect(masksOf(run)).toContain(password);
      const visible = withoutMasks(run.stdout);
      expect(visible).not.toMatch(/Qz8v|Lw4k/);
    });
  });

  it.each([
    { why: 'the endpoint uses another variable', env: { HTTPS_PROXY: BAD_PROXY } },
    { why: 'the host is an exception', env: { HTTP_PROXY: BAD_PROXY, NO_PROXY: '127.0.0.0/8' } },
    { why: 'it is that of socks', env: { HTTPS_PROXY: 'socks5://svc:Qz8vLw4k/x@127.0.0.1:1' } },
  ])('does not stop the run when $why, and is masked', async ({ env }) => {
    const { run } = await runResetWith({}, {}, { env });
    expect(run.exitCode).toBe(0);
    expect(masksOf(run)).toContain('Qz8vLw4k/x');
    expect(withoutMasks(run.stdout)).not.toContain('Qz8v');
  });
});

describe('a proxy that forwards http', () => {
  it.each([
    [407, 'the proxy does not accept its credentials (HTTP 407)', 'unknown'],
    [403, 'an intermediary (proxy, gateway or firewall) responded, not the service', 'failed'],
    [502, 'an intermediary (proxy, gateway or firewall) responded, not the service', 'unknown'],
    [504, 'an intermediary (proxy, gateway or firewall) responded, not the service', 'unknown'],
  ])('and responds with %i itself is named', async (status, message, outcome) => {
    const proxy = await startForwardProxy({ status });
    try {
      const { run, simulator } = await runResetWith(
        {},
        { max_retries: '0' },
        { env: { HTTP_PROXY: proxy.url } },
      );
      expect(simulator.requests).toEqual([]);
      const [server] = reportOf(run).servers;
      expect(server).toMatchObject({ outcome });
      expect(server?.message).toContain(message);
      expect(run.stdout).not.toContain('resetServerPwd');
    } finally {
      await proxy.close();
    }
  });
});
