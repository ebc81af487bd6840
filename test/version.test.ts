import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { VERSION } from '../src/version.ts';

it('is the version in package.json', async () => {
  const description = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(description)).toHaveProperty('version', VERSION);
});
