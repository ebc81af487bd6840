import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { docsAddress, docsOfCode } from '../../src/report/docs-address.ts';
import { KNOWN_CODES } from '../../src/huaweicloud/error-codes.ts';

const TROUBLESHOOTING = readFileSync(
  new URL('../../docs/troubleshooting/codes.md', import.meta.url),
  'utf8',
);

describe('docsAddress', () => {
  const environment = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'octo/reset-ecs-passwords',
    GITHUB_ACTION_REF: 'v1.2.3',
  };

  it('is the folder of the version that runs', () => {
    expect(docsAddress(environment)).toBe(
      'https://github.com/octo/reset-ecs-passwords/blob/v1.2.3/docs',
    );
  });

  it.each([
    { GITHUB_ACTION_REPOSITORY: '' },
    { GITHUB_ACTION_REF: undefined },
    { GITHUB_ACTION_REF: 'v1)' },
    { GITHUB_SERVER_URL: 'http://github.com' },
  ])('is undefined for %j', (own) => {
    expect(docsAddress({ ...environment, ...own })).toBeUndefined();
  });
});

describe('docsOfCode', () => {
  it.each([
    ['Ecs.0605', 'troubleshooting/codes.md#ecs-0605'],
    ['ECS.0605', 'troubleshooting/codes.md#ecs-0605'],
    ['APIGW.0301', 'troubleshooting/codes.md#apigw-0301'],
    ['APIG.0301', 'troubleshooting/codes.md#apigw-0301'],
    ['Ecs.9999', 'troubleshooting/codes.md#codes'],
  ])('%s: %s', (code, place) => {
    expect(docsOfCode(code)).toBe(place);
  });

  it('names places that the page has', () => {
    const anchors = Array.from(TROUBLESHOOTING.matchAll(/<a id="([^"]+)"><\/a>/g), ([, id]) => id);
    expect(
      KNOWN_CODES.map(
        (code) =>
          `troubleshooting/codes.md#${String(anchors.find((id) => docsOfCode(code).endsWith(`#${String(id)}`)))}`,
      ),
    ).toEqual(KNOWN_CODES.map(docsOfCode));
    expect(TROUBLESHOOTING).toMatch(/^## Codes$/m);
  });
});
