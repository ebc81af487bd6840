import type { Fault } from '../../../simulator/simulator.ts';
import type { Outside } from '../act.ts';
import {
  expectJobs,
  expectNow,
  fastTime,
  KNOWN_HOSTS,
  list,
  OLD,
  SECRET,
  servers,
} from '../scene.ts';
import type { Case, Given, SceneOptions } from '../scene.ts';
import { idToken, signInVariables } from './sign-in.ts';

interface Rotation {
  readonly event?: Outside['event'];
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly faults?: (ids: readonly string[]) => Fault[];
}

function fleet(count: number): SceneOptions {
  return { servers: servers(count), ssh: true, secrets: [{ name: SECRET, value: OLD }] };
}

function rotation({ event = 'schedule', faults, inputs, variables }: Rotation = {}): Given {
  return (simulator, ssh) => {
    simulator.script(...(faults?.(simulator.serverIds) ?? []));
    const { agencyUrn, endpoint, projectId } = simulator;
    return {
      event,
      ...(inputs !== undefined && { payload: { inputs } }),
      variables: {
        ...signInVariables(simulator),
        PROJECT_ID: projectId,
        CSMS_ENDPOINT: endpoint,
        CHECK_AGENCY: agencyUrn,
        RESET_AGENCY: agencyUrn,
        RESTART_AGENCY: agencyUrn,
        RESTART_WAVES: '1,100%',
        RESTART_PAUSE: '5',
        VERIFY_SETTLE: '5',
        VERIFY_PORT: String(ssh[0]?.port),
        ...variables,
      },
      environment: { ...idToken(simulator), ...fastTime(10) },
      files: {
        ...list(simulator),
        [KNOWN_HOSTS]: ssh.map(({ knownHosts }) => knownHosts).join(''),
      },
    };
  };
}

export const ROTATION: readonly Case[] = [
  {
    title: 'gives a fleet its new password',
    check: async (play) => {
      const { run, simulator } = await play(fleet(4), rotation());
      console.log(run.log);
      console.log(run.jobs, run.outputs, Object.keys(run.artifacts));
      expectJobs(run, {});
      expectNow(simulator, []);
    },
  },
];
