import { describe, expect, it } from '@jest/globals';
import type { ActionRun } from '../../harness/action.ts';
import { annotationsOf, listIn, logOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  expectInputError,
  NO_SECRETS,
  runResetWith,
  SECRET_KEY,
  serverId,
  withSimulator,
} from '../../harness/scenario.ts';

const IDS = [serverId(1), serverId(2), serverId(3)];
const REPOSITORY = { full_name: 'octo/fleet' };
const FORK = {
  name: 'pull_request',
  payload: {
    repository: REPOSITORY,
    pull_request: { head: { repo: { full_name: 'stranger/fleet' } } },
  },
};
const BY_DEPENDABOT = { GITHUB_ACTOR: 'dependabot[bot]' };
const OF_FORKS = 'pull requests from forks get no secrets';
const OF_DEPENDABOT =
  'runs started by Dependabot get none of the secrets of Actions, only those of Dependabot';

/** The run passes, and its report says that no check was made. */
function expectNoRequest(run: ActionRun, why: string): void {
  expect(run.exitCode).toBe(0);
  expect(annotationsOf(run, 'warning')).toEqual([`No request was sent: ${why}.`]);
  expect(annotationsOf(run, 'error')).toEqual([]);
  expect(listIn(run, 'not_sent_server_ids')).toEqual(IDS);
  expect(logOf(run).slice(-2)).toEqual([
    'No request was sent for 3 servers.',
    expect.stringContaining('nothing was checked at the service'),
  ]);
  expect(run.summary).toMatch(/^## ⚠️ No request was sent: /u);
  // It is said once.
  expect(run.summary.match(/No request was sent/g)).toHaveLength(1);
  expect(run.summary).toContain('**3** not sent');
  expect(run.outputs['dry_run']).toBe('true');
}

describe('no request is sent', () => {
  it.concurrent.each([
    {
      what: 'no credentials',
      inputs: { ...NO_SECRETS, dry_run: 'true' },
      why: 'there are no credentials',
    },
    {
      what: 'no credentials, project and endpoint either',
      inputs: { ...NO_SECRETS, dry_run: 'true', project_id: '', endpoint: '' },
      why: 'there are no credentials',
    },
    {
      what: 'no credentials, with a password',
      inputs: { ...NO_SECRETS, dry_run: 'true', password: 'Wide-Open-8521' },
      why: 'there are no credentials',
    },
    {
      what: 'no credentials for v1',
      inputs: { ...NO_SECRETS, dry_run: 'true', api: 'v1' },
      why: 'there are no credentials',
    },
    {
      what: 'api v1',
      inputs: { dry_run: 'true', api: 'v1' },
      why: 'the call of api: v1 has no dry run',
    },
    {
      what: 'api v2.1, without a password',
      inputs: { dry_run: 'true', api: 'v2.1', password: '' },
      why: 'the call of api: v2.1 has no dry run',
    },
  ])('$what', async ({ inputs, why }) => {
    const { run, simulator } = await runResetWith({}, inputs);

    expectNoRequest(run, why);
    expect(simulator.requests).toEqual([]);
  });

  it.concurrent('in the pull request of a fork, which is named as the reason', async () => {
    const { run, simulator } = await runResetWith({}, NO_SECRETS, { event: FORK });

    expectNoRequest(run, `there are no credentials (${OF_FORKS})`);
    expect(annotationsOf(run, 'notice')).toEqual([
      'Dry run: dry_run is auto, and the event is pull_request. Nothing is changed.',
    ]);
    expect(simulator.requests).toEqual([]);
  });

  it.concurrent('in the pull request of a fork that is gone', async () => {
    const payload = { repository: REPOSITORY, pull_request: { head: { repo: null } } };
    const { run } = await runResetWith({}, NO_SECRETS, {
      event: { name: 'pull_request', payload },
    });

    expectNoRequest(run, `there are no credentials (${OF_FORKS})`);
  });

  it.concurrent('in a pull request of Dependabot, which is named as the reason', async () => {
    const payload = { repository: REPOSITORY, pull_request: { head: { repo: REPOSITORY } } };
    const { run } = await runResetWith({}, NO_SECRETS, {
      event: { name: 'pull_request', payload },
      env: BY_DEPENDABOT,
    });

    expectNoRequest(run, `there are no credentials (${OF_DEPENDABOT})`);
  });

  it.concurrent('in a pull request of the repository itself, without such a reason', async () => {
    const payload = { repository: REPOSITORY, pull_request: { head: { repo: REPOSITORY } } };
    const { run } = await runResetWith({}, NO_SECRETS, {
      event: { name: 'pull_request', payload },
    });

    expectNoRequest(run, 'there are no credentials');
  });

  it.concurrent('but a fork whose runs get credentials is checked', async () => {
    const { run, simulator } = await runResetWith({}, {}, { event: FORK });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.map(({ dryRun }) => dryRun)).toEqual([true]);
    expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
  });
});

