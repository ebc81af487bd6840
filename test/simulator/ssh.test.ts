import { expect, it } from '@jest/globals';
import { newHostKey, publicKeyOf } from '../../simulator/ssh.ts';

it('makes another host key when the library cannot read the first one', () => {
  const good = newHostKey();
  const keys = [
    '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    good,
  ];
  const key = newHostKey('ed25519', () => keys.shift() ?? '');
  expect(key).toBe(good);
  expect(publicKeyOf(key)).toMatch(/^ssh-ed25519 [A-Za-z0-9+/=]+$/);
});
