/**
 * Prints the notes of a release: its section of CHANGELOG.md. It fails when the version is not the
 * same in the tag, package.json, package-lock.json, src/version.ts and CHANGELOG.md. It needs no
 * packages, so that a job with write permissions can run it without `npm ci`.
 *
 * usage: node scripts/release-notes.ts v1.2.3
 */
import { readFileSync } from 'node:fs';

const TAG = /^v(?<version>(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))$/;
const HEADING = /^## \[(?<name>[^\]]+)\](?: - (?<date>\d{4}-\d{2}-\d{2}))?$/;

interface Section {
  readonly name: string;
  readonly date: string | undefined;
  readonly text: string;
}

const [tag = '', ...more] = process.argv.slice(2);
const version = TAG.exec(tag)?.groups?.['version'];
if (version === undefined || more.length > 0) {
  console.error('usage: node scripts/release-notes.ts vMAJOR.MINOR.PATCH');
  process.exitCode = 2;
} else {
  const sections = sectionsOf(read('CHANGELOG.md'));
  const problems = [...versionProblems(version), ...changelogProblems(version, sections)];
  if (problems.length > 0) {
    console.error([`${tag} cannot be released:`, ...problems].join('\n- '));
    process.exitCode = 1;
  } else {
    console.log(sections.find(({ name }) => name === version)?.text);
  }
}

function versionProblems(wanted: string): string[] {
  const found = {
    'package.json': field(json('package.json'), 'version'),
    'package-lock.json': field(json('package-lock.json'), 'version'),
    'package-lock.json (packages)': field(
      field(field(json('package-lock.json'), 'packages'), ''),
      'version',
    ),
    'src/version.ts': /\bVERSION = '(?<version>[^']*)'/.exec(read('src/version.ts'))?.groups?.[
      'version'
    ],
  };
  return Object.entries(found).flatMap(([file, version]) =>
    version === wanted ? [] : [`${file} says ${String(version)}, not ${wanted}`],
  );
}

function changelogProblems(wanted: string, sections: readonly Section[]): string[] {
  const unreleased = sections.find(({ name }) => name === 'Unreleased');
  const matching = sections.filter(({ name }) => name === wanted);
  const [section] = matching;
  const problems: string[] = [];
  if (unreleased !== undefined && unreleased.text !== '') {
    problems.push('CHANGELOG.md still has something under "Unreleased": move it to the version');
  }
  if (section === undefined) {
    problems.push(`CHANGELOG.md has no section "## [${wanted}] - YYYY-MM-DD"`);
  } else {
    if (matching.length > 1)
      problems.push(`CHANGELOG.md has ${matching.length} sections for ${wanted}`);
    if (section.date === undefined) problems.push(`CHANGELOG.md has no date for ${wanted}`);
    if (section.text === '') problems.push(`CHANGELOG.md says nothing about ${wanted}`);
  }
  return problems;
}

/** Splits the changelog at its headings of the second level. Text above the first one is ignored. */
function sectionsOf(changelog: string): Section[] {
  const sections: { name: string; date: string | undefined; lines: string[] }[] = [];
  for (const line of changelog.split('\n')) {
    const heading = HEADING.exec(line)?.groups;
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ name: heading['name'] ?? '', date: heading['date'], lines: [] });
  }
  return sections.map(({ name, date, lines }) => ({ name, date, text: lines.join('\n').trim() }));
}

function json(file: string): unknown {
  return JSON.parse(read(file));
}

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([key]) => key === name)?.[1] as unknown)
    : undefined;
}
