import type { RunContext } from '../../github/run-context.ts';
import { docsAddress } from '../../report/docs-address.ts';
import { runFacts } from '../../report/report.ts';
import { renderSummary } from '../../report/summary.ts';
import { publish } from '../publish.ts';
import { failInputs, startAction } from '../start.ts';
import { conclusionOf, nextSteps } from './conclusion.ts';
import { isSuccess, rotationReport } from './rotation-report.ts';
import { readSettings } from './settings.ts';
import { commandOf, rotationSummary } from './summary.ts';

/**
 * Reports on every server after several steps, by their report files. It sends no request and changes
 * nothing.
 */
export async function run(context: RunContext): Promise<void> {
  const { clock, core, environment } = context;
  const { inputs, secrets, started } = startAction(context);
  const settings = await readSettings(inputs);
  if (settings === undefined) {
    await failInputs(context, inputs, 'All steps');
    return;
  }
  const report = rotationReport(settings, secrets, runFacts(environment, started, clock.now()));
  const command = commandOf(report, environment);
  await publish(core, environment, {
    report,
    passes: isSuccess(report),
    conclusion: conclusionOf(report),
    nextStep: nextSteps(report, command !== undefined).join(' '),
    summary: (reportFile) =>
      renderSummary(rotationSummary(report, environment, reportFile), docsAddress(environment)),
  });
}
