/**
 * Logins to 200 SSH servers at concurrency 10, a fifth of which stay silent until the handshake times
 * out: the time of the run, compared with the ideal.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newHostKey, SshServer } from '../../simulator/ssh.ts';
import { runMeasured } from './action-run.ts';
import { milliseconds, printTable } from './numbers.ts';
import type { Goal } from './numbers.ts';
import { PASSWORD } from './service.ts';

const SERVERS = 200;
const CONCURRENCY = 10;
/** Every n-th server is silent. */
const SILENT_EVERY = 5;
/** The action gives a handshake this time. */
const HANDSHAKE_MS = 20_000;

/** Runs the action once: the silent servers alone take over a minute. */
export async function benchLogins(): Promise<Goal[]> {
  const hostKey = newHostKey();
  const servers = await Promise.all(
    Array.from({ length: SERVERS }, (_, index) =>
      SshServer.start(() => PASSWORD, {
        hostKeys: [hostKey],
        ...(index % SILENT_EVERY === 0 && { speaks: 'nothing' as const }),
      }),
    ),
  );
  const idOf = (index: number): string =>
    `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const hosts = Object.fromEntries(servers.map(({ address }, index) => [idOf(index), address]));
  try {
    const run = await runMeasured(
      'verify',
      {
        server_ids: Object.keys(hosts).join(','),
        password: PASSWORD,
        hosts_file: 'hosts.json',
        host_keys: 'accept-new',
        concurrency: String(CONCURRENCY),
        wait: '0',
        settle: '0',
      },
      {
        prepare: ({ workspace }) => writeFile(join(workspace, 'hosts.json'), JSON.stringify(hosts)),
      },
    );
    const silent = servers.filter((_, index) => index % SILENT_EVERY === 0).length;
    // Nothing else takes a place while a silent server has it.
    const ideal = (silent / CONCURRENCY) * HANDSHAKE_MS;
    console.log(`Logins to ${SERVERS} SSH servers, ${silent} of them silent\n`);
    printTable([
      ['', 'Measured'],
      ['whole run', milliseconds(run.milliseconds)],
      ['ideal: the silent servers alone', milliseconds(ideal)],
      ['verified', run.outputs['verified_count'] ?? ''],
      ['unreachable', run.outputs['unreachable_count'] ?? ''],
      ['passwords seen by the servers', String(servers.flatMap((one) => one.passwords).length)],
      ['connections open at the end', String(servers.reduce((sum, one) => sum + one.open, 0))],
    ]);
    return [{ name: 'verify: 200 logins / ideal', ratio: run.milliseconds / ideal, max: 1.3 }];
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}
