import { describe, expect, it } from '@jest/globals';
import type { ActionOptions } from '../../harness/action.ts';
import { annotationsOf, listIn } from '../../harness/invariants.ts';
import {
  PASSWORD,
  runReset,
  runResetWith,
  serverId,
  withPlaceholders,
  withSimulator,
} from '../../harness/scenario.ts';

const IDS = [serverId(1), serverId(2), serverId(3)];
const REPOSITORY = { full_name: 'octo/fleet' };

type Event = NonNullable<ActionOptions['event']>;

const pullRequest = (name: string): Event => ({
  name,
  payload: { repository: REPOSITORY, pull_request: { number: 7, head: { repo: REPOSITORY } } },
});
const workflowRun = (origin: unknown): Event => ({
  name: 'workflow_run',
  payload: { repository: REPOSITORY, workflow_run: origin },
});
const OWN_PUSH = { event: 'push', head_repository: REPOSITORY };

const CHECKED: readonly { event: Event; because: string }[] = [
  ...[
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
  ].map((name) => ({ event: pullRequest(name), because: `the event is ${name}` })),
  {
    event: { name: 'merge_group', payload: { repository: REPOSITORY, merge_group: {} } },
    because: 'the event is merge_group',
  },
  ...['pull_request', 'pull_request_target', 'merge_group', 'workflow_run'].map((origin) => ({
    event: workflowRun({ event: origin, head_repository: REPOSITORY }),
    because: `the event is workflow_run and was started by ${origin}`,
  })),
  {
    event: workflowRun({ event: 'push', head_repository: { full_name: 'stranger/fleet' } }),
    because: 'the event is workflow_run and comes from another repository',
  },
  {
    event: workflowRun({ event: 'push', head_repository: null }),
    because: 'the event is workflow_run and its origin is unknown',
  },
  {
    event: workflowRun(undefined),
    because: 'the event is workflow_run and its origin is unknown',
  },
  {
    event: { name: 'push', text: '{"ref": "refs/heads/main", "hidden' },
    because: 'the event of this run cannot be read',
  },
  { event: { name: 'push', text: 'null' }, because: 'the event of this run cannot be read' },
  { event: { name: 'push', text: '' }, because: 'the event of this run cannot be read' },
  { event: { name: '' }, because: 'the event of this run cannot be read' },
];

const CHANGING: readonly Event[] = [
  { name: 'push', payload: { repository: REPOSITORY, ref: 'refs/heads/main' } },
  { name: 'schedule', payload: { repository: REPOSITORY, schedule: '0 3 * * 1' } },
  { name: 'workflow_dispatch', payload: { repository: REPOSITORY, inputs: null } },
  { name: 'repository_dispatch', payload: { repository: REPOSITORY, action: 'rotate' } },
  workflowRun(OWN_PUSH),
  workflowRun({ event: 'schedule', head_repository: REPOSITORY }),
];

const named = (event: Event): string => `${event.name} ${JSON.stringify(event.payload ?? {})}`;

describe('dry_run auto', () => {
  it.concurrent.each(CHECKED.map((row) => ({ ...row, title: named(row.event) })))(
    'checks and changes nothing: $title',
    async ({ event, because }) => {
      const { run, simulator } = await runResetWith({}, { dry_run: 'auto' }, { event });

      expect(run.exitCode).toBe(0);
      expect(annotationsOf(run, 'notice')).toEqual([
        `Dry run: dry_run is auto, and ${because}. Nothing is changed.`,
      ]);
      expect(annotationsOf(run, 'warning')).toEqual([]);
      expect(simulator.requests.map(({ dryRun, serverIds }) => ({ dryRun, serverIds }))).toEqual([
        { dryRun: true, serverIds: IDS },
      ]);
      expect(IDS.some((id) => simulator.wasReset(id))).toBe(false);
      expect(run.outputs['dry_run']).toBe('true');
      expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
    },
  );

  it.concurrent.each([{ path: undefined }, { path: '' }, { path: '/nowhere/event.json' }])(
    'checks and changes nothing: event file $path',
    async ({ path }) => {
      const { run, simulator } = await runResetWith({}, {}, { env: { GITHUB_EVENT_PATH: path } });

      expect(annotationsOf(run, 'notice')).toEqual([
        'Dry run: dry_run is auto, and the event of this run cannot be read. Nothing is changed.',
      ]);
      expect(simulator.requests.map(({ dryRun }) => dryRun)).toEqual([true]);
    },
  );

  it.concurrent.each(CHANGING.map((event) => ({ event, title: named(event) })))(
    'resets: $title',
    async ({ event }) => {
      const { run, simulator } = await runResetWith({}, { dry_run: 'auto' }, { event });

      expect(run.exitCode).toBe(0);
      expect(annotationsOf(run, 'notice')).toEqual([
        'Real reset: dry_run is auto, and this run does not come from an unmerged change.',
      ]);
      expect(IDS.every((id) => simulator.wasReset(id))).toBe(true);
      expect(run.outputs['dry_run']).toBe('false');
    },
  );
});

