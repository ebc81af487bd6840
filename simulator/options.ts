import type { CsmsBehaviour } from './csms.ts';
import type { RestartOptions } from './restarts.ts';
import type { Project } from './projects.ts';
import type { SecretSpec } from './secret.ts';
import type { ServerSpec } from './server.ts';
import type { SignInOptions } from './sign-in.ts';

/** The response to a batch with servers that cannot be reset. The references do not define it. */
export type PartialFailure =
  'internal-error' | 'one-culprit' | 'code-only' | 'response-and-internal-error';

/** Options of a simulator. Each has a default. */
export interface SimulatorOptions {
  /** Default 0: a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** The number of servers, or their properties; default none. */
  servers?: number | readonly ServerSpec[];
  projectId?: string;
  accessKey?: string;
  secretKey?: string;
  /** Makes the keys temporary: signed requests must contain it in `X-Security-Token`. */
  securityToken?: string;
  authToken?: string;
  /** The projects in IAM; default the project of the simulator with the name `cn-north-4`. */
  projects?: readonly Project[];
  /** Options for signing in without stored keys. */
  signIn?: SignInOptions;
  /** The clock for signatures and for everything that expires. */
  now?: () => Date;
  /** Delay of every response; the call is applied before the delay. */
  latencyMs?: number;
  /** The response to a batch with servers that cannot be reset; default `internal-error`. */
  partialFailure?: PartialFailure;
  /** Whether a refused batch resets the servers that can be reset; default false. */
  appliesPartially?: boolean;
  /** Whether a dry run without `new_password` is refused; default false. */
  dryRunNeedsPassword?: boolean;
  /** Whether `v1` and `v2.1` refuse a server without the plug-in; default false: they accept it. */
  singleResetNeedsPlugin?: boolean;
  /** The maximum number of servers in one batch; default 1000. */
  maxBatch?: number;
  /** The calls that this cloud does not have, by their `name` in the table of calls. */
  missingCalls?: readonly string[];
  /** The gateway's limit for each call; default none. */
  throttle?: { readonly calls: number; readonly perMs: number };
  /** How the list shows an ID that does not exist; default `nulls`, as the API reference states. */
  missingRows?: 'nulls' | 'absent';
  /** The enterprise projects in which the user has rights; default all. */
  enterpriseProjects?: readonly string[];
  /** The secrets of the store; default none. */
  secrets?: readonly SecretSpec[];
  /** What the references of the store do not define. */
  csms?: CsmsBehaviour;
  /** Restarts, starts and their jobs. */
  restarts?: RestartOptions;
  /** Whether every server with a loopback address has an SSH server there; default false. */
  ssh?: boolean;
  /** Makes the endpoint https. */
  tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
}
