import type { Core } from '../github/core.ts';
import { TITLE } from './report.ts';

/** Writes the job summary. No later step depends on it, so the step does not fail without it. */
export async function writeSummary(core: Core, render: () => string): Promise<void> {
  try {
    await core.summary.addRaw(render(), true).write();
  } catch {
    core.warning('The job summary could not be written.', { title: TITLE });
  }
}
