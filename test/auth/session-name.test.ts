import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { methodOf, RUN, STS } from './target-inputs.ts';
import type { Texts } from './target-inputs.ts';

describe('the name of the session', () => {
  const nameFor = (environment: Texts): string =>
    methodOf('sts', STS, { environment }).agency.sessionName;
  /** The characters and the length that the STS API reference allows. */
  const NAME = /^[A-Za-z0-9_+=,.@-]{2,128}$/;

  it.each<[Texts, string]>([
    [RUN, 'octo+fleet@run-42'],
    [{ GITHUB_REPOSITORY: 'Octo-1/my_fleet.x', GITHUB_RUN_ID: '9' }, 'Octo-1+my_fleet.x@run-9'],
    [{ GITHUB_REPOSITORY: '', GITHUB_RUN_ID: '' }, '@run-'],
    [{ GITHUB_REPOSITORY: 'a b/c:d', GITHUB_RUN_ID: '4\n2' }, 'a-b+c-d@run-4-2'],
    [{ GITHUB_REPOSITORY: 'a/b/c', GITHUB_RUN_ID: 'ü' }, 'a+b-c@run--'],
  ])('follows from %j', (environment, expected) => {
    expect(nameFor(environment)).toBe(expected);
  });

  it('contains the whole run ID with the longest names that GitHub allows', () => {
    const repository = `${'o'.repeat(39)}/${'r'.repeat(100)}`;
    const id = '18446744073709551615';
    const name = nameFor({ GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id });
    expect(name).toHaveLength(128);
    expect(name).toMatch(new RegExp(`^${'o'.repeat(39)}\\+r+@run-${id}$`));
  });

  it('is valid for STS in any environment', () => {
    const text = fc.string({ unit: 'binary', maxLength: 160 });
    fc.assert(
      fc.property(text, text, (repository, id) => {
        const name = nameFor({ GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id });
        expect(name).toMatch(NAME);
      }),
    );
  });

  it('identifies the run, whatever the repository', () => {
    const repository = fc.stringMatching(/^[\w.-]{1,39}\/[\w.-]{1,100}$/);
    const id = fc.bigInt({ min: 1n, max: 2n ** 64n });
    fc.assert(
      fc.property(repository, id, (full, number) => {
        const name = nameFor({ GITHUB_REPOSITORY: full, GITHUB_RUN_ID: String(number) });
        expect(name).toMatch(NAME);
        const [prefix = '', run] = name.split('@run-');
        expect(run).toBe(String(number));
        expect(full.replace('/', '+').startsWith(prefix)).toBe(true);
      }),
    );
  });
});
