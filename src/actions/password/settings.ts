import type { Target } from '../../auth/target.ts';
import { noSecrets } from '../../github/event.ts';
import type { Event } from '../../github/event.ts';
import { SECRET_NAME, VERSION_ID } from '../../huaweicloud/csms.ts';
import { readDryRun } from '../../inputs/dry-run.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { SYSTEMS } from '../../inputs/password-rules.ts';
import { readConnection } from '../connection.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { Start } from '../start.ts';
import { LENGTH } from './generator.ts';

export const MODES = ['prepare', 'promote', 'abandon'] as const;
export type Mode = (typeof MODES)[number];

const HOUR_MS = 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = { h: HOUR_MS, d: 24 * HOUR_MS };
/** A Windows guest may ask about a longer password, and nobody answers there. */
const SAFE_LENGTH = 14;
const LINUX_LENGTH = 20;

/** What the run does. */
export type Task =
  | {
      readonly mode: 'prepare';
      readonly length: number;
      readonly rotateAfterMs: number | undefined;
    }
  | { readonly mode: 'promote' | 'abandon'; readonly versionId: string };

/** The checked settings of one run. */
export interface Settings {
  readonly task: Task;
  readonly secretName: string;
  readonly dryRun: boolean;
  /** Why it is a dry run or not; a sentence. */
  readonly notice: string;
  readonly warnings: readonly string[];
  readonly connection: ConnectionSettings;
  readonly requests: Requests;
}

/** Where requests go, or why none is sent. */
export type Requests =
  | { readonly kind: 'sent'; readonly target: Target; readonly storeEndpoint: string }
  | { readonly kind: 'skipped'; readonly skipReason: string };

/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
export function readSettings({
  event,
  inputs,
}: Pick<Start, 'event' | 'inputs'>): Settings | undefined {
  const task = readTask(inputs);
  const secretName = readSecretName(inputs, event);
  const { dryRun, notice } = readDryRun(inputs, event, 'Real run');
  const { settings: connection, target } = readConnection(inputs, event, {
    dryRun,
    defaultTimeoutSeconds: 600,
    services: ['csms'],
  });
  if (inputs.problems.length > 0 || task === undefined || target.kind === 'invalid') {
    return undefined;
  }
  const requests: Requests =
    target.kind === 'skipped'
      ? target
      : {
          kind: 'sent',
          target: target.target,
          storeEndpoint: target.target.storeEndpoint ?? '',
        };
  const { warnings } = inputs;
  return { task, secretName, dryRun, notice, warnings, connection, requests };
}

function readSecretName(inputs: Inputs, event: Event): string {
  const name = inputs.text('secret_name');
  if (SECRET_NAME.test(name)) return name;
  inputs.addProblem(
    'secret_name',
    name === ''
      ? `is empty: give the name of the secret in the secret store (CSMS)${noSecrets(event)}`
      : 'is not the name of a secret: it has 1 to 64 letters, digits, hyphens and underscores',
  );
  return '';
}

function readTask(inputs: Inputs): Task | undefined {
  const system = inputs.choice('os', SYSTEMS, 'any');
  const defaultLength = system === 'linux' ? LINUX_LENGTH : SAFE_LENGTH;
  const length = inputs.integer('length', LENGTH, undefined);
  const rotateAfterMs = readAge(inputs, 'rotate_after');
  const versionId = inputs.text('version_id');
  if (inputs.text('mode') === '') {
    inputs.addProblem('mode', `is empty: write one of ${MODES.join(', ')}`);
    return undefined;
  }
  const mode = inputs.choice('mode', MODES, 'prepare');
  if (mode === 'prepare') {
    if (versionId !== '') {
      inputs.addProblem('version_id', 'is only for mode: promote and mode: abandon: leave it out');
    }
    if (length !== undefined && length > SAFE_LENGTH && system !== 'linux') {
      inputs.warnings.push(
        `length is over ${SAFE_LENGTH}: a Windows server may ask about such a password at its start, where nobody answers, and then keeps its old one. Set os to linux where there is none.`,
      );
    }
    return { mode, length: length ?? defaultLength, rotateAfterMs };
  }
  if (!VERSION_ID.test(versionId)) {
    inputs.addProblem(
      'version_id',
      versionId === ''
        ? 'is empty: give the output version_id of the step with mode: prepare'
        : 'is not the ID of a version: give the output version_id of the step with mode: prepare, such as v7',
    );
  }
  return { mode, versionId };
}

/** A number of days or hours, in milliseconds; undefined when not given. */
function readAge(inputs: Inputs, name: string): number | undefined {
  const given = inputs.text(name);
  if (given === '') return undefined;
  const [, count = '', unit = ''] = /^(\d{1,5})([dh])$/.exec(given) ?? [];
  const unitMs = UNITS_MS[unit];
  if (unitMs !== undefined) return Number(count) * unitMs;
  inputs.addProblem(name, 'is not a number of days or hours: write one such as 30d or 12h');
  return undefined;
}
