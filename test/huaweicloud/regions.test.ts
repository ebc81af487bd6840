import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ecsEndpoint,
  endpointProblem,
  iamEndpoint,
  isInCloudOf,
  isProtected,
  stsEndpoint,
} from '../../src/huaweicloud/regions.ts';

describe('ecsEndpoint', () => {
  it.each([
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.com'],
    ['cn-north-11', 'https://ecs.cn-north-11.myhuaweicloud.com'],
    ['my-kualalumpur-1', 'https://ecs.my-kualalumpur-1.myhuaweicloud.com'],
    ['eu-west-0', 'https://ecs.eu-west-0.myhuaweicloud.com'],
    ['eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.eu'],
    ['eu-de', 'https://ecs.eu-de.otc.t-systems.com'],
    ['eu-nl', 'https://ecs.eu-nl.otc.t-systems.com'],
    ['xx-new-1', 'https://ecs.xx-new-1.myhuaweicloud.com'],
  ])('%s', (region, expected) => {
    expect(ecsEndpoint(region)).toBe(expected);
    expect(endpointProblem(expected)).toBeUndefined();
  });
});

describe('the other services of a region', () => {
  it.each([
    ['cn-north-4', 'https://iam.cn-north-4.myhuaweicloud.com'],
    ['eu-west-0', 'https://iam.eu-west-0.myhuaweicloud.com'],
    ['eu-west-101', 'https://iam.eu-west-101.myhuaweicloud.eu'],
    ['eu-de', 'https://iam.eu-de.otc.t-systems.com'],
    ['xx-new-1', 'https://iam.xx-new-1.myhuaweicloud.com'],
  ])('IAM in %s', (region, expected) => {
    expect(iamEndpoint(region)).toBe(expected);
  });

  it.each([
    'af-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'cn-east-3',
    'cn-north-4',
    'cn-south-1',
    'cn-southwest-2',
    'la-south-2',
    'sa-brazil-1',
    'tr-west-1',
  ])('STS in %s', (region) => {
    expect(stsEndpoint(region)).toBe(`https://sts.${region}.myhuaweicloud.com`);
  });

  it.each(['eu-west-101', 'la-north-2', 'me-east-1', 'cn-north-1', 'eu-de', 'xx-new-1', ''])(
    'no STS is published for "%s"',
    (region) => {
      expect(stsEndpoint(region)).toBeUndefined();
    },
  );
});

describe('isInCloudOf', () => {
  it.each([
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.com'],
    ['cn-north-4', 'https://ECS.cn-north-4.MyHuaweiCloud.com:8443/x'],
    ['eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.eu'],
    ['eu-nl', 'https://ecs.eu-nl.otc.t-systems.com'],
  ])('%s: %s', (region, endpoint) => {
    expect(isInCloudOf(region, endpoint)).toBe(true);
  });

  it.each([
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.eu'],
    ['eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.com'],
    ['eu-de', 'https://ecs.eu-de.myhuaweicloud.com'],
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.com.example.com'],
    ['cn-north-4', 'https://ecs.example.com/x.myhuaweicloud.com'],
    ['cn-north-4', 'https://evilmyhuaweicloud.com'],
    ['cn-north-4', 'https://127.0.0.1'],
  ])('not %s: %s', (region, endpoint) => {
    expect(isInCloudOf(region, endpoint)).toBe(false);
  });
});

it.each([
  ['https://example.com', true],
  ['http://localhost:1', true],
  ['http://127.255.0.1', true],
  ['http://[::1]', true],
  ['http://example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['ws://localhost', false],
  ['ftp://127.0.0.1', false],
])('what is sent to %s is protected: %s', (address, expected) => {
  expect(isProtected(new URL(address))).toBe(expected);
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
  ])('takes %s', (endpoint) => {
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
    ['https://ecs.example.com?', /^has a query or a fragment/],
    ['https://ecs.example.com/?a=b', /^has a query or a fragment/],
    ['https://ecs.example.com/#top', /^has a query or a fragment/],
    ['https://ecs.example.com/a%20b', /^has a path with characters/],
    ['https://ecs.example.com/a b', /^is not written as it would be used/],
    ['https://ecs.exa\nmple.com', /^is not written as it would be used/],
    ['https://ecs.example.com\\x', /^is not written as it would be used/],
    ['https://ecs.example.com/a/../b', /^is not written as it would be used/],
    ['http://2130706433', /^is not written as it would be used/],
    ['https://ecs.example.com/a;b', /^has a path with characters/],
    ['https://ecs.example.com/%zz', /^has a path with characters/],
    ['https://user:Fake-Pass1@ecs.example.com', /^has a user name or a password/],
    ['https://user@ecs.example.com', /^has a user name or a password/],
    ['http://user:Fake-Pass1@ecs.example.com/?q#f', /^has a user name or a password/],
  ])('refuses %s', (endpoint, expected) => {
    expect(endpointProblem(endpoint)).toMatch(expected);
  });

  it('shows how the address of the service looks', () => {
    expect(endpointProblem('x')).toContain('https://ecs.cn-north-4.myhuaweicloud.com');
    expect(endpointProblem('x', 'sts')).toContain('https://sts.cn-north-4.myhuaweicloud.com');
  });

  it('repeats nothing of what it refuses', () => {
    const part = fc.stringMatching(/^[a-z0-9]{6,12}$/);
    const shape = fc.constantFrom(
      'https://u:@h',
      'http://@.com',
      '@',
      'https://h/?@',
      'https://h/%@',
    );
    fc.assert(
      fc.property(part, shape, (secret, text) => {
        const problem = endpointProblem(text.replace('@', `${secret}@`));
        expect(problem ?? 'nothing said').not.toContain(secret);
      }),
    );
  });
});
