import { describe, expect, it } from '@jest/globals';
import type { Target } from '../../src/auth/target.ts';
import {
  PLACE,
  KEYS,
  STS,
  IAM,
  AGENCY,
  read,
  targetOf,
  problemsOf,
  wayOf,
} from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('endpoints', () => {
  const ELSEWHERE = { endpoint: 'https://ecs.cloud.example.com' };
  const BY_REGION = { region: 'cn-north-4' };
  const projectOf = (given: Texts): Target['project'] => {
    const { problems, target } = read(given);
    expect(problems).toEqual([]);
    if (target === undefined) throw new Error('there is no target');
    return target.project;
  };

  it('of ECS: given, else by the region', () => {
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
  ])('of IAM: by the region %s', (region, expected) => {
    expect(wayOf('iam', { ...IAM, region }).endpoint).toBe(expected);
    expect(projectOf({ ...KEYS, region })).toEqual({ region, iamEndpoint: expected });
  });

  it('of IAM: given', () => {
    const iam_endpoint = ' https://IAM.example.com:443/v0/ ';
    const expected = 'https://iam.example.com/v0';
    const endpoint = 'https://ecs.example.com';
    expect(wayOf('iam', { ...IAM, endpoint, iam_endpoint }).endpoint).toBe(expected);
    expect(projectOf({ ...KEYS, ...BY_REGION, endpoint, iam_endpoint })).toEqual({
      region: 'cn-north-4',
      iamEndpoint: expected,
    });
  });

  it('of STS: by the region, or given', () => {
    expect(wayOf('sts', { ...STS, region: 'ap-southeast-3' }).endpoint).toBe(
      'https://sts.ap-southeast-3.myhuaweicloud.com',
    );
    const endpoint = 'http://127.0.0.1:8080';
    const sts_endpoint = `${endpoint}/x/`;
    const given = { ...STS, region: 'eu-west-101', endpoint, sts_endpoint };
    expect(wayOf('sts', given).endpoint).toBe('http://127.0.0.1:8080/x');
  });

  it.each<[string, Texts, string[]]>([
    ['iam_endpoint', IAM, ['endpoint']],
    ['sts_endpoint', STS, ['endpoint']],
    ['iam_endpoint', { ...STS, project_id: '' }, ['sts_endpoint', 'endpoint']],
    ['sts_endpoint', { ...STS, project_id: '' }, ['endpoint', 'iam_endpoint']],
  ])('none follows from the region when %s leads to another cloud', (elsewhere, way, wanted) => {
    const given = { ...PLACE, ...way, [elsewhere]: 'https://iam.cloud.example.com' };
    expect(problemsOf(given)).toEqual(
      wanted.map((input): unknown =>
        expect.stringContaining(`${input} is empty, and ${elsewhere} leads to another cloud`),
      ),
    );
  });

  it.each(['eu-west-101', 'la-north-2', 'me-east-1', 'xx-new-1', 'eu-de'])(
    'of STS: not published for %s',
    (region) => {
      expect(problemsOf({ ...PLACE, ...STS, region })).toEqual([
        `sts_endpoint is empty, and no address of STS is published for the region ${region}: give it`,
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
  ])('%s is no place that a region tells anything about', (endpoint) => {
    const place = { ...BY_REGION, endpoint };
    const why = (service: string): string =>
      `${service.toLowerCase()}_endpoint is empty, and endpoint leads to another cloud, so the region does not tell the address of ${service}: give it`;
    // Tokens and keys of that cloud must not be sent to the one that the region belongs to.
    expect(problemsOf({ ...place, project_id: 'p', ...STS })).toEqual([why('STS')]);
    expect(problemsOf({ ...place, project_id: 'p', ...IAM })).toEqual([why('IAM')]);
    expect(problemsOf({ ...place, ...KEYS })).toEqual([why('IAM')]);
    expect(problemsOf({ ...place, ...IAM })).toEqual([why('IAM')]);
    expect(problemsOf({ ...place, ...STS })).toEqual([why('STS'), why('IAM')]);
    expect(targetOf({ ...place, ...KEYS }).endpoint).toBe(endpoint);
  });

  it.each([
    ['cn-north-4', 'https://ecs.cn-north-4.myhuaweicloud.com', 'https://iam.cn-north-4.my'],
    ['cn-north-4', 'https://ecs-private.cn-north-4.myhuaweicloud.com/x', 'https://iam.cn-north-4.'],
    ['eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.eu', 'https://iam.eu-west-101.my'],
    ['eu-de', 'https://ecs.eu-de.otc.t-systems.com', 'https://iam.eu-de.otc.'],
  ])('an endpoint in the cloud of %s: %s', (region, endpoint, expected) => {
    expect(wayOf('iam', { ...IAM, region, endpoint }).endpoint).toContain(expected);
  });

  it('elsewhere, all addresses may be given', () => {
    const iam_endpoint = 'https://iam.cloud.example.com';
    const sts_endpoint = 'https://sts.cloud.example.com';
    const given = { ...ELSEWHERE, iam_endpoint, sts_endpoint };
    expect(wayOf('sts', { ...given, ...STS }).endpoint).toBe(sts_endpoint);
    expect(wayOf('iam', { ...given, ...IAM }).endpoint).toBe(iam_endpoint);
    expect(projectOf({ ...given, ...BY_REGION, ...KEYS })).toEqual({
      region: 'cn-north-4',
      iamEndpoint: iam_endpoint,
    });
  });

  it('without a region they have to be given', () => {
    const given = { project_id: 'p', endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com' };
    const why = (service: string): string =>
      `is empty, and there is no region that would tell the address of ${service}: give it`;
    expect(problemsOf({ ...given, ...IAM })).toEqual([`iam_endpoint ${why('IAM')}`]);
    expect(problemsOf({ ...given, ...STS })).toEqual([`sts_endpoint ${why('STS')}`]);
    expect(read({ ...given, ...KEYS }).problems).toEqual([]);
  });

  it.each([
    ['endpoint', 'ecs'],
    ['iam_endpoint', 'iam'],
    ['sts_endpoint', 'sts'],
  ])('%s is found wrong once, whoever needs it, and whether or not', (input, service) => {
    const expected = [
      `${input} is not a URL: write one such as https://${service}.cn-north-4.myhuaweicloud.com`,
    ];
    for (const way of [KEYS, STS, IAM, AGENCY]) {
      expect(problemsOf({ ...PLACE, ...way, [input]: 'x' })).toEqual(expected);
      expect(problemsOf({ ...BY_REGION, ...way, [input]: 'x' })).toEqual(expected);
    }
    expect(
      problemsOf({ ...PLACE, ...KEYS, [input]: 'http://hidden-user:hidden-word@x' }).join(),
    ).not.toContain('hidden');
  });

  it('a missing region is told once, whatever would follow from it', () => {
    for (const way of [KEYS, STS, IAM, AGENCY]) {
      for (const project_id of ['', 'p']) {
        expect(problemsOf({ ...way, project_id })).toEqual([
          'region is empty: give the region of the servers, such as cn-north-4, or endpoint',
        ]);
      }
    }
  });

  it('a name that is no region is found wrong once', () => {
    for (const way of [KEYS, STS, IAM, AGENCY]) {
      for (const place of [{ region: 'CN' }, { region: 'CN', project_id: 'p' }]) {
        expect(problemsOf({ ...place, ...way })).toEqual([
          'region is no name of a region: write one such as cn-north-4, in lower case',
        ]);
      }
    }
  });
});
