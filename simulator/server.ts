import { randomUUID } from 'node:crypto';
import type { EcsError } from './responses.ts';
import { ERRORS } from './errors.ts';
import type { SshOptions } from './ssh.ts';

/** What a restart or a start of a server comes to. */
export type RestartBehaviour =
  | 'works'
  /** Its part of the job and its action fail; the server runs as before. */
  | 'fails'
  /** Its part of the job succeeds, and the server is in the status ERROR. */
  | 'ends in error'
  | 'never ends'
  /** It is restarted, and the job does not name it. */
  | 'unnamed'
  /** Nothing happens to it, and the job does not name it. */
  | 'ignored';

/** An address in the row of a server. */
export interface Address {
  readonly addr: string;
  /** `fixed` is a private address and `floating` a public one; default `fixed`. */
  readonly type?: 'fixed' | 'floating';
  /** Default by the form of the address. */
  readonly version?: '4' | '6';
  /** Whether the address belongs to the primary interface; default true. */
  readonly primary?: boolean;
}

/** The properties of a server that may change. */
export interface ServerProperties {
  readonly name: string;
  readonly hostname: string;
  /** `other` has no `os_type`. A reset has the same rules for every system. */
  readonly os: 'linux' | 'windows' | 'other';
  /** For example `ACTIVE`, `SHUTOFF`, `BUILD`, `ERROR`, `REBOOT`, `HARD_REBOOT`. */
  readonly status: string;
  /** The task that is under way, for example `rebooting`. */
  readonly taskState: string | null;
  readonly locked: boolean;
  readonly frozen: boolean;
  /** Whether the password-reset plug-in is installed. Without it no password changes. */
  readonly plugin: boolean;
  readonly deleted: boolean;
  /** As in the row: `key=value` or `key`. */
  readonly tags: readonly string[];
  readonly enterpriseProjectId: string;
  readonly created: Date;
  readonly addresses: readonly Address[];
  /** The approximate size of `user_data` in the row. */
  readonly userDataBytes: number;
  /** The script in the guest fails. As the API reference warns, the service does not report it. */
  readonly guestFails: boolean;
  /** What a restart or a start comes to; default `works`. */
  readonly onRestart: RestartBehaviour;
  /** How long it takes, in milliseconds; undefined for the time of the simulator. */
  readonly restartMs: number | undefined;
}

/** A server of the simulator. */
export interface ServerSpec extends Partial<ServerProperties> {
  readonly id?: string;
  /** Short for the status `ACTIVE` or `SHUTOFF`. A reset is possible in both, and waits for a start. */
  readonly state?: 'running' | 'stopped';
  /** The number of refusals with Ecs.0603 before a reset is accepted. */
  readonly busy?: number;
  /** The number of refusals with Ecs.0100 before a reset is accepted. */
  readonly wrongStatus?: number;
  /** The current password. */
  readonly password?: string;
  /** How its SSH server behaves, where the simulator has SSH servers. */
  readonly ssh?: SshOptions;
  /** Changes that apply before the row is read for the time with this number, from 1. */
  readonly later?: readonly LaterChange[];
}

export interface LaterChange {
  readonly atRead: number;
  readonly change: Partial<ServerProperties>;
}

/** One server and its guest. */
export class Server implements ServerProperties {
  readonly id: string;
  readonly ssh: SshOptions;
  #properties: ServerProperties;
  readonly #later: readonly LaterChange[];
  #reads = 0;
  #busy: number;
  #wrongStatus: number;
  #password: string | undefined;
  #pending: string | undefined;
  #wasReset = false;
  #restarts = 0;

  /** `index` is the position of the server in the project, for its default name and address. */
  constructor(spec: ServerSpec, index = 0) {
    const { id, state, busy, wrongStatus, password, later, ssh, ...properties } = spec;
    const name = `ecs-${String(index + 1).padStart(4, '0')}`;
    this.id = id ?? randomUUID();
    this.#later = later ?? [];
    this.ssh = ssh ?? {};
    this.#busy = busy ?? 0;
    this.#wrongStatus = wrongStatus ?? 0;
    this.#password = password;
    this.#properties = {
      name,
      hostname: properties.name ?? name,
      os: 'linux',
      status: state === 'stopped' ? 'SHUTOFF' : 'ACTIVE',
      taskState: null,
      locked: false,
      frozen: false,
      plugin: true,
      deleted: false,
      tags: [],
      enterpriseProjectId: '0',
      created: new Date('2026-01-15T07:44:24Z'),
      addresses: [{ addr: `192.168.${Math.floor(index / 200) % 256}.${(index % 200) + 10}` }],
      userDataBytes: 0,
      guestFails: false,
      onRestart: 'works',
      restartMs: undefined,
      ...properties,
    };
  }

  get name(): string {
    return this.#properties.name;
  }

  get hostname(): string {
    return this.#properties.hostname;
  }

  get os(): ServerProperties['os'] {
    return this.#properties.os;
  }

  get status(): string {
    return this.#properties.status;
  }

  get taskState(): string | null {
    return this.#properties.taskState;
  }

  get locked(): boolean {
    return this.#properties.locked;
  }

  get frozen(): boolean {
    return this.#properties.frozen;
  }

  get plugin(): boolean {
    return this.#properties.plugin;
  }

  get deleted(): boolean {
    return this.#properties.deleted;
  }

  get tags(): readonly string[] {
    return this.#properties.tags;
  }

  get enterpriseProjectId(): string {
    return this.#properties.enterpriseProjectId;
  }

  get created(): Date {
    return this.#properties.created;
  }

  get addresses(): readonly Address[] {
    return this.#properties.addresses;
  }

  get userDataBytes(): number {
    return this.#properties.userDataBytes;
  }

  get guestFails(): boolean {
    return this.#properties.guestFails;
  }

  get onRestart(): RestartBehaviour {
    return this.#properties.onRestart;
  }

  get restartMs(): number | undefined {
    return this.#properties.restartMs;
  }

  /** Changes properties at once. */
  set(change: Partial<ServerProperties>): void {
    this.#properties = { ...this.#properties, ...change };
  }

  /** Counts one read of the row, and applies the changes that are due. */
  read(): void {
    this.#reads += 1;
    for (const { atRead, change } of this.#later) if (atRead === this.#reads) this.set(change);
  }

  /** Why a reset of this server is refused now, if it is. */
  get refusal(): EcsError | undefined {
    if (this.deleted) return ERRORS.notFound;
    if (this.frozen) return ERRORS.frozen;
    if (this.locked) return ERRORS.locked;
    const isReady =
      (this.status === 'ACTIVE' || this.status === 'SHUTOFF') && this.taskState === null;
    if (!isReady || this.#wrongStatus > 0) return ERRORS.wrongStatus;
    if (this.#busy > 0) return ERRORS.busy;
    return this.plugin ? undefined : ERRORS.noPlugin;
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
   * The end of a start or a restart. The plug-in in the guest runs once at each start, and deletes the
   * stored password even if its script failed (source of the plug-in, published 2018).
   */
  restart(): void {
    this.#restarts += 1;
    this.#password = this.passwordAfterRestart;
    this.#pending = undefined;
    this.set({ status: 'ACTIVE', taskState: null });
  }

  /** How often it was started or restarted. */
  get restarts(): number {
    return this.#restarts;
  }

  get passwordNow(): string | undefined {
    return this.#password;
  }

  get passwordAfterRestart(): string | undefined {
    const changes = this.plugin && !this.guestFails;
    return changes ? (this.#pending ?? this.#password) : this.#password;
  }

  get wasReset(): boolean {
    return this.#wasReset;
  }
}
