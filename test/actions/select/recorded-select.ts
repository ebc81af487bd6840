/** A run of `select` in this process, against the simulator. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/actions/select/run.ts';
import type { Core } from '../../../src/github/core.ts';
import type { EventContext } from '../../../src/github/event.ts';
import { systemClock } from '../../../src/retry/clock.ts';
import { withSimulator } from '../../../harness/scenario.ts';
import type { SimulatorOptions } from '../../../simulator/simulator.ts';

export interface Recorded {
  /** What the run wrote, with its kind. */
  readonly lines: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly failed: boolean;
}

/** @param prepare writes files into the folder of the run, before it starts */
export async function select(
  options: SimulatorOptions,
  inputs: Readonly<Record<string, string>>,
  prepare: (folder: string) => Promise<void> = () => Promise.resolve(),
  cancelled: AbortSignal = new AbortController().signal,
): Promise<Recorded> {
  const folder = await mkdtemp(join(tmpdir(), 'select-'));
  try {
    await prepare(folder);
    return await withSimulator(options, async (simulator) => {
      const given: Record<string, string> = {
        endpoint: simulator.endpoint,
        project_id: simulator.projectId,
        access_key: simulator.accessKey,
        secret_key: simulator.secretKey,
        server_ids: simulator.serverIds.join(),
        ...inputs,
      };
      const environment: Record<string, string> = { RUNNER_TEMP: folder };
      for (const [name, value] of Object.entries(given)) {
        environment[`INPUT_${name.toUpperCase()}`] = value;
      }
      const lines: string[] = [];
      const outputs: Record<string, string> = {};
      let summary = '';
      const line =
        (kind: string) =>
        (message: string | Error): void =>
          void lines.push(`${kind}: ${String(message)}`);
      const core = {
        error: line('error'),
        info: line('info'),
        notice: line('notice'),
        setFailed: line('failed'),
        setOutput: (name: string, value: string) => void (outputs[name] = value),
        setSecret: () => undefined,
        summary: {
          addRaw: (text: string) => {
            summary += text;
            return { write: () => Promise.resolve() };
          },
        },
        warning: line('warning'),
      } as unknown as Core;
      const event: EventContext = { eventName: 'push', actor: 'octocat', payload: {} };
      await run({
        core,
        environment,
        loadEvent: () => event,
        clock: systemClock,
        random: () => 0,
        cancelled,
      });
      const file = outputs['server_ids_file'] ?? '';
      if (file !== '') outputs['server_ids_file'] = await readFile(file, 'utf8');
      const failed = lines.some((text) => text.startsWith('failed: '));
      return { lines, outputs, summary, failed };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
