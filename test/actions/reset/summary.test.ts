import { describe, expect, it } from '@jest/globals';
import { resetSummary } from '../../../src/actions/reset/summary.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { fleetOf, LOCKED, reportOf } from '../../report/recorded-log.ts';
import { DOCS } from '../../report/sample-summary.ts';
import type { Reason, ServerResult } from '../../../src/fleet/outcome.ts';
import type { ResetReport } from '../../../src/actions/reset/reset-report.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const C = '3bd0eb17-4466-4c15-a9ce-87727ad311b5';
const FILE = '/tmp/report.json';
const LOST: Reason = { message: 'the connection was closed', advice: 'Wait' };
const TIMED_OUT: Reason = { message: 'the run reached its timeout', advice: 'Run again' };

const render = (report: ResetReport, file = FILE): string =>
  renderSummary(resetSummary(report, file), DOCS);

/** A fleet of four outcomes. */
function fleet(accepted: number, failed: number, unknown: number, notSent: number): ServerResult[] {
  const parts = [
    ...fleetOf(accepted, 'accepted'),
    ...fleetOf(failed, 'failed', LOCKED),
    ...fleetOf(unknown, 'unknown', LOST),
    ...fleetOf(notSent, 'not_sent', TIMED_OUT),
  ];
  const ids = fleetOf(parts.length, 'accepted').map(({ id }) => id);
  return parts.map((part, index) => ({ ...part, id: ids[index] ?? '' }));
}

type Counts = Parameters<typeof fleet>;
const DRY = { dryRun: true };
const SKIPPED = { dryRun: true, skipReason: 'there are no credentials <b>' };

function stepsIn(summary: string): string[] {
  return summary.match(/^\d+\. .*$/gm) ?? [];
}

function rowsIn(summary: string): string[] {
  return summary.split('\n').filter((line) => /^\| (?:🟥|🟨|⬜)/u.test(line));
}

it('shows everything for a run of which each outcome is different', () => {
  const results: ServerResult[] = [
    { id: A, outcome: 'accepted', requestId: '5bf92f3577b34da6a3ce929d0e0e4736' },
    { id: B, outcome: 'failed', reason: LOCKED },
    { id: C, outcome: 'unknown', reason: LOST },
  ];
  expect(render(reportOf(results, { names: new Map([[B, 'web-02']]) })).split('\n')).toEqual([
    '## ❌ 2 of 3 servers still need you',
    '',
    '🟦🟥🟨<br>',
    'Password reset: 🟦 **1** accepted · 🟥 **1** failed · 🟨 **1** unknown · ⬜ **0** not sent · **3** requested',
    '',
    '**Keep both passwords, the old and the new one: then this run locks nobody out.** Each server accepts the old password until its next start. At that start the accepted server takes the new one, the unknown server may take it, and the other server keeps the old one. The service does not report it if this fails inside a server.',
    '',
    '### Next steps',
    '',
    '1. **Fix each cause** in the table below.',
    '2. **Start a new run with the list “Failed”** and the same new password. “Re-run jobs” sends all 3 servers again: it is right only as long as no accepted server is restarted.',
    '3. **Ten minutes after this run, start a new run with the list “Unknown”** and the same new password.',
    '4. **Restart the accepted server, and log in to it** with the new password. Only then delete the old password.',
    '',
    '| Servers | What happened | Code | What to do |',
    '| --- | --- | --- | --- |',
    `| 🟥&nbsp;1&nbsp;failed | The server is locked | [Ecs.0605](${DOCS}/troubleshooting/codes.md#ecs-0605) | Unlock the server, then try again |`,
    '| 🟨&nbsp;1&nbsp;unknown | The connection was closed |  | Wait |',
    '',
    '**Failed&#58; 1 server to run again with**',
    '',
    '```text',
    B,
    '```',
    '',
    '**Unknown&#58; 1 server to run again with, after ten minutes**',
    '',
    '```text',
    C,
    '```',
    '',
    '<details><summary>Failed, 1 server&#58; the server is locked &#40;Ecs.0605&#41;</summary>',
    '',
    '<pre>',
    `${B} # web-02`,
    '</pre>',
    '',
    'IDs of requests: 4bf92f3577b34da6a3ce929d0e0e4736',
    '',
    '</details>',
    '',
    '<details><summary>Unknown, 1 server&#58; the connection was closed</summary>',
    '',
    '<pre>',
    C,
    '</pre>',
    '',
    '</details>',
    '',
    '<details><summary>Accepted&#58; 1 server</summary>',
    '',
    '<pre>',
    A,
    '</pre>',
    '',
    'IDs of requests: 5bf92f3577b34da6a3ce929d0e0e4736',
    '',
    '</details>',
  ]);
});

