import { describe, expect, it } from '@jest/globals';
import { renderSummary } from '../../../src/actions/reset/summary.ts';
import { fleetOf, LOCKED, reportOf } from '../../report/recorded-log.ts';
import type { ServerResult } from '../../../src/fleet/outcome.ts';

const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
const REQUEST_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const FILE = '/tmp/report.json';
function rowsIn(summary: string): string[] {
  return summary.split('\n').filter((line) => /^\| [0-9a-f]{8}-/.test(line));
}

describe('renderSummary', () => {
  it('shows counts, the servers that need action, and the accepted ones in a folded list', () => {
    const results: ServerResult[] = [
      { id: A, outcome: 'accepted' },
      { id: B, outcome: 'failed', reason: LOCKED },
    ];
    expect(renderSummary(reportOf(results), FILE)).toBe(
      [
        '## ❌ Password reset',
        '',
        '**The reset of 1 of 2 servers was accepted, 1 failed.** Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart. The service does not report whether the change succeeded inside a server. For the servers in remaining_server_ids fix the cause shown for them, then run again with the same password.',
        '',
        '| Outcome | Servers | Meaning |',
        '| --- | ---: | --- |',
        '| accepted | 1 | the service named the server as accepted |',
        '| failed | 1 | the service refused the server, or the call it was in |',
        '| unknown | 0 | the request may have reached the service, and nothing tells what became of it |',
        '| not sent | 0 | the server was in no request |',
        '| **requested** | **2** | |',
        '',
        '### Not accepted',
        '',
        '| Server | Outcome | Code | What happened | What to do | Request ID |',
        '| --- | --- | --- | --- | --- | --- |',
        `| ${B} | failed | Ecs.0605 | the server is locked | Unlock the server, then try again | ${REQUEST_ID} |`,
        '',
        '<details><summary>Accepted: 1 server</summary>',
        '',
        '<pre>',
        A,
        '</pre>',
        '',
        '</details>',
        '',
        'The whole result is in &#47;tmp&#47;report.json.',
      ].join('\n'),
    );
  });

  it('is shorter when every server is accepted', () => {
    const summary = renderSummary(reportOf(fleetOf(2, 'accepted')), FILE);
    expect(summary).toMatch(/^## ✅ Password reset\n/);
    expect(summary).not.toContain('Not accepted');
    expect(summary).toContain('Accepted: 2 servers');
  });

  it('states that a dry run changed nothing', () => {
    const summary = renderSummary(reportOf(fleetOf(1, 'accepted'), { dryRun: true }), FILE);
    expect(summary).toMatch(/^## ✅ Check of a password reset \(dry run\)\n/);
    expect(summary).toContain('| accepted | 1 | the server passed the check of the service |');
    expect(summary).toContain('Nothing was changed: this was a dry run.');
  });

  it('states that no request was sent, and why', () => {
    const own = { dryRun: true, skipReason: 'there are no credentials <b>' };
    const summary = renderSummary(reportOf(fleetOf(3, 'not_sent', LOCKED), own), FILE);
    expect(summary).toMatch(/^## ⚠️ Check of a password reset \(dry run\)\n/);
    expect(summary).toContain('**No request was sent: there are no credentials &#60;b&#62;.**');
    expect(rowsIn(summary)).toEqual([]);
  });

  it('shows the names of servers as plain text, in the accepted ones as comments', () => {
    const names = new Map([
      [A, 'web-01 <b>|'],
      [B, 'web-02 </pre>'],
    ]);
    const results: ServerResult[] = [
      { id: A, outcome: 'failed', reason: LOCKED },
      { id: B, outcome: 'accepted' },
    ];
    const summary = renderSummary(reportOf(results, { names }), FILE);
    expect(summary).toContain(`\n| web-01 &#60;b&#62;&#124; &#40;${A}&#41; | failed |`);
    expect(summary).toContain(`<pre>\n${B} # web-02 &#60;&#47;pre&#62;\n</pre>`);
  });

  it('names no file that could not be written', () => {
    const summary = renderSummary(reportOf(fleetOf(600, 'failed', LOCKED)), '');
    expect(summary).not.toContain('The whole result');
    expect(summary).toContain('100 servers more left out here.');
  });

  it('shows a server without a reason', () => {
    expect(rowsIn(renderSummary(reportOf([{ id: A, outcome: 'not_sent' }]), FILE))).toEqual([
      `| ${A} | not sent |  |  |  |  |`,
    ]);
  });
});

describe('bounds', () => {
  it.each<[number, string | undefined]>([
    [500, undefined],
    [501, '1 server more left out here. The whole result is in &#47;tmp&#47;report.json.'],
    [700, '200 servers more left out here. The whole result is in &#47;tmp&#47;report.json.'],
  ])('of %i servers that failed', (size, leftOut) => {
    const summary = renderSummary(reportOf(fleetOf(size, 'failed', LOCKED)), FILE);
    expect(rowsIn(summary)).toHaveLength(500);
    expect(/.*left out.*/.exec(summary)?.[0]).toBe(leftOut);
  });

  it.each<[number, string | undefined]>([
    [5_000, undefined],
    [5_001, '1 server more left out here. The whole result is in &#47;tmp&#47;report.json.'],
    [6_000, '1000 servers more left out here. The whole result is in &#47;tmp&#47;report.json.'],
  ])('of %i accepted servers', (size, leftOut) => {
    const summary = renderSummary(reportOf(fleetOf(size, 'accepted')), FILE);
    expect(summary.match(/^[0-9a-f-]{36}$/gm)).toHaveLength(5_000);
    expect(/.*left out.*/.exec(summary)?.[0]).toBe(leftOut);
    expect(summary).toContain(`Accepted: ${size} servers`);
  });

  it.each(['<', '密', '😀', '|', 'a'])(
    'a fleet of 100,000 with hostile messages of %j fits into 1 MiB',
    (character) => {
      const reason = {
        code: 'Ecs.9999',
        requestId: REQUEST_ID,
        message: `the service says: ${character.repeat(300)}…`,
        advice: 'Look the code up in the error codes of the ECS API reference, then run again',
      };
      const results = fleetOf(100_000, 'accepted').map((result, index): ServerResult =>
        index % 20 === 0 ? { ...result, outcome: 'failed', reason } : result,
      );
      const summary = renderSummary(reportOf(results), FILE);
      expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
      const shown = rowsIn(summary).length;
      expect(shown).toBeGreaterThan(100);
      expect(shown).toBeLessThanOrEqual(500);
      expect(summary).toContain(`${5_000 - shown} servers more left out here.`);
      expect(summary).toContain('90000 servers more left out here.');
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
])('shows text from outside as plain text: %j', (message) => {
  const reason = { message, advice: message };
  const rows = rowsIn(renderSummary(reportOf([{ id: A, outcome: 'unknown', reason }]), message));
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatch(/^\|(?: (?:[A-Za-z0-9 .,_-]|&#\d+;)* \|){6}$/);
});
