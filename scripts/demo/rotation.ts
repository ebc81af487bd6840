/** The scenario with several actions: reset, restart, and one login for each server. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Simulator } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionRun } from '../../harness/action.ts';
import { withoutMasks } from '../../harness/masks.ts';
import { renderLog, renderSummary } from './render.ts';
import { NEW_PASSWORD, OLD_PASSWORD } from './scenarios.ts';

export const ROTATION = {
  title: 'reset, restart, and a login that finds the server that failed silently',
  about:
    'Three actions, one after the other. The service accepts the reset of all servers and reports ' +
    'all restarts as done. On one server the script in the guest fails, which the service does not ' +
    'report. Only the login of the last action finds it.',
} as const;

const SERVERS = ['web-01', 'web-02', 'db-01', 'db-02'];
/** Its guest fails. */
const BROKEN = 'db-01';

type Section = (title: string, lines: readonly string[]) => void;

/**
 * Runs the three actions and shows their logs and the summary of the last one.
 *
 * @returns what the actions did otherwise than expected
 */
export async function showRotation(section: Section): Promise<string[]> {
  const simulator = await Simulator.start({
    servers: SERVERS.map((name, index) => ({
      name,
      password: OLD_PASSWORD,
      guestFails: name === BROKEN,
      addresses: [{ addr: `127.0.0.${index + 1}` }],
    })),
    ssh: true,
  });
  try {
    section('Scenario: rotation', [ROTATION.about]);
    const { serverIds } = simulator;
    const reset = await run(simulator, 'reset', { server_ids: ids(serverIds), ...PASSWORD });
    section('Log of the step: reset', renderLog(reset.stdout));
    const restart = await run(simulator, 'restart', {
      server_ids: reset.outputs['restart_required_server_ids'] ?? '',
      // One server first, then the others.
      waves: '1,100%',
      pause: '1',
    });
    section('Log of the step: restart', renderLog(restart.stdout));
    const verify = await run(simulator, 'verify', {
      server_ids: restart.outputs['restarted_server_ids'] ?? '',
      known_hosts_file: 'known_hosts',
      port: String(simulator.ssh.port),
      wait: '30',
      settle: '1',
      ...PASSWORD,
    });
    section('Log of the step: verify', renderLog(verify.stdout));
    section('Job summary of verify', renderSummary(verify.summary));
    return differencesOf(simulator, [reset, restart, verify]);
  } finally {
    await simulator.close();
  }
}

const PASSWORD = { password: NEW_PASSWORD };

function ids(serverIds: readonly string[]): string {
  return serverIds.join('\n');
}

function run(
  simulator: Simulator,
  action: string,
  inputs: Readonly<Record<string, string>>,
): Promise<ActionRun> {
  const { accessKey, endpoint, projectId, secretKey } = simulator;
  return runAction(
    { endpoint, project_id: projectId, access_key: accessKey, secret_key: secretKey, ...inputs },
    {
      action,
      prepare: ({ workspace }) =>
        writeFile(join(workspace, 'known_hosts'), simulator.ssh.knownHosts),
    },
  );
}

function differencesOf(simulator: Simulator, runs: readonly ActionRun[]): string[] {
  const [reset, restart, verify] = runs;
  const { secretKey, serverIds } = simulator;
  const broken = serverIds[SERVERS.indexOf(BROKEN)] ?? '';
  const others = serverIds.filter((id) => id !== broken);
  const differences: string[] = [];
  const expect = (what: string, actual: unknown, expected: unknown): void => {
    if (actual !== expected)
      differences.push(`${what}: ${String(actual)} instead of ${String(expected)}`);
  };
  expect('exit code of reset', reset?.exitCode, 0);
  expect('exit code of restart', restart?.exitCode, 0);
  expect('exit code of verify', verify?.exitCode, 1);
  expect('verified', verify?.outputs['verified_server_ids'], JSON.stringify(others));
  expect('refused', verify?.outputs['refused_server_ids'], JSON.stringify([broken]));
  for (const { stdout, summary } of runs) {
    const shown = withoutMasks(stdout) + summary;
    expect('the password is visible', shown.includes(NEW_PASSWORD), false);
    expect('the secret key is visible', shown.includes(secretKey), false);
  }
  return differences;
}
