import { describe, expect, it } from '@jest/globals';
import {
  ecsEndpoint,
  iamEndpoint,
  isInCloudOf,
  stsEndpoint,
} from '../../src/huaweicloud/regions.ts';
import { endpointProblem } from '../../src/inputs/endpoint-url.ts';

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
    'STS has no published endpoint in "%s"',
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
