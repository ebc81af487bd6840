import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noSecrets, readEvent } from '../../src/github/event.ts';
import type { Event } from '../../src/github/event.ts';

const UNREADABLE = { name: '', dryRunReason: 'the event of this run cannot be read' };
const HOME = { full_name: 'octo/fleet' };
const FORK = { full_name: 'stranger/fleet' };

let folder: string;
let eventPath: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-'));
  eventPath = join(folder, 'event.json');
  await writeFile(eventPath, '{}');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function read(eventName: string, payload: unknown = {}, actor = 'octocat'): Event {
  return readEvent(eventPath, () => ({ eventName, actor, payload }));
}

function pullRequest(repo: unknown): unknown {
  return { repository: HOME, pull_request: { number: 1, head: { ref: 'topic', repo } } };
}

function workflowRun(event: string, from: unknown = HOME): unknown {
  return {
    repository: HOME,
    workflow_run: { event, head_repository: from, conclusion: 'success' },
  };
}

describe('an unmerged change', () => {
  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
  ])('is the reason for a dry run on %s', (name) => {
    expect(read(name)).toEqual({ name, dryRunReason: `the event is ${name}` });
  });

  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'merge_group',
    'workflow_run',
  ])('is the reason for a dry run on workflow_run that was started by %s', (origin) => {
    expect(read('workflow_run', workflowRun(origin))).toEqual({
      name: 'workflow_run',
      dryRunReason: `the event is workflow_run and was started by ${origin}`,
    });
  });

  it('is the reason for a dry run on workflow_run that comes from another repository', () => {
    expect(read('workflow_run', workflowRun('push', FORK))).toEqual({
      name: 'workflow_run',
      dryRunReason: 'the event is workflow_run and comes from another repository',
    });
  });

  it.each([
    ['no origin', { repository: HOME }],
    ['a repository that was deleted', workflowRun('push', null)],
    ['no repository of the origin', { repository: HOME, workflow_run: { event: 'push' } }],
    ['no repository of the run', { workflow_run: { event: 'push', head_repository: HOME } }],
  ])('is assumed on workflow_run with %s', (_what, payload) => {
    expect(read('workflow_run', payload).dryRunReason).toBe(
      'the event is workflow_run and its origin is unknown',
    );
  });
});

it.each([
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
  'issue_comment',
  'deployment',
])('%s does not lead to a dry run', (name) => {
  expect(read(name, { repository: HOME })).toEqual({ name });
});

it.each(['push', 'schedule', 'workflow_dispatch', 'release'])(
  'workflow_run that was started by %s does not lead to a dry run',
  (origin) => {
    expect(read('workflow_run', workflowRun(origin))).toEqual({ name: 'workflow_run' });
  },
);

describe('an event that cannot be read', () => {
  const load = () => ({ eventName: 'push', actor: 'octocat', payload: {} });

  it.each([
    ['no path', () => undefined],
    ['an empty path', () => ''],
    ['a missing file', () => join(folder, 'gone.json')],
  ])('has %s', (_what, path) => {
    expect(readEvent(path(), load)).toEqual(UNREADABLE);
  });

  it('has a broken file, and nothing of it is shown', () => {
    expect(
      readEvent(eventPath, () => {
        throw new SyntaxError('Unexpected token s in "secret"');
      }),
    ).toEqual(UNREADABLE);
  });

  it('has no name', () => {
    expect(read('')).toEqual(UNREADABLE);
    // The real context takes the name from the environment without a check.
    const nameless = { actor: 'octocat', payload: {} } as ReturnType<typeof load>;
    expect(readEvent(eventPath, () => nameless)).toEqual(UNREADABLE);
  });

  it.each([
    ['null', null],
    ['a list', []],
    ['a text', 'push'],
    ['a repository without a name', { repository: {} }],
    ['an origin without an event', { workflow_run: { head_repository: HOME } }],
  ])('has a payload that is %s', (_what, payload) => {
    expect(read('push', payload)).toEqual(UNREADABLE);
  });

  it('leads to a dry run, whatever the payload, on pull_request and workflow_run', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        expect(read('pull_request', payload).dryRunReason).toBeDefined();
        expect(read('workflow_run', payload).dryRunReason).toBeDefined();
      }),
    );
  });
});

