import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runAction, until, withFolders } from '../../harness/action.ts';
import { annotationsOf, listIn, logOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  inputsFor,
  PASSWORD,
  runReset,
  runResetWith,
  SECRET_KEY,
  serverId,
  withPlaceholders,
  withSimulator,
} from '../../harness/scenario.ts';

const IDS = [serverId(1), serverId(2), serverId(3)];
const UNWRITABLE = [undefined, '', '/nowhere/file', '/'];

describe('GITHUB_OUTPUT', () => {
  it.concurrent.each(UNWRITABLE)('as %s: reported, and the step fails', async (path) => {
    await withSimulator({}, async (simulator) => {
      const run = await runAction(inputsFor(simulator), { env: { GITHUB_OUTPUT: path } });

      expect(run.exitCode).toBe(1);
      expect(run.stderr).toBe('');
      // The log still contains the outcome of the servers.
      expect(annotationsOf(run, 'error')).toEqual([
        'The reset of 3 of 3 servers was accepted. The outputs could not be written.',
      ]);
      expect(run.summary).toContain('<details><summary>Accepted&#58; 3 servers</summary>');
      expect(run.stdout).not.toMatch(/set-output|\n\s+at /);
    });
  });
});

describe('GITHUB_STEP_SUMMARY', () => {
  it.concurrent.each(UNWRITABLE)('as %s: a warning', async (path) => {
    const { run } = await runResetWith({}, {}, { env: { GITHUB_STEP_SUMMARY: path } });

    expect(run.exitCode).toBe(0);
    expect(run.summary).toBe('');
    expect(annotationsOf(run, 'warning')).toEqual(['The job summary could not be written.']);
    expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
  });
});

describe('RUNNER_TEMP', () => {
  it.concurrent.each(['/nowhere', '/dev/null'])(
    'as %s: reported, and the step fails',
    async (path) => {
      await withSimulator({}, async (simulator) => {
        const run = await runAction(inputsFor(simulator), { env: { RUNNER_TEMP: path } });

        expect(run.exitCode).toBe(1);
        expect(run.stderr).toBe('');
        expect(annotationsOf(run, 'error')).toEqual([
          'The reset of 3 of 3 servers was accepted. The report files could not be written.',
        ]);
        expect(run.outputs).toMatchObject({
          accepted_server_ids: JSON.stringify(IDS),
          report_file: '',
          remaining_server_ids_file: '',
        });
        expect(run.summary).toContain('Accepted: 3 servers');
      });
    },
  );

  it.concurrent('that is deleted during the run', async () => {
    await withSimulator({}, async (simulator) => {
      const deleted = Promise.withResolvers<undefined>();
      simulator.script({ apply: 'before', heldUntil: deleted.promise });
      const run = await runAction(inputsFor(simulator), {
        onStart: async (_child, { temp }) => {
          await until(() => simulator.requests.length > 0);
          await rm(temp, { recursive: true });
          deleted.resolve(undefined);
        },
      });

      expect(run.exitCode).toBe(1);
      expect(annotationsOf(run, 'error').at(-1)).toContain('report files could not be written');
      expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
    });
  });

  it.concurrent('that is not set: the report is written to the workspace', async () => {
    await withSimulator({}, async (simulator) => {
      const run = await runAction(inputsFor(simulator), { env: { RUNNER_TEMP: undefined } });

      expect(run.stderr).toBe('');
      expect(listIn(run, 'accepted_server_ids')).toEqual(IDS);
      expect(run.exitCode).toBe(0);
    });
  });
});

describe('the runner', () => {
  it.concurrent('sets no variable: no stack trace, and the outcome is in the log', () =>
    withSimulator({}, async (simulator) => {
      const run = await runAction(inputsFor(simulator, { dry_run: 'false' }), {
        env: {
          GITHUB_OUTPUT: undefined,
          GITHUB_STEP_SUMMARY: undefined,
          GITHUB_EVENT_PATH: undefined,
          GITHUB_EVENT_NAME: undefined,
          GITHUB_REPOSITORY: undefined,
          GITHUB_WORKSPACE: undefined,
          RUNNER_TEMP: '/nowhere',
        },
      });

      expect(run.exitCode).toBe(1);
      expect(run.stderr).toBe('');
      expect(run.stdout).not.toMatch(/\n\s+at /);
      expect(annotationsOf(run, 'error').at(-1)).toBe(
        'The reset of 3 of 3 servers was accepted. The report files could not be written. The outputs could not be written.',
      );
      expect(IDS.every((id) => simulator.wasReset(id))).toBe(true);
    }),
  );

  it.concurrent('RUNNER_DEBUG=1 and NODE_DEBUG of the runner add nothing to the log', () =>
    withSimulator({}, async (simulator) => {
      const plain = await runReset(simulator);
      const debug = await runReset(
        simulator,
        {},
        { env: { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' } },
      );

      expect(withPlaceholders(debug.stdout, debug, simulator)).toBe(
        withPlaceholders(plain.stdout, plain, simulator),
      );
      expect(withPlaceholders(debug.summary, debug, simulator)).toBe(
        withPlaceholders(plain.summary, plain, simulator),
      );
    }),
  );

  it.concurrent('actor, event and commit are in the report, whatever they contain', async () => {
    const { run } = await runResetWith(
      {},
      {},
      {
        env: { GITHUB_ACTOR: 'x::error::gotcha', GITHUB_SHA: '', GITHUB_RUN_ID: '"}' },
      },
    );

    expect(run.exitCode).toBe(0);
    expect(run.report).toMatchObject({
      run: { actor: 'x::error::gotcha', commit: '', event: 'workflow_dispatch' },
    });
    expect(run.stdout + run.summary).not.toContain('gotcha');
  });

  it.concurrent('writes the two report files and no others, without secrets', () =>
    withFolders((folders) =>
      withSimulator({}, async (simulator) => {
        const run = await runReset(simulator, {}, { folders });

        const left = await readdir(folders.temp, { recursive: true, withFileTypes: true });
        const files = left.filter((entry) => entry.isFile());
        expect(files.map(({ name }) => name).sort()).toEqual([
          'remaining-server-ids.txt',
          'report.json',
        ]);
        expect(await readdir(folders.workspace)).toEqual([]);
        for (const { name, parentPath } of files) {
          const content = await readFile(join(parentPath, name), 'utf8');
          for (const secret of [PASSWORD, SECRET_KEY, ACCESS_KEY]) {
            expect(content).not.toContain(secret);
          }
        }
        expect(run.exitCode).toBe(0);
      }),
    ),
  );

  it.concurrent('a list file with a hostile name is read and never named in the log', async () => {
    const name = 'a ::error::gotcha ##[error] %0A <b>.txt';
    const { run } = await runResetWith(
      {},
      { server_ids: undefined, server_ids_file: name },
      {
        prepare: ({ workspace }) => writeFile(join(workspace, name), IDS.join('\n')),
      },
    );

    expect(run.exitCode).toBe(0);
    expect(run.stdout + run.summary).not.toContain('gotcha');
    expect(logOf(run).filter((line) => line.includes('::error'))).toEqual([]);
  });
});