describe('still an error', () => {
  it.concurrent.each([
    {
      what: 'half-given credentials',
      inputs: { secret_key: '', password: '', dry_run: 'true' },
      env: {},
      names: ['secret_key'],
    },
    {
      what: 'half-given credentials of the environment',
      inputs: { ...NO_SECRETS, dry_run: 'true' },
      env: { HW_SECRET_KEY: SECRET_KEY },
      names: ['HW_ACCESS_KEY'],
    },
    {
      what: 'no project, when there are credentials',
      inputs: { project_id: '', dry_run: 'true' },
      env: {},
      names: ['project_id'],
    },
    {
      what: 'neither region nor endpoint, when there are credentials',
      inputs: { endpoint: '', dry_run: 'true' },
      env: {},
      names: ['region'],
    },
    {
      what: 'a bad project, region and endpoint, also without credentials',
      inputs: { ...NO_SECRETS, project_id: 'a/b', region: 'A B', endpoint: 'x', dry_run: 'true' },
      env: {},
      names: ['endpoint', 'project_id', 'region'],
    },
    {
      what: 'bad lists and passwords, also without credentials',
      inputs: { ...NO_SECRETS, server_ids: 'web-1', password: 'too-weak', dry_run: 'true' },
      env: {},
      names: ['password', 'server_ids'],
    },
    {
      what: 'no list of servers',
      inputs: { ...NO_SECRETS, server_ids: '', dry_run: 'true' },
      env: {},
      names: ['server_ids'],
    },
    {
      what: 'no secrets for a real reset',
      inputs: { ...NO_SECRETS, dry_run: 'false' },
      env: { HW_ACCESS_KEY: '' },
      names: ['access_key', 'password'],
    },
  ])('$what', async ({ inputs, env, names }) => {
    await withSimulator({}, async (simulator) => {
      const run = await expectInputError(simulator, inputs, { env });

      const errors = annotationsOf(run, 'error');
      expect(errors.map((text) => text.split(' ')[0]).sort()).toEqual(names);
    });
  });

  it.concurrent.each([
    { who: 'a fork', options: { event: FORK }, why: OF_FORKS },
    {
      who: 'Dependabot',
      options: { event: { name: 'push' }, env: BY_DEPENDABOT },
      why: OF_DEPENDABOT,
    },
  ])('a real reset for $who says why secrets are missing', async ({ options, why }) => {
    await withSimulator({}, async (simulator) => {
      const run = await expectInputError(simulator, { ...NO_SECRETS, dry_run: 'false' }, options);

      const errors = annotationsOf(run, 'error');
      expect(errors.map((text) => text.split(' ')[0]).sort()).toEqual(['access_key', 'password']);
      expect(errors.filter((text) => text.includes(why))).toHaveLength(2);
      expect(run.stdout).not.toContain(ACCESS_KEY);
    });
  });
});
