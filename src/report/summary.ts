import type { Details } from '../fleet/outcome.ts';
import { asMarkup, markdownOf } from './markup.ts';
import type { Markup } from './markup.ts';
import { capitalized } from './log.ts';
import { servers } from './report.ts';
import { renderCounts } from './summary-bar.ts';
import type {
  RerunList,
  ServerList,
  SummaryContent,
  SummaryReason,
  SummaryTable,
} from './summary-content.ts';
import { folded, leftOutSentence, ListRoom, preformatted, serverLine } from './summary-lists.ts';

/** Further reasons are counted in one row. */
const MAX_REASONS = 20;
/** Characters of a reason in the title of its list; the table has all of it. */
const MAX_TITLE = 120;
/** Keeps a cell on one line. */
const NO_BREAK = '&nbsp;';
const MAX_TABLE_ROWS = 500;
const MAX_TABLE_CHARACTERS = 150_000;

/**
 * Makes the Markdown of a job summary. It stays below the 1 MiB above which the runner drops it, whatever
 * the size of the fleet.
 *
 * @param docs address of the folder docs/, for the links of the codes; undefined for no links
 */
export function renderSummary(content: SummaryContent, docs: string | undefined): string {
  const { counts, details, lists, notes, paragraphs, reasons, rerunLists, steps, tables } = content;
  const room = new ListRoom();
  const all = content.whereAllIs.markdown;
  const serverLists = [...reasons.slice(0, MAX_REASONS).map(listOf), ...lists];
  return joined([
    `## ${content.headline.markdown}`,
    renderCounts(content.caption.markdown, counts),
    ...paragraphs.map(markdownOf),
    renderSteps(steps),
    renderReasons(reasons, docs),
    ...tables.map((table) => renderTable(table, all)),
    ...details.map(renderDetails),
    ...rerunLists.map((list) => renderRerunList(list, room, all)),
    ...serverLists.map((list) => renderList(list, room, content)),
    ...notes.map(markdownOf),
  ]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function renderSteps(steps: readonly Markup[]): string {
  if (steps.length === 0) return '';
  const lines = steps.map(({ markdown }, index) => `${index + 1}. ${markdown}`);
  return `### Next steps\n\n${lines.join('\n')}`;
}

/** A block of code, because GitHub shows a button to copy it; its one line scrolls to the side. */
function renderRerunList({ count, ids, title }: RerunList, room: ListRoom, all: string): string {
  const { leftOut, lines } = room.take(ids, count);
  if (lines.length === 0) return '';
  // Escapes have no effect in a block of code, so other characters are left out.
  const line = lines.join(',').replace(/[^\w,-]/g, '');
  return joined([
    `**${asMarkup(title)}**`,
    `\`\`\`text\n${line}\n\`\`\``,
    leftOutSentence(leftOut, all),
  ]);
}

function renderReasons(reasons: readonly SummaryReason[], docs: string | undefined): string {
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

function renderDetails({ lines, title }: Details): string {
  return `### ${asMarkup(title)}\n\n${preformatted(lines.map(asMarkup))}`;
}

function renderTable({ columns, maxOpenRows, rows, title }: SummaryTable, all: string): string {
  if (rows.length === 0) return '';
  const shown: string[][] = [];
  let characters = 0;
  for (const row of rows) {
    const cells = row.map(markdownOf);
    characters += cells.join(' | ').length;
    if (shown.length >= MAX_TABLE_ROWS || characters > MAX_TABLE_CHARACTERS) break;
    shown.push(cells);
  }
  const head = columns.map((column) => [asMarkup(column.title), column.align] as const);
  const leftOut = rows.length - shown.length;
  const parts = [
    tableOf(head, shown),
    leftOut === 0 ? '' : `${leftOut} more rows are left out here. ${all}`,
  ];
  return rows.length > maxOpenRows
    ? folded(title, parts)
    : joined([`### ${asMarkup(title)}`, ...parts]);
}

function tableOf(
  head: readonly (readonly [title: string, align?: 'right' | undefined])[],
  rows: readonly (readonly string[])[],
): string {
  const titles = head.map(([title]) => title);
  const lines = head.map(([, align]) => (align === 'right' ? '---:' : '---'));
  return [titles, lines, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
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

function renderList(
  { count, ids, requestIds, title }: ServerList,
  room: ListRoom,
  { names, whereAllIs }: SummaryContent,
): string {
  const lines = Iterator.from(ids).map((id) => serverLine(id, names));
  const list = room.take(lines, count);
  return folded(title, [
    list.lines.length === 0 ? '' : preformatted(list.lines),
    leftOutSentence(list.leftOut, whereAllIs.markdown),
    requestIds.length === 0 ? '' : `IDs of requests: ${requestIds.map(asMarkup).join(', ')}`,
  ]);
}
