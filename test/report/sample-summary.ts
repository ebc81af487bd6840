/** A summary to render, of which a test changes what it is about. */
import { markup } from '../../src/report/markup.ts';
import { SQUARES } from '../../src/report/summary-content.ts';
import type { SummaryContent, SummaryReason } from '../../src/report/summary-content.ts';

const { bad, unknown, untouched, waiting } = SQUARES;

export const DOCS = 'https://github.com/octo/reset-ecs-passwords/blob/v1.2.3/docs';

export function contentOf(own: Partial<SummaryContent> = {}): SummaryContent {
  return {
    headline: markup`2 of 6 servers still need you`,
    caption: markup`Password reset`,
    counts: countsOf(4, 2, 0, 0),
    paragraphs: [],
    steps: [],
    rerunLists: [],
    reasons: [],
    details: [],
    tables: [],
    lists: [],
    names: new Map(),
    whereAllIs: markup`The whole result is in the report file.`,
    notes: [],
    ...own,
  };
}

export function countsOf(accepted: number, failed: number, lost: number, notSent: number) {
  return [
    { label: 'accepted', count: accepted, square: waiting },
    { label: 'failed', count: failed, square: bad },
    { label: 'unknown', count: lost, square: unknown },
    { label: 'not sent', count: notSent, square: untouched },
  ];
}

export function reasonOf(own: Partial<SummaryReason> = {}): SummaryReason {
  return {
    square: bad,
    outcome: 'failed',
    count: 2,
    what: 'the server is locked',
    code: 'Ecs.0605',
    docs: 'troubleshooting/codes.md#ecs-0605',
    advice: 'Unlock the server, then try again',
    ids: idsOf(2),
    requestIds: [],
    ...own,
  };
}

/** Different IDs. */
export function idsOf(size: number): string[] {
  return Array.from(
    { length: size },
    (_, index) => `${index.toString(16).padStart(8, '0')}-4466-4c15-a9ce-87727ad311b5`,
  );
}
