import { beforeEach, describe, expect, it } from '@jest/globals';
import { logReport as logPublication } from '../../../src/actions/publish.ts';
import { RESET_ADVICE } from '../../../src/actions/reset/reset-texts.ts';
import { logPlan, progressLog } from '../../../src/actions/reset/log.ts';
import { resetPublication } from '../../../src/actions/reset/publication.ts';
import type { ResetReport } from '../../../src/actions/reset/reset-report.ts';
import type { Settings } from '../../../src/actions/reset/settings.ts';
import { Ledger } from '../../../src/fleet/ledger.ts';
import type { Reason, ServerResult } from '../../../src/fleet/outcome.ts';
import { failedServers, LOCKED, recordLog, reportOf } from '../../report/recorded-log.ts';
import type { RecordedLog } from '../../report/recorded-log.ts';

let log: RecordedLog;

const logReport = (report: ResetReport, unwritten: readonly string[]): void => {
  logPublication(log.core, resetPublication(report, undefined), unwritten);
};

beforeEach(() => {
  log = recordLog();
});

describe('logPlan', () => {
  const SETTINGS: Settings = {
    servers: ['a', 'b'],
    names: new Map(),
    duplicates: 0,
    system: 'any',
    password: 'Fake-Pass1',
    dryRun: false,
    notice: 'Real reset, because dry_run is false.',
    api: 'batch',
    checkPassword: true,
    batchSize: 1_000,
    concurrency: 4,
    waitForServersMs: 300_000,
    retryUnknownAfterMs: 0,
    connection: {
      maxRetries: 5,
      requestTimeoutMs: 60_000,
      timeoutMs: 600_000,
      proxies: { https: '', http: '', except: '' },
    },
    requests: {
      kind: 'sent',
      target: {
        source: 'inputs',
        method: {
          kind: 'static',
          credentials: { kind: 'keys', accessKey: 'Fake-access', secretKey: 'Fake-secret' },
        },
        endpoint: 'https://ecs.example.com',
        project: { kind: 'given', id: 'p' },
      },
    },
    warnings: [],
  };

  it('describes what the run is about to do', () => {
    logPlan(log.core, SETTINGS, 1);
    expect(log.lines).toEqual([
      'notice: Real reset, because dry_run is false.',
      'info: Resetting the password of 2 servers at https://ecs.example.com in 1 call (api: batch).',
      'info: Credentials: inputs.',
    ]);
  });

  it('adds warnings and duplicates', () => {
    const own = { servers: ['a'], duplicates: 3, dryRun: true, warnings: ['Mind the gap.', 'x'] };
    logPlan(log.core, { ...SETTINGS, ...own, api: 'v1' }, 2);
    expect(log.lines).toEqual([
      'notice: Real reset, because dry_run is false.',
      'warning: Mind the gap.',
      'warning: x',
      'info: Duplicates left out of the list: 3.',
      'info: Checking 1 server at https://ecs.example.com in 2 calls (api: v1).',
      'info: Credentials: inputs.',
    ]);
  });

  it('reports that no request is sent, and why', () => {
    const skipped = { kind: 'skipped', skipReason: 'there are no credentials' } as const;
    logPlan(log.core, { ...SETTINGS, requests: skipped }, 1);
    expect(log.lines).toEqual([
      'notice: Real reset, because dry_run is false.',
      'warning: No request was sent: there are no credentials.',
    ]);
  });

  it('contains no secret', () => {
    logPlan(log.core, SETTINGS, 1);
    expect(log.lines.join('\n')).not.toContain('Fake');
  });
});

