/** A secret of the simulator. Its first version has the stage SYSCURRENT. */
export interface SecretSpec {
  readonly name: string;
  readonly value: string;
  readonly created?: Date;
  readonly state?: 'ENABLED' | 'DISABLED' | 'PENDING_DELETE';
}

export interface Version {
  readonly id: string;
  readonly value: string;
  readonly created: Date;
  readonly stages: ReadonlySet<string>;
}

export const CURRENT = 'SYSCURRENT';
export const PREVIOUS = 'SYSPREVIOUS';
/** The limits of one secret (DEW API reference, "Creating a Secret Version"). */
export const MAX_VERSIONS = 20;
export const MAX_STAGES = 12;

interface OwnVersion extends Version {
  readonly stages: Set<string>;
}

/** The versions and stages of one secret. */
export class Secret {
  readonly name: string;
  readonly state: NonNullable<SecretSpec['state']>;
  readonly #keepsDeprecated: boolean;
  #versions: OwnVersion[] = [];
  #count = 0;

  /** @param keepsDeprecated whether versions without a stage stay until there are too many */
  constructor({ created, name, state = 'ENABLED', value }: SecretSpec, keepsDeprecated: boolean) {
    this.name = name;
    this.state = state;
    this.#keepsDeprecated = keepsDeprecated;
    this.add(value, [], created ?? new Date());
  }

  /** In order of creation. */
  get versions(): readonly Version[] {
    return this.#versions;
  }

  get stages(): ReadonlySet<string> {
    return new Set(this.#versions.flatMap(({ stages }) => [...stages]));
  }

  get current(): Version | undefined {
    return this.withStage(CURRENT);
  }

  version(id: string): Version | undefined {
    return this.#versions.find((version) => version.id === id);
  }

  withStage(stage: string): Version | undefined {
    return this.#versions.find(({ stages }) => stages.has(stage));
  }

  /** Adds a version. Without stages it becomes the current one. */
  add(value: string, named: readonly string[], created: Date): Version {
    this.#count += 1;
    const version: OwnVersion = { id: `v${this.#count}`, value, created, stages: new Set() };
    const before = this.current;
    this.#versions.push(version);
    if (named.length === 0 && before !== undefined) this.#move(PREVIOUS, before.id);
    for (const stage of named.length === 0 ? [CURRENT] : named) this.#move(stage, version.id);
    this.#dropDeprecated();
    return version;
  }

  /** Makes room for one more version, if a version without a stage can be deleted. */
  makeRoom(): boolean {
    if (this.#versions.length < MAX_VERSIONS) return true;
    const oldest = this.#versions.findIndex(({ stages }) => stages.size === 0);
    if (oldest >= 0) this.#versions.splice(oldest, 1);
    return oldest >= 0;
  }

  /** Sets a stage on a version, and takes it from the version that had it. */
  move(stage: string, id: string): void {
    this.#move(stage, id);
    this.#dropDeprecated();
  }

  delete(stage: string): void {
    for (const { stages } of this.#versions) stages.delete(stage);
    this.#dropDeprecated();
  }

  #move(stage: string, id: string): void {
    for (const version of this.#versions) {
      if (version.id === id) version.stages.add(stage);
      else version.stages.delete(stage);
    }
  }

  #dropDeprecated(): void {
    if (this.#keepsDeprecated) return;
    this.#versions = this.#versions.filter(({ stages }) => stages.size > 0);
  }
}
