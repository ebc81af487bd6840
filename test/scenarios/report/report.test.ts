import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runAction } from '../../../harness/action.ts';
import type { ActionOptions, ActionRun } from '../../../harness/action.ts';
import { serverId } from '../../../harness/scenario.ts';
import { expectServerReport } from '../../../harness/server-report.ts';
import type { ServerAction } from '../../../harness/server-report.ts';

const REPORT: ServerAction = {
  name: 'report',
  outcomes: ['done', 'not_done'],
  remaining: ['not_done'],
  hasDryRun: true,
};
const WORKFLOW = 'octo/fleet/.github/workflows/rotation.yml@refs/heads/main';
const [A, B] = [serverId(1), serverId(2)];

type Server = Readonly<Record<string, string>>;

/** A report file of a step. */
function stepReport(action: string, servers: readonly Server[], dryRun = false): string {
  return JSON.stringify({
    version: 1,
    action,
    ...(action !== 'select' && { dry_run: dryRun }),
    counts: {},
    servers,
    run: { started: '2026-11-28T08:00:00.000Z' },
  });
}

interface Password {
  readonly mode: 'prepare' | 'promote';
  readonly ending?: 'done' | 'failed';
  readonly due?: boolean;
}

function passwordReport({ due = true, ending = 'done', mode }: Password): string {
  return JSON.stringify({
    version: 1,
    action: 'password',
    mode,
    dry_run: false,
    ending,
    version_id: 'v8',
    ...(mode === 'prepare' && { due }),
    run: { started: '2026-11-28T08:00:00.000Z' },
  });
}

const all = (outcome: string): Server[] => [
  { id: A, name: 'web-1', outcome },
  { id: B, outcome },
];
/** Everything worked. */
const GOOD = {
  'select/report.json': stepReport('select', all('ready')),
  'select/server-ids.json': JSON.stringify([{ id: A }, { id: B }]),
  'reset/report.json': stepReport('reset', all('accepted')),
  'restart/report.json': stepReport('restart', all('restarted')),
  'verify/report.json': stepReport('verify', all('verified')),
  'reset/prepare.json': passwordReport({ mode: 'prepare' }),
};

/** Runs the built action on report files in the folder for temporary files. */
async function runReport(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  options: ActionOptions = {},
): Promise<ActionRun> {
  return runAction(inputs, {
    action: 'report',
    ...options,
    env: { GITHUB_WORKFLOW_REF: WORKFLOW, ...options.env },
    inputs: ({ temp }) => ({ report_files: join(temp, 'rotation'), ...inputs }),
    prepare: async ({ temp }) => {
      for (const [name, text] of Object.entries(files)) {
        const path = join(temp, 'rotation', name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }
    },
  });
}

/** The text of a summary as a person reads it. */
function readable({ summary }: ActionRun): string {
  return summary.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe('a rotation that worked', () => {
  it('is done when the password is promoted', async () => {
    const run = await runReport({ ...GOOD, 'promote.json': passwordReport({ mode: 'promote' }) });
    expectServerReport(run, [A, B], REPORT);
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ done_count: '2', remaining_server_ids: '[]' });
    expect(readable(run)).toContain('## ✅ Done: 2 servers');
    expect(readable(run)).toContain('Version v8 is the current password of the secret store now.');
    expect(readable(run)).not.toContain('gh workflow run');
  });

  it('fails when the password is not promoted, and says how to go on', async () => {
    const run = await runReport(GOOD);
    expectServerReport(run, [A, B], REPORT);
    expect(run.exitCode).toBe(1);
    expect(readable(run)).toContain('## ❌ The new password is not promoted');
    expect(readable(run)).toContain(`-f server_ids=${A},${B} -f complete=true`);
    expect(readable(run)).toContain('Delete neither.');
  });

  it('fails when the promotion failed, which only needs to be repeated', async () => {
    const failed = passwordReport({ mode: 'promote', ending: 'failed' });
    const run = await runReport({ ...GOOD, 'promote.json': failed });
    expect(run.exitCode).toBe(1);
    expect(readable(run)).toContain('Run the failed jobs of this run again');
  });

  it('is done without a new password too, and shows names', async () => {
    const files = Object.fromEntries(
      Object.entries(GOOD).filter(([name]) => name !== 'reset/prepare.json'),
    );
    const run = await runReport(files);
    expect(run.exitCode).toBe(0);
    expect(readable(run)).toContain(`${A} # web-1`);
  });
});

