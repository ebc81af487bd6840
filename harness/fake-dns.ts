/**
 * Preload that resolves `cloud.test` without a name server. The first `TEST_DNS_FAILURES` lookups
 * fail; later lookups return localhost.
 */
import dns from 'node:dns';

let failures = Number(process.env['TEST_DNS_FAILURES'] ?? '0');
const original = dns.lookup;

type Callback = (error: Error | null, address: unknown, family?: number) => void;

function lookup(host: string, options: { readonly all?: boolean }, callback: Callback): void {
  if (host !== 'cloud.test') {
    Reflect.apply(original, dns, [host, options, callback]);
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
// The original also has overloads that are not used here.
dns.lookup = lookup as typeof dns.lookup;
