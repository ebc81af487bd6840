import { join } from 'node:path';
import { writeLines } from '../../report/report-files.ts';
import type { Report } from '../../report/report.ts';
import { renderSummary } from '../../report/summary.ts';
import type { Publication } from '../publish.ts';
import { countsSentence, keepSentence, nextSteps } from './conclusion.ts';
import type { Outcome } from './endings.ts';
import { verifySummary } from './summary.ts';
import { isSuccess } from './verify-report.ts';

export interface FurtherResults {
  /** The text of the given file of known hosts; undefined where no new file is written. */
  readonly knownHosts: string | undefined;
  /** The lines of the keys that were accepted. */
  readonly newLines: readonly string[];
  /** Address of the folder docs/; undefined for no links. */
  readonly docs: string | undefined;
}

/** How the report is told. */
export function verifyPublication(
  report: Report<Outcome>,
  { docs, knownHosts, newLines }: FurtherResults,
): Publication<Outcome> {
  return {
    report,
    passes: isSuccess(report),
    conclusion: countsSentence(report),
    nextStep: [keepSentence(report), ...nextSteps(report)].filter((text) => text !== '').join(' '),
    summary: (reportFile) => renderSummary(verifySummary(report, reportFile), docs),
    writeFiles: async (folder) => {
      if (knownHosts === undefined) return { known_hosts_file: '' };
      const path = join(folder, 'known_hosts');
      const given = knownHosts === '' ? [] : [knownHosts.replace(/\n$/, '')];
      await writeLines(path, [...given, ...newLines]);
      return { known_hosts_file: path };
    },
  };
}