describe('a rotation with servers that are left', () => {
  const refused = {
    ...GOOD,
    'verify/report.json': stepReport('verify', [
      { id: A, name: 'web-1', outcome: 'verified' },
      {
        id: B,
        outcome: 'refused',
        reason: 'credentials',
        message: 'the server refused the password',
      },
    ]),
  };

  it('shows them by reason, with the command for the next run', async () => {
    const run = await runReport(refused);
    expectServerReport(run, [A, B], REPORT);
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.outputs['results'] ?? '')).toEqual([
      { id: A, outcome: 'done', reason: 'verified' },
      { id: B, outcome: 'not_done', reason: 'verify_credentials' },
    ]);
    expect(run.remaining).toEqual([B]);
    const summary = readable(run);
    expect(summary).toContain('## ❌ 1 of 2 servers still needs you');
    expect(summary).toContain('Verify: the server refused the password');
    expect(summary).not.toContain('Set complete to true');
    expect(summary).toContain(
      `gh workflow run rotation.yml --repo octo/fleet --ref main -f server_ids=${B} -f complete=true`,
    );
  });

  it('does not call the list complete when other servers may be left', async () => {
    const run = await runReport(refused, { covers_all: 'false', next_run_inputs: 'fleet=north' });
    expect(readable(run)).toContain(
      `--ref main -f fleet=north -f server_ids=${B} -f complete=false`,
    );
    expect(readable(run)).toContain('if no other server of the earlier runs is left');
  });

  it('names the file of the list where there is no command', async () => {
    const run = await runReport(refused, {}, { env: { GITHUB_WORKFLOW_REF: undefined } });
    expect(readable(run)).toContain('Set complete to true, because no other server is left.');
    expect(readable(run)).toContain('remaining-server-ids.txt');
    expect(readable(run)).not.toContain('gh workflow run');
  });

  it('says that nothing was changed when no reset was accepted', async () => {
    const locked = {
      id: B,
      outcome: 'not_ready',
      reason: 'locked',
      message: 'the server is locked',
    };
    const files = { 'a.json': stepReport('select', [{ id: A, outcome: 'ready' }, locked]) };
    const run = await runReport(files, { steps: 'select, reset, restart, verify' });
    expect(run.exitCode).toBe(1);
    const summary = readable(run);
    expect(summary).toContain('No server accepted a reset: all servers keep their password.');
    expect(summary).toContain('No result of the step reset');
    expect(summary).toMatch(/gh workflow run rotation\.yml --repo octo\/fleet --ref main\n/);
  });
});

describe('a run that changes nothing', () => {
  it('passes when no new password is due', async () => {
    const files = {
      'a.json': stepReport('select', all('ready')),
      'b.json': passwordReport({ mode: 'prepare', due: false }),
    };
    const run = await runReport(files, { steps: 'select' });
    expect(run.exitCode).toBe(0);
    expect(readable(run)).toContain('## ✅ Nothing to do: no new password is due');
  });

  it('passes as a dry run, and proposes no other one', async () => {
    const files = {
      'a.json': stepReport('select', all('ready')),
      'b.json': stepReport('reset', all('accepted'), true),
      'c.json': passwordReport({ mode: 'prepare' }),
    };
    const run = await runReport(files);
    expect(run.exitCode).toBe(0);
    expect(run.outputs['dry_run']).toBe('true');
    expect(readable(run)).toContain('## ✅ Dry run: 2 servers passed the check');
    expect(readable(run)).not.toContain('gh workflow run');
  });

  it('fails when no server was selected', async () => {
    const run = await runReport({
      'a.json': stepReport('select', [{ id: A, outcome: 'excluded' }]),
    });
    expect(run.exitCode).toBe(1);
    expect(readable(run)).toContain('No server was selected');
  });
});

