import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secrets } from '../../src/secrets/redact.ts';
import { parseServerList } from '../../src/inputs/server-list.ts';
import type { ServerListOptions } from '../../src/inputs/server-list.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
const quote = (entry: string) => new Secrets(() => undefined).quote(entry);
const OPTIONS: ServerListOptions = { show: quote, cleanName: quote, byLine: false };

function idsOf(text: string): readonly string[] {
  const list = parseServerList(text, OPTIONS);
  if (!list.ok) throw new Error(list.error.message);
  return list.value.servers;
}

function problemOf(text: string, show?: (entry: string) => string): string {
  const list = parseServerList(text, {
    ...OPTIONS,
    show: show ?? (() => undefined),
    byLine: show === undefined,
  });
  if (list.ok) throw new Error('the list was accepted');
  return list.error.message;
}

describe('accepts', () => {
  it.each([
    ['one id', A, [A]],
    ['lines', `${A}\n${B}\n`, [A, B]],
    ['Windows line ends', `${A}\r\n${B}\r\n\r\n`, [A, B]],
    ['line ends of classic Mac OS', `${A}\r${B}`, [A, B]],
    ['commas', `${A},${B}, ${C},`, [A, B, C]],
    ['blanks and tabs', `  ${A}  ${B}\t${C}  `, [A, B, C]],
    ['a mixture', `\n${C}, ${A}\n,\n${B}`, [C, A, B]],
    ['a byte order mark', `\ufeff${A}\n${B}`, [A, B]],
    ['a JSON array of ids', JSON.stringify([B, A]), [B, A]],
    ['a JSON array with line ends', JSON.stringify([B, A], null, 2), [B, A]],
    ['a JSON array of objects', JSON.stringify([{ id: B, name: 'x' }, { id: A }]), [B, A]],
    ['a JSON array of both', JSON.stringify([B, { id: A }]), [B, A]],
    ['one JSON string', JSON.stringify(A), [A]],
    ['one JSON string with several ids', JSON.stringify(`${A},${B}\n${C}`), [A, B, C]],
    ['a Terraform map', JSON.stringify({ web: B, db: A }), [B, A]],
    ['one id in an object', JSON.stringify({ id: A }), [A]],
    ['a map with the name value', JSON.stringify({ value: A, other: B }), [A, B]],
    [
      'a Terraform output of a list',
      JSON.stringify({ sensitive: false, type: ['list', 'string'], value: [B, A] }),
      [B, A],
    ],
    ['a Terraform output of a string', JSON.stringify({ value: A }), [A]],
    ['a Terraform output of a map', JSON.stringify({ value: { web: B, db: A } }), [B, A]],
    ['a Terraform output of objects', JSON.stringify({ value: [{ id: B }, { id: A }] }), [B, A]],
  ])('%s', (_what, text, expected) => {
    expect(idsOf(text)).toEqual(expected);
  });

  it('upper case, and returns lower case', () => {
    expect(idsOf(A.toUpperCase())).toEqual([A]);
  });

  it('duplicates, in any letter case, and counts them', () => {
    expect(parseServerList([B, A, B.toUpperCase(), A, C].join('\n'), OPTIONS)).toEqual({
      ok: true,
      value: { servers: [B, A, C], names: new Map(), duplicates: 2 },
    });
  });

  it('3,500 ids, and keeps their order', () => {
    const ids = Array.from(
      { length: 3_500 },
      (_, index) => `${(3_500 - index).toString(16).padStart(8, '0')}-4466-4c15-a9ce-87727ad311b5`,
    );
    expect(idsOf(ids.join('\n'))).toEqual(ids);
    expect(idsOf(JSON.stringify(ids))).toEqual(ids);
  });

  it('any mixture of separators', () => {
    const separator = fc.stringMatching(/^[ \t\r\n]*[,\r\n \t][ ,\r\n]*$/);
    const parts = fc.array(fc.tuple(fc.uuid(), separator), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.stringMatching(/^[ ,\n]{0,3}$/), (entries, start) => {
        const ids = entries.map(([id]) => id);
        const text = start + entries.map(([id, between]) => id + between).join('');
        expect(idsOf(text)).toEqual([...new Set(ids)]);
      }),
    );
  });
});

