/** The payload decides whether a run belongs to an unmerged change, whatever the event is called. */
import { describe, expect, it } from '@jest/globals';
import type { ActionOptions } from '../../harness/action.ts';
import { annotationsOf } from '../../harness/invariants.ts';
import { runResetWith } from '../../harness/scenario.ts';

type Event = NonNullable<ActionOptions['event']>;

const repository = { full_name: 'octo/fleet', default_branch: 'main' };
const event = (name: string, payload: object): Event => ({
  name,
  payload: { repository, ...payload },
});
const pullRequest = { number: 7, head: { repo: repository } };
const QUEUE = 'refs/heads/gh-readonly-queue/main/pr-7-0123';
const checkRun = (head: unknown, pulls: unknown): object => ({
  check_run: { check_suite: { head_branch: head }, pull_requests: pulls },
});
const checkSuite = (head: unknown, pulls: unknown): object => ({
  check_suite: { head_branch: head, pull_requests: pulls },
});
const workflowRun = (origin: string, branch = 'main'): object => ({
  workflow_run: { event: origin, head_branch: branch, head_repository: repository },
});
const CHECK = 'belongs to a check of another branch than the default one, or of a pull request';

describe('dry_run auto changes nothing', () => {
  it.concurrent.each<[Event, string]>([
    [
      event('workflow_call', { pull_request: pullRequest }),
      'the event workflow_call belongs to a pull request',
    ],
    [event('pull_request_sync', {}), 'the event is pull_request_sync'],
    [event('pull_request_comment', {}), 'the event is pull_request_comment'],
    [event('pull_request_review_approved', {}), 'the event is pull_request_review_approved'],
    [
      event('workflow_call', { issue: { number: 7, pull_request: { url: 'x' } } }),
      'the event workflow_call belongs to a comment on a pull request',
    ],
    [
      event('issue_comment', { issue: { number: 7, pull_request: { url: 'x' } } }),
      'the event issue_comment belongs to a comment on a pull request',
    ],
    [
      event('repository_dispatch', { client_payload: { pull_request: { number: 7 } } }),
      'the event repository_dispatch carries a pull request',
    ],
    [event('check_run', checkRun('main', [{ number: 7 }])), `the event check_run ${CHECK}`],
    [event('check_run', checkRun(null, [])), `the event check_run ${CHECK}`],
    [event('check_suite', checkSuite('topic', [])), `the event check_suite ${CHECK}`],
    [event('push', { ref: QUEUE }), 'the event push belongs to a merge queue'],
    [
      event('workflow_run', workflowRun('push', QUEUE.slice('refs/heads/'.length))),
      'the event is workflow_run and was started by a merge queue',
    ],
    ...['pull_request_sync', 'issue_comment', 'check_suite', 'workflow_run', 'workflow_call'].map(
      (origin): [Event, string] => [
        event('workflow_run', workflowRun(origin)),
        `the event is workflow_run and was started by ${origin}`,
      ],
    ),
    [
      event('workflow_call', workflowRun('pull_request_target')),
      'the event is workflow_call and was started by pull_request_target',
    ],
  ])('%j', async (given, reason) => {
    const { run, simulator } = await runResetWith({}, {}, { event: given });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['dry_run']).toBe('true');
    expect(simulator.serverIds.some((id) => simulator.wasReset(id))).toBe(false);
    expect(annotationsOf(run, 'notice')).toEqual([
      `Dry run: dry_run is auto, and ${reason}. Nothing is changed.`,
    ]);
  });
});

describe('dry_run auto resets', () => {
  it.concurrent.each<Event>([
    event('workflow_call', { ref: 'refs/heads/main' }),
    event('issue_comment', { issue: { number: 7 } }),
    event('repository_dispatch', { client_payload: { environment: 'production' } }),
    event('check_run', checkRun('main', [])),
    event('check_suite', checkSuite('main', [])),
    event('workflow_run', workflowRun('push')),
    event('push', { ref: 'refs/heads/queue', pull_request: null }),
  ])('%j', async (given) => {
    const { run, simulator } = await runResetWith({}, {}, { event: given });
    expect(run.outputs['dry_run']).toBe('false');
    expect(simulator.serverIds.every((id) => simulator.wasReset(id))).toBe(true);
    expect(annotationsOf(run, 'notice')).toEqual([
      'Real reset: dry_run is auto, and this run does not come from an unmerged change.',
    ]);
  });
});

it.concurrent('an explicit false resets, with a warning that names the reason', async () => {
  const { run } = await runResetWith(
    {},
    { dry_run: 'false' },
    { event: event('workflow_call', { pull_request: pullRequest }) },
  );
  expect(run.outputs['dry_run']).toBe('false');
  expect(annotationsOf(run, 'warning')).toEqual([
    expect.stringContaining(
      'Real reset although the event workflow_call belongs to a pull request, because dry_run is false.',
    ),
  ]);
});