describe('files that are not what they should be', () => {
  it('cannot write commands, markup or other codes into log and summary', async () => {
    const message = 'x\n::add-mask::done\n##[error]<img src=x>|**bold**';
    const hostile = { id: A, name: '::stop-commands::x', outcome: 'failed', message };
    const files = {
      'a.json': stepReport('reset', [
        { ...hostile, code: '](https://evil.example)', request_id: '<b>', reason: '::x' },
      ]),
    };
    const run = await runReport(files);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).not.toMatch(/^::(?:add-mask|stop-commands)/m);
    expect(run.stdout).not.toContain('##[');
    expect(run.summary).not.toMatch(/<img|evil\.example\)|\*\*bold/);
    expect(JSON.parse(run.outputs['results'] ?? '')).toEqual([
      { id: A, outcome: 'not_done', reason: 'reset_other' },
    ]);
  });

  it('are left out, so that their servers are not done', async () => {
    const files = {
      'a.json': stepReport('select', all('ready')),
      'b.json': stepReport('reset', all('accepted')).slice(0, -9),
      'c.json': '[]',
      'd.json': JSON.stringify({ version: 2, action: 'restart', servers: [] }),
    };
    const run = await runReport(files, { steps: 'select reset' });
    expect(run.outputs).toMatchObject({ not_done_count: '2' });
  });

  it.each([
    ['no file', { report_files: '' }, /report_files is empty/],
    ['a file that does not exist', { report_files: 'nothing.json' }, /does not exist/],
    ['a file elsewhere', { report_files: '/etc/hostname' }, /is outside the workspace/],
    ['an unknown step', { steps: 'select, reboot' }, /steps must be one or more of: select, reset/],
    [
      'a next input with a shell command',
      { next_run_inputs: 'a=$(id)' },
      /next_run_inputs must have/,
    ],
    ['another word', { covers_all: 'perhaps' }, /covers_all must be one of: true, false/],
  ])('stop the step: %s', async (_, inputs, message) => {
    const run = await runReport(GOOD, inputs);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(message);
    expect(run.outputs).toEqual({});
  });

  it('stop the step when none is a report', async () => {
    const run = await runReport({ 'a.json': '{}' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/has no report of select, reset, restart or verify/);
  });
});

describe('the codes in the summary', () => {
  it('link to the page of their step', async () => {
    const address = 'https://github.com/octo/reset-ecs-passwords/blob/v1/docs';
    const files = {
      'a.json': stepReport('reset', [
        { id: A, outcome: 'failed', code: 'Ecs.0605', message: 'the server is locked' },
        { id: B, outcome: 'accepted' },
      ]),
      'b.json': stepReport('restart', [
        { id: B, outcome: 'failed', reason: 'not_active', message: 'the server is in ERROR' },
      ]),
    };
    const run = await runReport(
      files,
      { steps: 'reset, restart' },
      {
        env: { GITHUB_ACTION_REPOSITORY: 'octo/reset-ecs-passwords', GITHUB_ACTION_REF: 'v1' },
      },
    );
    expect(run.summary).toContain(`(${address}/troubleshooting/codes.md#ecs-0605)`);
    expect(run.summary).toContain(`(${address}/troubleshooting/restart.md#not_active)`);
    const missing = await runReport(
      files,
      { steps: 'reset, restart, verify' },
      {
        env: { GITHUB_ACTION_REPOSITORY: 'octo/reset-ecs-passwords', GITHUB_ACTION_REF: 'v1' },
      },
    );
    expect(missing.summary).not.toContain('#missing');
  });
});
