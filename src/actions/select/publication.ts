import { join } from 'node:path';
import { writeLines } from '../../report/report-files.ts';
import { renderSummary } from '../../report/summary.ts';
import type { Publication } from '../publish.ts';
import { conclusionOf, nextStep } from './conclusion.ts';
import { isSuccess } from './select-report.ts';
import type { SelectReport } from './select-report.ts';
import type { Selection } from './selection.ts';
import { selectSummary } from './summary.ts';
import type { Outcome } from './verdict.ts';

/**
 * How the report of a selection is told.
 *
 * @param docs address of the folder docs/; undefined for no links
 */
export function selectPublication(
  report: SelectReport,
  selection: Selection,
  docs: string | undefined,
): Publication<Outcome> {
  const isReady = (outcome: Outcome): boolean => outcome === 'ready';
  return {
    report,
    passes: isSuccess(report),
    conclusion: conclusionOf(report),
    nextStep: nextStep(report),
    summary: (reportFile) => renderSummary(selectSummary(report, selection, reportFile), docs),
    furtherLists: {
      server_ids: ({ outcome }) => isReady(outcome),
      linux_server_ids: ({ id, outcome }) => isReady(outcome) && selection.osOf(id) === 'linux',
      windows_server_ids: ({ id, outcome }) => isReady(outcome) && selection.osOf(id) === 'windows',
    },
    writeFiles: async (folder) => {
      const path = join(folder, 'server-ids.json');
      await writeLines(path, readyLines(report, selection));
      return { server_ids_file: path };
    },
  };
}

/** A JSON array with a line for each server, which the actions take as `server_ids_file`. */
function* readyLines({ results }: SelectReport, selection: Selection): Generator<string> {
  let separator = '[';
  for (const { id, outcome } of results) {
    if (outcome !== 'ready') continue;
    const server = { id, name: selection.nameOf(id), os: selection.osOf(id) ?? '' };
    yield `${separator}${JSON.stringify(server)}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
