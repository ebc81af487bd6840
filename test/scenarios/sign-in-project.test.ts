/** The project of the region: not found, found twice, or not permitted to search for. */
import { describe, it } from '@jest/globals';
import { ACCESS_KEY, SECRET_KEY } from '../../harness/scenario.ts';
import { isCall, REGION } from '../../harness/sign-in.ts';
import type { AuthMethodName, Call } from '../../harness/sign-in.ts';
import { expectRefused, NOT_ACCEPTED, SIGNED_IN } from './sign-in-refusal.ts';
import type { Refusal } from './sign-in-refusal.ts';

const GIVE_ID = 'Give the ID of the project in project_id.';
const OTHERS = [
  { id: 'id-of-north', name: 'cn-north-1' },
  { id: 'id-of-east', name: `${REGION}_inside` },
];
const MANY = Array.from({ length: 12 }, (_, index) => ({ id: `id${index}`, name: `name${index}` }));

describe('the project of the region', () => {
  it.concurrent.each<Refusal & { readonly method: AuthMethodName }>([
    {
      what: 'is not there',
      method: 'keys',
      setting: { projects: OTHERS },
      says: `IAM knows no project with the name ${REGION}; found: none. ${GIVE_ID}`,
    },
    {
      what: 'is not there for an agency of STS',
      method: 'sts',
      setting: { projects: [] },
      says: `IAM knows no project with the name ${REGION}; found: none. ${GIVE_ID}`,
    },
    {
      what: 'is not among those of the token',
      method: 'token',
      setting: { projects: OTHERS },
      says: `IAM knows no project with the name ${REGION}; found: cn-north-1 (id-of-north), ${REGION}_inside (id-of-east). ${GIVE_ID}`,
    },
    {
      what: 'is not among the many of the token',
      method: 'token',
      setting: { projects: MANY },
      says: `IAM knows no project with the name ${REGION}; found: ${MANY.slice(0, 10)
        .map(({ id, name }) => `${name} (${id})`)
        .join(', ')} and 2 more. ${GIVE_ID}`,
    },
    {
      what: 'is there twice',
      method: 'keys',
      setting: { projects: ['one', 'two'].map((id) => ({ id, name: REGION })) },
      says: `IAM knows 2 projects with the name ${REGION}; found: ${REGION} (one), ${REGION} (two). ${GIVE_ID}`,
    },
    {
      what: 'may not be searched for',
      method: 'agency',
      setting: { signIn: { projectsForbidden: true } },
      says: 'IAM does not let these credentials ask for the project of the region; it says: You are not authorized to perform the requested action. (request <request>). Give project_id, or grant the action iam:projects:listProjects to the credentials.',
    },
    {
      what: 'is not returned for a wrong secret key',
      method: 'environment',
      env: {
        HUAWEI_CLOUD_ACCESS_KEY_ID: ACCESS_KEY,
        HUAWEI_CLOUD_SECRET_ACCESS_KEY: `${SECRET_KEY}Wrong`,
      },
      secrets: [ACCESS_KEY, `${SECRET_KEY}Wrong`],
      says: 'Asked for the project of the region, the gateway finds the signature wrong (request <request>). Check secret_key: it does not belong to access_key.',
    },
    {
      what: 'is not returned for a signature of another time',
      method: 'keys',
      setting: { now: () => new Date(Date.now() - 20 * 60_000) },
      says: "Asked for the project of the region, the gateway finds the signature too old or too new (request <request>). Set the runner's clock: it may differ by 15 minutes at most.",
    },
    {
      what: 'is not returned for an expired token',
      method: 'token',
      faults: [{ match: isCall('IAM projects of the token'), status: 401, body: 'no' }],
      says: 'Asked for the project of the region, the gateway does not accept the token (request <request>). Check auth_token, or get a new one for the project, in the region of the endpoint.',
    },
    {
      what: 'is not returned for temporary keys that the gateway does not know',
      method: 'sts',
      faults: [{ match: isCall('IAM projects'), ...NOT_ACCEPTED }],
      says: `Asked for the project of the region, the gateway does not know the access key (APIGW.0301, request <request>). ${SIGNED_IN}.`,
      code: 'APIGW.0301',
    },
    {
      what: 'is not returned by a wrong address',
      method: 'keys',
      faults: [
        {
          match: isCall('IAM projects'),
          status: 404,
          body: { error_code: 'APIGW.0101', error_msg: 'The API does not exist' },
        },
      ],
      says: 'IAM does not tell the project of the region (HTTP 404) (APIGW.0101, request <request>). Check region (or iam_endpoint), or give project_id.',
      code: 'APIGW.0101',
    },
  ])('$what ($method)', async ({ method, ...refusal }) => {
    const search = method === 'token' ? 'IAM projects of the token' : 'IAM projects';
    const before: Partial<Record<AuthMethodName, readonly Call[]>> = {
      sts: ['GitHub', 'STS'],
      agency: ['metadata token', 'metadata keys'],
    };
    await expectRefused(method, [...(before[method] ?? []), search], refusal);
  });
});
