/**
 * A program of its own, because it counts with the coverage of V8, which Jest uses too: prints how often
 * each block of src/secrets ran in all, for each of the texts of the cases, as JSON.
 */

import { Session } from 'node:inspector/promises';

const SIZE = 1_000;

/** Known secrets, and a part that is repeated to make the text. */
const CASES: Readonly<Record<string, readonly [secrets: readonly string[], repeated: string]>> = {
  words: [['Fake-Pass1'], 'the server is busy '],
  'no blanks': [['Fake-Pass1'], 'x'],
  'almost the secret': [[`${'a'.repeat(99)}b`], 'a'],
  'the secret': [['a'.repeat(100)], 'a'],
  'a long secret': [['a'.repeat(6_000)], 'a'],
  'almost a long secret': [[`${'a'.repeat(63)}b${'a'.repeat(6_000)}`], 'a'],
  'a secret of many parts': [['ab'.repeat(3_000)], 'ab'.repeat(32)],
  backslashes: [[`${'\\'.repeat(30)}b`], '\\'],
  'more backslashes': [[`${'\\'.repeat(3_000)}b`], '\\'],
  'percent signs': [[`${'%25'.repeat(33)}b`], '%25'],
  'plus signs': [[`${'+'.repeat(100)}b`], '+'],
  entities: [[`${'&'.repeat(100)}b`], '&amp;'],
  ampersands: [[`${'&amp;'.repeat(20)}b`], 'amp;'],
  'entities without a semicolon': [['A1'.repeat(20)], '&#651'],
  zeros: [['Fake-Pass1'], '&#x0000000000'],
  'JSON escapes': [[`${'\\u0041'.repeat(20)}b`], '\\u0041'],
  hex: [['F'.repeat(100)], '46'],
  'hex with separators': [[`${'F'.repeat(100)}x`], '\\x46'],
  'twenty secrets': [
    Array.from({ length: 20 }, (_, index) => `${'a'.repeat(98)}${index + 10}`),
    'a',
  ],
};

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
// Only code that is compiled from now on is counted.
const { Secrets } = await import('../../src/secrets/redact.ts');

async function countBlocks(run: () => void): Promise<number> {
  // Taking the counts sets them back to zero.
  await session.post('Profiler.takePreciseCoverage');
  run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/src/secrets/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

const steps: Record<string, number[]> = {};
for (const [name, [known, repeated]] of Object.entries(CASES)) {
  const secrets = new Secrets(() => undefined);
  for (const secret of known) secrets.mask(secret);
  // The first text also pays for the preparation of the secrets.
  secrets.redact('');
  const counts: number[] = [];
  for (const size of [SIZE, 2 * SIZE]) {
    const text = repeated.repeat(Math.ceil(size / repeated.length));
    counts.push(await countBlocks(() => secrets.redact(text)));
  }
  steps[name] = counts;
}
process.stdout.write(JSON.stringify(steps));
session.disconnect();
