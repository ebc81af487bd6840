import type { Clock } from '../retry/clock.ts';
import type { Core, Environment } from './core.ts';
import type { EventContext } from './event.ts';

/** What an action gets from the process of its step. */
export interface RunContext {
  readonly core: Core;
  readonly environment: Environment;
  /** The event context of `@actions/github`; throws when the event cannot be read. */
  readonly loadEvent: () => EventContext;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Aborted when the runner asks the step to end. */
  readonly cancelled: AbortSignal;
}
