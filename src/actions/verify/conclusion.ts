import { servers } from '../../report/report.ts';
import type { Report } from '../../report/report.ts';
import type { Outcome } from './endings.ts';

/** The counts in one sentence. */
export function countsSentence({ counts, dryRun }: Report<Outcome>): string {
  const { not_tried: notTried, refused, requested, unreachable, verified } = counts;
  if (dryRun === true) return `No login was tried for ${servers(requested)}.`;
  const others = [
    refused > 0 ? `${refused} refused` : '',
    unreachable > 0 ? `${unreachable} unreachable` : '',
    notTried > 0 ? `${notTried} not tried` : '',
  ].filter((part) => part !== '');
  return `${[`The login works on ${verified} of ${servers(requested)}`, ...others].join(', ')}.`;
}

/** Which password is to be kept; empty where every server has the new one. */
export function keepSentence({ counts: { refused } }: Report<Outcome>): string {
  return refused > 0
    ? `Keep the old password: ${servers(refused)} refused the login, and may still have the old one.`
    : '';
}

/** What to do next, each in one sentence or two; empty where all is well. */
export function nextSteps({ counts, dryRun }: Report<Outcome>): string[] {
  const { not_tried: notTried, refused, unreachable } = counts;
  if (dryRun === true) {
    return ['Nothing is known about the password: that takes a run with dry_run: false.'];
  }
  const steps = [];
  if (refused > 0) {
    steps.push(
      'Log in to one of the servers that refused at the remote login of the console, to see which password works there.',
    );
    steps.push(
      'Do not run again for the servers that refused before that: each attempt counts as a failed login there, and several lock the account.',
    );
  }
  if (unreachable + notTried > 0) {
    steps.push(
      'For the servers that are unreachable or not tried fix the cause shown for them, then run again for these servers.',
    );
  }
  return steps;
}
