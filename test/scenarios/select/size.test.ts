/** Many servers: concurrency, memory, and outputs that would be too long. `npm run bench -- --select` measures. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { countOpenRequests } from '../../../harness/open-requests.ts';
import { serverIds, withSimulator } from '../../../harness/scenario.ts';
import { runSelect, runSelectWith } from '../../../harness/select.ts';

const PEAK_MEMORY = fileURLToPath(
  new URL('../../../scripts/bench/peak-memory.ts', import.meta.url),
);
const NO_IDS = { server_ids: undefined };

describe('concurrency', () => {
  it.each([
    ['1', 3, 1],
    ['', 20, 8],
    ['32', 40, 32],
  ])('"%s" reads %i flags, at most %i at once', async (concurrency, servers, max) => {
    await withSimulator({ servers }, async (simulator) => {
      const open = countOpenRequests(simulator, max, ({ path }) => path.endsWith('-flag'));
      const run = await runSelect(simulator, { concurrency });
      expect(run.exitCode).toBe(0);
      expect(open).toHaveLength(servers);
      expect(Math.max(...open)).toBe(max);
    });
  });
});

it('takes no more memory for rows with 50 kB of user data', async () => {
  const peakOf = async (userDataBytes: number): Promise<number> => {
    const servers = Array.from({ length: 800 }, () => ({ tags: ['a=b'], userDataBytes }));
    let peak = 0;
    await withSimulator({ servers }, async (simulator) => {
      const run = await runSelect(
        simulator,
        { ...NO_IDS, tags: 'a=b', require_plugin: 'false' },
        {
          nodeArguments: ['--import', PEAK_MEMORY],
          env: { PEAK_MEMORY_FILE: 'peak' },
          requested: serverIds(800),
          onEnd: async (_outputs, { workspace }) => {
            peak = Number(await readFile(join(workspace, 'peak'), 'utf8'));
          },
        },
      );
      expect(run.exitCode).toBe(0);
    });
    return peak / 1_024;
  };
  const small = await peakOf(0);
  const large = await peakOf(50_000);
  // 40 MB of user data arrive. What is left are buffers of the network that are not collected yet.
  expect(large - small).toBeLessThan(20);
}, 60_000);

it('empties outputs that would be too long, and the file is whole', async () => {
  const servers = Array.from({ length: 6_000 }, () => ({ tags: ['a'] }));
  const inputs = { ...NO_IDS, tags: 'a', require_plugin: 'false', max_servers: '6000' };
  const { run } = await runSelectWith({ servers }, inputs, { requested: serverIds(6_000) });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({
    outputs_truncated: 'all',
    server_ids: '',
    ready_count: '6000',
  });
  expect(run.ready).toHaveLength(6_000);
  expect(run.summary.length).toBeLessThan(1_000_000);
}, 60_000);
