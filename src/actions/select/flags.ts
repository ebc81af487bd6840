import pLimit from 'p-limit';
import type { Reason } from '../../fleet/outcome.ts';
import type { EcsService } from '../../huaweicloud/ecs-read.ts';
import { knownCode } from '../../huaweicloud/error-codes.ts';
import { readPluginFlag } from '../../huaweicloud/plugin-flag.ts';
import { RateLimitPause } from '../../huaweicloud/rate-limit-pause.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import type { RequestFailure } from '../../huaweicloud/send-with-retry.ts';
import { notReady } from './readiness.ts';
import { REASONS } from './select-texts.ts';
import type { Selection } from './selection.ts';
import { READY } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** After so many refusals in a row the permission is taken as missing for all servers. */
const MAX_FORBIDDEN_IN_A_ROW = 5;

/** Reads the plug-in flags of servers, a few at once, and records them. */
export class FlagReader {
  readonly #service: EcsService;
  readonly #context: RequestContext;
  readonly #selection: Selection;
  readonly #pause: RateLimitPause;
  readonly #limit: ReturnType<typeof pLimit>;
  #forbiddenInARow = 0;
  #refusedBy: Reason | undefined;

  constructor(
    service: EcsService,
    context: RequestContext,
    selection: Selection,
    concurrency: number,
  ) {
    this.#pause = new RateLimitPause(context.clock, context.stop);
    this.#service = service;
    this.#context = { ...context, pause: this.#pause };
    this.#selection = selection;
    this.#limit = pLimit(concurrency);
  }

  /** Why no further flag can be read, once that is so. */
  get endedBy(): Reason | undefined {
    return this.#refusedBy ?? this.#pause.endedBy;
  }

  /** Where the run ends before, a server keeps what was known about it. */
  async read(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.#limit(() => this.#readOne(id))));
  }

  async #readOne(id: string): Promise<void> {
    if (this.#context.stop.aborted) return;
    if (this.endedBy !== undefined) {
      this.#selection.record(id, unreadable(this.endedBy));
      return;
    }
    const flag = await readPluginFlag(id, this.#service, this.#context);
    if (flag.ok) {
      this.#forbiddenInARow = 0;
      this.#selection.record(id, flag.value ? READY : notReady('no_plugin', REASONS.noPlugin));
    } else {
      this.#recordFailure(id, flag.error);
    }
  }

  #recordFailure(id: string, { reason, refused, status }: RequestFailure): void {
    // The run ended while the request was under way.
    if (!refused && this.#context.stop.aborted) return;
    const scope = knownCode(reason.code)?.scope;
    if (refused && status === 403) {
      this.#forbiddenInARow += 1;
      if (this.#forbiddenInARow >= MAX_FORBIDDEN_IN_A_ROW) this.#refusedBy ??= reason;
    } else if (refused && (status === 401 || scope === 'request')) {
      this.#refusedBy ??= reason;
    } else if (refused && status === 404) {
      this.#selection.record(id, notReady('not_found', REASONS.notFound));
      return;
    }
    this.#selection.record(id, unreadable(reason));
  }
}

export function unreadable(reason: Reason): Verdict {
  return { outcome: 'unknown', word: 'unreadable', reason };
}