describe('progressLog', () => {
  const ledger = new Ledger(['a', 'b', 'c'], RESET_ADVICE.outcomeUnknown);
  const event = { reason: LOCKED, servers: 2 };

  it('logs every wait with its reason', () => {
    progressLog(log.core, ledger, 10).waiting({
      ...event,
      attempt: 3,
      waitMs: 61_234,
      allCalls: false,
    });
    expect(log.lines).toEqual([
      'info: The server is locked (Ecs.0605, request 4bf92f3577b34da6a3ce929d0e0e4736). Attempt 3 for 2 servers failed; the next one begins in 61.2 s.',
    ]);
  });

  it('adds that all calls have to wait', () => {
    const waiting = { ...event, attempt: 1, waitMs: 1_000, allCalls: true };
    progressLog(log.core, ledger, 10).waiting(waiting);
    expect(log.lines[0]).toContain('the next one begins in 1.0 s, and no other call before that.');
  });

  it('logs why there is no further attempt', () => {
    const reason = { message: 'the connection was refused', advice: '' };
    progressLog(log.core, ledger, 10).gaveUp({ reason, servers: 1, waitMs: 500 });
    expect(log.lines).toEqual([
      'info: The connection was refused. No further attempt for 1 server: it would begin in 0.5 s, after the end of timeout.',
    ]);
  });

  it('logs what is sent again', () => {
    const observer = progressLog(log.core, ledger, 10);
    observer.splitting(event);
    observer.resendingRest(event);
    expect(log.lines).toEqual([
      expect.stringMatching(
        /^info: The server is locked .*\. Sending the 2 servers again in two halves\.$/,
      ),
      expect.stringMatching(
        /^info: The server is locked .*\. Sending the other 2 servers again\.$/,
      ),
    ]);
  });

  it.each([
    [1, '1 server is busy or not ready yet. Sending it again in 55.0 s.'],
    [3, '3 servers are busy or not ready yet. Sending them again in 55.0 s.'],
  ])('logs how long %i servers wait', (count, line) => {
    progressLog(log.core, ledger, 10).waitingForServers({ servers: count, waitMs: 55_000 });
    expect(log.lines).toEqual([`info: ${line}`]);
  });

  it.each([
    [1, '1 server is unknown. Sending it once more in 90.0 s.'],
    [3, '3 servers are unknown. Sending them once more in 90.0 s.'],
  ])('logs that %i unknown servers are sent again', (count, line) => {
    progressLog(log.core, ledger, 10).resendingUnknown({ servers: count, waitMs: 90_000 });
    expect(log.lines).toEqual([`info: ${line}`]);
  });

  it('counts what is done', () => {
    const own = new Ledger(['a', 'b', 'c'], RESET_ADVICE.outcomeUnknown);
    own.record(['a'], {
      kind: 'per_server',
      accepted: new Set(['a']),
      failed: new Map(),
      contradicted: new Map(),
      resendRest: false,
      reason: LOCKED,
    });
    own.record(['b'], {
      kind: 'refused',
      reason: LOCKED,
      scope: 'server',
      contradicted: new Map(),
    });
    progressLog(log.core, own, 2).settled({ batch: 1, batches: 2, servers: 2 });
    progressLog(log.core, own, 1).settled({ batch: 1, batches: 1, servers: 1 });
    expect(log.lines).toEqual([
      'info: Batches done: 1 of 2. So far 1 accepted, 1 failed, 1 open.',
      'info: Servers done: 1 of 1. So far 1 accepted, 1 failed, 1 open.',
    ]);
  });

  it.each([
    [1, 1],
    [100, 100],
    [101, 51],
    [250, 84],
    [100_000, 100],
  ])('logs %i batches in %i lines, the last one included', (batches, lines) => {
    const observer = progressLog(log.core, ledger, 1);
    for (let batch = 1; batch <= batches; batch += 1)
      observer.settled({ batch, batches, servers: 1 });
    expect(log.lines).toHaveLength(lines);
    expect(log.lines.at(-1)).toContain(`${batches} of ${batches}.`);
  });
});

describe('logReport', () => {
  it('passes the step when every server is accepted', () => {
    logReport(reportOf([{ id: 'a', outcome: 'accepted' }]), []);
    expect(log.lines).toEqual([
      'info: The reset of 1 of 1 server was accepted.',
      expect.stringMatching(/^info: Restart the accepted servers/),
    ]);
  });

  it('reports each kind of failure once, and fails the step once', () => {
    const other: Reason = { message: 'there was no complete response in time', advice: 'Wait' };
    const results: ServerResult[] = [
      ...failedServers('abc'),
      { id: 'd', outcome: 'unknown', reason: other },
      { id: 'e', outcome: 'not_sent', reason: other },
      { id: 'f', outcome: 'accepted' },
    ];
    logReport(reportOf(results), []);
    expect(log.lines).toEqual([
      expect.stringMatching(/^error: 3 servers failed: The server is locked/),
      'error: 1 server unknown: There was no complete response in time. Wait. Server: d.',
      'error: 1 server not sent: There was no complete response in time. Wait. Server: e.',
      'failed: The reset of 1 of 6 servers was accepted, 3 failed, 1 unknown, 1 not sent.',
      expect.stringMatching(/^info: Restart the accepted servers/),
    ]);
  });

  it('leaves room for the annotation of the failed step', () => {
    const results = Array.from({ length: 50 }, (_, index) =>
      failedServers('a', { ...LOCKED, message: `fault ${index}` }),
    );
    logReport(reportOf(results.flat()), []);
    expect(log.countOf('error') + log.countOf('failed')).toBe(9);
    expect(log.countOf('failed')).toBe(1);
  });

  it('reports no single server where no request was sent, and passes', () => {
    const results: ServerResult[] = [{ id: 'a', outcome: 'not_sent', reason: LOCKED }];
    const own = { dryRun: true, skipReason: 'there are no credentials' };
    logReport(reportOf(results, own), []);
    expect(log.lines).toEqual([
      'info: No request was sent for 1 server.',
      expect.stringMatching(/^info: Nothing was changed and nothing was checked at the service/),
    ]);
  });

  it('fails when later steps would miss a part of the report', () => {
    logReport(reportOf([{ id: 'a', outcome: 'accepted' }]), ['The report files', 'The outputs']);
    expect(log.lines[0]).toBe(
      'failed: The reset of 1 of 1 server was accepted. The report files could not be written. The outputs could not be written.',
    );
    expect(log.countOf('failed')).toBe(1);
  });
});
