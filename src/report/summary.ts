import type { Details } from '../fleet/outcome.ts';
import { asMarkup, markdownOf } from './markup.ts';
import type { Markup } from './markup.ts';
import { renderCounts } from './summary-bar.ts';
import type { RerunList, ServerList, SummaryContent } from './summary-content.ts';
import {
  folded,
  joined,
  leftOutSentence,
  ListRoom,
  preformatted,
  serverLine,
} from './summary-lists.ts';
import { reasonLists, renderReasons } from './summary-reasons.ts';
import { renderTable } from './summary-tables.ts';

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
  const serverLists = [...reasonLists(reasons), ...lists];
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

function renderDetails({ lines, title }: Details): string {
  return `### ${asMarkup(title)}\n\n${preformatted(lines.map(asMarkup))}`;
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
