import type { HttpResponse } from './responses.ts';

/** A request to the ECS service or CSMS, with its path and query taken apart. */
export interface CallRequest {
  /** The parameters in the path, decoded, by their names in the template. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly rawBody: string;
  readonly requestId: string;
}

/** The result of one call. */
export interface Outcome {
  readonly response: HttpResponse;
  /** The servers that the call changed. */
  readonly applied?: readonly string[];
}

/** One call of a service, which the gateway forwards. */
export interface Call {
  /** The `operationId` of the official definition, for example `ListServersDetails`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path of the official definition, for example `/v1/{project_id}/jobs/{job_id}`. */
  readonly path: string;
  readonly handle: (request: CallRequest) => Outcome;
}

/** A call, and the parameters in the path of a request to it. */
export interface Route {
  readonly call: Call;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the call for a method and a path. */
export type FindRoute = (method: string, path: string) => Route | undefined;

/** A table of calls. The first one that fits is used. */
export function routesOf(calls: readonly Call[]): FindRoute {
  const entries = calls.map((call) => ({ call, pattern: patternOf(call.path) }));
  return (method, path) => {
    for (const { call, pattern } of entries) {
      const groups = call.method === method ? pattern.exec(path)?.groups : undefined;
      if (groups === undefined) continue;
      const params: Record<string, string> = {};
      for (const [name, text] of Object.entries(groups)) params[name] = percentDecoded(text);
      return { call, params };
    }
    return undefined;
  };
}

/** Decodes percent-encoding. Returns text that is not validly encoded unchanged. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function patternOf(template: string): RegExp {
  const escaped = template.replaceAll('.', String.raw`\.`);
  return new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
