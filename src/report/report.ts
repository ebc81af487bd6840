import type { Counts, ServerResult } from '../fleet/outcome.ts';
import type { Environment } from '../github/core.ts';

/** Titles of annotations are not masked by the runner, so this one never changes. */
export const TITLE = 'reset-ecs-passwords';

/** The result of a run, with the outcomes of its action. */
export interface Report<Name extends string = string> {
  /** The name of the action. */
  readonly action: string;
  /** All outcomes of the action, in the order in which they are shown. */
  readonly outcomes: readonly Name[];
  /** The outcomes with which the step passes. */
  readonly good: readonly Name[];
  /** The outcomes of the servers that the next run has to take; undefined for an action without such a list. */
  readonly remaining?: readonly Name[];
  /** In the order of the input; can be iterated more than once. */
  readonly results: Iterable<ServerResult<Name>>;
  readonly counts: Counts<Name>;
  /** The names of servers that have one, by id; cleaned. */
  readonly names: ReadonlyMap<string, string>;
  /** Undefined for an action that only reads. */
  readonly dryRun?: boolean;
  /** Why no request was sent; undefined when requests were sent. */
  readonly skipReason: string | undefined;
  readonly run: RunFacts;
}

/** Whether every server has an outcome with which the step passes. */
export function isComplete({ counts, good }: Report): boolean {
  return good.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0) === counts['requested'];
}

/** Where and when the run took place. */
export interface RunFacts {
  readonly url: string;
  readonly actor: string;
  readonly event: string;
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended: string;
}

/** @param started, ended milliseconds since the epoch */
export function runFacts(environment: Environment, started: number, ended: number): RunFacts {
  const of = (name: string): string => environment[name] ?? '';
  return {
    url: `${of('GITHUB_SERVER_URL')}/${of('GITHUB_REPOSITORY')}/actions/runs/${of('GITHUB_RUN_ID')}`,
    actor: of('GITHUB_ACTOR'),
    event: of('GITHUB_EVENT_NAME'),
    commit: of('GITHUB_SHA'),
    started: new Date(started).toISOString(),
    ended: new Date(ended).toISOString(),
  };
}

/** The servers for the next run. */
export function* remainingIds({ counts, remaining = [], results }: Report): Generator<string> {
  const wanted = new Set(remaining.filter((outcome) => counts[outcome] !== 0));
  if (wanted.size === 0) return;
  for (const { id, outcome } of results) if (wanted.has(outcome)) yield id;
}

/** A server as a person knows it: its name, if it has one, and its id. */
export function serverLabel(id: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(id);
  return name === undefined ? id : `${name} (${id})`;
}

/** `1 server`, `2 servers`. */
export function servers(count: number): string {
  return `${count} ${count === 1 ? 'server' : 'servers'}`;
}
