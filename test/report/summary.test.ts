import { describe, expect, it } from '@jest/globals';
import { markup } from '../../src/report/markup.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { contentOf, countsOf, DOCS, idsOf, reasonOf } from './sample-summary.ts';

const MIB = 1024 * 1024;

function partsOf(own: Parameters<typeof contentOf>[0], docs: string | undefined = DOCS): string[] {
  return renderSummary(contentOf(own), docs).split('\n\n');
}

describe('the first lines', () => {
  it('are the headline, what ran, the bar and the counts', () => {
    expect(partsOf({})).toEqual([
      '## 2 of 6 servers still need you',
      '🟦🟦🟦🟦🟥🟥<br>\nPassword reset: 🟦 **4** accepted · 🟥 **2** failed · 🟨 **0** unknown · ⬜ **0** not sent · **6** requested',
    ]);
  });

  it('have no bar without counts', () => {
    expect(partsOf({ counts: [] }).slice(1)).toEqual(['Password reset']);
  });

  it('go on with the paragraphs and the numbered steps', () => {
    const own = { paragraphs: [markup`One.`], steps: [markup`Fix it.`, markup`Run **again**.`] };
    expect(partsOf(own).slice(2)).toEqual([
      'One.',
      '### Next steps',
      '1. Fix it.\n2. Run **again**.',
    ]);
  });
});

describe('a list to copy', () => {
  const title = 'Failed: 2 servers';

  it('is one line with commas, without names', () => {
    const ids = idsOf(2);
    const own = { rerunLists: [{ title, count: 2, ids }], names: new Map([[ids[0] ?? '', 'web']]) };
    expect(partsOf(own).slice(2)).toEqual([
      '**Failed&#58; 2 servers**',
      `\`\`\`text\n${ids.join(',')}\n\`\`\``,
    ]);
  });

  it('says how many of more than 500 it leaves out', () => {
    const own = { rerunLists: [{ title, count: 700, ids: idsOf(700) }] };
    const [, , , block = '', leftOut] = partsOf(own);
    expect(block.split(',')).toHaveLength(500);
    expect(leftOut).toBe(
      '200 more servers are left out here. The whole result is in the report file.',
    );
  });

  it('contains nothing but IDs, because a block of code has no escapes', () => {
    const own = { rerunLists: [{ title, count: 1, ids: ['a`\n```\n<b>'] }] };
    expect(partsOf(own).at(-1)).toBe('```text\nab\n```');
  });
});

describe('the reasons', () => {
  it('have a row each, with the code linked to its place in the documents', () => {
    const table = partsOf({ reasons: [reasonOf()] })[2];
    expect(table?.split('\n')).toEqual([
      '| Servers | What happened | Code | What to do |',
      '| --- | --- | --- | --- |',
      `| 🟥&nbsp;2&nbsp;failed | The server is locked | [Ecs.0605](${DOCS}/troubleshooting/codes.md#ecs-0605) | Unlock the server, then try again |`,
    ]);
  });

  it('show the code without a link where the version of the action is not known', () => {
    expect(renderSummary(contentOf({ reasons: [reasonOf()] }), undefined)).toContain(
      '| Ecs.0605 |',
    );
  });

  it('may have no code', () => {
    const table = partsOf({ reasons: [reasonOf({ code: undefined, docs: undefined })] })[2];
    expect(table).toContain('| The server is locked |  | Unlock the server');
  });

  it('beyond 20 are counted in one row', () => {
    const reasons = Array.from({ length: 23 }, (_, index) =>
      reasonOf({ what: `reason ${index + 1}`, count: 1, ids: idsOf(1) }),
    );
    const summary = renderSummary(contentOf({ reasons }), DOCS);
    expect(summary.match(/^\| 🟥/gmu)).toHaveLength(20);
    expect(summary).toContain('| 3 servers | 3 more reasons |  |  |');
    expect(summary.match(/<details>/g)).toHaveLength(20);
  });
});

