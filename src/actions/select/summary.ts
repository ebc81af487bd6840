import { markup } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { groupByReason } from '../../report/reason-groups.ts';
import type { ReasonGroup } from '../../report/reason-groups.ts';
import { servers } from '../../report/report.ts';
import { SQUARES } from '../../report/summary-content.ts';
import type {
  ServerList,
  Square,
  SummaryContent,
  SummaryReason,
  SummaryTable,
} from '../../report/summary-content.ts';
import { nextStep } from './conclusion.ts';
import { isSuccess } from './select-report.ts';
import type { SelectReport } from './select-report.ts';
import type { Selection } from './selection.ts';
import { OUTCOMES } from './verdict.ts';
import type { Outcome } from './verdict.ts';

/** A longer table is folded away. */
const MAX_OPEN_ROWS = 30;

const LABELS: Readonly<Record<Outcome, string>> = {
  ready: 'ready',
  not_ready: 'not ready',
  unknown: 'unknown',
  excluded: 'excluded',
};
const SQUARE_OF: Readonly<Record<Outcome, Square>> = {
  ready: SQUARES.good,
  not_ready: SQUARES.bad,
  unknown: SQUARES.unknown,
  excluded: SQUARES.aside,
};
const SYSTEM_NAMES = { linux: 'Linux', windows: 'Windows' };

/**
 * The job summary of a selection.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
export function selectSummary(
  report: SelectReport,
  selection: Selection,
  reportFile: string,
): SummaryContent {
  const { counts, end, names, results, skipReason } = report;
  const groups = groupByReason(results).filter(({ outcome }) => outcome !== 'ready');
  const isWritten = reportFile !== '';
  const next = nextStep(report);
  return {
    headline: headlineOf(report),
    caption: markup`Selection of servers`,
    counts: OUTCOMES.map((outcome) => ({
      label: LABELS[outcome],
      count: counts[outcome],
      square: SQUARE_OF[outcome],
    })),
    paragraphs: [markup`Nothing was changed: this action only reads.`],
    steps: next === '' ? [] : [markup`${next}`],
    rerunLists: [],
    reasons: skipReason === undefined ? groups.map(reasonOf) : [],
    details: [],
    tables: [tableOf(report, selection)],
    lists: differenceLists(end),
    names,
    whereAllIs: isWritten
      ? markup`The report file has all of them, if the workflow keeps it.`
      : markup``,
    notes: isWritten ? [] : [markup`**The report file could not be written, so the step failed.**`],
  };
}

function headlineOf(report: SelectReport): Markup {
  const { counts, end, skipReason } = report;
  const { excluded, ready, requested } = counts;
  const selected = requested - excluded;
  if (skipReason !== undefined) return markup`⚠️ No request was sent: ${skipReason}`;
  if (end.guard !== undefined) return markup`❌ Nothing is output: ${end.guard.reason.message}`;
  if (end.reason !== undefined)
    return markup`❌ Not all servers were checked: ${end.reason.message}`;
  if (requested === 0) return markup`❌ No server fits the selectors`;
  if (isSuccess(report)) {
    return ready === selected
      ? markup`✅ Ready: ${servers(ready)}`
      : markup`⚠️ Ready: ${ready} of ${servers(selected)}; the others are left out`;
  }
  return markup`❌ Ready: ${ready} of ${servers(selected)}`;
}

function reasonOf({
  count,
  ids,
  outcome,
  reason,
  requestIds,
  word,
}: ReasonGroup<Outcome>): SummaryReason {
  return {
    square: SQUARE_OF[outcome],
    outcome: LABELS[outcome],
    count,
    what: reason?.message ?? LABELS[outcome],
    code: reason?.code ?? word,
    docs: word === undefined ? undefined : `troubleshooting/select.md#${word}`,
    advice: reason?.advice ?? '',
    ids,
    requestIds,
  };
}

function tableOf({ names, results }: SelectReport, selection: Selection): SummaryTable {
  const rows = [...results]
    .filter(({ outcome }) => outcome !== 'excluded')
    .map(({ id, outcome, word }) => {
      const os = selection.osOf(id);
      const label = word === undefined ? LABELS[outcome] : `${LABELS[outcome]}, ${word}`;
      return [
        names.get(id) ?? '',
        id,
        os === undefined ? '' : SYSTEM_NAMES[os],
        markup`${SQUARE_OF[outcome]} ${label}`,
      ];
    });
  return {
    title: `Selected: ${servers(rows.length)}`,
    columns: [{ title: 'Name' }, { title: 'ID' }, { title: 'System' }, { title: 'Readiness' }],
    rows,
    maxOpenRows: MAX_OPEN_ROWS,
  };
}

function differenceLists({ guard }: SelectReport['end']): ServerList[] {
  const { added = [], missing = [] } = guard?.difference ?? {};
  return [
    listOf('Selected, but not in expected_server_ids_file', added),
    listOf('In expected_server_ids_file, but not selected', missing),
  ].filter(({ count }) => count > 0);
}

function listOf(title: string, ids: readonly string[]): ServerList {
  return { title: `${title}: ${servers(ids.length)}`, count: ids.length, ids, requestIds: [] };
}
