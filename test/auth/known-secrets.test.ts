import { describe, expect, it } from '@jest/globals';
import { maskKnownSecrets } from '../../src/auth/known-secrets.ts';
import { Secrets } from '../../src/secrets/redact.ts';

/** Every input and variable that may contain a secret. */
const NAMES = [
  'INPUT_PASSWORD',
  'INPUT_ACCESS_KEY',
  'INPUT_SECRET_KEY',
  'INPUT_SECURITY_TOKEN',
  'INPUT_AUTH_TOKEN',
  'HUAWEI_CLOUD_ACCESS_KEY_ID',
  'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
  'HUAWEICLOUD_SDK_AK',
  'HUAWEICLOUD_SDK_SK',
  'HUAWEICLOUD_SDK_SECURITY_TOKEN',
  'HW_ACCESS_KEY',
  'HW_SECRET_KEY',
  'HW_SECURITY_TOKEN',
  'HW_AUTH_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
];

function masks(environment: Readonly<Record<string, string>>): string[] {
  const masked: string[] = [];
  const secrets = new Secrets((line) => void masked.push(line));
  maskKnownSecrets(secrets, environment);
  // Everything that the runner masks is also redacted.
  for (const secret of masked) expect(secrets.redact(`<${secret}>`)).toBe('<***>');
  return masked;
}

describe('maskKnownSecrets', () => {
  it('masks the values of every source, used or not', () => {
    const environment = Object.fromEntries(NAMES.map((name) => [name, `value of ${name}`]));
    expect(masks(environment).sort()).toEqual(Object.values(environment).sort());
  });

  it('masks nothing else', () => {
    expect(
      masks({ INPUT_REGION: 'cn-north-4', INPUT_PROJECT_ID: 'p-123456', HOME: '/home' }),
    ).toEqual([]);
    expect(masks({})).toEqual([]);
  });

  it.each(NAMES)('masks each line of %s that is long enough', (name) => {
    expect(masks({ [name]: 'first line\r\n}\nlast line\n' })).toEqual(['first line', 'last line']);
    expect(masks({ [name]: '1' })).toEqual([]);
  });
});

describe('the password of a proxy', () => {
  it.each([
    ['http://user:Proxy-Pass@p:1', ['Proxy-Pass', btoa('user:Proxy-Pass')]],
    ['HTTPS://user:Proxy-Pass@p', ['Proxy-Pass', btoa('user:Proxy-Pass')]],
    ['http://:Proxy-Pass@p:1', ['Proxy-Pass', btoa(':Proxy-Pass')]],
    ['http://us%40er:Proxy%2DPass@p:1', ['Proxy%2DPass', 'Proxy-Pass', btoa('us@er:Proxy-Pass')]],
    ['http://user:Proxy%zzPass@p:1', ['Proxy%zzPass', btoa('user:Proxy%zzPass')]],
    ['http://Proxy-Token@p:1', ['Proxy-Token']],
    ['user:Proxy-Pass@p:1', ['Proxy-Pass', btoa('user:Proxy-Pass')]],
    ['http://user:Proxy-Pass@p:99999', ['Proxy-Pass']],
    ['socks5://user:Proxy-Pass@p:1', ['Proxy-Pass']],
    ['http://CORP\\svc:Proxy-Pass@p:1', ['Proxy-Pass']],
    ['http://user:12/Proxy-Pass@p:1', ['12/Proxy-Pass']],
  ])('is masked: %s', (proxy, expected) => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']) {
      expect(masks({ [name]: proxy })).toEqual(expect.arrayContaining(expected));
    }
  });

  it.each(['http://p:1', 'http://user@p:1', 'p.example.com:1', ''])(
    'does not exist in %j',
    (proxy) => {
      expect(masks({ HTTPS_PROXY: proxy })).toEqual([]);
    },
  );
});