describe('the folded lists', () => {
  it('name the servers of each reason, then the others', () => {
    const [first = '', second = '', third = ''] = idsOf(3);
    const summary = renderSummary(
      contentOf({
        reasons: [reasonOf({ ids: [first, second] })],
        lists: [{ title: 'Accepted: 1 server', count: 1, ids: [third], requestIds: [] }],
        names: new Map([[second, 'web-02 <b>']]),
      }),
      DOCS,
    );
    expect(summary.split('\n\n').slice(3)).toEqual([
      '<details><summary>Failed, 2 servers&#58; the server is locked &#40;Ecs.0605&#41;</summary>',
      `<pre>\n${first}\n${second} # web-02 &#60;b&#62;\n</pre>`,
      '</details>',
      '<details><summary>Accepted&#58; 1 server</summary>',
      `<pre>\n${third}\n</pre>`,
      '</details>',
    ]);
  });

  it.each([
    [500, undefined],
    [501, '1 more server is left out here. The whole result is in the report file.'],
    [700, '200 more servers are left out here. The whole result is in the report file.'],
  ])('of %i servers', (count, leftOut) => {
    const reasons = [reasonOf({ count, ids: idsOf(Math.min(count, 500)) })];
    const summary = renderSummary(contentOf({ reasons }), DOCS);
    expect(summary.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/gm)).toHaveLength(500);
    expect(/.*left out.*/.exec(summary)?.[0]).toBe(leftOut);
  });

  it('have 5,000 IDs together, and the lists to copy take theirs first', () => {
    const reasons = Array.from({ length: 12 }, () => reasonOf({ count: 500, ids: idsOf(500) }));
    const rerunLists = [{ title: 'Failed', count: 6_000, ids: idsOf(6_000) }];
    const summary = renderSummary(contentOf({ reasons, rerunLists }), DOCS);
    expect(summary.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/gm)).toHaveLength(4_500);
    expect(summary.match(/500 more servers are left out here/g)).toHaveLength(4);
  });

  it('have titles of at most 120 characters of what happened', () => {
    const summary = renderSummary(
      contentOf({ reasons: [reasonOf({ what: '😀'.repeat(200) })] }),
      DOCS,
    );
    const [, title = ''] = /<summary>(.*)<\/summary>/.exec(summary) ?? [];
    expect(title.match(/&#128512;/g)).toHaveLength(120);
    expect(title).toContain('&#8230; &#40;Ecs.0605&#41;');
  });

  it('show the IDs of requests too', () => {
    const reasons = [reasonOf({ requestIds: ['4bf92f3577b34da6', '<b>'] })];
    expect(partsOf({ reasons }).slice(-2)).toEqual([
      'IDs of requests: 4bf92f3577b34da6, &#60;b&#62;',
      '</details>',
    ]);
  });
});

describe('tables', () => {
  const columns = [{ title: 'Wave' }, { title: 'Seconds', align: 'right' as const }];

  it('have a heading', () => {
    const tables = [{ title: 'Waves', columns, rows: [['1 <b>', 12]], maxOpenRows: 30 }];
    expect(partsOf({ tables }).slice(2)).toEqual([
      '### Waves',
      '| Wave | Seconds |\n| --- | ---: |\n| 1 &#60;b&#62; | 12 |',
    ]);
  });

  it('are folded when they are long, and cut when they are longer', () => {
    const rows = Array.from({ length: 600 }, (_, index) => [index, markup`**x**`]);
    const parts = partsOf({ tables: [{ title: 'Waves', columns, rows, maxOpenRows: 30 }] });
    expect(parts[2]).toBe('<details><summary>Waves</summary>');
    expect(parts[3]?.split('\n')).toHaveLength(502);
    expect(parts[4]).toBe(
      '100 more rows are left out here. The whole result is in the report file.',
    );
  });
});

describe('lines of details', () => {
  it('keep their form', () => {
    const details = [{ title: 'Claims', lines: ['sub: repo:octo/fleet', 'aud: <b>'] }];
    expect(partsOf({ details }).slice(2)).toEqual([
      '### Claims',
      '<pre>\nsub&#58; repo&#58;octo&#47;fleet\naud&#58; &#60;b&#62;\n</pre>',
    ]);
  });
});

it.each(['<', '密', '😀', '|', 'a'])('the largest page of %j is below 1 MiB', (character) => {
  const text = character.repeat(300);
  const names = new Map(idsOf(6_000).map((id) => [id, character.repeat(64)]));
  const reasons = Array.from({ length: 30 }, (_, index) =>
    reasonOf({
      what: `${index} ${text}`,
      advice: text,
      count: 1_000,
      ids: idsOf(500),
      requestIds: Array.from({ length: 20 }, () => 'f'.repeat(64)),
    }),
  );
  const rows = Array.from({ length: 600 }, () => [text, text]);
  const summary = renderSummary(
    contentOf({
      counts: countsOf(0, 30_000, 0, 0),
      reasons,
      names,
      rerunLists: [{ title: 'Failed', count: 30_000, ids: idsOf(6_000) }],
      tables: [
        { title: 'Table', columns: [{ title: 'A' }, { title: 'B' }], rows, maxOpenRows: 30 },
      ],
    }),
    DOCS,
  );
  expect(Buffer.byteLength(summary)).toBeLessThan(MIB);
  expect(summary.includes('left out here')).toBe(true);
});
