/**
 * Preload that answers for `cloud.test` without any name server: not found as often as
 * `TEST_DNS_FAILURES` says, then this machine.
 */
import dns from 'node:dns';

let failures = Number(process.env['TEST_DNS_FAILURES'] ?? '0');
const real = dns.lookup;

type Callback = (error: Error | null, address: unknown, family?: number) => void;

function lookup(host: string, options: { readonly all?: boolean }, callback: Callback): void {
  if (host !== 'cloud.test') {
    Reflect.apply(real, dns, [host, options, callback]);
    return;
  }
  const failed = failures > 0;
  failures -= 1;
  process.nextTick(() => {
    if (failed) {
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    } else if (options.all === true) {
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    } else {
      callback(null, '127.0.0.1', 4);
    }
  });
}
// The original also has overloads that nobody uses here.
dns.lookup = lookup as typeof dns.lookup;