describe('dry_run true or false', () => {
  it.concurrent('true: on any event', async () => {
    const { run, simulator } = await runResetWith(
      {},
      { dry_run: 'true' },
      { event: { name: 'push' } },
    );

    expect(run.exitCode).toBe(0);
    expect(withPlaceholders(run.stdout, run, simulator).split('\n').slice(3)).toEqual([
      '::notice title=reset-ecs-passwords::Dry run, because dry_run is true: nothing is changed.',
      'Checking 3 servers at <endpoint> in 1 call (api: batch).',
      'Credentials: inputs.',
      'Batches done: 1 of 1. So far 3 accepted, 0 failed, 0 open.',
      'The whole result: <temp>/<own folder>/report.json',
      '3 of 3 servers passed the check.',
      'Nothing was changed: this was a dry run.',
      '',
    ]);
    expect(run.summary).toMatch(/^## ✅ 3 of 3 servers passed the check\n/);
    expect(run.summary).toContain('**Nothing was changed: this was a dry run.**');
    expect(run.summary).not.toContain('Restart');
    expect(run.summary).toContain(
      'No document says whether it looks at the password-reset plug-in',
    );
    expect(run.outputs['restart_required_server_ids']).toBe('[]');
    expect(IDS.some((id) => simulator.wasReset(id))).toBe(false);
  });

  it.concurrent.each(
    [...CHECKED.slice(0, 6), ...CHECKED.slice(-1)].map((row) => ({
      ...row,
      title: named(row.event),
    })),
  )('false is obeyed with a warning: $title', async ({ event, because }) => {
    const { run, simulator } = await runResetWith({}, { dry_run: 'false' }, { event });

    expect(run.exitCode).toBe(0);
    expect(annotationsOf(run, 'notice')).toEqual(['Real reset, because dry_run is false.']);
    expect(annotationsOf(run, 'warning')).toEqual([
      expect.stringContaining(`Real reset although ${because}, because dry_run is false.`),
    ]);
    expect(IDS.every((id) => simulator.wasReset(id))).toBe(true);
  });

  it.concurrent('false on a push needs no warning', async () => {
    const { run } = await runResetWith({}, { dry_run: 'false' }, { event: { name: 'push' } });

    expect(annotationsOf(run, 'warning')).toEqual([]);
  });
});

describe('the result of a check', () => {
  it.concurrent('servers that would be refused fail the step, the others pass', () =>
    withSimulator({ servers: [{}, { locked: true }, { deleted: true }, {}] }, async (simulator) => {
      const run = await runReset(simulator, { dry_run: 'true' });

      expect(run.exitCode).toBe(1);
      expect(JSON.parse(withPlaceholders(run.outputs['results'] ?? '', run, simulator))).toEqual([
        { id: serverId(1), outcome: 'accepted' },
        { id: serverId(2), outcome: 'failed', code: 'Ecs.0605', request_id: '<request>' },
        { id: serverId(3), outcome: 'failed', code: 'Ecs.0114', request_id: '<request>' },
        { id: serverId(4), outcome: 'accepted' },
      ]);
      expect(annotationsOf(run, 'error').at(-1)).toBe('2 of 4 servers passed the check, 2 failed.');
      expect(simulator.requests.every(({ dryRun }) => dryRun)).toBe(true);
    }),
  );

  it.concurrent('without a password it leaves new_password out', async () => {
    const { run, simulator } = await runResetWith({}, { dry_run: 'true', password: '' });

    expect(run.exitCode).toBe(0);
    expect(simulator.requests.map(({ rawBody }) => rawBody)).toEqual([
      `{"dry_run":true,"servers":[${IDS.map((id) => `{"id":"${id}"}`).join()}]}`,
    ]);
    expect(run.stdout).not.toContain('add-mask::\n');
  });

  it.concurrent('with a password it sends it, so that the service can check it too', async () => {
    const { simulator } = await runResetWith({}, { dry_run: 'true' });

    expect(simulator.requests[0]?.body).toMatchObject({ new_password: PASSWORD, dry_run: true });
  });

  it.concurrent('a service that requires a password even for a check', async () => {
    const { run } = await runResetWith(
      { dryRunNeedsPassword: true },
      { dry_run: 'true', password: '' },
    );

    expect(run.exitCode).toBe(1);
    expect(listIn(run, 'failed_server_ids')).toEqual(IDS);
    expect(annotationsOf(run, 'error')[0]).toContain(
      'The service may require a password even for a check: give the input password.',
    );
    expect(run.summary).toContain('The service may require a password even for a check');
  });

  it.concurrent('the same refusal of a check with a password has no such hint', async () => {
    const { run } = await runResetWith(
      { faults: [{ status: 400, body: { error: { code: 'Ecs.0005', message: 'no' } } }] },
      { dry_run: 'true' },
    );

    expect(run.exitCode).toBe(1);
    expect(run.stdout + run.summary).not.toContain('even for a check');
  });
});
