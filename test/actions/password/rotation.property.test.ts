/**
 * Whole rotations on a simulated clock, with random faults, crashes and restarts: prepare, reset,
 * restart, promote, until a run reaches its end. `ROTATIONS=10000` makes more of them.
 */
import { describe, expect, it } from '@jest/globals';
import { createContext } from '../../../harness/request-context.ts';
import { Crash, LocalCloud, SECRET, storeOf } from '../../../harness/local-store.ts';
import type { LocalFault } from '../../../harness/local-store.ts';
import { readStoredPassword, StageWatch } from '../../../src/actions/stored-password.ts';
import { execute } from '../../../src/fleet/executor.ts';
import { Ledger } from '../../../src/fleet/ledger.ts';
import { createResetCall } from '../../../src/huaweicloud/ecs.ts';
import { runChange, runPrepare } from './local-password.ts';
import type { Local } from './local-password.ts';

const ROTATIONS = Number(process.env['ROTATIONS'] ?? '1000');
const ROTATIONS_PER_FLEET = 20;
/** After so many runs of one rotation the faults end, so that it can come to its end. */
const RUNS_WITH_FAULTS = 6;
const FIRST_VALUE = 'First-Value-1';
const FAULTS: readonly LocalFault[] = [
  'lost before',
  'lost after',
  'unavailable',
  'refused connection',
];

/** A generator of numbers from 0 to below 1 with a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One fleet with its secret, over many rotations. */
class Rotations {
  readonly cloud: LocalCloud;
  readonly local: Local;
  readonly #random: () => number;
  #withFaults = true;
  crashes = 0;
  abandoned = 0;
  /** Versions that were in a request to servers. */
  readonly #sent = new Set<string>();

