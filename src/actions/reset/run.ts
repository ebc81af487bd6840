import { tmpdir } from 'node:os';
import { readEvent } from '../../github/event.ts';
import type { EventContext } from '../../github/event.ts';
import { createResetCall } from '../../huaweicloud/ecs.ts';

import { METADATA_TIMEOUT_MS } from '../../huaweicloud/metadata.ts';
import { createTransport } from '../../huaweicloud/transport.ts';
import type { Transport } from '../../huaweicloud/transport.ts';
import { maskSecret, maskSecrets } from '../../auth/known-secrets.ts';
import { writeReportFiles } from '../../report/report-files.ts';
import type { ReportFiles } from '../../report/report-files.ts';
import {
  logHelp,
  logPlan,
  logProblems,
  logReport,
  progressLog,
  signInLog,
} from '../../report/log.ts';
import { setOutputs } from './outputs.ts';
import { isSuccess, TITLE } from '../../report/report.ts';
import type { Report, RunFacts } from '../../report/report.ts';
import { renderSummary } from './summary.ts';
import type { Clock } from '../../retry/clock.ts';
import { execute } from '../../fleet/executor.ts';
import { Ledger } from '../../fleet/ledger.ts';
import { watchLimits } from '../../fleet/limits.ts';
import type { Limits } from '../../fleet/limits.ts';
import type { Reason } from '../../fleet/outcome.ts';
import { splitIntoBatches } from '../../fleet/batches.ts';
import type { Secrets } from '../../secrets/redact.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { signIn } from '../../auth/authenticate.ts';
import type { Target } from '../../auth/target.ts';
import { readInput } from '../../github/core.ts';
import type { Core, Environment } from '../../github/core.ts';
import { VERSION } from '../../version.ts';

const USER_AGENT = `reset-ecs-passwords/${VERSION}`;
const NO_PROXIES = { https: '', http: '', except: '' };

/** What the run needs of the world around it. */
export interface RunContext {
  readonly core: Core;
  readonly environment: Environment;
  /** The event context of `@actions/github`; throws when the event can't be read. */
  readonly loadEvent: () => EventContext;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Aborted when the runner asks the step to end. */
  readonly cancelled: AbortSignal;
}

/**
 * One run of the action: masks the secrets, reads and checks the inputs, plans the batches, resets,
 * reports. The step fails unless every server was accepted.
 */
export async function run(world: RunContext): Promise<void> {
  const { core, environment } = world;
  const started = new Date(world.clock.now());
  const secrets = maskSecrets(core, environment);
  const event = readEvent(environment['GITHUB_EVENT_PATH'], world.loadEvent);
  const read = await readSettings({
    input: (name) => readInput(environment, name),
    environment,
    event,
    quote: (text) => secrets.quote(text),
  });
  if ('problems' in read) {
    logProblems(core, read.problems);
    logHelp(core, environment);
    return;
  }

  const { settings } = read;
  const { target } = settings;
  const batches = splitIntoBatches(
    settings.servers,
    settings.api === 'batch' ? settings.batchSize : 1,
  );
  logPlan(core, settings, batches.length);
  const ledger = new Ledger(settings.servers);
  const stopped =
    target === undefined
      ? { message: settings.skipReason, advice: '' }
      : await reset(batches, ledger, settings, target, secrets, world);

  await report(world, {
    results: { [Symbol.iterator]: () => ledger.results(stopped) },
    counts: ledger.counts(),
    dryRun: settings.dryRun,
    skipReason: settings.skipReason,
    run: runFacts(environment, started, new Date(world.clock.now())),
  });
}

