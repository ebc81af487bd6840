import { describe, expect, it } from '@jest/globals';
import { createContext, response } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';
import { findProject } from '../../src/auth/project.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { success } from '../../src/result.ts';
import type { Result } from '../../src/result.ts';

const REGION = 'cn-north-4';
const LOOKUP = { name: REGION, iamEndpoint: 'https://iam.cn-north-4.myhuaweicloud.com' };
const BY_KEYS: Credentials = {
  kind: 'keys',
  accessKey: 'ACCESSKEYOFTHETESTS1',
  secretKey: 'SecretKeyOfTheTests',
};
const BY_TOKEN: Credentials = { kind: 'token', token: 'an-iam-token' };
const PROJECT = { id: 'p-1', name: REGION };
const projects = (...list: object[]): HttpResult => response(200, { projects: list, links: {} });

async function find(
  script: readonly HttpResult[],
  session: { credentials?: Credentials; isSession?: boolean } = {},
): Promise<ScriptedContext & { readonly result: Result<string, Reason> }> {
  const scripted = createContext(script);
  scripted.context.secrets.mask('a-known-secret');
  const { credentials = BY_KEYS, isSession = false } = session;
  const work = findProject(LOOKUP, { credentials, isSession }, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

async function reasonOf(
  last: HttpResult,
  session?: { credentials: Credentials; isSession: boolean },
): Promise<Reason> {
  const { result, transport } = await find([last, projects(PROJECT)], session);
  expect(transport.sent).toHaveLength(1);
  if (result.ok) throw new Error('a project was found');
  return result.error;
}

describe('findProject', () => {
  it.each([
    ['keys', BY_KEYS, `${LOOKUP.iamEndpoint}/v3/projects?name=${REGION}`],
    ['a token', BY_TOKEN, `${LOOKUP.iamEndpoint}/v3/auth/projects`],
  ])('returns the project with the name of the region, by %s', async (_case, credentials, url) => {
    const list = [{ id: 'p-0', name: 'ap-southeast-1' }, PROJECT, { id: 'p-2', name: 'MOS' }];
    const { calls, result } = await find([projects(...list)], { credentials });
    expect(result).toEqual(success('p-1'));
    expect(calls()).toEqual([`GET ${url}`]);
  });

  it.each<[string, object[], string]>([
    ['no project', [], `no project with the name ${REGION}; found: none`],
    [
      'only others',
      [{ id: 'p-0', name: 'cn-north-1' }],
      `no project with the name ${REGION}; found: cn-north-1 (p-0)`,
    ],
    [
      'only sub-projects, which are never used',
      [
        { id: 'p-2', name: `${REGION}_web` },
        { id: 'p-3', name: `${REGION}_db` },
      ],
      `no project with the name ${REGION}; found: ${REGION}_web (p-2), ${REGION}_db (p-3)`,
    ],
    [
      'another spelling',
      [{ id: 'p-2', name: REGION.toUpperCase() }],
      `no project with the name ${REGION}; found: CN-NORTH-4 (p-2)`,
    ],
    [
      'several with the name',
      [PROJECT, { id: 'p-2', name: REGION }],
      `2 projects with the name ${REGION}; found: ${REGION} (p-1), ${REGION} (p-2)`,
    ],
  ])('fails when IAM lists %s', async (_case, list, message) => {
    expect(await reasonOf(projects(...list))).toEqual({
      message: `IAM knows ${message}`,
      advice: 'Give the ID of the project in project_id',
    });
  });

  it('names at most ten projects, and counts the others', async () => {
    const many = Array.from({ length: 13 }, (_, index) => ({
      id: `p-${index}`,
      name: `n${index}`,
    }));
    const { message } = await reasonOf(projects(...many));
    expect(message).toMatch(/found: n0 \(p-0\), .*, n9 \(p-9\) and 3 more$/);
    expect((await reasonOf(projects(...many.slice(0, 10)))).message).toMatch(/n9 \(p-9\)$/);
  });

  it('cleans hostile names', async () => {
    const names = ['\n::error::gotcha', '##[error]x', 'a\u202Eb', 'a-known-secret', 'n'.repeat(99)];
    const list = names.map((name, index) => ({ id: `p-${index}`, name }));
    // The last name has the length of a token, so it is not shown.
    expect((await reasonOf(projects(...list))).message).toBe(
      `IAM knows no project with the name ${REGION}; found: : :error: :gotcha (p-0), ## [error]x (p-1), ab (p-2), *** (p-3), *** (p-4)`,
    );
  });

  it('shortens long names', async () => {
    const list = projects({ id: 'p-0', name: 'long name '.repeat(9) });
    expect((await reasonOf(list)).message).toBe(
      `IAM knows no project with the name ${REGION}; found: ${'long name '.repeat(4)}… (p-0)`,
    );
  });

  it('shows no secret in the name or the id of a project, in whatever form', async () => {
    const hex = Buffer.from('a-known-secret').toString('hex');
    const tokenLike = 'Ab1'.repeat(14);
    const list = projects({ id: hex, name: 'n0' }, { id: 'p-1', name: tokenLike });
    expect((await reasonOf(list)).message).toBe(
      `IAM knows no project with the name ${REGION}; found: n0 (***), *** (p-1)`,
    );
  });

  it('fails when the response does not match the API reference', async () => {
    expect(await reasonOf(response(200, { projects: {} }))).toEqual({
      message: 'the response of IAM does not match its documentation (HTTP 200)',
      advice:
        'Check region (or iam_endpoint), and whether a firewall blocks the connection, or give project_id',
    });
  });

  it.each([
    [
      403,
      'IAM does not allow these credentials to look up the project of the region; the service says: no',
    ],
    [404, 'IAM did not return the project of the region (HTTP 404); the service says: no'],
  ])('explains a refusal with HTTP %i', async (status, message) => {
    const reason = await reasonOf(response(status, { error: { code: status, message: 'no' } }));
    expect(reason.message).toBe(message);
    expect(reason.advice).toContain('project_id');
  });

  it.each<[string, Credentials, boolean, RegExp]>([
    ['keys', BY_KEYS, false, /^Check secret_key:/],
    ['a token', BY_TOKEN, false, /^Check auth_token,/],
    ['keys of this run', BY_KEYS, true, /^This run signed in to get them,/],
    ['a token of this run', BY_TOKEN, true, /^This run signed in to get them,/],
  ])('explains refused credentials: %s', async (_case, credentials, isSession, advice) => {
    const error_msg = 'verify aksk signature fail, canonicalRequest:Fake-Echo';
    const refused = response(401, { error_code: 'APIGW.0301', error_msg });
    const reason = await reasonOf(refused, { credentials, isSession });
    expect(reason.advice).toMatch(advice);
    expect(JSON.stringify(reason)).not.toContain('Echo');
  });
});
