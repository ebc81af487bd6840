import { ERRORS } from './errors.ts';
import type { SimulatorOptions } from './options.ts';
import { ecsErrorResponse, jsonResponse } from './responses.ts';
import type { Call, CallRequest, Outcome } from './routes.ts';
import { missingRow, rowOf } from './row.ts';
import type { Server } from './server.ts';
import type { Servers } from './servers.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 1000;
/** The value of `enterprise_project_id` that stands for all projects of the user. */
const ALL_PROJECTS = 'all_granted_eps';

/** "Querying Details About ECSs" (ECS API reference): `GET /v1/{project_id}/cloudservers/detail`. */
export function listCalls(options: SimulatorOptions, servers: Servers): Call[] {
  return [
    {
      name: 'ListServersDetails',
      method: 'GET',
      path: '/v1/{project_id}/cloudservers/detail',
      handle: (request) => list(request, servers, options),
    },
  ];
}

/** A filter by ID overrides all others (ECS API reference). */
function list(
  { params, query }: CallRequest,
  servers: Servers,
  options: SimulatorOptions,
): Outcome {
  const limit = query.get('limit') ?? String(DEFAULT_LIMIT);
  const size = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (size < 1 || size > MAX_LIMIT) return refused();
  const ids = query.get('server_id');
  const granted = options.enterpriseProjects;
  const wanted = query.get('enterprise_project_id');
  if (ids === null && granted !== undefined && wanted !== ALL_PROJECTS) {
    // Who has rights in some enterprise projects only must name one (ECS API reference).
    if (wanted === null || !granted.includes(wanted)) {
      return { response: ecsErrorResponse(ERRORS.forbidden) };
    }
  }
  const projectId = params['project_id'] ?? '';
  const found =
    ids === null ? servers.all().filter((server) => matches(server, query, granted)) : undefined;
  const rows =
    found?.map((server) => ({ id: server.id, row: () => rowOf(server, projectId) })) ??
    rowsOfIds(ids ?? '', servers, projectId, options.missingRows ?? 'nulls');
  const marker = query.get('marker');
  const start = marker === null ? 0 : rows.findIndex(({ id }) => id === marker) + 1;
  // An unknown marker is refused. No source states the code; this one is a choice of the simulator.
  if (marker !== null && start === 0) return refused();
  const page = rows.slice(start, start + size).map(({ row }) => row());
  return { response: jsonResponse(200, { count: rows.length, servers: page }) };
}

/** A row for each ID. The reference states that all members of an unknown one are null. */
function rowsOfIds(
  ids: string,
  servers: Servers,
  projectId: string,
  missing: 'nulls' | 'absent',
): { id: string; row: () => object }[] {
  return ids.split(',').flatMap((id) => {
    const server = servers.find(id);
    if (server !== undefined && !server.deleted) {
      return { id, row: () => rowOf(server, projectId) };
    }
    return missing === 'nulls' ? { id, row: () => missingRow(id) } : [];
  });
}

/**
 * The filters of the service are coarse: a name and a tag match when they contain the value, a dot in
 * a name matches any character, and a status also matches the states in between (ECS API reference).
 * No source states whether two tags mean both or one of them; the simulator returns servers with one.
 */
function matches(
  server: Server,
  query: URLSearchParams,
  granted: readonly string[] | undefined,
): boolean {
  if (server.deleted) return false;
  const name = query.get('name');
  const tags = query.getAll('tags');
  const project = query.get('enterprise_project_id');
  const status = query.get('status');
  return (
    (name === null || fuzzy(name).test(server.name)) &&
    (tags.length === 0 || tags.some((value) => server.tags.some((tag) => tag.includes(value)))) &&
    (project === null || project === ALL_PROJECTS || project === server.enterpriseProjectId) &&
    (granted?.includes(server.enterpriseProjectId) ?? true) &&
    (status === null || statusesOf(status).includes(server.status))
  );
}

function fuzzy(name: string): RegExp {
  return new RegExp(name.replaceAll(/[\\^$*+?()[\]{}|]/g, String.raw`\$&`), 'iu');
}

function statusesOf(status: string): string[] {
  const passing = ['REBOOT', 'HARD_REBOOT', 'REBUILD', 'MIGRATING', 'RESIZE'];
  return status === 'ACTIVE' ? [status, ...passing] : [status];
}

function refused(): Outcome {
  return { response: ecsErrorResponse(ERRORS.invalid) };
}
