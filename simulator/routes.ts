/** An API of the service that the simulator supports. */
export type Api = 'batch' | 'v1' | 'v2.1';

/** The API of a request, and the parameters in its path. */
export interface Route {
  readonly api: Api;
  readonly projectId: string;
  /** Only for the APIs that reset one server. */
  readonly serverId?: string;
}

const PATHS: readonly (readonly [Api, RegExp])[] = [
  ['batch', /^\/v1\/([^/]+)\/cloudservers\/os-reset-passwords$/],
  ['v1', /^\/v1\/([^/]+)\/cloudservers\/([^/]+)\/os-reset-password$/],
  ['v2.1', /^\/v2\.1\/([^/]+)\/servers\/([^/]+)\/os-reset-password$/],
];

/** The route of a request; undefined if it is not a password reset of the ECS API reference. */
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

/** Decodes percent-encoding. Returns text that is not validly encoded unchanged. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
