import type { Retry, Scope } from '../fleet/call-result.ts';
import type { AdviceTexts } from './caller-texts.ts';

/** What the client knows of one code of the service. */
export interface KnownCode {
  /** What happened. */
  readonly message: string;
  /** What to do, in one sentence, or the name of the text that the caller gives. */
  readonly advice: { readonly text: string } | keyof AdviceTexts;
  readonly scope: Scope;
  /** Undefined where the refusal is final. */
  readonly retry?: Retry;
}

/** The rate of calls is limited. */
export const THROTTLED: Retry = { throttled: true };
