/** Runs of the action `verify`, against SSH servers of the simulator. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newHostKey, SshServer } from '../simulator/ssh.ts';
import type { SshOptions } from '../simulator/ssh.ts';
import { runAction } from './action.ts';
import type { ActionOptions, ActionRun } from './action.ts';
import { expectNoSecrets } from './invariants.ts';
import { PASSWORD, serverId } from './scenario.ts';
import type { Inputs } from './scenario.ts';
import { expectServerReport, serverReportOf } from './server-report.ts';
import type { ServerAction } from './server-report.ts';

/** What the reports of `verify` consist of. */
export const VERIFY: ServerAction = {
  name: 'verify',
  outcomes: ['verified', 'refused', 'unreachable', 'not_tried'],
  hasDryRun: true,
  withoutReason: ['verified'],
};

/** One host key for all servers, because making one takes time. */
const HOST_KEY = newHostKey();

/** A server to log in to: an SSH server of the simulator, or a host that is given as it is. */
export type Host = SshOptions | string;

export interface VerifyOptions extends Omit<ActionOptions, 'action' | 'inputs' | 'prepare'> {
  /** The content of the file of known hosts; by default the keys of all servers. */
  readonly knownHosts?: string | ((servers: readonly SshServer[]) => string);
  /** Whether there may be output on the error stream. */
  readonly allowsErrors?: boolean;
  /** The password of the servers. */
  readonly password?: string;
  /** The content of the file of hosts; by default the addresses of all servers. */
  readonly hosts?: (hosts: Record<string, string>) => string;
}

export interface VerifyRun extends ActionRun {
  /** The SSH servers, in order. They are closed. */
  readonly servers: readonly SshServer[];
  /** The content of the file in the output `known_hosts_file`. */
  readonly knownHosts: string;
}

/** Inputs of a run that waits for nothing. */
const QUICK: Inputs = { wait: '0', settle: '0' };

/** Outcome and reason of each server. */
export function endingsOf(run: ActionRun): string[] {
  return serverReportOf(run).servers.map(({ outcome, reason }) =>
    reason === undefined ? outcome : `${outcome}: ${reason}`,
  );
}

/** Runs the action on hosts, with a file of hosts and one of known hosts. */
export async function runVerify(
  hosts: readonly Host[],
  inputs: Inputs = {},
  options: VerifyOptions = {},
): Promise<VerifyRun> {
  const { hosts: hostsText = JSON.stringify, knownHosts, password = PASSWORD, ...rest } = options;
  const started = await Promise.all(
    hosts.map(async (host) =>
      typeof host === 'string'
        ? host
        : await SshServer.start(() => password, { hostKeys: [HOST_KEY], ...host }),
    ),
  );
  const servers = started.filter((host) => typeof host !== 'string');
  const addresses = Object.fromEntries(
    started.map((host, index) => [
      serverId(index + 1),
      typeof host === 'string' ? host : host.address,
    ]),
  );
  const keys =
    typeof knownHosts === 'string'
      ? knownHosts
      : (knownHosts?.(servers) ?? servers.map((server) => server.knownHosts).join(''));
  const given: Inputs = {
    server_ids: Object.keys(addresses).join('\n'),
    password: PASSWORD,
    hosts_file: 'hosts.json',
    known_hosts_file: 'known_hosts',
    ...QUICK,
    ...inputs,
  };
  let written = '';
  try {
    const run = await runAction(defined(given), {
      ...rest,
      action: 'verify',
      prepare: async ({ workspace }) => {
        await writeFile(join(workspace, 'hosts.json'), hostsText(addresses));
        await writeFile(join(workspace, 'known_hosts'), keys);
      },
      onEnd: async (outputs) => {
        const path = outputs['known_hosts_file'] ?? '';
        if (path !== '') written = await readFile(path, 'utf8');
      },
    });
    const checked = options.allowsErrors === true ? { ...run, stderr: '' } : run;
    expectNoSecrets(checked, [given['password'] ?? '']);
    return { ...run, servers, knownHosts: written };
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** The same with valid inputs, and with the checks that hold for every such run. */
export async function runVerifyValid(
  hosts: readonly Host[],
  inputs: Inputs = {},
  options: VerifyOptions = {},
): Promise<VerifyRun> {
  const run = await runVerify(hosts, inputs, options);
  expectServerReport(
    run,
    hosts.map((_, index) => serverId(index + 1)),
    VERIFY,
  );
  return run;
}

function defined(inputs: Inputs): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