describe('the first line', () => {
  it.each<[Counts, Partial<ResetReport>, string]>([
    [[20, 0, 0, 0], {}, '⏳ Accepted: 20 servers wait for a restart'],
    [[1, 0, 0, 0], {}, '⏳ Accepted: 1 server waits for a restart'],
    [[272, 88, 30, 10], {}, '❌ 128 of 400 servers still need you'],
    [[3, 0, 1, 0], {}, '❌ 1 of 4 servers still needs you'],
    [[0, 0, 0, 1], {}, '❌ 1 of 1 server still needs you'],
    [[3, 0, 0, 0], DRY, '✅ 3 of 3 servers passed the check'],
    [[1, 1, 1, 0], DRY, '❌ 2 of 3 servers did not pass the check'],
    [[0, 0, 0, 2], SKIPPED, '⚠️ No request was sent: there are no credentials &#60;b&#62;'],
  ])('of %j %j', (counts, own, line) => {
    expect(render(reportOf(fleet(...counts), own)).split('\n', 1)).toEqual([`## ${line}`]);
  });

  it('never has a tick for a real reset', () => {
    for (const counts of [
      [2, 0, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 2, 0],
    ] satisfies Counts[]) {
      expect(render(reportOf(fleet(...counts)))).not.toMatch(/✅|🟩/u);
    }
  });
});

describe('the passwords to keep', () => {
  it.each<[Counts, string]>([
    [[2, 0, 0, 0], 'At that start it takes the new one.'],
    [[2, 0, 1, 0], 'the 2 accepted servers take the new one, and the unknown server may take it.'],
    [
      [0, 1, 2, 0],
      'the 2 unknown servers may take the new one, and the other server keeps the old',
    ],
    [[1, 1, 0, 1], 'the accepted server takes the new one, and the 2 other servers keep the old'],
  ])('of %j are both', (counts, text) => {
    const summary = render(reportOf(fleet(...counts)));
    expect(summary).toContain('**Keep both passwords, the old and the new one');
    expect(summary).toContain(text);
    expect(summary).toContain('The service does not report it if this fails inside a server.');
  });

  it('are the old one where nothing can have changed', () => {
    const summary = render(reportOf(fleet(0, 2, 0, 1)));
    expect(summary).toContain(
      '**This run locks nobody out: it changed no password.** Keep the old',
    );
    expect(summary).not.toContain('Keep both');
  });

  it('of a dry run stay in force, and it says what no document promises about the check', () => {
    const summary = render(reportOf(fleet(2, 1, 0, 0), DRY));
    expect(summary).toContain('**Nothing was changed: this was a dry run.** Nobody is locked out');
    expect(summary).toContain('covers the mandatory parameters, the format of the request');
    expect(summary).toMatch(
      /No document says whether it looks at the .*plug-in, .*status.* or .*lock/,
    );
  });
});

