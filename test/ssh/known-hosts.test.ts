import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { HostKeys } from '../../src/ssh/host-keys.ts';
import { KnownHosts } from '../../src/ssh/known-hosts.ts';
import type { KeyStatus } from '../../src/ssh/known-hosts.ts';

/** The host key of github.com, and its fingerprint as GitHub publishes it ("GitHub's SSH key fingerprints"). */
const ED25519 = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const ED25519_FINGERPRINT = 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';

/** A public key of a type with any content. */
function key(type: string, content: string): string {
  const name = Buffer.from(type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return Buffer.concat([length, name, Buffer.from(content)]).toString('base64');
}

const FIRST = key('ssh-ed25519', 'first');
const SECOND = key('ssh-ed25519', 'second');
const RSA = key('ssh-rsa', 'an RSA key');

function parse(text: string): KnownHosts {
  const parsed = KnownHosts.parse(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

function status(
  text: string,
  host: string,
  { port = 22, of = FIRST, type = 'ssh-ed25519' } = {},
): KeyStatus {
  return parse(text).statusOf(host, port, { type, key: of });
}

function hashed(name: string): string {
  const salt = Buffer.from('twenty bytes of salt');
  const digest = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${salt.toString('base64')}|${digest}`;
}

describe('known hosts', () => {
  it.each<[string, string, string, number, KeyStatus]>([
    ['a plain name', `web1 ssh-ed25519 ${FIRST}`, 'web1', 22, 'known'],
    ['a name in capitals', `Web1 ssh-ed25519 ${FIRST}`, 'wEB1', 22, 'known'],
    ['one of several names', `web1,10.0.0.1 ssh-ed25519 ${FIRST} note`, '10.0.0.1', 22, 'known'],
    ['an IPv6 address', `2001:db8::1 ssh-ed25519 ${FIRST}`, '2001:DB8::1', 22, 'known'],
    ['a port', `[web1]:2222 ssh-ed25519 ${FIRST}`, 'web1', 2222, 'known'],
    ['another port', `[web1]:2222 ssh-ed25519 ${FIRST}`, 'web1', 2223, 'unknown'],
    ['a port, not 22', `[web1]:2222 ssh-ed25519 ${FIRST}`, 'web1', 22, 'unknown'],
    ['the name for every port', `web1 ssh-ed25519 ${FIRST}`, 'web1', 2222, 'known'],
    ['a hashed name', `${hashed('web1')} ssh-ed25519 ${FIRST}`, 'WEB1', 22, 'known'],
    [
      'a hashed name with a port',
      `${hashed('[web1]:22')} ssh-ed25519 ${FIRST}`,
      'web1',
      22,
      'unknown',
    ],
    ['a hashed port', `${hashed('[web1]:2222')} ssh-ed25519 ${FIRST}`, 'web1', 2222, 'known'],
    ['another hashed name', `${hashed('web2')} ssh-ed25519 ${FIRST}`, 'web1', 22, 'unknown'],
    ['a wildcard', `*.example.com ssh-ed25519 ${FIRST}`, 'a.example.com', 22, 'known'],
    ['a wildcard for one character', `web? ssh-ed25519 ${FIRST}`, 'web1', 22, 'known'],
    ['a wildcard that does not match', `web?? ssh-ed25519 ${FIRST}`, 'web1', 22, 'unknown'],
    ['an exception', `*.a.com,!b.a.com ssh-ed25519 ${FIRST}`, 'b.a.com', 22, 'unknown'],
    ['another key', `web1 ssh-ed25519 ${SECOND}`, 'web1', 22, 'changed'],
    ['a key of another type', `web1 ssh-rsa ${RSA}`, 'web1', 22, 'changed'],
    ['another key of the name, for a port', `web1 ssh-ed25519 ${SECOND}`, 'web1', 2222, 'unknown'],
    ['a revoked key', `@revoked web1 ssh-ed25519 ${FIRST}`, 'web1', 22, 'revoked'],
    ['a key revoked everywhere', `@revoked * ssh-ed25519 ${FIRST}`, 'web1', 2222, 'revoked'],
    ['another key that is revoked', `@revoked web1 ssh-ed25519 ${SECOND}`, 'web1', 22, 'unknown'],
    [
      'a key revoked by name, for a port',
      `[web1]:2222 ssh-ed25519 ${FIRST}\n@revoked web1 ssh-ed25519 ${FIRST}`,
      'web1',
      2222,
      'revoked',
    ],
    ['an authority', `@cert-authority * ssh-ed25519 ${FIRST}`, 'web1', 22, 'unknown'],
    ['nothing', '\n# a comment\r\n  \n', 'web1', 22, 'unknown'],
    ['tabs', `web1\tssh-ed25519\t${FIRST}\r\n`, 'web1', 22, 'known'],
  ])('decide by %s', (_, text, host, port, expected) => {
    expect(status(text, host, { port })).toBe(expected);
  });

  it('count authorities, which are not supported', () => {
    expect(parse(`@cert-authority * ssh-ed25519 ${FIRST}`).authorities).toBe(1);
  });

  it.each([
    ['a text', 'web1'],
    ['a key without a host', `ssh-ed25519 ${FIRST}`],
    ['a key that is cut', `web1 ssh-ed25519 ${FIRST.slice(0, 9)}`],
    ['a type that the key does not have', `web1 ssh-rsa ${FIRST}`],
    ['an unknown marker', `@trusted web1 ssh-ed25519 ${FIRST}`],
    ['a hash that is cut', `${hashed('web1').slice(0, -3)} ssh-ed25519 ${FIRST}`],
    ['an unknown kind of hash', `|2|a|b ssh-ed25519 ${FIRST}`],
    ['a key of SSH 1', 'web1 1024 65537 123456789'],
    ['a very long line', `${'a,'.repeat(40_000)}web1 ssh-ed25519 ${FIRST}`],
  ])('refuse %s by its line', (_, line) => {
    const parsed = KnownHosts.parse(`# first\n${line}\n`);
    expect(parsed).toEqual({
      ok: false,
      error: { message: expect.stringMatching(/known_hosts: line 2$/), line: 2 },
    });
  });

  it('name at most five lines', () => {
    const parsed = KnownHosts.parse('x\n'.repeat(7));
    expect(parsed).toEqual({
      ok: false,
      error: { message: expect.stringContaining('line 5 and 2 more'), line: 1 },
    });
  });

  it('have a limit', () => {
    const parsed = KnownHosts.parse('#'.repeat(8 * 1024 * 1024 + 1));
    expect(parsed.ok ? '' : parsed.error.message).toBe('is larger than 8 MiB');
  });

  it('match wildcards in time that is not exponential', () => {
    const text = `${'*a'.repeat(2_000)}b ssh-ed25519 ${FIRST}`;
    expect(status(text, 'a'.repeat(255))).toBe('unknown');
  });
});

