import type { Event } from '../github/event.ts';
import type { Inputs } from './inputs.ts';

/** Whether the run may change anything, and a sentence that says why. */
export interface DryRun {
  readonly dryRun: boolean;
  readonly notice: string;
}

/**
 * Reads `dry_run`. With `auto` the event decides: an unmerged change changes nothing.
 *
 * @param realRun the name of a run that changes something, at the beginning of a sentence
 */
export function readDryRun(inputs: Inputs, { dryRunReason }: Event, realRun: string): DryRun {
  switch (inputs.choice('dry_run', ['auto', 'true', 'false'], 'auto')) {
    case 'true':
      return { dryRun: true, notice: 'Dry run, because dry_run is true: nothing is changed.' };
    case 'auto':
      return dryRunReason === undefined
        ? {
            dryRun: false,
            notice: `${realRun}: dry_run is auto, and this run does not come from an unmerged change.`,
          }
        : {
            dryRun: true,
            notice: `Dry run: dry_run is auto, and ${dryRunReason}. Nothing is changed.`,
          };
    case 'false':
      if (dryRunReason !== undefined) {
        inputs.warnings.push(
          `${realRun} although ${dryRunReason}, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.`,
        );
      }
      return { dryRun: false, notice: `${realRun}, because dry_run is false.` };
  }
}