describe('the next steps', () => {
  it.each<[Counts, Partial<ResetReport>, readonly string[]]>([
    [[1, 0, 0, 0], {}, ['Restart the accepted server']],
    [[20, 0, 0, 0], {}, ['Restart one accepted server', 'Restart the other 19 accepted servers']],
    [[2, 0, 0, 0], {}, ['Restart one accepted server', 'Restart the other accepted server']],
    [
      [1, 1, 1, 1],
      {},
      ['Fix each', 'Start a new run with the list “Failed and not sent”', 'Ten minutes', 'Restart'],
    ],
    [
      [1, 0, 1, 0],
      {},
      ['Ten minutes after this run, start a new run with the list “Unknown”', 'R'],
    ],
    [[1, 0, 0, 1], {}, ['Fix each', 'Start a new run with the list “Not sent”', 'Restart']],
    [[0, 2, 0, 0], {}, ['Fix each', 'Run again with the same new password.']],
    [[0, 1, 1, 0], {}, ['Fix each', 'Run again with the same new password, ten minutes after']],
    [[0, 0, 1, 0], {}, ['Run again with the same new password, ten minutes after this run.']],
    [[1, 0, 0, 0], DRY, ['For the reset itself, start a run that is not a dry run']],
    [[0, 1, 0, 0], DRY, ['Fix each', 'Check again.']],
    [[0, 0, 0, 1], SKIPPED, ['For a check at the service']],
  ])('of %j %j', (counts, own, expected) => {
    const steps = stepsIn(render(reportOf(fleet(...counts), own)));
    expect(steps).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) {
      expect(steps[index]?.replaceAll('*', '')).toContain(`${index + 1}. ${start}`);
    }
  });

  it.each<[Counts, Partial<ResetReport>, string]>([
    [[0, 2, 0, 0], {}, '“Re-run jobs” is right if nothing in the workflow and in the list'],
    [[0, 2, 0, 0], DRY, '“Re-run jobs” is right if nothing in the workflow and in the list'],
    [[3, 2, 0, 0], {}, '“Re-run jobs” sends all 5 servers again: it is right only as long as no'],
    [[3, 0, 2, 0], {}, '“Re-run jobs” sends all 5 servers again: it is right only as long as no'],
  ])('of %j %j say when to run the jobs again', (counts, own, text) => {
    expect(render(reportOf(fleet(...counts), own))).toContain(text);
  });

  it('take another password after a weak one', () => {
    const weak = { ...LOCKED, code: 'Ecs.0011' };
    const summary = render(reportOf(fleetOf(2, 'failed', weak)));
    expect(stepsIn(summary)[1]).toContain('**Run again with another new password.**');
  });

  it('name no output', () => {
    for (const counts of [
      [1, 1, 1, 1],
      [0, 1, 1, 1],
      [2, 0, 0, 0],
    ] satisfies Counts[]) {
      expect(render(reportOf(fleet(...counts)))).not.toMatch(/\w+_server_ids|report_file/);
    }
  });
});

describe('rows', () => {
  it('are one for each reason, the most frequent first', () => {
    const rows = rowsIn(render(reportOf(fleet(5, 3, 4, 1))));
    expect(rows.map((row) => row.split(' | ')[0])).toEqual([
      '| 🟨&nbsp;4&nbsp;unknown',
      '| 🟥&nbsp;3&nbsp;failed',
      '| ⬜&nbsp;1&nbsp;not&nbsp;sent',
    ]);
  });

  it('say what an outcome means where there is no reason', () => {
    expect(rowsIn(render(reportOf([{ id: A, outcome: 'not_sent' }])))).toEqual([
      '| ⬜&nbsp;1&nbsp;not&nbsp;sent | The server was in no request |  |  |',
    ]);
  });

  it('are none where no request was sent, which is said once', () => {
    const summary = render(reportOf(fleetOf(3, 'not_sent', LOST), SKIPPED));
    expect(rowsIn(summary)).toEqual([]);
    expect(summary.match(/No request was sent/g)).toHaveLength(1);
    expect(summary).not.toContain('```');
    expect(summary).toContain('<details><summary>Not sent&#58; 3 servers</summary>');
  });
});

