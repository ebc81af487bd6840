/** The project that HW_PROJECT_NAME names, as Terraform's provider takes it. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf, logOf, reportOf } from '../../harness/invariants.ts';
import { PROJECT_ID } from '../../harness/scenario.ts';
import { REGION, signInWith } from '../../harness/sign-in.ts';
import type { AuthMethodName, Call } from '../../harness/sign-in.ts';
import { expectReset } from './sign-in-expectations.ts';

const NAME = `${REGION}_dev`;
const OF_REGION = { id: 'id-of-the-region', name: REGION };
const GIVE_ID = 'Check HW_PROJECT_NAME, or give the ID of the project in project_id.';

const LOOKUPS: Readonly<Record<'keys' | 'token' | 'sts' | 'iam' | 'agency', readonly Call[]>> = {
  keys: ['IAM projects'],
  token: ['IAM projects of the token'],
  sts: ['GitHub', 'STS', 'IAM projects'],
  iam: ['GitHub', 'IAM token'],
  agency: ['metadata token', 'metadata keys', 'IAM projects'],
};

const withProjects = (name: string) => ({
  setting: { projects: [OF_REGION, { id: PROJECT_ID, name }] },
  env: { HW_PROJECT_NAME: name },
});

describe('HW_PROJECT_NAME', () => {
  it.concurrent.each(['keys', 'token', 'sts', 'iam', 'agency'] as const)(
    'is the name of the project to look up, and not the region (%s)',
    async (method) => {
      const signedIn = await signInWith(method, withProjects(NAME));

      expectReset(signedIn);
      expect(signedIn.calls).toEqual([...LOOKUPS[method], 'reset']);
      expect(logOf(signedIn.run)).toContain(`Project ${NAME}: ${PROJECT_ID}.`);
    },
  );

  it.concurrent.each(['a+b&c=d #e?f/g%41', "it's (one)!*~", 'cn-north-4_开发é'])(
    'is encoded and signed: %s',
    async (name) => {
      const signedIn = await signInWith('keys', withProjects(name));

      expectReset(signedIn);
      const [projects] = signedIn.simulator.requests;
      expect(new URLSearchParams(projects?.query).get('name')).toBe(name);
      expect(logOf(signedIn.run)).toContain(`Project ${name}: ${PROJECT_ID}.`);
    },
  );

  it.concurrent('is not used beside the input project_id', async () => {
    const signedIn = await signInWith('keys', {
      ...withProjects(`${REGION}_other`),
      change: { project_id: PROJECT_ID },
    });

    expectReset(signedIn);
    expect(signedIn.calls).toEqual(['reset']);
  });

  it.concurrent.each<{ readonly method: AuthMethodName; readonly calls: readonly Call[] }>([
    { method: 'keys', calls: ['IAM projects', 'IAM projects'] },
    { method: 'token', calls: ['IAM projects of the token'] },
    { method: 'sts', calls: ['GitHub', 'STS', 'IAM projects', 'IAM projects'] },
  ])('that IAM does not know gives the list of what is there ($method)', async (row) => {
    const { calls, method } = row;
    const signedIn = await signInWith(method, {
      ...withProjects(NAME),
      env: { HW_PROJECT_NAME: `${REGION}_prod` },
    });

    expect(signedIn.calls).toEqual(calls);
    expect(signedIn.run.exitCode).toBe(1);
    expect(reportOf(signedIn.run).servers.map(({ outcome }) => outcome)).toEqual(
      signedIn.simulator.serverIds.map(() => 'not_sent'),
    );
    expect(annotationsOf(signedIn.run, 'error')[0]).toContain(
      `IAM knows no project with the name ${REGION}_prod; found: ${REGION} (id-of-the-region), ${NAME} (${PROJECT_ID}). ${GIVE_ID}`,
    );
  });

  it.concurrent('that IAM does not know is named for OIDC by IAM', async () => {
    const { calls, run } = await signInWith('iam', {
      ...withProjects(NAME),
      env: { HW_PROJECT_NAME: `${REGION}_prod` },
    });

    expect(calls).toEqual(['GitHub', 'IAM token']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('IAM does not know the identity provider or the project');
    expect(run.stdout).toContain(
      'Check identity_provider and HW_PROJECT_NAME, or give project_id.',
    );
  });
});