/** @returns why servers that were never sent were not sent */
async function reset(
  batches: readonly (readonly string[])[],
  ledger: Ledger,
  settings: Settings,
  target: Target,
  secrets: Secrets,
  world: RunContext,
): Promise<Reason> {
  const { cancelled, clock, core, random } = world;
  const { proxies } = settings;
  const limits = watchLimits(clock, settings.timeoutMs, cancelled);
  try {
    const transport = await createTransport({ timeoutMs: settings.requestTimeoutMs, proxies });
    try {
      const session = await openSession(transport, limits, settings, target, secrets, world);
      if (!('value' in session)) return limits.reason() ?? session.reason;
      const refusedBy = await execute(batches, {
        ...settings,
        ...limits,
        call: createResetCall({
          ...settings,
          ...session.value,
          signedIn: target.way.kind !== 'given',
          endpoint: target.endpoint,
          transport,
          userAgent: USER_AGENT,
          proxied: isProxied(proxies),
          clean: (text) => secrets.clean(text),
          isSecret: (text) => secrets.isIn(text),
          now: () => clock.now(),
        }),
        ledger,
        observer: progressLog(core, ledger, batches[0]?.length ?? 0),
        clock,
        random,
      });
      return limits.reason() ?? notSentAfter(refusedBy);
    } finally {
      limits.release();
      await transport.close();
    }
  } catch (error) {
    // The message of an unforeseen error may quote anything, so only its name is shown.
    const name = error instanceof Error ? error.name : typeof error;
    core.error(`The action met an error of its own (${name}). Please report it.`, { title: TITLE });
    return { message: 'the action met an error of its own', advice: 'Please report it' };
  } finally {
    limits.release();
  }
}

/** Signs in and finds the project, within the limits of the run. */
async function openSession(
  transport: Transport,
  limits: Limits,
  settings: Settings,
  target: Target,
  secrets: Secrets,
  { clock, core, random }: RunContext,
): ReturnType<typeof signIn> {
  return signIn(target, {
    asking: {
      ...limits,
      transport,
      userAgent: USER_AGENT,
      proxied: isProxied(settings.proxies),
      clock,
      random,
      maxRetries: settings.maxRetries,
      clean: (text) => secrets.clean(text),
      isSecret: (text) => secrets.isIn(text),
      ...signInLog(core),
    },
    connectToMetadata: () =>
      createTransport({ timeoutMs: METADATA_TIMEOUT_MS, proxies: NO_PROXIES }),
    mask: (secret) => {
      maskSecret(core, secrets, secret);
    },
    quote: (text, longest) => secrets.quote(text, longest),
    say: (line) => {
      core.info(line);
    },
  });
}

function isProxied({ http, https }: Settings['proxies']): boolean {
  return https !== '' || http !== '';
}

function notSentAfter(refusedBy: Reason | undefined): Reason {
  return {
    message:
      refusedBy === undefined
        ? 'the server was in no request'
        : `not sent, because another call was refused: ${refusedBy.message}`,
    advice: refusedBy?.advice ?? 'Run again with the remaining servers',
  };
}

function runFacts(environment: Environment, started: Date, ended: Date): RunFacts {
  const of = (name: string): string => environment[name] ?? '';
  return {
    url: `${of('GITHUB_SERVER_URL')}/${of('GITHUB_REPOSITORY')}/actions/runs/${of('GITHUB_RUN_ID')}`,
    actor: of('GITHUB_ACTOR'),
    event: of('GITHUB_EVENT_NAME'),
    commit: of('GITHUB_SHA'),
    started: started.toISOString(),
    ended: ended.toISOString(),
  };
}

/** Each part is written even when another one can't be. */
async function report({ core, environment }: RunContext, result: Report): Promise<void> {
  const unwritten: string[] = [];
  let files: ReportFiles = { report: '', remaining: '' };
  try {
    files = await writeReportFiles(environment['RUNNER_TEMP'] ?? tmpdir(), result);
  } catch {
    unwritten.push('The report files');
  }
  try {
    setOutputs(core, result, files);
  } catch {
    unwritten.push('The outputs');
  }
  try {
    await core.summary.addRaw(renderSummary(result, files.report), true).write();
  } catch {
    // Nothing later depends on the summary, so its loss is no reason to fail.
    core.warning('The job summary could not be written.', { title: TITLE });
  }
  if (files.report !== '') core.info(`The whole result: ${files.report}`);
  logReport(core, result, unwritten);
  if (!isSuccess(result)) logHelp(core, environment);
}