describe('withoutSecrets and withoutIdToken', () => {
  const FORKED = 'pull requests from forks get no secrets';
  const DEPENDABOT =
    'runs started by Dependabot get none of the secrets of Actions, only those of Dependabot';
  const WITHOUT_ID_TOKEN: Readonly<Record<string, string>> = {
    [FORKED]: 'pull requests from forks get no ID token',
    [DEPENDABOT]: 'runs started by Dependabot get no ID token',
  };

  it.each([
    ['a fork', 'pull_request', FORK, 'octocat', FORKED],
    ['a review of a fork', 'pull_request_review', FORK, 'octocat', FORKED],
    ['a comment on a fork', 'pull_request_review_comment', FORK, 'octocat', FORKED],
    ['a fork that was deleted', 'pull_request', null, 'octocat', FORKED],
    ['a branch', 'pull_request', HOME, 'octocat', undefined],
    ['a fork with the rights of the base', 'pull_request_target', FORK, 'octocat', undefined],
    ['Dependabot', 'pull_request', HOME, 'dependabot[bot]', DEPENDABOT],
    ['Dependabot on the target', 'pull_request_target', HOME, 'dependabot[bot]', DEPENDABOT],
    ['a review of Dependabot', 'pull_request_review', HOME, 'dependabot[bot]', DEPENDABOT],
    ['a comment of Dependabot', 'pull_request_review_comment', HOME, 'dependabot[bot]', DEPENDABOT],
  ])('%s (%s)', (_what, name, repo, actor, expected) => {
    const event = read(name, pullRequest(repo), actor);
    expect(event.dryRunReason).toBe(`the event is ${name}`);
    expect(event.withoutSecrets).toBe(expected);
    expect(event.withoutIdToken).toBe(WITHOUT_ID_TOKEN[expected ?? '']);
  });

  it.each(['schedule', 'workflow_dispatch', 'workflow_run', 'issue_comment'])(
    'are undefined on %s, also when Dependabot started it',
    (name) => {
      const event = read(name, { repository: HOME }, 'dependabot[bot]');
      expect(event.withoutSecrets).toBeUndefined();
      expect(event.withoutIdToken).toBeUndefined();
    },
  );

  it.each(['push', 'create', 'deployment', 'deployment_status'])(
    'are set on %s by Dependabot',
    (name) => {
      expect(read(name, { repository: HOME }, 'dependabot[bot]')).toEqual({
        name,
        withoutSecrets: DEPENDABOT,
        withoutIdToken: WITHOUT_ID_TOKEN[DEPENDABOT],
      });
    },
  );

  it('are undefined on a push by another actor, and on a run that follows one of a fork', () => {
    expect(read('push', { repository: HOME }).withoutSecrets).toBeUndefined();
    expect(read('workflow_run', workflowRun('push', FORK)).withoutSecrets).toBeUndefined();
    expect(read('push', { repository: HOME }).withoutIdToken).toBeUndefined();
    expect(read('workflow_run', workflowRun('push', FORK)).withoutIdToken).toBeUndefined();
  });

  it('are shown in brackets after a sentence', () => {
    expect(noSecrets(read('pull_request', pullRequest(FORK)))).toBe(` (${FORKED})`);
    expect(noSecrets(read('push'))).toBe('');
  });
});

describe('an event with members that do not apply', () => {
  it.each(['deployment_status', 'push'])('%s is read without error', (name) => {
    const payload = { workflow_run: null, pull_request: null, repository: HOME };
    const event = read(name, payload);
    expect(event).toEqual({ name });
  });
});

describe('an unmerged change is found by the payload, whatever the event is called', () => {
  const SUITE = { head_branch: 'main', pull_requests: [] };
  const repository = { full_name: 'octo/fleet', default_branch: 'main' };

  it.each<[string, string, object]>([
    ['a pull request', 'workflow_call', { pull_request: { number: 1 } }],
    ['a comment on a pull request', 'issue_comment', { issue: { pull_request: { url: 'x' } } }],
    ['a dispatch', 'repository_dispatch', { client_payload: { pull_request: { number: 1 } } }],
    ['a branch of a merge queue', 'push', { ref: 'refs/heads/gh-readonly-queue/main/pr-1' }],
    [
      'a check of another branch',
      'check_run',
      { check_run: { check_suite: { head_branch: 'x' } } },
    ],
    ['a check of a fork', 'check_suite', { check_suite: { head_branch: null, pull_requests: [] } }],
    [
      'a check with pull requests',
      'check_suite',
      { check_suite: { ...SUITE, pull_requests: [1] } },
    ],
    ['an event of Gitea', 'pull_request_sync', {}],
  ])('%s', (_what, name, payload) => {
    expect(read(name, { repository, ...payload }).dryRunReason).toContain(name);
  });

  it.each<[string, string, object]>([
    ['a comment on an issue', 'issue_comment', { issue: { pull_request: null } }],
    ['a dispatch', 'repository_dispatch', { client_payload: { pull_request: false } }],
    ['a push', 'push', { ref: 'refs/heads/main', pull_request: null }],
    ['a check of the default branch', 'check_suite', { check_suite: SUITE }],
  ])('and not in %s', (_what, name, payload) => {
    expect(read(name, { repository, ...payload }).dryRunReason).toBeUndefined();
  });
});
