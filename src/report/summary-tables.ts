import { asMarkup, markdownOf } from './markup.ts';
import type { SummaryTable } from './summary-content.ts';
import { folded, joined } from './summary-lists.ts';

const MAX_ROWS = 500;
const MAX_CHARACTERS = 150_000;

/** A table of an action, with at most `MAX_ROWS` rows. A long one is folded. */
export function renderTable(
  { columns, maxOpenRows, rows, title }: SummaryTable,
  all: string,
): string {
  if (rows.length === 0) return '';
  const shown: string[][] = [];
  let characters = 0;
  for (const row of rows) {
    const cells = row.map(markdownOf);
    characters += cells.join(' | ').length;
    if (shown.length >= MAX_ROWS || characters > MAX_CHARACTERS) break;
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

/** A table of Markdown. */
export function tableOf(
  head: readonly (readonly [title: string, align?: 'right' | undefined])[],
  rows: readonly (readonly string[])[],
): string {
  const titles = head.map(([title]) => title);
  const lines = head.map(([, align]) => (align === 'right' ? '---:' : '---'));
  return [titles, lines, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
