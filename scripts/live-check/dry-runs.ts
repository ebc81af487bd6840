import { randomUUID } from 'node:crypto';
import { createResetCall } from '../../src/huaweicloud/ecs.ts';
import type { ServerRow } from '../../src/huaweicloud/server-rows.ts';
import { finding, NOT_KNOWN } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Project } from './project.ts';
import type { Observation } from './recorder.ts';

/** The servers for the dry runs: one for each thing that a dry run may look at. */
export interface Candidates {
  readonly ready: string | undefined;
  readonly stopped: string | undefined;
  readonly withoutPlugin: string | undefined;
  readonly locked: string | undefined;
  readonly frozen: string | undefined;
  readonly busy: string | undefined;
  /** An ID that does not exist. */
  readonly unknown: string;
}

/** Chooses servers, each of which differs from a server that is ready in one thing only. */
export function chooseServers(
  servers: readonly ServerRow[],
  flags: ReadonlyMap<string, boolean>,
): Candidates {
  const isCalm = ({ frozen, locked, status, taskState }: ServerRow): boolean =>
    !frozen && !locked && taskState === null && (status === 'ACTIVE' || status === 'SHUTOFF');
  const find = (matches: (server: ServerRow) => boolean): string | undefined =>
    servers.find(matches)?.id;
  const withPlugin = ({ id }: ServerRow): boolean => flags.get(id) === true;
  return {
    ready: find((row) => isCalm(row) && row.status === 'ACTIVE' && withPlugin(row)),
    stopped: find((row) => isCalm(row) && row.status === 'SHUTOFF' && withPlugin(row)),
    withoutPlugin: find((row) => isCalm(row) && flags.get(row.id) === false),
    locked: find((row) => row.locked && !row.frozen && flags.get(row.id) !== false),
    frozen: find((row) => row.frozen && flags.get(row.id) !== false),
    busy: find((row) => row.taskState !== null && !row.locked && !row.frozen),
    unknown: randomUUID(),
  };
}

const ASPECTS = [
  ['withoutPlugin', 'Does a dry run look at the plug-in?', 'a server without the plug-in'],
  ['locked', 'Does a dry run look at the lock?', 'a locked server'],
  ['frozen', 'Does a dry run look at whether a server is frozen?', 'a frozen server'],
  ['stopped', 'Does a dry run refuse a stopped server?', 'a stopped server'],
  ['busy', 'Does a dry run look at tasks under way?', 'a server with a task under way'],
  ['unknown', 'Does a dry run look at whether a server exists?', 'an ID that does not exist'],
] as const;

/**
 * Sends dry runs of a reset: of each server alone, and of all together.
 *
 * @param password left out of the requests when undefined: then even a service that overlooks
 *   `dry_run` has nothing to set
 */
export async function checkDryRuns(
  candidates: Candidates,
  password: string | undefined,
  project: Project,
): Promise<Finding[]> {
  const { ready } = candidates;
  if (ready === undefined) {
    const why = 'it takes a running server with the plug-in that is not locked or frozen';
    return [finding('What does a dry run look at?', `${NOT_KNOWN}: ${why}`)];
  }
  const send = (ids: readonly string[]): Promise<Observation> => dryRun(ids, password, project);
  const control = await send([ready]);
  const findings = [
    finding(
      `Does a dry run ${password === undefined ? 'without' : 'with'} a password pass?`,
      isPassed(control) ? 'yes' : 'no',
      [`a server that is ready: ${control.text}`],
    ),
  ];
  for (const [name, topic, server] of ASPECTS) {
    const id = candidates[name];
    if (id === undefined) {
      findings.push(finding(topic, `${NOT_KNOWN}: the check found no such server`));
    } else {
      const seen = await send([id]);
      findings.push(finding(topic, verdict(seen, control), [`${server}: ${seen.text}`]));
    }
  }
  findings.push(await mixedBatch(candidates, send));
  return findings;
}

async function dryRun(
  ids: readonly string[],
  password: string | undefined,
  { ecs, recorder, requests }: Project,
): Promise<Observation> {
  const { endpoint, session } = ecs;
  const request = { endpoint, api: 'batch', password, dryRun: true, checkPassword: false } as const;
  await createResetCall(request, session, requests)(ids, requests.abort);
  return recorder.last;
}

function isPassed({ code, failed, status = 0 }: Observation): boolean {
  return status >= 200 && status < 300 && code === undefined && failed.size === 0;
}

function codesOf({ code, failed }: Observation): string {
  return [code ?? '', ...new Set(failed.values())].filter((text) => text !== '').join(', ');
}

function verdict(seen: Observation, control: Observation): string {
  if (isPassed(seen)) return isPassed(control) ? 'no, it passes' : NOT_KNOWN;
  const isSame = !isPassed(control) && codesOf(seen) === codesOf(control);
  if (isSame) return `${NOT_KNOWN}: a server that is ready is refused in the same way`;
  return `yes, it is refused (${codesOf(seen) || `HTTP ${String(seen.status)}`})`;
}

/** A batch in which one server passes and the others do not. */
async function mixedBatch(
  { locked, ready = '', unknown, withoutPlugin }: Candidates,
  send: (ids: readonly string[]) => Promise<Observation>,
): Promise<Finding> {
  const others = [unknown, withoutPlugin, locked].filter((id) => id !== undefined);
  const seen = await send([ready, ...others]);
  return finding(
    'What is the response to a mixed batch in a dry run?',
    describeMixed(seen, ready, others),
    [`${others.length + 1} servers, one of them ready: ${seen.text}`],
  );
}

/** What a response to a mixed batch says of its servers. */
export function describeMixed(seen: Observation, ready: string, others: readonly string[]): string {
  const { accepted, failed, members, status } = seen;
  const named = others.filter((id) => failed.has(id)).length;
  const isNamed = accepted?.has(ready) === true;
  return [
    status === undefined ? 'no response' : `HTTP ${status}`,
    members.includes('internalError')
      ? `\`internalError\` names ${named} of the ${others.length} others${failed.has(ready) ? ' and the one that is ready' : ''}`
      : 'no `internalError`',
    members.includes('response')
      ? `\`response\` ${isNamed ? 'names' : 'does not name'} the server that is ready`
      : 'no `response`',
  ].join('; ');
}
