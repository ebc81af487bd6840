/** Resets of 10, 1,000 and 3,000 servers, compared with the ideal. */
import { runMeasured } from './action-run.ts';
import { measure, milliseconds, printTable } from './numbers.ts';
import type { Goal } from './numbers.ts';
import { inputsFor, PASSWORD } from './service.ts';
import type { Service, ServiceOptions } from './service.ts';

const BATCH_SIZE = 1_000;
const CONCURRENCY = 4;
const LARGE_FLEET = 3_000;
const BATCHES = Math.ceil(LARGE_FLEET / BATCH_SIZE);

export const FLEET_SERVICE: ServiceOptions = { servers: LARGE_FLEET, failEvery: 0, latencyMs: 50 };

/** @param service delays each response */
export async function benchFleet(runs: number, service: Service): Promise<Goal[]> {
  const medians = await measure(
    {
      's: no request': () => start(service),
      '10 servers': () => reset(service, 10),
      '1,000 servers': () => reset(service, 1_000),
      '3,000 servers': () => reset(service, LARGE_FLEET),
      't: one round': () => round(service),
    },
    runs,
  );
  const rounds = Math.ceil(BATCHES / CONCURRENCY);
  const ideal = medians['s: no request'] + rounds * medians['t: one round'];
  printTable([
    [`Reset at 50 ms, medians of ${runs} runs`, ''],
    ...Object.entries(medians).map(([name, value]) => [name, milliseconds(value)]),
    [`ideal for 3,000 servers: s + ${rounds} t`, milliseconds(ideal)],
  ]);
  console.log(
    [
      's is a run that checks its inputs and reports, but sends no request.',
      `t is the time of the same ${BATCHES} requests, sent at the same time with fetch by a running process.\n`,
    ].join('\n'),
  );
  return [
    { name: 'reset: 3,000 servers / ideal', ratio: medians['3,000 servers'] / ideal, max: 1.4 },
  ];
}

async function reset(service: Service, servers: number): Promise<number> {
  const run = await runMeasured('reset', {
    ...inputsFor(service),
    server_ids: service.serverIds.slice(0, servers).join('\n'),
    dry_run: 'auto',
    batch_size: String(BATCH_SIZE),
    concurrency: String(CONCURRENCY),
  });
  if (run.exitCode !== 0 || run.outputs['accepted_count'] !== String(servers)) {
    throw new Error(`the action failed:\n${run.stdout}${run.stderr}`);
  }
  return run.milliseconds;
}

/** A whole run without a request: a dry run without credentials sends none. */
async function start({ endpoint, projectId, serverIds }: Service): Promise<number> {
  const run = await runMeasured('reset', {
    project_id: projectId,
    endpoint,
    server_ids: serverIds[0] ?? '',
    dry_run: 'true',
  });
  if (run.exitCode !== 0) throw new Error(`the action failed:\n${run.stdout}${run.stderr}`);
  return run.milliseconds;
}

/** The requests for a large fleet, all at the same time, with plain fetch. */
async function round(service: Service): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: BATCHES }, (_, batch) =>
      put(service, service.serverIds.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE)),
    ),
  );
  return performance.now() - begun;
}

async function put(service: Service, serverIds: readonly string[]): Promise<void> {
  const url = `${service.endpoint}/v1/${service.projectId}/cloudservers/os-reset-passwords`;
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-auth-token': service.authToken },
    body: JSON.stringify({ new_password: PASSWORD, servers: serverIds.map((id) => ({ id })) }),
  });
  await response.text();
  if (!response.ok) throw new Error(`the service returned ${response.status}`);
}
