import { STEPS } from './step-report.ts';
import type { Step, StepReport, StepServer } from './step-report.ts';

/** How far a server has come. */
export interface Standing {
  readonly id: string;
  readonly name: string | undefined;
  /** The last step that has a result for the server, or the first one without. */
  readonly step: Step;
  /** The result of that step; undefined if the step has none for this server. */
  readonly result: StepServer | undefined;
  /** Whether the server has passed all steps. */
  readonly isDone: boolean;
  /** Whether a reset was accepted, so that the server has the new password now or after its next start. */
  readonly isAccepted: boolean;
}

/** The outcomes with which a server goes on to the next step. */
const GOOD: Readonly<Record<Step, readonly string[]>> = {
  select: ['ready'],
  reset: ['accepted'],
  restart: ['restarted', 'stopped'],
  verify: ['verified'],
};

/**
 * Where each server stands after the steps that it has to pass. A server that is stopped does not need a
 * login: it takes the new password at its next start.
 *
 * @param reports in the order of time; a later report of a step replaces the results of an earlier one
 */
export function standings(reports: readonly StepReport[], wanted: readonly Step[]): Standing[] {
  const results = new Map<Step, Map<string, StepServer>>();
  const names = new Map<string, string>();
  const ids = new Set<string>();
  for (const step of STEPS) {
    const servers = new Map<string, StepServer>();
    results.set(step, servers);
    for (const report of reports) {
      if (report.action !== step) continue;
      for (const server of report.servers) {
        const id = server.id.toLowerCase();
        if (server.name !== undefined) names.set(id, server.name);
        servers.set(id, server);
      }
    }
    for (const [id, { outcome }] of servers) if (outcome !== 'excluded') ids.add(id);
  }
  return Array.from(ids, (id) => {
    const isAccepted = results.get('reset')?.get(id)?.outcome === 'accepted';
    return { id, name: names.get(id), isAccepted, ...placeOf(id, results, wanted) };
  });
}

function placeOf(
  id: string,
  results: ReadonlyMap<Step, ReadonlyMap<string, StepServer>>,
  wanted: readonly Step[],
): Pick<Standing, 'isDone' | 'result' | 'step'> {
  let last: Pick<Standing, 'isDone' | 'result' | 'step'> | undefined;
  for (const step of wanted) {
    const result = results.get(step)?.get(id);
    const isGood = result !== undefined && GOOD[step].includes(result.outcome);
    last = { step, result, isDone: isGood };
    if (!isGood || result.outcome === 'stopped') break;
  }
  return last ?? { step: 'select', result: undefined, isDone: false };
}
