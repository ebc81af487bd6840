/** The requests of a whole rotation, counted against the least that the API allows. */
import { withFolders } from '../../harness/action.ts';
import type { ActionRun, Folders } from '../../harness/action.ts';
import { preload } from '../../harness/preload.ts';
import { runMeasured } from './action-run.ts';
import { printTable } from './numbers.ts';
import type { Goal } from './numbers.ts';
import { connectionTo, SECRET } from './service.ts';
import type { Service, ServiceOptions } from './service.ts';

const SERVERS = 1_000;
const WAVES = 5;
/** A list takes so many IDs at once. */
const IDS_AT_ONCE = 100;

export const ROTATION_SERVICE: ServiceOptions = {
  servers: SERVERS,
  failEvery: 0,
  latencyMs: 0,
  tagged: SERVERS,
};

interface Step {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Requests without any that only makes sure. */
  readonly min: number;
  readonly why: string;
  /** That the step did its work. */
  readonly isDone: (run: ActionRun) => boolean;
}

/** @param service of `ROTATION_SERVICE` */
export async function benchRotation(service: Service): Promise<Goal[]> {
  return withFolders(async (folders) => {
    const store = { csms_endpoint: service.endpoint };
    const list = { server_ids: service.serverIds.join('\n') };
    const rows: string[][] = [];
    let sent = 0;
    let min = 0;
    const step = async (what: Step): Promise<ActionRun> => {
      const before = await service.countRequests();
      const run = await runStep(what, service, folders);
      const requests = (await service.countRequests()) - before;
      rows.push([what.name, String(requests), String(what.min), what.why]);
      sent += requests;
      min += what.min;
      return run;
    };
    await step({
      name: 'select',
      action: 'select',
      inputs: { tags: 'bench=yes' },
      min: 1 + SERVERS,
      why: 'one page of 1,000 rows, a flag each',
      isDone: ({ outputs }) => outputs['ready_count'] === String(SERVERS),
    });
    const prepared = await step({
      name: 'password: prepare',
      action: 'password',
      inputs: { ...store, mode: 'prepare', secret_name: SECRET },
      min: 2,
      why: 'list, new version',
      isDone: ({ outputs }) => outputs['due'] === 'true',
    });
    const { password_secret: secret = '', version_id: version = '' } = prepared.outputs;
    await step({
      name: 'reset',
      action: 'reset',
      inputs: { ...store, ...list, password_secret: secret },
      min: 2,
      why: 'value, one batch',
      isDone: ({ outputs }) => outputs['accepted_count'] === String(SERVERS),
    });
    await step({
      name: 'restart',
      action: 'restart',
      inputs: { ...list, pause: '0' },
      min: SERVERS / IDS_AT_ONCE + 2 * WAVES,
      why: 'rows, and for each of 5 waves the restart and its job',
      isDone: ({ outputs }) => outputs['restarted_count'] === String(SERVERS),
    });
    await step({
      name: 'verify',
      action: 'verify',
      inputs: { ...store, ...list, password_secret: secret, host_keys: 'accept-new', wait: '0' },
      min: 1 + SERVERS / IDS_AT_ONCE,
      why: 'value, addresses',
      // Nothing listens at these addresses.
      isDone: ({ outputs }) => outputs['unreachable_count'] === String(SERVERS),
    });
    await step({
      name: 'password: promote',
      action: 'password',
      inputs: { ...store, mode: 'promote', secret_name: SECRET, version_id: version },
      min: 4,
      why: 'list, stages previous and SYSCURRENT, pending deleted',
      isDone: ({ exitCode }) => exitCode === 0,
    });
    printTable([
      [`Rotation of ${SERVERS} servers`, 'requests', 'least', ''],
      ...rows,
      ['together', String(sent), String(min), ''],
    ]);
    return [{ name: 'rotation: requests / least of the API', ratio: sent / min, max: 1.1 }];
  });
}

async function runStep(
  { action, inputs, isDone, name }: Step,
  service: Service,
  folders: Folders,
): Promise<ActionRun> {
  const run = await runMeasured(
    action,
    { ...connectionTo(service), ...inputs },
    {
      folders,
      // The polls of a job are counted in the time of the action.
      nodeArguments: preload('fast-time'),
    },
  );
  if (!isDone(run)) throw new Error(`${name} failed:\n${run.stdout}${run.stderr}`);
  return run;
}
