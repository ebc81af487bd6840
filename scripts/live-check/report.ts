import type { Secrets } from '../../src/secrets/redact.ts';
import { VERSION } from '../../src/version.ts';
import type { Section } from './finding.ts';
import type { Observation } from './recorder.ts';

/** What looks like an ID. The findings contain none; this is the last look. */
const IDS = /\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b/gi;

export interface ReportData {
  /** Empty where an endpoint is given instead. */
  readonly region: string;
  readonly sections: readonly Section[];
  readonly observations: readonly Observation[];
  /** What the run was told to change, in words. */
  readonly changes: readonly string[];
  readonly date: Date;
  /** Replaced by placeholders, whatever form they have. */
  readonly names: readonly string[];
}

/** The report as Markdown, without secrets, IDs, names and text of the service. */
export function renderReport(data: ReportData, secrets: Secrets): string {
  const { changes, date, observations, region, sections } = data;
  const lines = [
    '# Live check of the Huawei Cloud API',
    '',
    `- reset-ecs-passwords ${VERSION}, Node ${process.version}, ${date.toISOString().slice(0, 10)}`,
    `- Region: ${region === '' ? 'none, an endpoint is given' : region}`,
    `- Changes: ${changes.length === 0 ? 'none, all requests only read or are dry runs' : changes.join('; ')}`,
    '',
    ...sections.flatMap(sectionLines),
    '## Requests',
    '',
    ...requestLines(observations),
  ];
  return placeholders(secrets.redact(`${lines.join('\n').trimEnd()}\n`), data.names);
}

function sectionLines({ findings, title }: Section): string[] {
  return [
    `## ${title}`,
    '',
    ...findings.flatMap(({ details, topic, result }) => [
      `**${topic}** ${result}`,
      '',
      ...details.map((detail) => `- ${detail}`),
      ...(details.length > 0 ? [''] : []),
    ]),
  ];
}

function requestLines(observations: readonly Observation[]): string[] {
  const counts = new Map<string, number>();
  for (const { call } of observations) counts.set(call, (counts.get(call) ?? 0) + 1);
  return Array.from(counts, ([call, number]) => `- ${number} × \`${call}\``);
}

function placeholders(text: string, names: readonly string[]): string {
  const known = names.filter((name) => name.length >= 6);
  return known
    .reduce((result, name) => result.replaceAll(name, '{name}'), text)
    .replace(IDS, '{id}');
}
