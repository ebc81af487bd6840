import { capitalized } from './log.ts';
import { asMarkup } from './markup.ts';
import { servers } from './report.ts';
import type { ServerList, SummaryReason } from './summary-content.ts';
import { tableOf } from './summary-tables.ts';

/** Further reasons are counted in one row, and have no list. */
const MAX_REASONS = 20;
/** Characters of a reason in the title of its list; the table has all of it. */
const MAX_TITLE = 120;
/** Keeps a cell on one line. */
const NO_BREAK = '&nbsp;';

/**
 * The table of reasons: how many servers, what happened, what to do.
 *
 * @param docs address of the folder docs/, for the links of the codes; undefined for no links
 */
export function renderReasons(reasons: readonly SummaryReason[], docs: string | undefined): string {
  if (reasons.length === 0) return '';
  const rows = reasons
    .slice(0, MAX_REASONS)
    .map(({ advice, code, count, docs: place, outcome, square, what }) => [
      `${square} ${count} ${asMarkup(outcome)}`.replaceAll(' ', NO_BREAK),
      asMarkup(capitalized(what)),
      codeLink(code, place, docs),
      asMarkup(advice),
    ]);
  const others = reasons.slice(MAX_REASONS);
  const rest = others.reduce((sum, { count }) => sum + count, 0);
  if (rest > 0) rows.push([servers(rest), `${others.length} more reasons`, '', '']);
  return tableOf([['Servers'], ['What happened'], ['Code'], ['What to do']], rows);
}

function codeLink(
  code: string | undefined,
  place: string | undefined,
  docs: string | undefined,
): string {
  if (code === undefined) return '';
  const text = asMarkup(code);
  return docs === undefined || place === undefined ? text : `[${text}](${docs}/${place})`;
}

/** The servers of each reason. */
export function reasonLists(reasons: readonly SummaryReason[]): ServerList[] {
  return reasons.slice(0, MAX_REASONS).map(listOf);
}

function listOf({ code, count, ids, outcome, requestIds, what }: SummaryReason): ServerList {
  const short = cutAt(MAX_TITLE, what);
  const reason = code === undefined ? short : `${short} (${code})`;
  return { title: `${capitalized(outcome)}, ${servers(count)}: ${reason}`, count, ids, requestIds };
}

function cutAt(max: number, text: string): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max).join('')}…`;
}
