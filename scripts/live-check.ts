/**
 * `npm run live-check`: checks what the references of Huawei Cloud leave open, against the project of
 * the person who runs it, and prints a report that can be attached to an issue. Exit code: 0 when there
 * is a report, 1 when not, 2 for an invalid command line or environment.
 */
import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { generatePassword } from '../src/actions/password/generator.ts';
import type { ServerRow } from '../src/huaweicloud/server-rows.ts';
import { checkPassword } from '../src/inputs/password-rules.ts';
import { describeReason } from '../src/report/log.ts';
import { checkDryRuns, chooseServers } from './live-check/dry-runs.ts';
import { checkFilters } from './live-check/filters.ts';
import { finding } from './live-check/finding.ts';
import type { Section } from './live-check/finding.ts';
import { checkFlags } from './live-check/flags.ts';
import { checkLists, listPage, readSample } from './live-check/lists.ts';
import { PASSWORD_VARIABLE, readOptions, USAGE } from './live-check/options.ts';
import type { Options } from './live-check/options.ts';
import { withProject } from './live-check/project.ts';
import type { Project } from './live-check/project.ts';
import { checkActions, checkRealReset } from './live-check/real-reset.ts';
import { renderReport } from './live-check/report.ts';
import { changeStages, checkStages, STAGE_CHANGES } from './live-check/stages.ts';

const PASSWORD_LENGTH = 14;

process.exitCode = await main(process.argv.slice(2), process.env);

async function main(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  const options = readOptions(args);
  if (!options.ok) return usageError([options.error]);
  const password = environment[PASSWORD_VARIABLE] ?? '';
  if (options.value.reset !== undefined) {
    const { errors } = checkPassword(password, 'batch', 'any');
    if (errors.length > 0) return usageError([`${PASSWORD_VARIABLE} ${errors.join('; ')}.`]);
  }
  const result = await withProject(options.value, environment, (project) =>
    check(options.value, password, project),
  );
  if (!result.ok) {
    if (!('message' in result.error)) return usageError(result.error);
    console.error(`${describeReason(result.error)}. ${result.error.advice}.`);
    return 1;
  }
  const { output } = options.value;
  if (output === undefined) process.stdout.write(result.value);
  else await writeFile(output, result.value);
  return 0;
}

function usageError(problems: readonly string[]): number {
  console.error(`${problems.join('\n')}\n\n${USAGE}`);
  return 2;
}

async function check(options: Options, password: string, project: Project): Promise<string> {
  const { changeSecret, flags: maxFlags, reset, secret, withPassword } = options;
  const { ecs, recorder, secrets } = project;
  secrets.mask(password);
  const changes = announceChanges(options);
  const sample = await readSample(project);
  const { servers } = sample;
  const sections: Section[] = [];
  const add = (title: string, findings: Section['findings']): void => {
    sections.push({ title, findings });
  };
  add(
    'List of servers',
    sample.page === undefined
      ? [finding('Can the servers be listed?', 'no', [sample.seen.text])]
      : await checkLists(servers, project),
  );
  if (sample.page !== undefined) add('Filters of the list', await checkFilters(servers, project));
  const flags = await checkFlags(servers, maxFlags, project);
  add('Plug-in flag', flags.findings);
  const candidates = chooseServers(servers, flags.values);
  add('Dry runs without a password', await checkDryRuns(candidates, undefined, project));
  if (withPassword) {
    const invented = generatePassword(PASSWORD_LENGTH, (max) => randomInt(max));
    secrets.mask(invented);
    const ids = Object.values(candidates).filter((id) => id !== undefined);
    console.error(`Dry runs with an invented password follow for: ${ids.join(', ')}.`);
    add('Dry runs with an invented password', await checkDryRuns(candidates, invented, project));
  }
  const [first] = servers;
  if (first !== undefined) add('Actions of a server', [await checkActions(first, project)]);
  if (secret !== undefined) add('Secret store', await checkStages(secret, project));
  if (changeSecret !== undefined) {
    const value = generatePassword(PASSWORD_LENGTH, (max) => randomInt(max));
    secrets.mask(value);
    add('Changes of a secret', await changeStages(changeSecret, value, project));
  }
  if (reset !== undefined) add('Real reset', await realReset(reset, password, project));
  return renderReport(
    {
      region: project.region,
      sections,
      observations: recorder.observations,
      changes,
      date: new Date(),
      names: [ecs.session.projectId, secret ?? '', changeSecret ?? ''],
    },
    secrets,
  );
}

/** Says on the standard error what is going to be changed, by name; the report has no names. */
function announceChanges({ changeSecret, reset }: Options): string[] {
  const what: [change: string, name: string][] = [];
  if (reset !== undefined) {
    what.push([
      'a real reset is sent, and the new password works after the next start or restart',
      `server ${reset}`,
    ]);
  }
  if (changeSecret !== undefined) what.push([STAGE_CHANGES, `secret ${changeSecret}`]);
  for (const [change, name] of what) console.error(`This run changes the ${name}: ${change}.`);
  return what.map(([change, name]) => `of one ${name.split(' ')[0] ?? ''}: ${change}`);
}

async function realReset(
  id: string,
  password: string,
  project: Project,
): Promise<Section['findings']> {
  const { page, seen } = await listPage(
    [
      ['server_id', id],
      ['limit', '100'],
    ],
    project,
  );
  const row = page?.rows.find((listed): listed is ServerRow => listed?.kind === 'server');
  return row?.id === id
    ? checkRealReset(row, password, project)
    : [finding('Is there such a server?', 'no, nothing was reset', [seen.text])];
}
