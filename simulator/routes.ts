/** A call of the service that the simulator knows. */
export type Api = 'batch' | 'v1' | 'v2.1';

/** Which call a request is, and on what. */
export interface Route {
  readonly api: Api;
  readonly projectId: string;
  /** Of the calls that reset one server. */
  readonly serverId?: string;
}

const PATHS: readonly (readonly [Api, RegExp])[] = [
  ['batch', /^\/v1\/([^/]+)\/cloudservers\/os-reset-passwords$/],
  ['v1', /^\/v1\/([^/]+)\/cloudservers\/([^/]+)\/os-reset-password$/],
  ['v2.1', /^\/v2\.1\/([^/]+)\/servers\/([^/]+)\/os-reset-password$/],
];

/** The call of a request; undefined when the ECS API reference has no such password reset. */
export function findRoute(method: string, path: string): Route | undefined {
  if (method !== 'PUT') return undefined;
  for (const [api, pattern] of PATHS) {
    const [, projectId, serverId] = pattern.exec(path) ?? [];
    if (projectId === undefined) continue;
    return {
      api,
      projectId: percentDecoded(projectId),
      ...(serverId !== undefined && { serverId: percentDecoded(serverId) }),
    };
  }
  return undefined;
}

/** The text behind percent-encoding; text that is badly encoded stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
