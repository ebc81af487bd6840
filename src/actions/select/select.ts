import type { Target } from '../../auth/target.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { ecsTexts } from '../../huaweicloud/ecs-texts.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { withSession } from '../session.ts';
import { ServerCheck } from './check-servers.ts';
import type { Services } from './check-servers.ts';
import { checkGuards } from './guards.ts';
import type { GuardResult, RunEnd } from './guards.ts';
import { logOtherCount, waitLog } from './log.ts';
import { FLAG_ADVICE, LIST_ADVICE } from './select-texts.ts';
import type { Selection } from './selection.ts';
import type { Settings } from './settings.ts';
import type { Verdict } from './verdict.ts';
import { waitUntilReady } from './wait.ts';

export interface SelectPlan {
  readonly selection: Selection;
  readonly secrets: Secrets;
  readonly settings: Settings;
  readonly target: Target;
  readonly context: RunContext;
}

/** Signs in, reads the servers and checks them. The verdicts are in the selection. */
export async function selectServers(plan: SelectPlan): Promise<RunEnd> {
  const { context, secrets, settings, target } = plan;
  const end: { current: RunEnd } = { current: {} };
  const result = await withSession(
    { context, secrets, settings: settings.connection, target, advice: LIST_ADVICE },
    async (session, requests) => {
      end.current = await checkServers(plan, session, requests);
    },
  );
  return result.ok || end.current.guard !== undefined ? end.current : { reason: result.error };
}

async function checkServers(
  plan: SelectPlan,
  session: Session,
  requests: RequestContext,
): Promise<RunEnd> {
  const { context, selection, settings } = plan;
  const { concurrency, filters, requirePlugin } = settings;
  const check = new ServerCheck(servicesOf(plan.target, session, requests), requests, selection, {
    filters,
    requirePlugin,
    concurrency,
    onOtherCount: (listed, count) => {
      logOtherCount(context.core, listed, count);
    },
  });
  const listFailure =
    settings.list === undefined
      ? await check.readRowsBySelectors()
      : await check.readRowsById(settings.list.servers);
  if (requests.stop.aborted) return {};
  if (listFailure !== undefined) {
    selection.endOpen(endedBy(listFailure));
    return { reason: listFailure };
  }
  const first = applyGuards(plan);
  if (first !== undefined) return { guard: first };
  await check.readFlags(selection.open());
  await waitUntilReady(
    check,
    selection,
    settings.waitMs,
    requests,
    waitLog(context.core, selection),
  );
  // A server that could not be read at first may have been left out by a filter since.
  const last = applyGuards(plan);
  return last === undefined ? {} : { guard: last };
}

function applyGuards({ selection, settings }: SelectPlan): GuardResult | undefined {
  const result = checkGuards(selection.selected(), settings.guards);
  if (result !== undefined) {
    selection.withdrawReady({ outcome: 'unknown', word: 'guard', reason: result.reason });
  }
  return result;
}

function endedBy({ message, ...reason }: Reason): Verdict {
  return {
    outcome: 'unknown',
    word: 'run_ended',
    reason: { ...reason, message: `the list of servers is incomplete: ${message}` },
  };
}

function servicesOf({ endpoint }: Target, session: Session, requests: RequestContext): Services {
  const list = ecsTexts(session, { ...requests, advice: LIST_ADVICE });
  const flag = ecsTexts(session, { ...requests, advice: FLAG_ADVICE });
  return {
    list: { endpoint, session, texts: list },
    flag: { endpoint, session, texts: flag },
  };
}
