import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  logHelp,
  logPlan,
  logProblems,
  logReport,
  progressLog,
  signInLog,
} from '../../src/report/log.ts';
import type { Report } from '../../src/report/report.ts';
import { Ledger } from '../../src/fleet/ledger.ts';
import { OUTCOMES } from '../../src/fleet/outcome.ts';
import type { Outcome, Reason, ServerResult } from '../../src/fleet/outcome.ts';
import type { Settings } from '../../src/actions/reset/settings.ts';
import { core as realCore } from '../../src/github/core.ts';
import type { Core } from '../../src/github/core.ts';

const TITLE = 'reset-ecs-passwords';
const REASON: Reason = {
  code: 'Ecs.0605',
  requestId: '4bf92f3577b34da6a3ce929d0e0e4736',
  message: 'the server is locked',
  advice: 'Unlock the server, then run again for it',
};
/** Everything that was said, in order. */
let said: string[];
let core: Core;

beforeEach(() => {
  said = [];
  const annotation =
    (kind: string): Core['error'] =>
    (message, properties) => {
      // A title is not masked, so it is always the same.
      expect(properties).toEqual({ title: TITLE });
      said.push(`${kind}: ${String(message)}`);
    };
  core = {
    ...realCore,
    error: annotation('error'),
    notice: annotation('notice'),
    warning: annotation('warning'),
    info: (message) => void said.push(`info: ${message}`),
    setFailed: (message) => void said.push(`failed: ${String(message)}`),
  };
});

function countOf(kind: string): number {
  return said.filter((line) => line.startsWith(`${kind}: `)).length;
}

function report(results: readonly ServerResult[], own: Partial<Report> = {}): Report {
  const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
  const [accepted = 0, failed = 0, unknown = 0, notSent = 0] = OUTCOMES.map(count);
  return {
    results,
    counts: { accepted, failed, unknown, not_sent: notSent, requested: results.length },
    dryRun: false,
    skipReason: '',
    run: { url: '', actor: '', event: '', commit: '', started: '', ended: '' },
    ...own,
  };
}

function failed(ids: string, reason = REASON): ServerResult[] {
  return Array.from(ids, (id) => ({ id, outcome: 'failed', reason }));
}

describe('logProblems', () => {
  it('fails the step with the only problem', () => {
    logProblems(core, [{ input: 'region', message: 'is empty' }]);
    expect(said).toEqual([
      'info: Nothing was sent, because of the inputs:',
      'failed: region is empty.',
    ]);
  });

  it('says all of them and fails once', () => {
    logProblems(core, [
      { input: 'region', message: 'is empty' },
      { input: 'password', message: 'is empty' },
      { input: 'api', message: 'is wrong' },
    ]);
    expect(said.slice(1)).toEqual([
      'error: region is empty.',
      'error: password is empty.',
      'failed: api is wrong.',
    ]);
  });

  it('puts no full stop behind lines to copy', () => {
    const message = 'needs more. Add these lines:\n\npermissions:\n  id-token: write\n';
    logProblems(core, [
      { input: 'agency_urn', message },
      { input: 'agency_urn', message },
    ]);
    expect(said.slice(1)).toEqual([
      `error: agency_urn ${message}`,
      `failed: agency_urn ${message}`,
    ]);
  });

  it('fails the step in any case', () => {
    logProblems(core, []);
    expect(said.at(-1)).toBe('failed: The inputs are wrong.');
  });
});

