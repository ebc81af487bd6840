import { markup, sentences } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import { servers } from '../../report/report.ts';
import type { ResetReport } from './reset-report.ts';

const FIX = markup`**Fix each cause** in the table below.`;
const NEXT_ATTEMPT = markup`“Re-run jobs” is right if nothing in the workflow and in the list of servers has to change. Otherwise start a new run.`;

/** Whether anybody can be locked out, which passwords to keep, and what a check covers. */
export function passwordParagraphs({ counts, dryRun, skipReason }: ResetReport): Markup[] {
  if (skipReason !== undefined) {
    return [
      markup`**Nothing was changed, and nothing was checked at the service.** The action checked only its inputs. Nobody is locked out: the password in force stays in force.`,
    ];
  }
  if (dryRun) {
    return [
      markup`**Nothing was changed: this was a dry run.** Nobody is locked out: the password in force stays in force.`,
      markup`According to the documents of the service, a check covers the mandatory parameters, the format of the request and the restrictions of the service. No document says whether it looks at the password-reset plug-in, at the status of a server or at its lock, so the service may still refuse the reset of a server that passed.`,
    ];
  }
  const { accepted, requested, unknown } = counts;
  if (accepted + unknown === 0) {
    return [
      markup`**This run locks nobody out: it changed no password.** Keep the old password of ${servers(requested)}, and the new one too if an earlier run with it was accepted.`,
    ];
  }
  return [
    sentences([
      markup`**Keep both passwords, the old and the new one: then this run locks nobody out.**`,
      atNextStart(counts),
      markup`The service does not report it if this fails inside a server.`,
    ]),
  ];
}

function atNextStart({
  accepted,
  failed,
  not_sent: notSent,
  unknown,
}: ResetReport['counts']): Markup {
  const others = failed + notSent;
  if (unknown + others === 0) {
    return markup`Each server accepts the old password until its next start. At that start it takes the new one.`;
  }
  const first = [
    accepted > 0
      ? `${these(accepted, 'accepted')} ${accepted === 1 ? 'takes' : 'take'} the new one`
      : '',
    unknown > 0
      ? `${these(unknown, 'unknown')} may take ${accepted > 0 ? 'it' : 'the new one'}`
      : '',
    others > 0 ? `${these(others, 'other')} ${others === 1 ? 'keeps' : 'keep'} the old one` : '',
  ].filter((part) => part !== '');
  const last = first.pop() ?? '';
  const list = first.length === 0 ? last : `${first.join(', ')}, and ${last}`;
  return markup`Each server accepts the old password until its next start. At that start ${list}.`;
}

/** `the accepted server`, `the 2 accepted servers`. */
function these(count: number, adjective: string): string {
  return count === 1 ? `the ${adjective} server` : `the ${count} ${adjective} servers`;
}

/** What to do next, in order, in words that need no look into the workflow. */
export function nextSteps(report: ResetReport): Markup[] {
  const { counts, dryRun, skipReason } = report;
  const open = counts.requested - counts.accepted;
  if (skipReason !== undefined) {
    return [
      markup`For a check at the service, run with credentials and with api: batch. Pull requests from forks and of Dependabot get no secrets: check from a branch of this repository.`,
    ];
  }
  if (dryRun) {
    return open > 0
      ? [FIX, sentences([markup`**Check again.**`, NEXT_ATTEMPT])]
      : [
          markup`For the reset itself, start a run that is not a dry run (dry_run: false, or auto outside of pull requests).`,
        ];
  }
  return [...stepsForOpen(report), ...stepsForAccepted(counts.accepted)];
}

function stepsForOpen({ counts, results }: ResetReport): Markup[] {
  const { accepted, requested, unknown } = counts;
  const remaining = counts.failed + counts.not_sent;
  if (remaining + unknown === 0) return [];
  const isWeak = Iterator.from(results).some(({ reason }) => reason?.code === 'Ecs.0011');
  const password = isWeak ? 'another new password' : 'the same new password';
  const fix = remaining > 0 ? [FIX] : [];
  if (accepted === 0) {
    const when = unknown > 0 ? ', ten minutes after this run' : '';
    return [...fix, sentences([markup`**Run again with ${password}${when}.**`, NEXT_ATTEMPT])];
  }
  const lists = [
    remaining > 0
      ? markup`**Start a new run with the list “${remainingTitle(counts)}”** and ${password}.`
      : undefined,
    unknown > 0
      ? markup`**Ten minutes after this run, start a new run with the list “${UNKNOWN_TITLE}”** and the same new password.`
      : undefined,
  ].filter((step) => step !== undefined);
  const [first, ...others] = lists;
  return [
    ...fix,
    sentences([
      ...(first === undefined ? [] : [first]),
      markup`“Re-run jobs” sends all ${servers(requested)} again: it is right only as long as no accepted server is restarted.`,
    ]),
    ...others,
  ];
}

function stepsForAccepted(accepted: number): Markup[] {
  const end = markup`Only then delete the old password.`;
  switch (accepted) {
    case 0:
      return [];
    case 1:
      return [
        sentences([
          markup`**Restart the accepted server, and log in to it** with the new password.`,
          end,
        ]),
      ];
    default:
      return [
        markup`**Restart one accepted server, and log in to it** with the new password.`,
        sentences([
          accepted === 2
            ? markup`**Restart the other accepted server**, and log in to it.`
            : markup`**Restart the other ${accepted - 1} accepted servers**, and log in to each.`,
          end,
        ]),
      ];
  }
}

export const UNKNOWN_TITLE = 'Unknown';

/** The title of the list of servers for the next run. */
export function remainingTitle({ failed, not_sent: notSent }: ResetReport['counts']): string {
  if (notSent === 0) return 'Failed';
  return failed === 0 ? 'Not sent' : 'Failed and not sent';
}
