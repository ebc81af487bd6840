import type { Reason } from '../../fleet/outcome.ts';
import type { EcsService } from '../../huaweicloud/ecs-read.ts';
import type { RequestContext } from '../../huaweicloud/request-context.ts';
import {
  listServersByFilter,
  listServersById,
  UNREADABLE_ROW,
} from '../../huaweicloud/server-list.ts';
import type { ServerStatus } from '../../huaweicloud/server-list.ts';
import type { ListedServer, ServerRow } from '../../huaweicloud/server-rows.ts';
import { exclusionFilter, selectorFilter, serviceFilter } from './filters.ts';
import type { Filters, RowFilter } from './filters.ts';
import { FlagReader, unreadable } from './flags.ts';
import { notReady, rowVerdict } from './readiness.ts';
import { REASONS } from './select-texts.ts';
import type { Selection } from './selection.ts';
import { READY } from './verdict.ts';

/** The calls of ECS, each with what to do when it fails. */
export interface Services {
  readonly list: EcsService;
  readonly flag: EcsService;
}

export interface CheckOptions {
  readonly filters: Filters;
  readonly requirePlugin: boolean;
  /** Flags read at once. */
  readonly concurrency: number;
  /** Told that the list and the count of the service differ. */
  readonly onOtherCount: (listed: number, count: number) => void;
}

/** Finds servers and checks whether they are ready. What is known is in the selection. */
export class ServerCheck {
  readonly #services: Services;
  readonly #context: RequestContext;
  readonly #selection: Selection;
  readonly #options: CheckOptions;
  readonly #flags: FlagReader;
  readonly #isSelected: RowFilter;
  readonly #isExcluded: RowFilter;

  constructor(
    services: Services,
    context: RequestContext,
    selection: Selection,
    options: CheckOptions,
  ) {
    this.#services = services;
    this.#context = context;
    this.#selection = selection;
    this.#options = options;
    this.#flags = new FlagReader(services.flag, context, selection, options.concurrency);
    this.#isSelected = selectorFilter(options.filters);
    this.#isExcluded = exclusionFilter(options.filters, context.clock.now());
  }

  /** Why no further server can be checked, once that is so. */
  get endedBy(): Reason | undefined {
    return this.#flags.endedBy;
  }

  /**
   * Reads the rows of the requested servers, by ID, and applies the filters. Servers whose row is fine
   * stay open.
   *
   * @returns why the list could not be read, if so
   */
  async readRowsById(ids: readonly string[]): Promise<Reason | undefined> {
    await this.#readRows(ids);
    return this.#listFailure;
  }

  /** The same for the servers that the selectors find. */
  async readRowsBySelectors(): Promise<Reason | undefined> {
    const { filters, onOtherCount } = this.#options;
    const list = await listServersByFilter(
      serviceFilter(filters),
      this.#services.list,
      this.#context,
    );
    const { servers } = list.ok ? list.value : list.error;
    for (const server of servers.values()) this.#recordListed(server);
    if (!list.ok) return list.error.reason;
    if (list.value.count > servers.size) onOtherCount(servers.size, list.value.count);
    return undefined;
  }

  /** Decides whether the servers are ready whose row is fine. */
  async readFlags(ids: readonly string[]): Promise<void> {
    if (this.#options.requirePlugin) await this.#flags.read(ids);
    else for (const id of ids) this.#selection.record(id, READY);
  }

  /** Checks servers once more. Where the run ends before, they keep what was known about them. */
  async checkAgain(ids: readonly string[]): Promise<void> {
    const fine = await this.#readRows(ids);
    if (!this.#context.stop.aborted) await this.readFlags(fine);
  }

  #listFailure: Reason | undefined;

  /** @returns the servers whose row is fine */
  async #readRows(ids: readonly string[]): Promise<string[]> {
    const list = await listServersById(ids, this.#services.list, this.#context);
    this.#listFailure = list.failure?.reason;
    return [...list.servers.values()].flatMap((server) => {
      return this.#recordStatus(server) ? [server.id] : [];
    });
  }

  /** @returns whether the row of the server is fine */
  #recordStatus(server: ServerStatus): boolean {
    switch (server.kind) {
      case 'server':
        return this.#recordRow(server);
      case 'not_found':
        this.#selection.record(server.id, notReady('not_found', REASONS.notFound));
        return false;
      case 'unreadable':
        if (!this.#context.stop.aborted) {
          this.#selection.record(server.id, unreadable(server.reason));
        }
        return false;
    }
  }

  #recordRow(row: ServerRow): boolean {
    this.#selection.describe(row);
    const verdict = this.#isSelected(row) ?? this.#isExcluded(row) ?? rowVerdict(row);
    if (verdict === undefined) return true;
    this.#selection.record(row.id, verdict);
    return false;
  }

  /** A server that the service lists, but that does not fit the selectors, is not requested. */
  #recordListed(server: ListedServer): void {
    if (server.kind === 'unreadable') {
      this.#selection.record(server.id, unreadable(UNREADABLE_ROW));
    } else if (server.kind === 'not_found') {
      this.#selection.record(server.id, notReady('not_found', REASONS.notFound));
    } else if (this.#isSelected(server)?.outcome !== 'excluded') {
      this.#recordRow(server);
    }
  }
}
