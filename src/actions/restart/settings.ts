import type { Target, TargetResult } from '../../auth/target.ts';
import { RESTART_TYPES } from '../../huaweicloud/restart-request.ts';
import type { RestartType } from '../../huaweicloud/restart-request.ts';
import { readDryRun } from '../../inputs/dry-run.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { readServers } from '../../inputs/servers.ts';
import { readConnection } from '../connection.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { Start } from '../start.ts';
import { checkPauses, cutIntoWaves, parseWaves } from './wave-sizes.ts';
import type { WaveSizes } from './wave-sizes.ts';

const DEFAULT_WAVES = '1,25%';

/** The checked settings of one run. */
export interface Settings {
  readonly servers: readonly string[];
  /** The names of servers that have one in the list, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly duplicates: number;
  readonly waves: readonly (readonly string[])[];
  readonly dryRun: boolean;
  /** Why it is a dry run or not; a sentence. */
  readonly notice: string;
  readonly type: RestartType;
  readonly startStopped: boolean;
  readonly pauseMs: number;
  readonly maxFailures: number;
  readonly waveTimeoutMs: number;
  readonly connection: ConnectionSettings;
  readonly requests: Requests;
  readonly warnings: readonly string[];
}

/** Where requests go, or why none is sent. */
export type Requests =
  | { readonly kind: 'sent'; readonly target: Target }
  | { readonly kind: 'skipped'; readonly skipReason: string };

/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
export async function readSettings({
  event,
  inputs,
  secrets,
}: Pick<Start, 'event' | 'inputs' | 'secrets'>): Promise<Settings | undefined> {
  const { dryRun, notice } = readDryRun(inputs, event, 'Real restart');
  const list = await readServers(inputs, secrets);
  const type = inputs.choice('type', RESTART_TYPES, 'soft');
  const startStopped = inputs.choice('start_stopped', ['true', 'false'], 'false') === 'true';
  const sizes = readSizes(inputs);
  const pauseSeconds = inputs.integer('pause', { min: 0, max: 3_600 }, 30);
  const maxFailures = inputs.integer('max_failures', { min: 0, max: 100_000 }, 0);
  const waveTimeoutSeconds = inputs.integer('wave_timeout', { min: 30, max: 3_600 }, 600);
  const { settings: connection, target } = readConnection(inputs, event, {
    dryRun,
    defaultTimeoutSeconds: 3_000,
  });
  const waves = list === undefined || sizes === undefined ? [] : cutIntoWaves(list.servers, sizes);
  const timeoutSeconds = connection.timeoutMs / 1_000;
  const problem = checkPauses(waves.length, { pauseSeconds, timeoutSeconds });
  if (problem !== undefined) inputs.addProblem('pause', problem);
  if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
    return undefined;
  }
  return {
    servers: list.servers,
    names: list.names,
    duplicates: list.duplicates,
    waves,
    dryRun,
    notice,
    type,
    startStopped,
    pauseMs: pauseSeconds * 1_000,
    maxFailures,
    waveTimeoutMs: waveTimeoutSeconds * 1_000,
    connection,
    requests: requestsOf(target),
    warnings: inputs.warnings,
  };
}

function readSizes(inputs: Inputs): WaveSizes | undefined {
  const given = inputs.text('waves');
  const sizes = parseWaves(given === '' ? DEFAULT_WAVES : given);
  if (sizes.ok) return sizes.value;
  inputs.addProblem('waves', sizes.error);
  return undefined;
}

function requestsOf(target: Exclude<TargetResult, { kind: 'invalid' }>): Requests {
  return target.kind === 'skipped' ? target : { kind: 'sent', target: target.target };
}
