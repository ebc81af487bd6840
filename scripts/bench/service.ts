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
  const countReset = async (): Promise<number> => {
    child.send('count');
    return Number(await message());
  };
  try {
    const known = (await message()) as Omit<Service, 'countReset'>;
    return await use({ ...known, countReset });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** The inputs that every run of the action against the service has. */
export function inputsFor(service: Service): Record<string, string> {
  return {
    project_id: service.projectId,
    endpoint: service.endpoint,
    access_key: service.accessKey,
    secret_key: service.secretKey,
    password: PASSWORD,
  };
}

export const PASSWORD = 'Fresh-since-2026!';
