import type { Reason } from '../../fleet/outcome.ts';

/** What became of one server. Every requested server ends in exactly one of these. */
export const OUTCOMES = ['ready', 'not_ready', 'unknown', 'excluded'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The one-word reasons of each outcome. */
interface Words {
  readonly ready: undefined;
  readonly not_ready: 'not_found' | 'busy' | 'wrong_status' | 'locked' | 'frozen' | 'no_plugin';
  readonly unknown: 'unreadable' | 'guard' | 'run_ended' | 'no_credentials';
  readonly excluded: 'tag' | 'name' | 'os' | 'age' | 'enterprise_project';
}

/** What is known about one server. */
export type Verdict = {
  [Name in Outcome]: Words[Name] extends undefined
    ? { readonly outcome: Name; readonly word?: undefined; readonly reason?: undefined }
    : { readonly outcome: Name; readonly word: Words[Name]; readonly reason: Reason };
}[Outcome];

export const READY: Verdict = { outcome: 'ready' };
