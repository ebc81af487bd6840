import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endpointProblem, isProtected } from '../../src/inputs/endpoint-url.ts';

it.each([
  ['https://example.com', true],
  ['http://localhost:1', true],
  ['http://127.255.0.1', true],
  ['http://[::1]', true],
  ['http://example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['ws://localhost', false],
  ['ftp://127.0.0.1', false],
])('isProtected: %s is %s', (url, expected) => {
  expect(isProtected(new URL(url))).toBe(expected);
});

describe('endpointProblem', () => {
  it.each([
    'https://ecs.cn-north-4.myhuaweicloud.com',
    'https://ecs.cn-north-4.myhuaweicloud.com/',
    'HTTPS://ECS.example.com',
    'https://ecs.example.com:8443',
    'https://ecs.example.com/ecs/v_1.~-x/',
    'https://10.0.0.1',
    'https://[2001:db8::1]:8443',
    'http://localhost',
    'http://localhost:8080/path',
    'http://127.0.0.1:8080',
    'http://127.8.9.10',
    'http://[::1]:8080',
  ])('accepts %s', (endpoint) => {
    expect(endpointProblem(endpoint)).toBeUndefined();
  });

  it.each([
    ['', /^is not a URL/],
    ['ecs.cn-north-4.myhuaweicloud.com', /^is not a URL/],
    ['localhost:8080', /^is not a URL/],
    ['//ecs.example.com', /^is not a URL/],
    ['https:ecs.example.com', /^is not a URL/],
    ['https://', /^is not a URL/],
    ['ftp://ecs.example.com', /^is not a URL/],
    ['file:///etc/passwd', /^is not a URL/],
    ['javascript:alert(1)', /^is not a URL/],
    ['http://ecs.example.com', /^is not https/],
    ['http://10.0.0.1', /^is not https/],
    ['http://0.0.0.0', /^is not https/],
    ['http://127.0.0.1.example.com', /^is not https/],
    ['http://localhost.example.com', /^is not https/],
    ['http://128.0.0.1', /^is not https/],
    ['http://[::2]', /^is not https/],
    ['https://ecs.example.com?', /^contains a query or a fragment/],
    ['https://ecs.example.com/?a=b', /^contains a query or a fragment/],
    ['https://ecs.example.com/#top', /^contains a query or a fragment/],
    ['https://ecs.example.com/a%20b', /^has a path with characters/],
    ['https://ecs.example.com/a b', /^is not in its canonical form/],
    ['https://ecs.exa\nmple.com', /^is not in its canonical form/],
    ['https://ecs.example.com\\x', /^is not in its canonical form/],
    ['https://ecs.example.com/a/../b', /^is not in its canonical form/],
    ['http://2130706433', /^is not in its canonical form/],
    ['https://ecs.example.com/a;b', /^has a path with characters/],
    ['https://ecs.example.com/%zz', /^has a path with characters/],
    ['https://user:Fake-Pass1@ecs.example.com', /^contains a user name or a password/],
    ['https://user@ecs.example.com', /^contains a user name or a password/],
    ['http://user:Fake-Pass1@ecs.example.com/?q#f', /^contains a user name or a password/],
  ])('refuses %s', (endpoint, expected) => {
    expect(endpointProblem(endpoint)).toMatch(expected);
  });

  it('shows the form of an endpoint of the service', () => {
    expect(endpointProblem('x')).toContain('https://ecs.cn-north-4.myhuaweicloud.com');
    expect(endpointProblem('x', 'sts')).toContain('https://sts.cn-north-4.myhuaweicloud.com');
  });

  it('never repeats a part of the URL', () => {
    const secret = fc.stringMatching(/^[a-z0-9]{6,12}$/);
    const shape = fc.constantFrom(
      'https://u:@h',
      'http://@.com',
      '@',
      'https://h/?@',
      'https://h/%@',
    );
    fc.assert(
      fc.property(secret, shape, (part, text) => {
        const problem = endpointProblem(text.replace('@', `${part}@`));
        expect(problem ?? 'no problem').not.toContain(part);
      }),
    );
  });
});