describe('logPlan', () => {
  const SETTINGS: Settings = {
    servers: ['a', 'b'],
    duplicates: 0,
    password: 'Fake-Pass1',
    dryRun: false,
    dryRunReason: 'Real reset, because dry_run is false.',
    api: 'batch',
    checkPassword: true,
    batchSize: 1_000,
    concurrency: 4,
    maxRetries: 5,
    requestTimeoutMs: 60_000,
    timeoutMs: 600_000,
    proxies: { https: '', http: '', except: '' },
    target: {
      source: 'inputs',
      way: {
        kind: 'static',
        credentials: { kind: 'keys', accessKey: 'Fake-access', secretKey: 'Fake-secret' },
      },
      endpoint: 'https://ecs.example.com',
      project: { id: 'p' },
    },
    skipReason: '',
    warnings: [],
  };

  it('says what is about to be done', () => {
    logPlan(core, SETTINGS, 1);
    expect(said).toEqual([
      'notice: Real reset, because dry_run is false.',
      'info: Resetting the password of 2 servers at https://ecs.example.com in 1 call (api: batch).',
      'info: Credentials: inputs.',
    ]);
  });

  it('says more where there is more to say', () => {
    const own = { servers: ['a'], duplicates: 3, dryRun: true, warnings: ['Mind the gap.', 'x'] };
    logPlan(core, { ...SETTINGS, ...own, api: 'v1' }, 2);
    expect(said).toEqual([
      'notice: Real reset, because dry_run is false.',
      'warning: Mind the gap.',
      'warning: x',
      'info: Duplicates left out of the list: 3.',
      'info: Checking 1 server at https://ecs.example.com in 2 calls (api: v1).',
      'info: Credentials: inputs.',
    ]);
  });

  it('says that nobody is asked', () => {
    logPlan(core, { ...SETTINGS, target: undefined, skipReason: 'there are no credentials' }, 1);
    expect(said).toEqual([
      'notice: Real reset, because dry_run is false.',
      'warning: The service was not asked: there are no credentials.',
    ]);
  });

  it('names no secret', () => {
    logPlan(core, SETTINGS, 1);
    expect(said.join('\n')).not.toContain('Fake');
  });
});

describe('logHelp', () => {
  const environment = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'octo/reset-ecs-passwords',
    GITHUB_ACTION_REF: 'v1',
  };

  it('leads to the page of the version that runs', () => {
    logHelp(core, environment);
    expect(said).toEqual([
      'info: What each message means, and what to do: https://github.com/octo/reset-ecs-passwords/blob/v1/docs/troubleshooting.md',
    ]);
  });

  it.each([
    {},
    { ...environment, GITHUB_ACTION_REPOSITORY: '' },
    { ...environment, GITHUB_ACTION_REF: '' },
    { ...environment, GITHUB_ACTION_REF: 'v1\n::error::x' },
    { ...environment, GITHUB_ACTION_REPOSITORY: 'octo' },
    { ...environment, GITHUB_SERVER_URL: 'javascript:x' },
  ])('says nothing where the runner does not name it: %j', (other) => {
    logHelp(core, other);
    expect(said).toEqual([]);
  });
});

describe('signInLog', () => {
  it('gives every wait with its reason', () => {
    signInLog(core).waiting({ reason: REASON, attempt: 2, waitMs: 1_550 });
    const reason = { message: 'GitHub could not answer (HTTP 503)', advice: 'Run again' };
    signInLog(core).waiting({ reason, attempt: 1, waitMs: 500 });
    signInLog(core).gaveUp({ reason, waitMs: 400_000 });
    expect(said).toEqual([
      'info: The server is locked (Ecs.0605, request 4bf92f3577b34da6a3ce929d0e0e4736). Try 2; the next one in 1.6 s.',
      'info: GitHub could not answer (HTTP 503). Try 1; the next one in 0.5 s.',
      'info: GitHub could not answer (HTTP 503). No further try: it would begin in 400.0 s, which is too late.',
    ]);
  });
});

