/**
 * A rotation as a workflow runs it, with the process killed before and after every request, and the
 * rotation that follows.
 */
import type { ChildProcess } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { preload } from '../../../harness/preload.ts';
import { runAction } from '../../../harness/action.ts';
import { OLD_PASSWORD, passwordInputs, SECRET_NAME, stagesOf } from '../../../harness/password.ts';
import { inputsFor, startSimulator } from '../../../harness/scenario.ts';
import type { Simulator } from '../../../simulator/simulator.ts';

const SERVERS = 2;
/** More requests than a rotation has. */
const MAX_REQUESTS = 30;
const NODE_ARGUMENTS = preload('fast-time');

/** Kills the process of the action at one request. */
class Killer {
  readonly #at: number;
  #count = 0;
  #child: ChildProcess | undefined;
  hasKilled = false;

  constructor(at: number) {
    this.#at = at;
  }

  watch(child: ChildProcess): void {
    this.#child = child;
  }

  /** Whether the request is the one at which the process ends. */
  matches(): boolean {
    const isIt = this.#count === this.#at;
    this.#count += 1;
    if (isIt) {
      this.hasKilled = true;
      this.#child?.kill('SIGKILL');
    }
    return isIt;
  }
}

async function start(): Promise<Simulator> {
  return startSimulator({
    servers: Array<object>(SERVERS).fill({ password: OLD_PASSWORD }),
    secrets: [{ name: SECRET_NAME, value: OLD_PASSWORD }],
  });
}

/**
 * The four steps of a job; it ends with the first step that fails.
 *
 * @returns whether the job ended well
 */
async function rotate(simulator: Simulator, killer?: Killer): Promise<boolean> {
  const run = async (
    action: string,
    inputs: Record<string, string>,
  ): Promise<Readonly<Record<string, string>> | undefined> => {
    const result = await runAction(inputs, {
      action,
      nodeArguments: NODE_ARGUMENTS,
      onStart: (child) => killer?.watch(child),
    });
    expectNoLockout(simulator);
    if (result.exitCode !== 0 && killer?.hasKilled !== true) throw new Error(result.stdout);
    return result.exitCode === 0 ? result.outputs : undefined;
  };
  const prepared = await run('password', passwordInputs(simulator, { mode: 'prepare' }));
  if (prepared === undefined) return false;
  const { password_secret: secret = '', version_id: versionId = '' } = prepared;
  const reset = await run(
    'reset',
    inputsFor(simulator, {
      password: undefined,
      password_secret: secret,
      csms_endpoint: simulator.endpoint,
    }),
  );
  if (reset === undefined) return false;
  // All servers at once, so that there are as few requests as possible.
  const waves = { waves: String(SERVERS), pause: '0' };
  const restarted = await run('restart', inputsFor(simulator, { password: undefined, ...waves }));
  if (restarted === undefined) return false;
  const promote = passwordInputs(simulator, { mode: 'promote', version_id: versionId });
  return (await run('password', promote)) !== undefined;
}

/** Every password in force, or in force after a restart, is in the store under a stage. */
function expectNoLockout(simulator: Simulator): void {
  const staged = simulator.csms
    .versions(SECRET_NAME)
    .filter(({ stages }) => stages.length > 0)
    .map(({ value }) => value);
  for (const id of simulator.serverIds) {
    expect(staged).toContain(simulator.passwordNow(id));
    expect(staged).toContain(simulator.passwordAfterRestart(id));
  }
}

function expectFinished(simulator: Simulator): void {
  const versions = simulator.csms.versions(SECRET_NAME);
  const current = versions.find(({ stages }) => stages.includes('SYSCURRENT'));
  expect(current?.value).not.toBe(OLD_PASSWORD);
  for (const id of simulator.serverIds) expect(simulator.passwordNow(id)).toBe(current?.value);
  expect(stagesOf(simulator).join()).not.toContain('pending');
}

/** The methods of the requests of a rotation without a fault, in order. */
let methods: readonly string[] = [];

beforeAll(async () => {
  const simulator = await start();
  try {
    expect(await rotate(simulator)).toBe(true);
    expectFinished(simulator);
    methods = simulator.requests.map(({ method }) => method);
  } finally {
    await simulator.close();
  }
}, 60_000);

describe('a process that is killed', () => {
  it('has a known number of requests at which it can be', () => {
    expect(methods.length).toBeGreaterThan(12);
    expect(methods.length).toBeLessThanOrEqual(MAX_REQUESTS);
    expect(methods.filter((method) => method !== 'GET').length).toBeGreaterThan(5);
  });

  it.each(
    Array.from({ length: MAX_REQUESTS }, (_, at) => at).flatMap((at) => [
      [at, 'before'] as const,
      [at, 'after'] as const,
    ]),
  )(
    'at request %i, %s the service carries it out: nobody is locked out, and the next run finishes',
    async (at, when) => {
      const method = methods[at];
      // A request that only reads changes nothing, so it makes no difference when the process ends.
      if (method === undefined || (method === 'GET' && when === 'after')) return;
      const simulator = await start();
      try {
        const killer = new Killer(at);
        simulator.script({
          match: () => killer.matches(),
          silence: true,
          apply: when === 'after' ? 'before' : 'never',
        });
        const isFinished = await rotate(simulator, killer);
        // A job may be polled less often than in the first rotation.
        expect(killer.hasKilled).toBe(!isFinished);
        expectNoLockout(simulator);
        expect(await rotate(simulator)).toBe(true);
        expectFinished(simulator);
      } finally {
        await simulator.close();
      }
    },
    60_000,
  );
});
