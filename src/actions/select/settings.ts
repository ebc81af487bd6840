import type { Target } from '../../auth/target.ts';
import { readDuration } from '../../inputs/duration.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { SYSTEMS } from '../../inputs/password-rules.ts';
import type { ServerList } from '../../inputs/server-list.ts';
import { readServerFile, readServers } from '../../inputs/servers.ts';
import { readConnection } from '../connection.ts';
import type { ConnectionSettings } from '../connection.ts';
import type { Start } from '../start.ts';
import { ALL_PROJECTS } from './filters.ts';
import type { Filters } from './filters.ts';
import type { Guards } from './guards.ts';
import { readNames, readTags } from './read-filters.ts';

const DEFAULT_TIMEOUT_SECONDS = 600;
/** A UUID, `0` for the default project, or the word for all projects. */
const ENTERPRISE_PROJECT = /^[A-Za-z0-9_-]{1,64}$/;

/** The checked settings of one run. */
export interface Settings {
  /** Undefined when the selectors make the request. */
  readonly list: ServerList | undefined;
  readonly filters: Filters;
  readonly guards: Guards;
  /** The names in the reviewed list, by id; cleaned. */
  readonly expectedNames: ReadonlyMap<string, string>;
  readonly requirePlugin: boolean;
  readonly waitMs: number;
  readonly skipsNotReady: boolean;
  readonly concurrency: number;
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
  const hasList = inputs.text('server_ids') !== '' || inputs.text('server_ids_file') !== '';
  const list = hasList ? await readServers(inputs, secrets) : undefined;
  const filters = readFilters(inputs);
  if (!hasList && !isSelector(inputs)) {
    inputs.addProblem(
      'server_ids',
      'is empty, and so are the inputs that select servers: give server_ids, server_ids_file, tags, name or enterprise_project_id (all_granted_eps is not enough)',
    );
  }
  const expected =
    inputs.text('expected_server_ids_file') === ''
      ? undefined
      : await readServerFile(inputs, 'expected_server_ids_file', secrets);
  const requirePlugin = inputs.choice('require_plugin', ['true', 'false'], 'true') === 'true';
  const onNotReady = inputs.choice('on_not_ready', ['fail', 'skip'], 'fail');
  const maxServers = inputs.integer('max_servers', { min: 1, max: 100_000 }, 1_000);
  const expectedCount = inputs.integer('expected_count', { min: 0, max: 100_000 }, undefined);
  const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 8);
  const waitSeconds = inputs.integer('wait', { min: 0, max: 86_400 }, 0);
  const { settings: connection, target } = readConnection(inputs, event, {
    dryRun: event.dryRunReason !== undefined,
    defaultTimeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
  });
  if (waitSeconds * 1_000 > connection.timeoutMs) {
    inputs.addProblem(
      'wait',
      `is longer than timeout (${connection.timeoutMs / 1_000} seconds): give a smaller number, or a longer timeout`,
    );
  }
  if (inputs.problems.length > 0 || target.kind === 'invalid') return undefined;
  return {
    list,
    filters,
    guards: {
      maxServers,
      expectedCount,
      expectedServers: expected && new Set(expected.servers),
    },
    expectedNames: expected?.names ?? new Map(),
    requirePlugin,
    waitMs: waitSeconds * 1_000,
    skipsNotReady: onNotReady === 'skip',
    concurrency,
    connection,
    requests: target.kind === 'skipped' ? target : { kind: 'sent', target: target.target },
    warnings: inputs.warnings,
  };
}

/** Whether an input makes a request without a list. A whole project is never selected by omission. */
function isSelector(inputs: Inputs): boolean {
  const project = inputs.text('enterprise_project_id');
  const isProject = project !== '' && project !== ALL_PROJECTS;
  return isProject || inputs.text('tags') !== '' || inputs.text('name') !== '';
}

function readFilters(inputs: Inputs): Filters {
  return {
    tags: readTags(inputs, 'tags'),
    excludeTags: readTags(inputs, 'exclude_tags'),
    names: readNames(inputs),
    os: inputs.choice('os', SYSTEMS, 'any'),
    enterpriseProjectId: readEnterpriseProject(inputs),
    createdWithinMs: readDuration(inputs, 'created_within'),
  };
}

function readEnterpriseProject(inputs: Inputs): string | undefined {
  const id = inputs.text('enterprise_project_id');
  if (id === '') return undefined;
  if (ENTERPRISE_PROJECT.test(id)) return id;
  inputs.addProblem(
    'enterprise_project_id',
    'is not a valid ID of an enterprise project: write its ID from the console, 0 for the default project, or all_granted_eps',
  );
  return undefined;
}
