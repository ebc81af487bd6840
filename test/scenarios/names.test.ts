/** Names of servers, from comments and objects, in log, summary and report file. */
import { writeFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type { ActionRun } from '../../harness/action.ts';
import { annotationsOf, logOf, reportOf } from '../../harness/invariants.ts';
import { PASSWORD, runResetWith, serverId, serverIds } from '../../harness/scenario.ts';

const LOCKED = { servers: [{ locked: true }, {}] };

const namesIn = (run: ActionRun): (string | undefined)[] =>
  reportOf(run).servers.map(({ name }) => name);

it.each([
  ['comments', `# the web servers\n${serverId(1)} # web-01\n${serverId(2)}\t#web 02\n`],
  [
    'objects',
    JSON.stringify([
      { id: serverId(1), name: 'web-01' },
      { id: serverId(2), name: 'web 02', state: 'x' },
    ]),
  ],
])(
  'names from %s stand beside the ids',
  async (_what, server_ids) => {
    const { run } = await runResetWith(LOCKED, { server_ids });
    expect(namesIn(run)).toEqual(['web-01', 'web 02']);
    expect(annotationsOf(run, 'error')[0]).toContain(` Server: web-01 (${serverId(1)}).`);
    expect(run.summary).toContain(`\n${serverId(1)} # web-01\n`);
    expect(run.summary).toContain(`\n${serverId(2)} # web 02\n`);
    // Later steps use these as lists of ids.
    expect(run.remaining).toEqual([serverId(1)]);
    expect(JSON.stringify(run.outputs)).not.toContain('web');
  },
  20_000,
);

it.each<[string, string, RegExp]>([
  ['markup', '</pre><script>alert(1)</script> | ![x](https://evil.example)', /script/],
  ['workflow commands', '::error::x ##[warning]y ::stop-commands::z', /stop/],
  ['control characters', 'a\u001b[31mb\u0007c\u202ed\u0000e', /^[^\p{Cc}\p{Cf}]*$/u],
  ['line ends', 'web\r\n::error::injected\n| a | b |', /web/],
  ['1,000 characters', 'n'.repeat(1_000), /^n{64}…?$/],
])(
  'a name with %s does no harm',
  async (_what, name, expected) => {
    const server_ids = JSON.stringify(serverIds(2).map((id) => ({ id, name })));
    const { run } = await runResetWith(LOCKED, { server_ids });
    const [shown = ''] = namesIn(run);
    expect(shown).toMatch(expected);
    expect(shown).toMatch(/^[^\p{Cc}]*$/u);
    expect(Array.from(shown).length).toBeLessThanOrEqual(65);
    expect(annotationsOf(run, 'error')).toHaveLength(2);
    // Each command of the log is one of ours.
    const commands = logOf(run).filter((line) => /^\s*(?:::|##\[)/.test(line));
    expect(commands.every((line) => /^::(?:error|notice) title=|^::error::/.test(line))).toBe(true);
    expect(run.stdout).not.toMatch(/^.+(?:::stop-commands::|##\[warning\])/m);
    // Apart from our own tags, the summary has no character with a meaning in HTML or Markdown.
    const rows = run.summary.split('\n').filter((line) => line.includes('00000000-0000-4000'));
    // The list to copy, and a list for each outcome.
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toMatch(/^[A-Za-z0-9 .,_|&#;-]+$/);
  },
  20_000,
);

it('a secret in a name is not shown', async () => {
  const server_ids = JSON.stringify([
    { id: serverId(1), name: `web ${PASSWORD}` },
    { id: serverId(2), name: `x ${Buffer.from(PASSWORD).toString('base64')}` },
  ]);
  // The run checks that no secret is visible.
  const { run } = await runResetWith(LOCKED, { server_ids });
  expect(namesIn(run).join(' ')).not.toContain(Buffer.from(PASSWORD).toString('base64'));
}, 20_000);

it.each([
  [1_000, 'false'],
  [3_000, 'results'],
])(
  '%i failed servers: outputs_truncated is %s',
  async (size, truncated) => {
    // All lists and files are compared with each other by the checks for every run.
    const { run } = await runResetWith({ servers: Array<object>(size).fill({ locked: true }) });
    expect(run.outputs['outputs_truncated']).toBe(truncated);
    expect(annotationsOf(run, 'warning')).toHaveLength(truncated === 'false' ? 0 : 1);
    expect(run.remaining).toHaveLength(size);
  },
  30_000,
);

it('6,000 servers: outputs_truncated is all', async () => {
  const ids = serverIds(6_000);
  const { run } = await runResetWith(
    { servers: ids.map(() => ({ locked: true })) },
    { server_ids: undefined },
    {
      inputs: ({ workspace }) => ({ server_ids_file: `${workspace}/ids.txt` }),
      prepare: async ({ workspace }) => {
        await writeFile(`${workspace}/ids.txt`, ids.join('\n'));
      },
    },
  );
  expect(run.outputs).toMatchObject({ outputs_truncated: 'all', remaining_server_ids: '' });
  expect(run.remaining).toEqual(ids);
}, 30_000);