function decide(
  hosts: HostKeys,
  blob: string,
  host = 'web1',
): readonly [KeyStatus, boolean, string] {
  const {
    fingerprint,
    isAccepted,
    status: found,
  } = hosts.decide({ host, port: 22 }, Buffer.from(blob, 'base64'));
  return [found, isAccepted, fingerprint];
}

describe('host keys', () => {
  it('have the fingerprint that OpenSSH prints', () => {
    const hosts = new HostKeys(parse(''), false);
    expect(decide(hosts, ED25519)[2]).toBe(`ED25519 ${ED25519_FINGERPRINT}`);
    expect(decide(hosts, RSA)[2]).toMatch(/^RSA SHA256:[\w+/]{43}$/);
    expect(decide(hosts, key('ssh-new', 'x'))[2]).toMatch(/^key SHA256:[\w+/]{43}$/);
    expect(decide(hosts, '')[2]).toMatch(/^key SHA256:/);
  });

  it('are refused when they are not known', () => {
    const hosts = new HostKeys(parse(`web1 ssh-ed25519 ${FIRST}`), false);
    expect(decide(hosts, FIRST).slice(0, 2)).toEqual(['known', true]);
    expect(decide(hosts, SECOND).slice(0, 2)).toEqual(['changed', false]);
    expect(decide(hosts, FIRST, 'web2').slice(0, 2)).toEqual(['unknown', false]);
    expect(hosts.newLines).toEqual([]);
  });

  it('are known from the first use on with accept-new, and never accepted once changed', () => {
    const hosts = new HostKeys(parse(`@revoked * ssh-rsa ${RSA}`), true);
    expect(decide(hosts, FIRST).slice(0, 2)).toEqual(['unknown', true]);
    expect(decide(hosts, FIRST).slice(0, 2)).toEqual(['known', true]);
    expect(decide(hosts, SECOND).slice(0, 2)).toEqual(['changed', false]);
    expect(decide(hosts, RSA, 'web2').slice(0, 2)).toEqual(['revoked', false]);
    expect(hosts.newLines).toEqual([`web1 ssh-ed25519 ${FIRST}`]);
    const read = parse(hosts.newLines.join('\n'));
    expect(read.statusOf('web1', 22, { type: 'ssh-ed25519', key: FIRST })).toBe('known');
  });

  it('are asked for in the types that are known', () => {
    const hosts = new HostKeys(
      parse(
        `web1 ssh-rsa ${RSA}\n[web2]:2222 ecdsa-sha2-nistp256 ${key('ecdsa-sha2-nistp256', 'x')}`,
      ),
      false,
    );
    expect(hosts.algorithmsFor({ host: 'web1', port: 22 }).slice(0, 4)).toEqual([
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-rsa',
      'ssh-ed25519',
    ]);
    expect(hosts.algorithmsFor({ host: 'web1', port: 2222 })[0]).toBe('rsa-sha2-512');
    expect(hosts.algorithmsFor({ host: 'web2', port: 2222 })[0]).toBe('ecdsa-sha2-nistp256');
    expect(hosts.algorithmsFor({ host: 'web3', port: 22 })).toHaveLength(7);
    expect(hosts.algorithmsFor({ host: 'web3', port: 22 })[0]).toBe('ssh-ed25519');
  });
});
