/** `verify` with the addresses, and the password, from the service. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';
import { runAction } from '../../../harness/action.ts';
import type { ActionRun } from '../../../harness/action.ts';
import { annotationsOf, expectNoSecrets, logOf } from '../../../harness/invariants.ts';
import { findLeaks } from '../../../harness/leaks.ts';
import { inputsFor, PASSWORD, serverId, withSimulator } from '../../../harness/scenario.ts';
import type { Inputs } from '../../../harness/scenario.ts';
import { expectServerReport, serverReportOf } from '../../../harness/server-report.ts';
import { endingsOf, VERIFY } from '../../../harness/verify.ts';
import { withoutMasks } from '../../../harness/masks.ts';

async function runOn(simulator: Simulator, inputs: Inputs = {}): Promise<ActionRun> {
  const { knownHosts, port } = simulator.ssh;
  const given = inputsFor(simulator, {
    known_hosts_file: 'known_hosts',
    port: String(port),
    wait: '0',
    settle: '0',
    max_retries: '0',
    ...inputs,
  });
  const run = await runAction(given, {
    action: 'verify',
    prepare: async ({ workspace }) => {
      await writeFile(join(workspace, 'known_hosts'), knownHosts);
    },
  });
  // A stored password is masked when it is read, behind other lines.
  if (inputs['password_secret'] === undefined) {
    expectNoSecrets(run, [given['secret_key'] ?? '', PASSWORD]);
  }
  const shown = [withoutMasks(run.stdout), run.stderr, run.summary];
  expect(findLeaks([...shown, JSON.stringify(run.report)].join(), { PASSWORD })).toEqual([]);
  expectServerReport(run, simulator.serverIds, VERIFY);
  return run;
}

function withServers(
  setting: SimulatorOptions,
  use: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  return withSimulator({ ssh: true, ...setting }, use);
}

const loopback = (number: number) => [{ addr: `127.0.0.${number}` }];

describe('addresses from the service', () => {
  it('are the private ones of the primary interface, with the user of the system', async () => {
    const servers = [
      { addresses: loopback(1), password: PASSWORD, name: 'web-01' },
      { addresses: loopback(2), password: PASSWORD, os: 'windows' as const },
      {
        addresses: [
          { addr: '2001:db8::7' },
          { addr: '10.255.255.1', primary: false },
          { addr: '203.0.113.9', type: 'floating' as const },
          ...loopback(3),
        ],
        password: 'Another-Word-99',
      },
    ];
    await withServers({ servers }, async (simulator) => {
      const run = await runOn(simulator);
      expect(endingsOf(run)).toEqual(['verified', 'verified', 'refused: credentials']);
      const users = simulator.serverIds.map((id) => simulator.ssh.of(id).attempts.at(-1)?.username);
      expect(users).toEqual(['root', 'Administrator', 'root']);
      expect(serverReportOf(run).servers[0]?.name).toBe('web-01');
      // One request for all addresses.
      expect(simulator.requests.map(({ path }) => path.replace(/.*\//, ''))).toEqual(['detail']);
    });
  });

  it('are the public ones with address: public', async () => {
    const addresses = [{ addr: '10.0.0.1' }, { addr: '127.0.0.1', type: 'floating' as const }];
    await withServers({ servers: [{ addresses, password: PASSWORD }, {}] }, async (simulator) => {
      const run = await runOn(simulator, { address: 'public' });
      expect(endingsOf(run)).toEqual(['verified', 'unreachable: no_address']);
    });
  });

  it('are missing for unknown servers, and no login is tried where two are the same', async () => {
    const servers = [
      { addresses: loopback(1), password: PASSWORD },
      { deleted: true },
      { addresses: loopback(1), ssh: { host: '127.0.0.9' }, password: PASSWORD },
    ];
    await withServers({ servers: servers.slice(0, 1) }, async (simulator) => {
      for (const [index, server] of servers.slice(1).entries()) {
        simulator.addServer({ ...server, id: serverId(index + 2) });
      }
      const run = await runOn(simulator);
      expect(endingsOf(run)).toEqual(Array(3).fill('unreachable: no_address'));
      expect(simulator.ssh.of(serverId(1)).connections).toBe(0);
      const messages = serverReportOf(run).servers.map(({ message }) => message);
      expect(messages[1]).toContain('does not know a server with this ID');
      expect(messages[0]).toContain('the same address');
    });
  });

  it('that cannot be read leave every server untried', async () => {
    const setting = { servers: [{ addresses: loopback(1), password: PASSWORD }] };
    await withServers(setting, async (simulator) => {
      simulator.script({ status: 403, body: { error: { code: 'Pdp.0001', message: 'no' } } });
      const run = await runOn(simulator);
      expect(run.exitCode).toBe(1);
      expect(endingsOf(run)).toEqual(['not_tried: lookup_failed']);
      const [server] = serverReportOf(run).servers;
      expect(server?.code).toBe('Pdp.0001');
      expect(server?.message).toContain('the address of the server could not be read');
      expect(annotationsOf(run, 'error').join()).toContain('ecs:cloudServers:list');
      expect(simulator.ssh.of(serverId(1)).connections).toBe(0);
    });
  });

  it('cannot be read with wrong credentials', async () => {
    const setting = { servers: [{ addresses: loopback(1), password: PASSWORD }] };
    await withServers(setting, async (simulator) => {
      const run = await runOn(simulator, { secret_key: 'AnotherSecretKeyOfNobody' });
      expect(endingsOf(run)).toEqual(['not_tried: lookup_failed']);
    });
  });
});

describe('a reset, a restart and a verification', () => {
  it('find the guest that failed silently', async () => {
    const servers = [
      { addresses: loopback(1), password: 'Before-Reset-1' },
      { addresses: loopback(2), password: 'Before-Reset-1', guestFails: true },
    ];
    await withServers({ servers }, async (simulator) => {
      const reset = await runAction(inputsFor(simulator));
      expect(reset.exitCode).toBe(0);
      for (const id of simulator.serverIds) simulator.restart(id);
      const run = await runOn(simulator);
      expect(endingsOf(run)).toEqual(['verified', 'refused: credentials']);
      expect(run.summary).toContain('1 of 2 servers still need you');
    });
  });
});

describe('password_secret', () => {
  const setting = {
    servers: [{ addresses: loopback(1), password: PASSWORD }],
    secrets: [{ name: 'fleet', value: PASSWORD }],
  };
  const stored = (simulator: Simulator, secret: string): Inputs => ({
    password: undefined,
    password_secret: secret,
    csms_endpoint: simulator.endpoint,
  });

  it('is read by the action, by its stage', async () => {
    await withServers(setting, async (simulator) => {
      const run = await runOn(simulator, stored(simulator, 'fleet@SYSCURRENT'));
      expect(endingsOf(run)).toEqual(['verified']);
      expect(logOf(run)).toContain('Password: fleet@v1.');
    });
  });

  it('that does not exist leaves every server untried', async () => {
    await withServers(setting, async (simulator) => {
      const run = await runOn(simulator, stored(simulator, 'other@v1'));
      expect(endingsOf(run)).toEqual(['not_tried: lookup_failed']);
      expect(serverReportOf(run).servers[0]?.message).toContain('the password could not be read');
      expect(simulator.ssh.of(serverId(1)).connections).toBe(0);
    });
  });
});
