import { describe, expect, it } from '@jest/globals';
import { parseHosts, sharedAddresses } from '../../src/inputs/hosts-file.ts';
import { serverId } from '../../harness/scenario.ts';

function hostOf(text: unknown): unknown {
  const parsed = parseHosts(JSON.stringify({ [serverId(1).toUpperCase()]: text }));
  return parsed.ok ? parsed.value.get(serverId(1)) : undefined;
}

describe('hosts', () => {
  it.each([
    ['web1', { host: 'web1' }],
    ['web_1.example-2.com:2222', { host: 'web_1.example-2.com', port: 2222 }],
    ['10.0.0.1', { host: '10.0.0.1' }],
    ['10.0.0.1:1', { host: '10.0.0.1', port: 1 }],
    ['2001:db8::1', { host: '2001:db8::1' }],
    ['[2001:db8::1]', { host: '2001:db8::1' }],
    ['[2001:db8::1]:65535', { host: '2001:db8::1', port: 65_535 }],
  ])('take %s', (text, expected) => {
    expect(hostOf(text)).toEqual(expected);
  });

  it.each([
    '',
    ' web1',
    'web1 ',
    'user@web1',
    'ssh://web1',
    'web1:',
    'web1:0',
    'web1:65536',
    'web1:22:22',
    '[web1]:22',
    '[10.0.0.1]:22',
    '[2001:db8::1',
    '2001:db8::1::2',
    '10.0.0.999',
    '10.0.0',
    '1',
    'web..1',
    '-web',
    '-oProxyCommand=x',
    'web1\n',
    'a'.repeat(301),
    `${'a'.repeat(64)}.com`,
    null,
    5,
    { host: 'web1' },
  ])('refuse %j', (text) => {
    expect(hostOf(text)).toBeUndefined();
  });

  it('name at most five entries that are not valid, and quote no host', () => {
    const parsed = parseHosts(
      JSON.stringify(Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`id${n}`, 'x y']))),
    );
    expect(parsed.ok ? '' : parsed.error.message).toMatch(
      /entry 1 \(not a server ID\).*entry 5 \(not a server ID\) and 2 more/,
    );
    expect(JSON.stringify(parsed)).not.toContain('x y');
  });

  it('name the line of a syntax error', () => {
    const parsed = parseHosts('{\n"a" "b"\n}');
    expect(parsed.ok ? undefined : parsed.error.line).toBe(2);
  });

  it('refuse an ID that stands there in two spellings', () => {
    const id = 'aaaaaaaa-1111-2222-3333-444455556666';
    const parsed = parseHosts(JSON.stringify({ [id]: 'a', [id.toUpperCase()]: 'b' }));
    expect(parsed.ok ? '' : parsed.error.message).toContain('a second time');
  });

  it('share an address in any letter case', () => {
    const shared = sharedAddresses(
      new Map([
        ['s1', { host: 'web1', port: 22 }],
        ['s2', { host: 'WEB1', port: 22 }],
        ['s3', { host: 'web1', port: 23 }],
      ]),
    );
    expect([...shared]).toEqual(['s1', 's2']);
  });
});
