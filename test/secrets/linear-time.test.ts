import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { Secrets } from '../../src/secrets/redact.ts';

const PROGRAM = fileURLToPath(new URL('redaction-steps.ts', import.meta.url));
/** Counts of optimized code, and of code that was dropped and compiled again, are not exact. */
const EXACT = ['--no-opt', '--no-maglev', '--no-sparkplug', '--no-flush-bytecode'];

it('takes at most twice the steps for twice the text, whatever text and secrets are', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [...EXACT, PROGRAM], {
    env: {},
  });
  const steps = z.record(z.string(), z.tuple([z.number(), z.number()])).parse(JSON.parse(stdout));
  expect(Object.keys(steps).length).toBeGreaterThan(10);
  const slow = Object.entries(steps).filter(([, [once, twice]]) => twice > 2.3 * once);
  expect(slow).toEqual([]);
  // Each position of the text is visited.
  expect(Math.min(...Object.values(steps).map(([once]) => once))).toBeGreaterThan(1_000);
}, 60_000);

const random = (length: number, seed: number): string => {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charAt(state % 61);
  }).join('');
};

/** The processor time of this process, in microseconds; the shortest of five runs. */
function cpuTime(work: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const { user } = process.cpuUsage();
    work();
    return process.cpuUsage().user - user;
  });
  return Math.min(...times);
}

/** Reads as many characters as 500 passes over 4,000 characters do. */
function readCharacters(text: string): number {
  let sum = 0;
  for (let pass = 0; pass < 500; pass += 1) {
    for (let index = 0; index < 4_000; index += 1) sum += text.charCodeAt(index);
  }
  return sum;
}

describe('the time for 4,000 characters', () => {
  const secrets = Array.from({ length: 20 }, (_, index) => random(100, index + 1));

  // A ratio in one process: it is the same on a slow or busy machine.
  it.each([
    ['twenty secrets', secrets],
    ['a token of 6,000 characters', [random(6_000, 99)]],
    ['both', [...secrets, random(6_000, 99)]],
  ])('is a few milliseconds with %s', (_what, values) => {
    const known = new Secrets(() => undefined);
    for (const value of values) known.mask(value);
    const texts = [
      random(4_000, 7),
      `${values[0] ?? ''} `.repeat(40),
      '\\u0041 %41 &#65; '.repeat(250),
    ];
    for (const text of texts) {
      const cut = text.slice(0, 4_000).padEnd(4_000);
      known.clean(cut);
      readCharacters(cut);
      const unit = cpuTime(() => readCharacters(cut));
      const ratio = cpuTime(() => known.clean(cut)) / unit;
      expect(ratio).toBeLessThan(4);
    }
  });
});
