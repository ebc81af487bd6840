/** Shows in a terminal what GitHub shows on its pages: the log of a step and its summary. */

/** In characters. Wider tables are shown row by row. */
const MAX_TABLE_WIDTH = 100;

const ANNOTATIONS: Readonly<Record<string, string>> = {
  error: 'Error: ',
  warning: 'Warning: ',
  notice: 'Notice: ',
};

/** Lines of a step's log as the runner shows them: without commands, with masked values. */
export function renderLog(stdout: string): string[] {
  const masks = new Set<string>();
  const lines: string[] = [];
  for (const line of stdout.replace(/\n$/, '').split('\n')) {
    const [, command = '', value = ''] = /^::([a-z-]+)[^:]*::(.*)$/.exec(line) ?? [];
    if (command === 'add-mask') masks.add(unescapeCommand(value));
    else lines.push(command === '' ? line : annotation(command, unescapeCommand(value)));
  }
  return lines.map((line) => starred(line, masks));
}

function annotation(command: string, text: string): string {
  return `${ANNOTATIONS[command] ?? `${command}: `}${text}`;
}

/** What `@actions/core` escapes in the text of a command. */
function unescapeCommand(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function starred(line: string, masks: ReadonlySet<string>): string {
  return [...masks]
    .sort((a, b) => b.length - a.length)
    .reduce((text, mask) => text.replaceAll(mask, '***'), line);
}

/** Markdown and HTML of a job summary as lines of plain text. */
export function renderSummary(markdown: string): string[] {
  const lines: string[] = [];
  let table: string[][] = [];
  for (const line of [...markdown.trimEnd().split('\n'), '']) {
    if (line.startsWith('|')) {
      if (!/^[|\s:-]+$/.test(line)) table.push(cellsOf(line));
      continue;
    }
    lines.push(...tableLines(table));
    table = [];
    if (!line.startsWith('```') && line !== '</details>') lines.push(plain(line));
  }
  // Removed lines can leave two blank lines in sequence.
  return lines.filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '');
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => plain(cell.trim()));
}

function plain(text: string): string {
  return text
    .replace(/^#+ /, '')
    .replaceAll('**', '')
    .replaceAll('&nbsp;', ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<\/?[a-z]+>/g, '')
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

/** A table as aligned columns, or row by row if it is too wide for a terminal. */
export function tableLines(table: readonly (readonly string[])[]): string[] {
  const [head = [], ...rows] = table;
  const widths = head.map((_, column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  if (widths.reduce((sum, width) => sum + width + 2, 0) <= MAX_TABLE_WIDTH) {
    return table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  return rows.flatMap(([first = '', ...rest]) => [
    `${head[0] ?? ''} ${first}`,
    ...rest.flatMap((cell, index) => (cell === '' ? [] : `    ${head[index + 1] ?? ''}: ${cell}`)),
  ]);
}
