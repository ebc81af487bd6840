/** What the cases of the rotations share: their fleets, and the command for the next run. */
import assert from 'node:assert/strict';
import type { ServerSpec, Simulator } from '../../simulator/simulator.ts';
import type { WorkflowRun } from './act.ts';
import { expectNow, OLD, SECRET } from './scene.ts';
import type { SceneOptions } from './scene.ts';

const DAY_MS = 86_400_000;

/** Servers with SSH, and the secret with the password that they have now. */
export function fleet(specs: readonly ServerSpec[], daysOld = 60): SceneOptions {
  return {
    servers: specs.map((spec) => ({ password: OLD, ...spec })),
    ssh: true,
    secrets: [{ name: SECRET, value: OLD, created: new Date(Date.now() - daysOld * DAY_MS) }],
  };
}

/** The password that the store names as the one in force. */
export function currentPassword(simulator: Simulator, secret = SECRET): string {
  return withStage(simulator, 'SYSCURRENT', secret) ?? assert.fail('there is no current version');
}

export function pendingPassword(simulator: Simulator, secret = SECRET): string {
  return withStage(simulator, 'pending', secret) ?? assert.fail('there is no pending version');
}

function withStage(simulator: Simulator, stage: string, secret: string): string | undefined {
  return simulator.csms.versions(secret).find(({ stages }) => stages.includes(stage))?.value;
}

/** All servers accept the new password and no other; the store has the old one as the previous one. */
export function expectRotated(simulator: Simulator): void {
  const current = currentPassword(simulator);
  assert.notEqual(current, OLD);
  expectNow(simulator, Array<string>(simulator.serverIds.length).fill(current));
  assert.deepEqual(
    simulator.csms.versions(SECRET).map(({ stages, value }) => [value, ...stages.toSorted()]),
    [
      [OLD, 'previous'],
      [current, 'SYSCURRENT'],
    ],
  );
}

/** The inputs of the command for the next run that the last summary shows. */
export function nextRunInputs({ log }: WorkflowRun): Record<string, string> {
  const text = log.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  const command = /^gh workflow run \S+\.yml --repo octo\/fleet --ref \S+(?<fields>.*)$/m.exec(
    text,
  );
  const fields = command?.groups?.['fields'] ?? assert.fail('no command for the next run');
  return Object.fromEntries(
    Array.from(fields.matchAll(/ -f ([^=\s]+)=(\S*)/g), ([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

/** The names of the artifact with all reports, which are those that each step wrote. */
export function reportsIn({ artifacts }: WorkflowRun): string[] {
  return Object.entries(artifacts)
    .filter(([path]) => path.startsWith('rotation.'))
    .flatMap(([, text]) => {
      const report = JSON.parse(text) as { action?: string; mode?: string };
      const { action, mode } = report;
      return action === undefined ? [] : [mode === undefined ? action : `${action} ${mode}`];
    })
    .sort();
}
