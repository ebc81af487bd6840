import { describe, expect, it } from '@jest/globals';
import type { ProjectSource } from '../../src/auth/target.ts';
import {
  AGENCY,
  IAM,
  KEYS,
  methodOf,
  PLACE,
  problemsOf,
  read,
  STS,
  targetIn,
  targetOf,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('endpoints', () => {
  const ELSEWHERE = { endpoint: 'https://ecs.cloud.example.com' };
  const BY_REGION = { region: 'cn-north-4' };
  const projectOf = (given: Texts): ProjectSource => targetIn(given).project;

  it('of ECS is given, or follows from the region', () => {
    expect(targetOf({ ...KEYS, region: 'eu-west-101' }).endpoint).toBe(
      'https://ecs.eu-west-101.myhuaweicloud.eu',
    );
    expect(targetOf({ ...KEYS, endpoint: 'https://ECS.example.com/a//' }).endpoint).toBe(
      'https://ecs.example.com/a',
    );
  });

  it.each([
    ['cn-north-4', 'https://iam.cn-north-4.myhuaweicloud.com'],
    ['eu-west-101', 'https://iam.eu-west-101.myhuaweicloud.eu'],
    ['eu-de', 'https://iam.eu-de.otc.t-systems.com'],
    ['xx-new-1', 'https://iam.xx-new-1.myhuaweicloud.com'],
  ])('of IAM follows from the region %s', (region, expected) => {
    expect(methodOf('iam', { ...IAM, region }).endpoint).toBe(expected);
    expect(projectOf({ ...KEYS, region })).toEqual({
      kind: 'look_up',
      name: region,
      iamEndpoint: expected,
    });
  });

  it('of IAM is given', () => {
    const iam_endpoint = ' https://IAM.example.com:443/v0/ ';
    const expected = 'https://iam.example.com/v0';
    const endpoint = 'https://ecs.example.com';
    expect(methodOf('iam', { ...IAM, endpoint, iam_endpoint }).endpoint).toBe(expected);
    expect(projectOf({ ...KEYS, ...BY_REGION, endpoint, iam_endpoint })).toEqual({
      kind: 'look_up',
      name: 'cn-north-4',
      iamEndpoint: expected,
    });
  });

  it('of STS follows from the region, or is given', () => {
    expect(methodOf('sts', { ...STS, region: 'ap-southeast-3' }).agency.endpoint).toBe(
      'https://sts.ap-southeast-3.myhuaweicloud.com',
    );
    const endpoint = 'http://127.0.0.1:8080';
    const sts_endpoint = `${endpoint}/x/`;
    const given = { ...STS, region: 'eu-west-101', endpoint, sts_endpoint };
    expect(methodOf('sts', given).agency.endpoint).toBe('http://127.0.0.1:8080/x');
  });

  it.each<[string, Texts, string[]]>([
    ['iam_endpoint', IAM, ['endpoint']],
    ['sts_endpoint', STS, ['endpoint']],
    ['iam_endpoint', { ...STS, project_id: '' }, ['sts_endpoint', 'endpoint']],
    ['sts_endpoint', { ...STS, project_id: '' }, ['endpoint', 'iam_endpoint']],
  ])(
    'do not follow from the region when %s belongs to another cloud',
    (elsewhere, method, missing) => {
      const given = { ...PLACE, ...method, [elsewhere]: 'https://iam.cloud.example.com' };
      expect(problemsOf(given)).toEqual(
        missing.map((input): unknown =>
          expect.stringContaining(`${input} is empty, and ${elsewhere} belongs to another cloud`),
        ),
      );
    },
  );

  it.each(['eu-west-101', 'la-north-2', 'me-east-1', 'xx-new-1', 'eu-de'])(
    'of STS is not published for %s',
    (region) => {
      expect(problemsOf({ ...PLACE, ...STS, region })).toEqual([
        `sts_endpoint is empty, and no endpoint of STS is published for the region ${region}: give it`,
      ]);
    },
  );

  it.each([
    'https://ecs.cloud.example.com',
    'https://ecs.cn-north-4.myhuaweicloud.eu',
    'https://ecs.cn-north-4.myhuaweicloud.com.example.com',
    'https://ecs-myhuaweicloud.com',
    'https://myhuaweicloud.com',
    'https://10.0.0.1',
    'http://localhost:8080',
  ])('of IAM and STS do not follow from the region with the endpoint %s', (endpoint) => {
    const place = { ...BY_REGION, endpoint };
    const problem = (service: string): string =>
      `${service.toLowerCase()}_endpoint is empty, and endpoint belongs to another cloud than the region, so the endpoint of ${service} does not follow from the region: give it`;
    // Tokens and keys of that cloud must not be sent to the cloud of the region.
    expect(problemsOf({ ...place, project_id: 'p', ...STS })).toEqual([problem('STS')]);
    expect(problemsOf({ ...place, project_id: 'p', ...IAM })).toEqual([problem('IAM')]);
    expect(problemsOf({ ...place, ...KEYS })).toEqual([problem('IAM')]);
    expect(problemsOf({ ...place, ...IAM })).toEqual([problem('IAM')]);
    expect(problemsOf({ ...place, ...STS })).toEqual([problem('STS'), problem('IAM')]);
    expect(targetOf({ ...place, ...KEYS }).endpoint).toBe(endpoint);
  });

  it.each([
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.com', 'https://iam.cn-north-4.my'],
    ['cn-north-4', 'https://ecs-private.cn-north-4.myhuaweicloud.com/x', 'https://iam.cn-north-4.'],
    ['eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.eu', 'https://iam.eu-west-101.my'],
    ['eu-de', 'https://ecs.eu-de.otc.t-systems.com', 'https://iam.eu-de.otc.'],
  ])(
    'of IAM follows from the region %s with the endpoint %s of the same cloud',
    (region, endpoint, expected) => {
      expect(methodOf('iam', { ...IAM, region, endpoint }).endpoint).toContain(expected);
    },
  );

  it('can all be given for another cloud', () => {
    const iam_endpoint = 'https://iam.cloud.example.com';
    const sts_endpoint = 'https://sts.cloud.example.com';
    const given = { ...ELSEWHERE, iam_endpoint, sts_endpoint };
    expect(methodOf('sts', { ...given, ...STS }).agency.endpoint).toBe(sts_endpoint);
    expect(methodOf('iam', { ...given, ...IAM }).endpoint).toBe(iam_endpoint);
    expect(projectOf({ ...given, ...BY_REGION, ...KEYS })).toEqual({
      kind: 'look_up',
      name: 'cn-north-4',
      iamEndpoint: iam_endpoint,
    });
  });

  it('must be given when there is no region', () => {
    const given = { project_id: 'p', endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com' };
    const problem = (service: string): string =>
      `is empty, and there is no region from which the endpoint of ${service} would follow: give it`;
    expect(problemsOf({ ...given, ...IAM })).toEqual([`iam_endpoint ${problem('IAM')}`]);
    expect(problemsOf({ ...given, ...STS })).toEqual([`sts_endpoint ${problem('STS')}`]);
    expect(read({ ...given, ...KEYS }).problems).toEqual([]);
  });

  it.each([
    ['endpoint', 'ecs'],
    ['iam_endpoint', 'iam'],
    ['sts_endpoint', 'sts'],
  ])('report an invalid %s as one problem, used or not', (input, service) => {
    const expected = [
      `${input} is not a URL: write one such as https://${service}.cn-north-4.myhuaweicloud.com`,
    ];
    for (const method of [KEYS, STS, IAM, AGENCY]) {
      expect(problemsOf({ ...PLACE, ...method, [input]: 'x' })).toEqual(expected);
      expect(problemsOf({ ...BY_REGION, ...method, [input]: 'x' })).toEqual(expected);
    }
    expect(
      problemsOf({ ...PLACE, ...KEYS, [input]: 'http://hidden-user:hidden-word@x' }).join(),
    ).not.toContain('hidden');
  });

  it('report a missing region as one problem', () => {
    for (const method of [KEYS, STS, IAM, AGENCY]) {
      for (const project_id of ['', 'p']) {
        expect(problemsOf({ ...method, project_id })).toEqual([
          'region is empty: give the region of the servers, such as cn-north-4, or endpoint',
        ]);
      }
    }
  });

  it('report an invalid region as one problem', () => {
    for (const method of [KEYS, STS, IAM, AGENCY]) {
      for (const place of [{ region: 'CN' }, { region: 'CN', project_id: 'p' }]) {
        expect(problemsOf({ ...place, ...method })).toEqual([
          'region is not a valid region name: write one such as cn-north-4, in lower case',
        ]);
      }
    }
  });
});
