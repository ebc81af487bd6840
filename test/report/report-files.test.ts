import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createFolder, writeReportFiles } from '../../src/report/report-files.ts';
import { resetReport } from '../../src/actions/reset/reset-report.ts';
import type { ResetReport } from '../../src/actions/reset/reset-report.ts';
import type { ReportFiles } from '../../src/report/report-files.ts';
import type { ServerResult } from '../../src/fleet/outcome.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
const RUN = {
  url: 'https://github.com/octo/fleet/actions/runs/42',
  actor: 'octocat',
  event: 'push',
  commit: '0123456789abcdef',
  started: '2026-01-01T00:00:00.000Z',
  ended: '2026-01-01T00:00:05.000Z',
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function report(
  results: readonly ServerResult[],
  names: ReadonlyMap<string, string> = new Map(),
): ResetReport {
  const counts = { accepted: 1, failed: 2, unknown: 3, not_sent: 4, requested: 10 };
  return resetReport({
    results,
    counts,
    names,
    dryRun: true,
    skipReason: undefined,
    run: RUN,
  });
}

async function write(written: ResetReport): Promise<ReportFiles> {
  return writeReportFiles(await createFolder(folder), written);
}

it('writes the whole result', async () => {
  const files = await write(
    report([
      { id: A, outcome: 'accepted', requestId: 'aaa' },
      {
        id: B,
        outcome: 'failed',
        reason: { code: 'Ecs.0605', requestId: 'bbb', message: 'locked\n"x" 密', advice: 'unlock' },
      },
      { id: C, outcome: 'not_sent', reason: { message: 'cancelled', advice: 'again' } },
    ]),
  );
  expect(JSON.parse(await readFile(files.report, 'utf8'))).toEqual({
    version: 1,
    action: 'reset',
    dry_run: true,
    counts: { accepted: 1, failed: 2, unknown: 3, not_sent: 4, requested: 10 },
    servers: [
      { id: A, outcome: 'accepted', request_id: 'aaa' },
      { id: B, outcome: 'failed', code: 'Ecs.0605', message: 'locked\n"x" 密', request_id: 'bbb' },
      { id: C, outcome: 'not_sent', message: 'cancelled' },
    ],
    run: RUN,
  });
  expect(await readFile(files.remaining, 'utf8')).toBe(`${B}\n${C}\n`);
});

it('writes the name of a server behind its id', async () => {
  const names = new Map([[B, 'web-01 "x" 密']]);
  const results: ServerResult[] = [
    { id: A, outcome: 'accepted' },
    { id: B, outcome: 'accepted' },
  ];
  const files = await write(report(results, names));
  expect(JSON.parse(await readFile(files.report, 'utf8'))).toMatchObject({
    servers: [
      { id: A, outcome: 'accepted' },
      { id: B, name: 'web-01 "x" 密', outcome: 'accepted' },
    ],
  });
  const remaining = await write(report([{ id: B, outcome: 'failed' }], names));
  expect(await readFile(remaining.remaining, 'utf8')).toBe(`${B}\n`);
});

it('writes a result without servers', async () => {
  const files = await write(report([]));
  expect(JSON.parse(await readFile(files.report, 'utf8'))).toMatchObject({ servers: [] });
  expect(await readFile(files.remaining, 'utf8')).toBe('');
});

it('makes the files readable only for their owner', async () => {
  const files = await write(report([]));
  const modes = await Promise.all(
    [files.report, files.remaining, dirname(files.report)].map(
      async (path) => (await stat(path)).mode,
    ),
  );
  expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600, 0o700]);
});

it('uses different files for two steps of a job', async () => {
  const results = await Promise.all([
    write(report([{ id: A, outcome: 'failed' }])),
    write(report([{ id: B, outcome: 'failed' }])),
  ]);
  const lists = await Promise.all(results.map(({ remaining }) => readFile(remaining, 'utf8')));
  expect(lists).toEqual([`${A}\n`, `${B}\n`]);
  expect(results.every(({ report: path }) => path.startsWith(folder))).toBe(true);
});

it.each([1_999, 2_000, 2_001, 100_000])('writes %i servers', async (size) => {
  const results = Array.from({ length: size }, (_, index) => ({
    id: `${index.toString(16).padStart(8, '0')}-4466-4c15-a9ce-87727ad311b5`,
    outcome: 'failed' as const,
    reason: { code: 'Ecs.0605', message: 'the server is locked', advice: 'Unlock the server' },
  }));
  const files = await write(report(results));
  const { servers } = JSON.parse(await readFile(files.report, 'utf8')) as {
    servers: { id: string }[];
  };
  const ids = results.map(({ id }) => id);
  expect(servers.map(({ id }) => id)).toEqual(ids);
  expect(await readFile(files.remaining, 'utf8')).toBe(ids.map((id) => `${id}\n`).join(''));
});

it('fails where the folder is missing', async () => {
  await expect(createFolder(join(folder, 'missing'))).rejects.toThrow('ENOENT');
  await expect(writeReportFiles(join(folder, 'missing'), report([]))).rejects.toThrow('ENOENT');
});