describe('lists to copy', () => {
  it('have failed and not sent servers together, and unknown ones apart', () => {
    const results = fleet(1, 1, 1, 1);
    const [, failed, unknown, notSent] = results.map(({ id }) => id);
    const blocks = render(reportOf(results)).match(/(?<=```text\n).*(?=\n```)/g);
    expect(blocks).toEqual([`${String(failed)},${String(notSent)}`, unknown]);
  });

  it('of a dry run are one', () => {
    const summary = render(reportOf(fleet(1, 1, 1, 1), DRY));
    expect(summary).toContain('**Not passed&#58; 3 servers to check again**');
    expect(summary.match(/```text/g)).toHaveLength(1);
  });

  it('do not exist where all servers are accepted', () => {
    expect(render(reportOf(fleet(3, 0, 0, 0)))).not.toContain('```');
  });
});

describe('a refused sign-in', () => {
  const details = {
    title: 'Claims of the ID token of this job',
    lines: ['sub: repo:octo/fleet <b>'],
  };

  it('shows the claims of the ID token once, not folded', () => {
    const reason = { message: 'STS does not allow this job', advice: 'Compare', details };
    const summary = render(reportOf(fleetOf(3, 'not_sent', reason)));
    expect(summary.match(/Claims of the ID token/g)).toHaveLength(1);
    expect(summary).toContain(
      '### Claims of the ID token of this job\n\n<pre>\nsub&#58; repo&#58;octo&#47;fleet &#60;b&#62;\n</pre>',
    );
  });
});

it('says so when the report file could not be written', () => {
  const report = reportOf(fleetOf(600, 'failed', LOCKED));
  expect(render(report)).toContain(
    '100 more servers are left out here. The report file has all of them, if the workflow keeps it.',
  );
  const summary = render(report, '');
  expect(summary).toContain('**The report file could not be written, so the step failed.**');
  expect(summary).not.toContain('has all of them');
});

describe('bounds', () => {
  it.each(['<', '密', '😀', '|', 'a'])(
    'a fleet of 100,000 with hostile messages of %j fits into 1 MiB',
    (character) => {
      const names = new Map(
        fleetOf(100_000, 'accepted').map(({ id }) => [id, character.repeat(64)]),
      );
      const results = fleetOf(100_000, 'accepted').map((result, index): ServerResult => {
        const reason = {
          code: 'Ecs.9999',
          requestId: `4bf92f3577b34da6a3ce929d${String(index).padStart(8, '0')}`,
          message: `the service says: ${Math.floor(index / 20) % 50} ${character.repeat(300)}…`,
          advice: 'Look the code up in the error codes of the ECS API reference, then run again',
        };
        return index % 20 === 0 ? { ...result, outcome: 'failed', reason } : result;
      });
      const summary = render(reportOf(results, { names }));
      expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
      expect(rowsIn(summary).length).toBeLessThanOrEqual(20);
      expect(/(\d+ more servers are left out here)/.exec(summary)?.[1]).toBe(
        '4500 more servers are left out here',
      );
      expect(summary.includes('30 more reasons')).toBe(true);
    },
  );
});

it.each([
  '</details><script>alert(1)</script>',
  'a | b | c',
  '![x](https://evil.example/?q)',
  '`code` **bold** @octocat #1',
  '&lt;b&gt; \\|',
  'line\nend\r\n| x |',
  '```\n# forged',
])('shows text from outside as plain text: %j', (message) => {
  const details = { title: message, lines: [message] };
  const reason = { message, advice: message, code: message, requestId: message, details };
  const results: ServerResult[] = [{ id: A, outcome: 'unknown', reason }];
  const summary = render(reportOf(results, { names: new Map([[A, message]]) }));
  const [row = ''] = rowsIn(summary);
  expect(row.replace(/\]\(\S+\)/, ']')).toMatch(
    /^\|(?: (?:🟨&nbsp;1&nbsp;unknown|\[?(?:[A-Za-z0-9 .,_-]|&#\d+;)*\]?) \|){4}$/u,
  );
  const own = summary
    .replace(
      /<\/?(?:details|summary|pre|br)>|^#{2,3} |^```(?:text)?$|\*\*|^\d+\. |\]\(https:\S+\)/gm,
      '',
    )
    .replace(/^\|(?: --- \|)+$/gm, '')
    .replace(/^[0-9a-f-]{36} # /gm, '');
  expect(own).not.toMatch(/[<>`#\\@!](?!\d)|\]\(/);
});