  constructor(seed: number) {
    this.#random = seeded(seed);
    const scripted = createContext([], { random: this.#random, maxRetries: 2 });
    const { clock, context, masked } = scripted;
    this.cloud = new LocalCloud(clock, {
      movesPrevious: this.#chance(0.5),
      putCreatesStages: this.#chance(0.5),
      deprecated: this.#chance(0.7) ? 'at once' : 'when full',
    });
    this.cloud.csms.add({ name: SECRET, value: FIRST_VALUE });
    const count = 1 + Math.floor(this.#random() * 4);
    for (let n = 1; n <= count; n += 1) {
      this.cloud.servers.set(`server-${n}`, { now: FIRST_VALUE, next: undefined });
    }
    this.cloud.fault = () => this.#nextFault();
    this.cloud.onCarriedOut = () => {
      this.expectNoLockout();
      this.#restartByChance();
    };
    this.local = {
      cloud: this.cloud,
      clock,
      masked,
      steps: [],
      context: { ...context, transport: this.cloud, deadline: Number.MAX_SAFE_INTEGER },
    };
  }

  /** Runs until one rotation has reached its end. */
  async rotate(): Promise<void> {
    for (let run = 1; ; run += 1) {
      this.#withFaults = run <= RUNS_WITH_FAULTS;
      if (run > RUNS_WITH_FAULTS + 2) throw new Error('the rotation does not end');
      try {
        if (await this.local.clock.run(this.#run())) return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        this.crashes += 1;
      }
    }
  }

  /** Every password in force, now or after the next start, is in the store under a stage. */
  expectNoLockout(): void {
    const staged = this.cloud.csms
      .versions(SECRET)
      .filter(({ stages }) => stages.length > 0)
      .map(({ value }) => value);
    for (const { next, now } of this.cloud.servers.values()) {
      if (!staged.includes(now) || (next !== undefined && !staged.includes(next))) {
        throw new Error('a server takes a password that is not in the store');
      }
    }
  }

  /** All servers have the promoted password, and nothing is pending. */
  expectFinished(): void {
    const versions = this.cloud.csms.versions(SECRET);
    const current = versions.find(({ stages }) => stages.includes('SYSCURRENT'));
    for (const { now } of this.cloud.servers.values()) expect(now).toBe(current?.value);
    expect(versions.flatMap(({ stages }) => stages)).not.toContain('pending');
  }

  /** @returns whether the rotation is finished */
  async #run(): Promise<boolean> {
    const prepared = await runPrepare(this.local, undefined, (max) =>
      Math.floor(this.#random() * max),
    );
    if (!prepared.ok) return false;
    const { versionId } = prepared.value;
    if (!this.#sent.has(versionId) && this.#chance(0.05)) {
      const abandonedNow = await runChange(this.local, 'abandon', versionId);
      if (abandonedNow.ok) this.abandoned += 1;
      return false;
    }
    if (!(await this.#reset(versionId))) return false;
    for (const id of this.cloud.servers.keys()) this.cloud.restart(id);
    const promoted = await runChange(this.local, 'promote', versionId);
    if (!promoted.ok || promoted.value.leftOver !== undefined) {
      // The next run tidies up and begins another rotation, so this one is not checked.
      return false;
    }
    return true;
  }

  /** @returns whether all servers are accepted */
  async #reset(versionId: string): Promise<boolean> {
    const { clock, context } = this.local;
    const store = storeOf(context);
    const read = await readStoredPassword({ name: SECRET, versionId }, store);
    if (!read.ok || !read.value.isInUse) return false;
    const watch = new StageWatch(store, read.value, clock);
    const servers = [...this.cloud.servers.keys()];
    const ledger = new Ledger(servers, 'Wait');
    this.#sent.add(versionId);
    const session = {
      credentials: { kind: 'token', token: 'TokenOfTheTests' },
      isSession: false,
      projectId: 'project1',
    } as const;
    const request = {
      endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
      api: 'batch',
      password: read.value.value,
      dryRun: false,
      checkPassword: true,
    } as const;
    await execute(servers, {
      ...context,
      call: createResetCall(request, session, context),
      checkFirst: () => watch.check(),
      ledger,
      observer: SILENT,
      batchSize: 2,
      maxWaitMs: 0,
      resendUnknownAfterMs: 0,
      concurrency: 1,
    });
    return ledger.counts().accepted === servers.length;
  }

  #nextFault(): LocalFault {
    if (!this.#withFaults) return 'none';
    if (this.#chance(0.05)) return this.#chance(0.5) ? 'crash before' : 'crash after';
    if (!this.#chance(0.15)) return 'none';
    return FAULTS[Math.floor(this.#random() * FAULTS.length)] ?? 'none';
  }

  /** A server may restart at any time, for reasons of its own. */
  #restartByChance(): void {
    for (const id of this.cloud.servers.keys()) if (this.#chance(0.05)) this.cloud.restart(id);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}

const ignore = (): void => undefined;
const SILENT = {
  waiting: ignore,
  gaveUp: ignore,
  splitting: ignore,
  resendingRest: ignore,
  resendingUnknown: ignore,
  waitingForServers: ignore,
  settled: ignore,
};

describe(`${ROTATIONS} rotations with random faults and crashes`, () => {
  it('leave no server with a password that is not in the store', async () => {
    let crashes = 0;
    let abandoned = 0;
    for (let fleet = 0; fleet * ROTATIONS_PER_FLEET < ROTATIONS; fleet += 1) {
      const rotations = new Rotations(20_261_128 + fleet);
      for (let count = 0; count < ROTATIONS_PER_FLEET; count += 1) {
        await rotations.rotate();
        rotations.expectNoLockout();
        rotations.expectFinished();
      }
      crashes += rotations.crashes;
      abandoned += rotations.abandoned;
    }
    // Otherwise the test tests little.
    expect(crashes).toBeGreaterThan(ROTATIONS / 4);
    expect(abandoned).toBeGreaterThan(ROTATIONS / 100);
  }, 600_000);

  it('would find a promotion that comes before the restart', async () => {
    const rotations = new Rotations(1);
    const { cloud } = rotations;
    cloud.fault = () => 'none';
    await rotations.rotate();
    cloud.csms.store(SECRET, 'Promoted-Too-Early-1', ['SYSCURRENT', 'previous']);
    expect(() => {
      rotations.expectNoLockout();
    }).toThrow('not in the store');
  });
});
