import type { Target } from '../../auth/target.ts';
import type { Limits } from '../../fleet/cancellation.ts';
import type { Reason } from '../../fleet/outcome.ts';
import type { RunContext } from '../../github/run-context.ts';
import { ecsTexts } from '../../huaweicloud/ecs-texts.ts';
import { cleanWithinBudget } from '../../huaweicloud/ecs.ts';
import type { Session } from '../../huaweicloud/ecs.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { withSession } from '../session.ts';
import { decideAll } from './eligibility.ts';
import type { Decisions } from './eligibility.ts';
import { logOverview, logPlannedWaves, restartLog } from './log.ts';
import type { Ledger } from './outcomes.ts';
import { ownServerId } from './own-machine.ts';
import { createRestartService } from './restart-service.ts';
import { NOT_REACHED, READ_ADVICE, RESTART_ADVICE, SKIPPED, TIMED_OUT } from './restart-texts.ts';
import { restartInWaves } from './restart-waves.ts';
import type { Rows } from './service.ts';
import type { Settings } from './settings.ts';
import { abortAfter } from './wave.ts';
import type { WaveTable } from './wave-table.ts';

/** At the end of the timeout so much time is left to look at what is under way once more. */
const LAST_LOOK_MS = 4_000;
/** But not more than this part of the timeout. */
const LAST_LOOK_PART = 0.1;

/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
/** More characters of a name are never looked at. */
const MAX_NAME_READ = 500;

export interface RestartPlan {
  readonly ledger: Ledger;
  readonly secrets: Secrets;
  readonly settings: Settings;
  /** Takes the names of servers that have none in the list. */
  readonly names: Map<string, string>;
  readonly table: WaveTable;
  readonly target: Target;
  readonly context: RunContext;
}

/**
 * Signs in, reads the rows of all servers, and restarts them in waves; a dry run ends before that. The
 * results are in the ledger.
 *
 * @returns why servers that are in no request were not reached
 */
export async function restartServers(plan: RestartPlan): Promise<Reason> {
  const { context, secrets, settings, target } = plan;
  const result = await withSession(
    { context, secrets, settings: settings.connection, target, advice: RESTART_ADVICE },
    async (session, requests, limits) => readAndRestart(plan, session, requests, limits),
  );
  return result.ok ? (result.value ?? NOT_REACHED) : result.error;
}

async function readAndRestart(
  plan: RestartPlan,
  session: Session,
  requests: RequestContext,
  limits: Limits,
): Promise<Reason | undefined> {
  const { context, ledger, settings, table, target } = plan;
  const texts = ecsTexts(session, { ...requests, advice: READ_ADVICE });
  const service = createRestartService({ endpoint: target.endpoint, session, texts }, requests);
  const ownId = await ownServerId(target.method.kind === 'agency', requests);
  const rows = await service.rows(settings.servers, requests);
  if (requests.stop.aborted) return undefined;
  addNames(plan, rows);
  const { startStopped } = settings;
  const decisions = decideAll(settings.servers, rows, { ownId, startStopped });
  for (const [id, result] of decisions.leftOut) ledger.leaveOut(id, result);
  logOverview(context.core, decisions);
  if (settings.dryRun) {
    logPlannedWaves(context.core, settings.waves, decisions, plan.names);
    table.addPlanned(settings.waves, decisions);
    leaveAllOut(plan, decisions);
    return undefined;
  }
  if (rows.rows.size === 0) return undefined;
  return restartWithin(plan, { limits, ownId, service });
}

async function restartWithin(
  { context, ledger, names, secrets, settings, table }: RestartPlan,
  {
    limits,
    ownId,
    service,
  }: {
    readonly limits: Limits;
    readonly ownId: string | undefined;
    readonly service: ReturnType<typeof createRestartService>;
  },
): Promise<Reason | undefined> {
  const { clock, core } = context;
  const { timeoutMs } = settings.connection;
  const lastLookMs = Math.min(LAST_LOOK_MS, timeoutMs * LAST_LOOK_PART);
  const timeUp = abortAfter(clock, limits.deadline - lastLookMs - clock.now());
  try {
    const endReason = await restartInWaves(settings.waves, {
      service,
      ledger,
      observer: restartLog(core, { clock, ledger, names, table, waves: settings.waves }),
      clock,
      clean: cleanWithinBudget((text) => secrets.clean(text)),
      type: settings.type,
      startStopped: settings.startStopped,
      ownId,
      pauseMs: settings.pauseMs,
      waveTimeoutMs: settings.waveTimeoutMs,
      maxFailures: settings.maxFailures,
      stop: AbortSignal.any([limits.stop, timeUp.signal]),
      abort: limits.abort,
    });
    return endReason ?? (timeUp.signal.aborted ? TIMED_OUT : undefined);
  } finally {
    timeUp.release();
  }
}

/** The names in the list go first: they are those that the user gave. */
function addNames({ names, secrets }: RestartPlan, { rows }: Rows): void {
  for (const [id, row] of rows) {
    if (row === 'not_found' || names.has(id)) continue;
    const name = secrets.quote(row.name.slice(0, MAX_NAME_READ), MAX_NAME);
    if (name !== '') names.set(id, name);
  }
}

/** A dry run claims only what a row that cannot be read shows. */
function leaveAllOut({ ledger, settings }: RestartPlan, { leftOut }: Decisions): void {
  for (const id of settings.servers) {
    const result = leftOut.get(id);
    if (result?.outcome === 'not_started' && result.word === 'unreadable') continue;
    ledger.leaveOut(id, { outcome: 'not_started', word: 'dry_run', reason: SKIPPED.dry_run });
  }
}
