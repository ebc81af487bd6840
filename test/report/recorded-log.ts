/** A log that keeps its lines, and reports to write into it. */
import { expect } from '@jest/globals';
import { OUTCOMES } from '../../src/fleet/outcome.ts';
import type { Outcome, Reason, ServerResult } from '../../src/fleet/outcome.ts';
import { core as realCore } from '../../src/github/core.ts';
import type { Core } from '../../src/github/core.ts';
import { TITLE } from '../../src/report/report.ts';
import { resetReport } from '../../src/actions/reset/reset-report.ts';
import type { ResetReport } from '../../src/actions/reset/reset-report.ts';

export const LOCKED: Reason = {
  code: 'Ecs.0605',
  requestId: '4bf92f3577b34da6a3ce929d0e0e4736',
  message: 'the server is locked',
  advice: 'Unlock the server, then try again',
};

export interface RecordedLog {
  readonly core: Core;
  /** The lines in order, each with its kind. */
  readonly lines: string[];
  readonly countOf: (kind: string) => number;
}

export function recordLog(): RecordedLog {
  const lines: string[] = [];
  const annotation =
    (kind: string): Core['error'] =>
    (message, properties) => {
      // The runner does not mask a title, so it is always the same.
      expect(properties).toEqual({ title: TITLE });
      lines.push(`${kind}: ${String(message)}`);
    };
  return {
    lines,
    countOf: (kind) => lines.filter((line) => line.startsWith(`${kind}: `)).length,
    core: {
      ...realCore,
      error: annotation('error'),
      notice: annotation('notice'),
      warning: annotation('warning'),
      info: (message) => void lines.push(`info: ${message}`),
      setFailed: (message) => void lines.push(`failed: ${String(message)}`),
    },
  };
}

/** The report of a reset. */
export function reportOf(
  results: readonly ServerResult[],
  own: Partial<ResetReport> = {},
): ResetReport {
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  const [accepted = 0, failed = 0, unknown = 0, notSent = 0] = OUTCOMES.map(count);
  return resetReport({
    results,
    names: new Map(),
    counts: { accepted, failed, unknown, not_sent: notSent, requested: results.length },
    dryRun: false,
    skipReason: undefined,
    run: { url: '', actor: '', event: '', commit: '', started: '', ended: '' },
    ...own,
  });
}

/** One failed server for each letter. */
export function failedServers(ids: string, reason = LOCKED): ServerResult[] {
  return Array.from(ids, (id) => ({ id, outcome: 'failed', reason }));
}

/** Servers with different IDs, and with the same result. */
export function fleetOf(size: number, outcome: Outcome, reason?: Reason): ServerResult[] {
  return Array.from({ length: size }, (_, index) => ({
    id: `${index.toString(16).padStart(8, '0')}-4466-4c15-a9ce-87727ad311b5`,
    outcome,
    ...(reason !== undefined && { reason }),
  }));
}
