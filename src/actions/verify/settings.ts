import type { Service, Target } from '../../auth/target.ts';
import { noSecrets } from '../../github/event.ts';
import type { Event } from '../../github/event.ts';
import { readDryRun } from '../../inputs/dry-run.ts';
import type { Hosts } from '../../inputs/hosts-file.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { parsePasswordSecret } from '../../inputs/password-secret.ts';
import type { SecretReference } from '../../inputs/password-secret.ts';
import { readServers } from '../../inputs/servers.ts';
import type { KnownHosts } from '../../ssh/known-hosts.ts';
import { readConnection } from '../connection.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { Start } from '../start.ts';
import { readHosts, readKnownHosts } from './read-files.ts';

const DEFAULT_TIMEOUT_SECONDS = 1_800;
const MIN_PASSWORD = 8;
const MAX_PASSWORD = 26;
/** Characters of a user name. */
export const MAX_USERNAME = 64;
const MAX_PORT = 65_535;

/** Which of the addresses of a server is used. */
export type AddressKind = 'private' | 'public';

/** The checked settings of one run. */
export interface Settings {
  readonly servers: readonly string[];
  /** The names of servers that have one, by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly duplicates: number;
  /** Undefined in a dry run, or when it is in the secret store. */
  readonly password: string | undefined;
  readonly passwordSecret?: SecretReference;
  readonly dryRun: boolean;
  /** Why it is a dry run or not; a sentence. */
  readonly notice: string;
  readonly addressKind: AddressKind;
  /** Undefined when the addresses come from the service. */
  readonly hosts: Hosts | undefined;
  /** Undefined for the user that the operating system has. */
  readonly username: string | undefined;
  readonly port: number;
  readonly knownHosts: KnownHosts;
  /** The text of the file of known hosts, as it was given; may be empty. */
  readonly knownHostsText: string;
  readonly acceptsNewKeys: boolean;
  readonly waitMs: number;
  readonly settleMs: number;
  readonly maxRefused: number;
  readonly concurrency: number;
  readonly connection: ConnectionSettings;
  /** Undefined when no service is needed. */
  readonly target: Target | undefined;
  readonly warnings: readonly string[];
}

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
  const { dryRun, notice } = readDryRun(inputs, event, 'Real logins');
  const given = readPassword(inputs, event, dryRun);
  const list = await readServers(inputs, secrets);
  const addressKind = inputs.choice('address', ['private', 'public'], 'private');
  const port = inputs.integer('port', { min: 1, max: MAX_PORT }, 22);
  const hosts = await readHosts({ inputs, secrets }, list?.servers ?? [], port);
  const username = readUsername(inputs);
  const acceptsNewKeys =
    inputs.choice('host_keys', ['strict', 'accept-new'], 'strict') === 'accept-new';
  const known = await readKnownHosts({ inputs, secrets }, !acceptsNewKeys && !dryRun);
  const waitSeconds = inputs.integer('wait', { min: 0, max: 3_600 }, 300);
  const settleSeconds = inputs.integer('settle', { min: 0, max: 3_600 }, 60);
  const maxRefused = inputs.integer('max_refused', { min: 1, max: 1_000 }, 3);
  const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 10);
  const services: Service[] = [
    ...(hosts === undefined ? (['ecs'] as const) : []),
    ...(given.passwordSecret === undefined ? [] : (['csms'] as const)),
  ];
  const { settings: connection, target } = readConnection(inputs, event, {
    dryRun,
    defaultTimeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    sendsRequests: !dryRun,
    services,
  });
  if (settleSeconds * 1_000 >= connection.timeoutMs) {
    inputs.addProblem(
      'settle',
      `is not shorter than timeout (${connection.timeoutMs / 1_000} seconds), so no login would be tried: give a smaller number, or a longer timeout`,
    );
  }
  if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
    return undefined;
  }
  return {
    servers: list.servers,
    names: list.names,
    duplicates: list.duplicates,
    ...given,
    dryRun,
    notice,
    addressKind,
    hosts,
    username,
    port,
    knownHosts: known.hosts,
    knownHostsText: known.text,
    acceptsNewKeys,
    waitMs: waitSeconds * 1_000,
    settleMs: settleSeconds * 1_000,
    maxRefused,
    concurrency,
    connection,
    target: target.kind === 'target' ? target.target : undefined,
    warnings: inputs.warnings,
  };
}

function readPassword(
  inputs: Inputs,
  event: Event,
  dryRun: boolean,
): Pick<Settings, 'password' | 'passwordSecret'> {
  // Untrimmed: another password than the one that was given would be tried on every server.
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
        `is empty: give the password to verify from a secret${noSecrets(event)}`,
      );
    }
    return { password: undefined };
  }
  const problem = passwordProblem(password);
  if (problem !== undefined) inputs.addProblem('password', problem);
  return { password };
}

/** What is wrong with a password, in words that contain nothing of it; undefined if nothing is. */
export function passwordProblem(password: string): string | undefined {
  if (/[\s\p{C}]/u.test(password)) {
    return 'contains a blank, a line end or a control character: store the secret again without it';
  }
  const { length } = Array.from(password);
  return length < MIN_PASSWORD || length > MAX_PASSWORD
    ? `must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters, as every password that a reset sets`
    : undefined;
}

function readUsername(inputs: Inputs): string | undefined {
  const username = inputs.text('username');
  if (username === '') return undefined;
  if (username.length > MAX_USERNAME || /\p{C}/u.test(username)) {
    inputs.addProblem(
      'username',
      `must have at most ${MAX_USERNAME} characters, and no control characters`,
    );
  }
  return username;
}