describe('refuses', () => {
  it.each([
    ['nothing', ''],
    ['blanks and commas only', ' ,\n, '],
    ['an empty array', '[]'],
    ['an empty object', '{}'],
    ['an empty JSON string', '""'],
    ['an empty Terraform output', '{"value":[]}'],
  ])('%s as an empty list', (_what, text) => {
    expect(problemOf(text)).toBe('is an empty list: give at least one server ID');
  });

  it.each([`[${A}]`, `["${A}"`, '{', '[', '"abc', `["${A}"] trailing`])(
    'invalid JSON: %s',
    (text) => {
      expect(problemOf(text, quote)).toBe(
        'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own',
      );
    },
  );

  it('several Terraform outputs', () => {
    const outputs = {
      servers: { sensitive: false, type: ['list', 'string'], value: [A] },
      other: { sensitive: true, type: 'string', value: 'secret' },
    };
    const problem = problemOf(JSON.stringify(outputs), quote);
    expect(problem).toBe(
      'contains all outputs of Terraform: give one of them, with terraform output -json NAME',
    );
  });

  it('one Terraform output under its name, as terraform output -json writes it', () => {
    expect(problemOf(JSON.stringify({ servers: { type: 'string', value: A } }), quote)).toContain(
      'terraform output -json NAME',
    );
  });

  it.each([
    ['the command', `[command]/opt/terraform-bin output -json servers\n["${A}"]`],
    ['a debug line after it', `["${A}"]\n::debug::Terraform exited with code 0.`],
    ['a debug line at the end of a line', `["${A}"]::debug::Terraform exited with code 0.`],
    ['a workflow command before it', `::set-output name=stdout::["${A}"]`],
  ])('the output of the setup-terraform wrapper: %s', (_what, text) => {
    expect(problemOf(text, quote)).toContain('terraform_wrapper: false');
  });

  it.each([
    ['a name', 'web-1'],
    ['an id that is too short', A.slice(1)],
    ['an id that is too long', `${A}0`],
    ['an id without hyphens', A.replaceAll('-', '')],
    ['an id with a letter after f', A.replace('b', 'g')],
    ['an id in braces', `x{${A}}`],
  ])('%s', (_what, text) => {
    expect(problemOf(`${A} ${text}`, quote)).toContain(
      `contains something that is not a valid server ID: entry 2 (${text}). Write IDs such as `,
    );
  });

  it.each([
    ['a number', '[1]', 'entry 1 (a number).'],
    ['null', `["${A}", null]`, 'entry 2 (null).'],
    ['a list in a list', `[["${A}"]]`, 'entry 1 (a list).'],
    ['an object without an id', `[{"name":"x"}]`, 'entry 1 (an object without id).'],
    ['an object with another id', `[{"id":7}]`, 'entry 1 (an object without id).'],
    ['a map of objects without ids', `{"a":{"c":"${B}"}}`, 'entry 1 (an object without id).'],
    ['true in a Terraform output', '{"value":[true]}', 'entry 1 (a boolean).'],
  ])('JSON with %s', (_what, text, place) => {
    expect(problemOf(text, quote)).toContain(`not a valid server ID: ${place}`);
  });
});

describe('the problem with invalid entries', () => {
  it('names five of them, and counts the others', () => {
    const text = ['a1', A, 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].join(' ');
    expect(problemOf(text, quote)).toContain(
      'entry 1 (a1), entry 3 (a2), entry 4 (a3), entry 5 (a4), entry 6 (a5) and 2 more.',
    );
  });

  it('quotes at most 40 characters of an entry, cleaned', () => {
    const problem = problemOf(`${A} ::error::${'x'.repeat(60)}`, quote);
    expect(problem).toContain(`(: :error: :${'x'.repeat(29)}…)`);
  });

  it('never quotes a secret', () => {
    const secrets = new Secrets(() => undefined);
    secrets.mask('Fake-Pass1');
    const problem = problemOf('aFake-Pass1b', (entry) => secrets.quote(entry));
    expect(problem).toContain('entry 1 (a***b)');
  });

  it('names lines, and quotes nothing, when no function to quote is given', () => {
    const problem = problemOf(`${A}\n\n${B} web-1\r\nweb-2, web-3\n`);
    expect(problem).toContain('not a valid server ID: line 3, line 4, line 4. Write');
    expect(problem).not.toContain('web');
  });

  it('quotes nothing of JSON when no function to quote is given', () => {
    expect(problemOf(JSON.stringify([A, 'web-1']))).not.toContain('web');
    expect(problemOf(JSON.stringify('web-1'))).not.toContain('web');
    expect(problemOf('{"web-1"')).not.toContain('web');
  });
});

it('does not throw on any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(typeof parseServerList(text, OPTIONS).ok).toBe('boolean');
    }),
  );
});

describe('unusual JSON', () => {
  it('keeps the server of the key __proto__', () => {
    expect(idsOf(`{"__proto__":"${A}","b":"${B}"}`)).toEqual([A, B]);
  });

  it('refuses a Terraform output inside another one', () => {
    const nested = `${'{"value":'.repeat(20_000)}"${A}"${'}'.repeat(20_000)}`;
    expect(problemOf(nested)).toMatch(
      /contains something that is not a valid server ID|contains all outputs/,
    );
  });
});

describe('the line of a problem', () => {
  it.each<[string, string, number | undefined]>([
    ['an entry of a text', `${A}\n\nweb-01, x\nweb-02`, 3],
    ['an ID in a comment', `${A}\n${A} # and ${B} ${C}`, 2],
    ['an entry of JSON', `\n[\n  "${A}",\n  "web-01"\n]`, 4],
    ['an entry of JSON with escapes', `[\n"${A}",\n"a\\"b"]`, 3],
    ['an object in JSON', `[{"id":"${A}"},\n{"id":\n"web-01"}]`, 3],
    ['an entry of JSON that stands twice', `["web-01",\n"web-01"]`, undefined],
    ['an entry of JSON without a text', '[null]', undefined],
    ['an object without id', '[{}]', undefined],
    ['a text in JSON', `"${A}\\nweb-01"`, undefined],
    ['JSON in JSON', JSON.stringify(`["${A}",\n"web-01"]`), undefined],
    ['JSON with a missing comma', `\n\n["${A}"\n"${B}"]`, 4],
    ['JSON with a missing end', `["${A}",`, undefined],
    ['an empty list', '[]', undefined],
    ['a list of Terraform', 'tolist([', undefined],
  ])('in %s', (_what, text, line) => {
    const list = parseServerList(text, OPTIONS);
    expect(list.ok ? 'the list was accepted' : list.error.line).toBe(line);
  });
});
