import type { Csms } from './csms.ts';
import { Ecs } from './ecs.ts';
import { flagCalls } from './flags.ts';
import { listCalls } from './list.ts';
import type { SimulatorOptions } from './options.ts';
import { restartCalls } from './restarts.ts';
import type { Call } from './routes.ts';
import type { Servers } from './servers.ts';

/** What the groups of calls share. */
export interface CallContext {
  readonly servers: Servers;
  readonly csms: Csms;
  readonly now: () => Date;
}

/** All calls of the simulator that the gateway forwards. Each group has a file of its own. */
export function callsOf(options: SimulatorOptions, context: CallContext): Call[] {
  const { csms, now, servers } = context;
  const missing = options.missingCalls ?? [];
  return [
    ...new Ecs(options, servers).calls(),
    ...listCalls(options, servers),
    ...flagCalls(servers),
    ...csms.calls(),
    ...restartCalls(options.restarts ?? {}, servers, now),
  ].filter(({ name }) => !missing.includes(name));
}