describe('progressLog', () => {
  const ledger = new Ledger(['a', 'b', 'c']);
  const event = { reason: REASON, servers: 2 };

  it('gives every wait with its reason', () => {
    progressLog(core, ledger, 10).waiting({
      ...event,
      attempt: 3,
      waitMs: 61_234,
      everybody: false,
    });
    expect(said).toEqual([
      'info: The server is locked (Ecs.0605, request 4bf92f3577b34da6a3ce929d0e0e4736). Try 3 for 2 servers; the next one in 61.2 s.',
    ]);
  });

  it('says so when everybody has to wait', () => {
    const waiting = { ...event, attempt: 1, waitMs: 1_000, everybody: true };
    progressLog(core, ledger, 10).waiting(waiting);
    expect(said[0]).toContain('the next one in 1.0 s, and nothing else before that.');
  });

  it('says why there is no further try', () => {
    const reason = { message: 'the connection was refused', advice: '' };
    progressLog(core, ledger, 10).gaveUp({ reason, servers: 1, waitMs: 500 });
    expect(said).toEqual([
      'info: The connection was refused. No further try for 1 server: it would begin in 0.5 s, after the end of timeout.',
    ]);
  });

  it('says what is sent again', () => {
    const observer = progressLog(core, ledger, 10);
    observer.narrowing(event);
    observer.sendingRest(event);
    expect(said).toEqual([
      expect.stringMatching(
        /^info: The server is locked .*\. Sending the 2 servers again in two halves\.$/,
      ),
      expect.stringMatching(
        /^info: The server is locked .*\. Sending the other 2 servers again\.$/,
      ),
    ]);
  });

  it('counts what is done', () => {
    const own = new Ledger(['a', 'b', 'c']);
    own.record(['a'], {
      kind: 'per_server',
      accepted: new Set(['a']),
      failed: new Map(),
      contradicted: new Set(),
      resendRest: false,
      reason: REASON,
    });
    own.record(['b'], { kind: 'refused', reason: REASON, scope: 'server' });
    progressLog(core, own, 2).settled({ batch: 1, batches: 2, servers: 2 });
    progressLog(core, own, 1).settled({ batch: 1, batches: 1, servers: 1 });
    expect(said).toEqual([
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
  ])('of %i batches in %i lines, the last one included', (batches, lines) => {
    const observer = progressLog(core, ledger, 1);
    for (let batch = 1; batch <= batches; batch += 1)
      observer.settled({ batch, batches, servers: 1 });
    expect(said).toHaveLength(lines);
    expect(said.at(-1)).toContain(`${batches} of ${batches}.`);
  });
});

describe('logReport', () => {
  it('passes a step that brought every server through', () => {
    logReport(core, report([{ id: 'a', outcome: 'accepted' }]), []);
    expect(said).toEqual([
      'info: The reset was accepted for 1 of 1 server.',
      expect.stringMatching(/^info: Restart the accepted servers/),
    ]);
  });

  it('says each kind of failure once, and fails once', () => {
    const other: Reason = { message: 'there was no whole answer in time', advice: 'Wait' };
    logReport(
      core,
      report([
        ...failed('abcde'),
        { id: 'f', outcome: 'unknown', reason: other },
        { id: 'g', outcome: 'not_sent', reason: other },
        { id: 'h', outcome: 'accepted' },
        { id: 'i', outcome: 'failed', reason: { ...REASON, requestId: 'another' } },
      ]),
      [],
    );
    expect(said).toEqual([
      'error: 6 servers failed: The server is locked (Ecs.0605, request 4bf92f3577b34da6a3ce929d0e0e4736). Unlock the server, then run again for it. Servers: a, b, c and 3 more.',
      'error: 1 server unknown: There was no whole answer in time. Wait. Server: f.',
      'error: 1 server not sent: There was no whole answer in time. Wait. Server: g.',
      'failed: The reset was accepted for 1 of 9 servers, 6 failed, 1 unknown, 1 not sent.',
      expect.stringMatching(/^info: Restart the accepted servers/),
    ]);
  });

  it.each([
    ['code', (index: number): Partial<Reason> => ({ code: `Ecs.${1_000 + index}` })],
    ['message', (index: number): Partial<Reason> => ({ message: `fault ${index}` })],
  ])('writes at most nine annotations for many kinds of failure (by %s)', (_what, own) => {
    const results = Array.from({ length: 50 }, (_, index) =>
      failed('a', { ...REASON, ...own(index) }),
    ).flat();
    logReport(core, report(results), []);
    expect(countOf('error')).toBe(8);
    expect(countOf('failed')).toBe(1);
    expect(said).toContain('info: There are 42 more kinds of failure: see the report file.');
  });

  it('exactly eight kinds are all said', () => {
    const results = Array.from({ length: 8 }, (_, index) =>
      failed('a', { ...REASON, message: `fault ${index}` }),
    ).flat();
    logReport(core, report(results), []);
    expect(countOf('error')).toBe(8);
    expect(said.join('\n')).not.toContain('more kinds');
  });

  it('says nothing of single servers where nobody was asked, and passes', () => {
    const results: ServerResult[] = [{ id: 'a', outcome: 'not_sent', reason: REASON }];
    logReport(core, report(results, { dryRun: true, skipReason: 'there are no credentials' }), []);
    expect(said).toEqual([
      'info: The service was not asked about 1 server.',
      expect.stringMatching(/^info: Nothing was changed, and nothing is known/),
    ]);
  });

  it('fails when later steps would miss something', () => {
    logReport(core, report([{ id: 'a', outcome: 'accepted' }]), [
      'The report files',
      'The outputs',
    ]);
    expect(said[0]).toBe(
      'failed: The reset was accepted for 1 of 1 server. The report files could not be written. The outputs could not be written.',
    );
    expect(countOf('failed')).toBe(1);
  });

  it('shows a server without any reason', () => {
    logReport(core, report([{ id: 'a', outcome: 'failed' }]), []);
    expect(said[0]).toBe('error: 1 server failed. Server: a.');
  });
});
