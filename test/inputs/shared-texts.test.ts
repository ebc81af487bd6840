import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { adviceTexts } from '../../src/inputs/shared-texts.ts';

const OF_ACTION = {
  outcomeUnknown: 'OUTCOME UNKNOWN',
  tryAgain: 'TRY AGAIN',
  grantPermission: 'GRANT PERMISSION',
  passwordForCheck: 'PASSWORD FOR CHECK',
  reduceBatchSize: 'REDUCE BATCH SIZE',
};
const texts: Readonly<Record<string, string>> = { ...adviceTexts(OF_ACTION) };
const { inputs } = load(await readFile(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: Record<string, unknown>;
};

describe('adviceTexts', () => {
  it('contains the texts of the action without a change', () => {
    expect(texts).toMatchObject(OF_ACTION);
  });

  it.each(['tryAgainLater', 'report', 'slowDown'])(
    'says in %s how to run this action again',
    (name) => {
      expect(texts[name]).toContain(OF_ACTION.tryAgain);
    },
  );

  it.each(Object.entries(texts))('%s names only inputs that exist', (_name, text) => {
    // The name of an input is the only word in lower case with an underscore.
    for (const name of text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? []) {
      expect(Object.keys(inputs)).toContain(name);
    }
  });

  it('has no text with a line end, or with a full stop at its end', () => {
    expect(Object.values(texts).filter((text) => !/^\S[^\n]*[^\s.]$/.test(text))).toEqual([]);
  });
});
