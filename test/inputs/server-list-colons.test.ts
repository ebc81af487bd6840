import { expect, it } from '@jest/globals';
import { parseServerList } from '../../src/inputs/server-list.ts';
import type { ServerListResult } from '../../src/inputs/server-list.ts';

const ID = '00000000-0000-4000-8000-000000000001';

function parse(text: string): ServerListResult {
  return parseServerList(text, {
    show: (part) => part,
    cleanName: (name) => name,
    byLine: false,
  });
}

it.each([
  ['colons', 'a:b:c'],
  ['quotation marks', 'a":"b'],
  ['a backslash at the end', 'a:\\'],
  ['backslashes before a quotation mark', 'a\\\\":'],
])('counts no %s of a text as a pair of a JSON object', (_what, text) => {
  expect(parse(JSON.stringify({ [text]: ID }))).toMatchObject({ ok: true });
  expect(parse(JSON.stringify({ id: ID, name: text }))).toMatchObject({ ok: true });
});

it('finds a key that is there twice, beside texts with colons', () => {
  expect(parse(`{"a\\":\\\\":"${ID}","b":"${ID}","b":"${ID}"}`)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('same key twice') },
  });
});

it('reads an object with a text of many megabytes', () => {
  expect(parse(JSON.stringify({ id: ID, name: 'a'.repeat(20_000_000) }))).toMatchObject({
    ok: true,
    value: { servers: [ID] },
  });
});
