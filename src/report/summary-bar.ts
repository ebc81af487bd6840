import { asMarkup } from './markup.ts';
import type { SummaryCount } from './summary-content.ts';

const MAX_SQUARES = 25;

/**
 * The bar and the row of counts, which is its legend.
 *
 * @param caption what was counted, as Markdown
 */
export function renderCounts(caption: string, counts: readonly SummaryCount[]): string {
  if (counts.length === 0) return caption;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const row = counts.map(({ count, label, square }) => `${square} **${count}** ${asMarkup(label)}`);
  return `${renderBar(counts)}<br>\n${caption}: ${[...row, `**${total}** requested`].join(' · ')}`;
}

/** One square for each server; past 25, in proportion, with one at least for each count above zero. */
export function renderBar(counts: readonly SummaryCount[]): string {
  const shown = counts.filter(({ count }) => count > 0);
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  const width = Math.min(MAX_SQUARES, total);
  const parts = shown.map(({ count, square }) => {
    const share = (count / total) * width;
    return { square, share, size: Math.max(1, Math.floor(share)) };
  });
  const missing = (): number => width - parts.reduce((sum, { size }) => sum + size, 0);
  // Rounding leaves a square too few or too many: the part that is furthest from its share changes.
  for (let open = missing(); open !== 0; open = missing()) {
    const step = Math.sign(open);
    const [part] = parts
      .filter(({ size }) => size + step >= 1)
      .sort((a, b) => step * (b.share - b.size - (a.share - a.size)));
    if (part === undefined) break;
    part.size += step;
  }
  return parts.map(({ size, square }) => square.repeat(size)).join('');
}
