/** Starts and ends the simulator's process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('service-process.ts', import.meta.url));

export interface ServiceOptions {
  readonly servers: number;
  /** Every n-th server has no plug-in, so its reset is refused. 0: none. */
  readonly failEvery: number;
  readonly latencyMs: number;
  /** The number of servers with the tag `bench=yes`; the others have a tag that contains it. */
  readonly tagged?: number;
  /** The size of `user_data` in each row of a list. */
  readonly userDataBytes?: number;
}

/** What a client needs to call the service. */
export interface Service {
  readonly endpoint: string;
  readonly projectId: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly authToken: string;
  readonly serverIds: readonly string[];
  /** The number of servers that the service has reset so far. */
  readonly countReset: () => Promise<number>;
  /** The number of requests that the service has received so far. */
  readonly countRequests: () => Promise<number>;
}

/** Starts a service, calls `use` with it, and stops it. */
export async function withService<Result>(
  options: ServiceOptions,
  use: (service: Service) => Promise<Result>,
): Promise<Result> {
  const child = fork(PROGRAM, [JSON.stringify(options)], { env: {} });
  const ended = once(child, 'exit');
  const message = async (): Promise<unknown> => {
    const [first] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
    if (!child.connected) throw new Error('the simulator ended');
    return first;
  };
  const count = async (what: 'requests' | 'reset'): Promise<number> => {
    child.send(what);
    return Number(await message());
  };
  try {
    const known = (await message()) as Omit<Service, 'countRequests' | 'countReset'>;
    return await use({
      ...known,
      countReset: () => count('reset'),
      countRequests: () => count('requests'),
    });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** The inputs of a reset against the service. */
export function inputsFor(service: Service): Record<string, string> {
  return { ...connectionTo(service), password: PASSWORD };
}

/** The inputs that every action that sends requests has. */
export function connectionTo(service: Service): Record<string, string> {
  return {
    project_id: service.projectId,
    endpoint: service.endpoint,
    access_key: service.accessKey,
    secret_key: service.secretKey,
  };
}

export const PASSWORD = 'Fresh-since-2026!';
/** The secret in the store of the service, whose current version is the password. */
export const SECRET = 'bench';
