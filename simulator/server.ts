import { randomUUID } from 'node:crypto';
import type { EcsError } from './responses.ts';
import { ERRORS } from './errors.ts';

/** A server of the simulator. */
export interface ServerSpec {
  readonly id?: string;
  /** Without effect: the definition of the batch call has the same rules for every system. */
  readonly os?: 'linux' | 'windows';
  /** Without effect: the API reference allows a reset in both, and it waits for a start in both. */
  readonly state?: 'running' | 'stopped';
  readonly locked?: boolean;
  readonly frozen?: boolean;
  /** Whether the password-reset plug-in is installed; default true. Without it no password changes. */
  readonly plugin?: boolean;
  readonly deleted?: boolean;
  /** The number of refusals with Ecs.0603 before a reset is accepted. */
  readonly busy?: number;
  /** The number of refusals with Ecs.0100 before a reset is accepted. */
  readonly wrongStatus?: number;
  /** The script in the guest fails. As the API reference warns, the service does not report it. */
  readonly guestFails?: boolean;
  /** The current password. */
  readonly password?: string;
}

/** One server and its guest. */
export class Server {
  readonly id: string;
  readonly #spec: ServerSpec;
  #busy: number;
  #wrongStatus: number;
  #password: string | undefined;
  #pending: string | undefined;
  #wasReset = false;

  constructor(spec: ServerSpec) {
    this.id = spec.id ?? randomUUID();
    this.#spec = spec;
    this.#busy = spec.busy ?? 0;
    this.#wrongStatus = spec.wrongStatus ?? 0;
    this.#password = spec.password;
  }

  get hasPlugin(): boolean {
    return this.#spec.plugin !== false;
  }

  /** Why a reset of this server is refused now, if it is. */
  get refusal(): EcsError | undefined {
    if (this.#spec.deleted === true) return ERRORS.notFound;
    if (this.#spec.frozen === true) return ERRORS.frozen;
    if (this.#spec.locked === true) return ERRORS.locked;
    if (this.#wrongStatus > 0) return ERRORS.wrongStatus;
    if (this.#busy > 0) return ERRORS.busy;
    return this.hasPlugin ? undefined : ERRORS.noPlugin;
  }

  /** Counts one response with {@link refusal}, because some refusals are temporary. */
  refused(): void {
    if (this.refusal === ERRORS.wrongStatus) this.#wrongStatus -= 1;
    else if (this.refusal === ERRORS.busy) this.#busy -= 1;
  }

  /** Stores a new password until the next start; a later reset replaces it. */
  reset(password: string): void {
    this.#pending = password;
    this.#wasReset = true;
  }

  /**
   * Starts or restarts the server. The plug-in in the guest runs once at each start, and deletes the
   * stored password even if its script failed (source of the plug-in, published 2018).
   */
  restart(): void {
    this.#password = this.passwordAfterRestart;
    this.#pending = undefined;
  }

  get passwordNow(): string | undefined {
    return this.#password;
  }

  get passwordAfterRestart(): string | undefined {
    const changes = this.hasPlugin && this.#spec.guestFails !== true;
    return changes ? (this.#pending ?? this.#password) : this.#password;
  }

  get wasReset(): boolean {
    return this.#wasReset;
  }
}
