import type { Problem } from '../inputs/inputs.ts';
import { markup, sentences } from './markup.ts';
import type { Markup } from './markup.ts';
import { renderSummary } from './summary.ts';
import type { SummaryTable } from './summary-content.ts';

/**
 * The job summary of a run whose inputs are not valid.
 *
 * @param caption what should have run, for example `Password reset`
 */
export function renderProblems(problems: readonly Problem[], caption: string): string {
  const inputs = problems.length === 1 ? '1 input' : `${problems.length} inputs`;
  const content = {
    headline: markup`❌ No request was sent: ${inputs} must be corrected`,
    caption: markup`${caption}`,
    counts: [],
    paragraphs: [markup`**Nothing was changed.** This run ended before its first request.`],
    steps: [
      markup`Correct the inputs that the table names, in the workflow, in its secrets and variables, or in the list of servers.`,
      sentences([
        markup`Start a new run.`,
        markup`“Re-run jobs” is right only if you corrected secrets or variables: it uses the files and the inputs of this run again.`,
      ]),
    ],
    rerunLists: [],
    reasons: [],
    details: problems.flatMap(linesToCopy),
    tables: [tableOf(problems)],
    lists: [],
    names: new Map<string, string>(),
    whereAllIs: markup`The log has all of them.`,
    notes: [],
  };
  return renderSummary(content, undefined);
}

function tableOf(problems: readonly Problem[]): SummaryTable {
  return {
    title: 'What must be corrected',
    columns: [{ title: 'Input' }, { title: 'Problem' }],
    rows: problems.map((problem) => [inputOf(problem), textOf(problem)]),
    maxOpenRows: Infinity,
  };
}

function inputOf({ input, location }: Problem): Markup {
  if (location === undefined) return markup`${input}`;
  const { file, line } = location;
  return line === undefined
    ? markup`${input}<br>${file}`
    : markup`${input}<br>${file}, line ${line}`;
}

/** A message may end in lines to copy, after an empty line. */
function textOf({ message }: Problem): string {
  const [text = ''] = message.split('\n\n', 1);
  return text.endsWith(':') ? text : `${text}.`;
}

function linesToCopy({ input, message }: Problem): { title: string; lines: string[] }[] {
  const start = message.indexOf('\n\n');
  return start < 0
    ? []
    : [{ title: `Lines for ${input}`, lines: message.slice(start).trim().split('\n') }];
}
