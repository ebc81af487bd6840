import { readTarget, targetUrls } from '../auth/target.ts';
import type { Service, TargetResult } from '../auth/target.ts';
import type { Event } from '../github/event.ts';
import type { Proxies } from '../huaweicloud/no-proxy.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { checkProxies, readProxies } from '../inputs/proxies.ts';

/** The settings of the requests that every action has. */
export interface ConnectionSettings {
  readonly maxRetries: number;
  readonly requestTimeoutMs: number;
  /** Of the whole run. */
  readonly timeoutMs: number;
  readonly proxies: Proxies;
}

export interface Connection {
  readonly settings: ConnectionSettings;
  readonly target: TargetResult;
}

export interface ConnectionOptions {
  /** Whether the run can do without credentials. */
  readonly dryRun: boolean;
  readonly defaultTimeoutSeconds: number;
  /** Whether the run sends requests where it has a target; true by default. */
  readonly sendsRequests?: boolean;
  /** The services that the run uses; ECS by default. Without any, no credentials are read. */
  readonly services?: readonly Service[];
  /** Services beside those of the target. */
  readonly furtherUrls?: readonly URL[];
}

/** Reads where the requests go, how to sign in, retries, time-outs and proxies. */
export function readConnection(
  inputs: Inputs,
  event: Event,
  options: ConnectionOptions,
): Connection {
  const { defaultTimeoutSeconds, furtherUrls = [], sendsRequests = true, services } = options;
  const timeoutSeconds = inputs.integer('timeout', { min: 1, max: 86_400 }, defaultTimeoutSeconds);
  const target: TargetResult =
    services?.length === 0
      ? { kind: 'skipped', skipReason: '' }
      : readTarget(inputs, event, { ...options, timeoutSeconds });
  const maxRetries = inputs.integer('max_retries', { min: 0, max: 20 }, 5);
  const requestTimeoutSeconds = inputs.integer('request_timeout', { min: 1, max: 600 }, 60);
  const hasRequests = target.kind === 'target' && sendsRequests;
  // A proxy that is not used cannot do harm.
  checkProxies(inputs, hasRequests ? [...targetUrls(target.target), ...furtherUrls] : []);
  return {
    settings: {
      maxRetries,
      requestTimeoutMs: requestTimeoutSeconds * 1_000,
      timeoutMs: timeoutSeconds * 1_000,
      proxies: readProxies(inputs.environment),
    },
    target,
  };
}
