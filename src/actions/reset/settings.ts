import type { Target, TargetResult } from '../../auth/target.ts';
import { noSecrets } from '../../github/event.ts';
import type { Event } from '../../github/event.ts';
import { APIS } from '../../huaweicloud/ecs.ts';
import type { Api } from '../../huaweicloud/ecs.ts';
import { readDryRun } from '../../inputs/dry-run.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { checkPassword, SYSTEMS } from '../../inputs/password-rules.ts';
import type { System } from '../../inputs/password-rules.ts';
import { parsePasswordSecret } from '../../inputs/password-secret.ts';
import type { SecretReference } from '../../inputs/password-secret.ts';
import { readServers } from '../../inputs/servers.ts';
import { readConnection } from '../connection.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { Start } from '../start.ts';

/** The checked settings of one run. */
export interface Settings {
  readonly servers: readonly string[];
  /** The names of servers that have one, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly duplicates: number;
  /** Undefined when it is not given, or read from the secret store. */
  readonly password: string | undefined;
  readonly passwordSecret?: SecretReference;
  readonly system: System;
  readonly dryRun: boolean;
  /** Why it is a dry run or not; a sentence. */
  readonly notice: string;
  readonly api: Api;
  readonly checkPassword: boolean;
  /** Servers in one call; 1 with the APIs for one server. */
  readonly batchSize: number;
  readonly concurrency: number;
  readonly waitForServersMs: number;
  readonly retryUnknownAfterMs: number;
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
  const api = inputs.choice('api', APIS, 'batch');
  const { dryRun, notice } = readDryRun(inputs, event, 'Real reset');
  const system = inputs.choice('os', SYSTEMS, 'any');
  const given = readPassword(inputs, event, { api, dryRun, system });
  const list = await readServers(inputs, secrets);
  const { settings: connection, target } = readConnection(inputs, event, {
    dryRun,
    defaultTimeoutSeconds: 600,
    sendsRequests: !(dryRun && api !== 'batch'),
    services: given.passwordSecret === undefined ? ['ecs'] : ['ecs', 'csms'],
  });
  const hasPasswordCheck = inputs.choice('check_password', ['true', 'false'], 'true') === 'true';
  const batchSize = inputs.integer('batch_size', { min: 1, max: 1_000 }, 1_000);
  const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 4);
  const waitForServers = inputs.integer('wait_for_servers', { min: 0, max: 86_400 }, 300);
  const retryUnknownAfter = inputs.integer('retry_unknown_after', { min: 0, max: 86_400 }, 0);
  if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
    return undefined;
  }
  return {
    servers: list.servers,
    names: list.names,
    duplicates: list.duplicates,
    ...given,
    system,
    dryRun,
    notice,
    api,
    checkPassword: hasPasswordCheck,
    batchSize: api === 'batch' ? batchSize : 1,
    concurrency,
    waitForServersMs: waitForServers * 1_000,
    retryUnknownAfterMs: retryUnknownAfter * 1_000,
    connection,
    requests: requestsOf(target, { api, dryRun }),
    warnings: inputs.warnings,
  };
}

function requestsOf(
  target: Exclude<TargetResult, { kind: 'invalid' }>,
  { api, dryRun }: Pick<Settings, 'api' | 'dryRun'>,
): Requests {
  if (target.kind === 'skipped') return target;
  return dryRun && api !== 'batch'
    ? { kind: 'skipped', skipReason: `the call of api: ${api} has no dry run` }
    : { kind: 'sent', target: target.target };
}

function readPassword(
  inputs: Inputs,
  event: Event,
  { api, dryRun, system }: Pick<Settings, 'api' | 'dryRun' | 'system'>,
): Pick<Settings, 'password' | 'passwordSecret'> {
  // Untrimmed: a password that is changed silently is known to nobody.
  const password = inputs.raw('password');
  const secret = inputs.text('password_secret');
  if (secret !== '') {
    if (password !== '') {
      inputs.addProblem(
        'password',
        'is given together with password_secret: give only one of the two',
      );
    }
    const reference = parsePasswordSecret(secret);
    if (reference.ok) return { password: undefined, passwordSecret: reference.value };
    inputs.addProblem('password_secret', reference.error);
    return { password: undefined };
  }
  if (password === '') {
    if (!dryRun) {
      inputs.addProblem(
        'password',
        `is empty: give the new password from a secret${noSecrets(event)}`,
      );
    }
    return { password: undefined };
  }
  const { errors, warnings } = checkPassword(password, api, system);
  if (errors.length > 0) inputs.addProblem('password', errors.join('; and '));
  inputs.warnings.push(...warnings.map((warning) => `password ${warning} (newest documentation)`));
  return { password };
}
