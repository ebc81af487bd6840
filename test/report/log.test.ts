import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  internalError,
  logFailures,
  logHelp,
  logProblems,
  requestLog,
} from '../../src/report/log.ts';
import { TITLE } from '../../src/report/report.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { failedServers, LOCKED, recordLog, reportOf } from './recorded-log.ts';
import type { RecordedLog } from './recorded-log.ts';

let log: RecordedLog;

beforeEach(() => {
  log = recordLog();
});

describe('logProblems', () => {
  it('fails the step with the only problem', () => {
    logProblems(log.core, [{ input: 'region', message: 'is empty' }]);
    expect(log.lines).toEqual([
      'info: No request was sent, because of the inputs:',
      'failed: region is empty.',
    ]);
  });

  it('reports every problem and fails once', () => {
    logProblems(log.core, [
      { input: 'region', message: 'is empty' },
      { input: 'password', message: 'is empty' },
      { input: 'api', message: 'is not valid' },
    ]);
    expect(log.lines.slice(1)).toEqual([
      'error: region is empty.',
      'error: password is empty.',
      'failed: api is not valid.',
    ]);
  });

  it('puts no full stop after lines to copy', () => {
    const message = 'needs more. Add these lines:\n\npermissions:\n  id-token: write\n';
    logProblems(log.core, [
      { input: 'agency_urn', message },
      { input: 'agency_urn', message },
    ]);
    expect(log.lines.slice(1)).toEqual([
      `error: agency_urn ${message}`,
      `failed: agency_urn ${message}`,
    ]);
  });

  it('names the place of a problem in a file, and fails with another one', () => {
    const annotations: unknown[] = [];
    log.core.error = (message, properties) => void annotations.push([message, properties]);
    const location = { file: 'fleet/web.txt', line: 12 };
    logProblems(log.core, [
      { input: 'region', message: 'is empty' },
      { input: 'server_ids_file', message: 'is wrong', location },
      { input: 'server_ids_file', message: 'is odd', location: { file: 'a,b:c' } },
    ]);
    expect(annotations).toEqual([
      ['server_ids_file is wrong.', { title: TITLE, file: 'fleet/web.txt', startLine: 12 }],
      ['server_ids_file is odd.', { title: TITLE, file: 'a,b:c' }],
    ]);
    expect(log.lines.at(-1)).toBe('failed: region is empty.');
  });

  it('fails with a sentence of its own where every problem has a place', () => {
    log.core.error = () => undefined;
    const location = { file: 'fleet/web.txt', line: 12 };
    logProblems(log.core, [{ input: 'server_ids_file', message: 'is wrong', location }]);
    expect(log.lines.at(-1)).toBe('failed: The inputs are not valid.');
  });

  it('fails the step in any case', () => {
    logProblems(log.core, []);
    expect(log.lines.at(-1)).toBe('failed: The inputs are not valid.');
  });
});

describe('logHelp', () => {
  const environment = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'octo/reset-ecs-passwords',
    GITHUB_ACTION_REF: 'v1',
  };

  it('links to the page of the version that runs', () => {
    logHelp(log.core, environment);
    expect(log.lines).toEqual([
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
  ])('writes nothing where the runner does not give a valid address: %j', (other) => {
    logHelp(log.core, other);
    expect(log.lines).toEqual([]);
  });
});

describe('requestLog', () => {
  it('logs every wait with its reason', () => {
    const observer = requestLog(log.core);
    observer.waiting({ reason: LOCKED, attempt: 2, waitMs: 1_550 });
    const reason = { message: 'GitHub could not process the request (HTTP 503)', advice: 'x' };
    observer.waiting({ reason, attempt: 1, waitMs: 500 });
    observer.gaveUp({ reason, waitMs: 400_000 });
    expect(log.lines).toEqual([
      'info: The server is locked (Ecs.0605, request 4bf92f3577b34da6a3ce929d0e0e4736). Attempt 2 failed; the next one begins in 1.6 s.',
      'info: GitHub could not process the request (HTTP 503). Attempt 1 failed; the next one begins in 0.5 s.',
      'info: GitHub could not process the request (HTTP 503). No further attempt: it would begin in 400.0 s, after the deadline.',
    ]);
  });
});

describe('logFailures', () => {
  it('reports each kind of failure once', () => {
    const other: Reason = { message: 'there was no complete response in time', advice: 'Wait' };
    logFailures(
      log.core,
      reportOf([
        ...failedServers('abcde'),
        { id: 'f', outcome: 'unknown', reason: other },
        { id: 'g', outcome: 'not_sent', reason: other },
        { id: 'h', outcome: 'accepted' },
        { id: 'i', outcome: 'failed', reason: { ...LOCKED, requestId: 'another' } },
      ]),
    );
    expect(log.lines).toEqual([
      'error: 6 servers failed: The server is locked (Ecs.0605, request 4bf92f3577b34da6a3ce929d0e0e4736). Unlock the server, then try again. Servers: a, b, c and 3 more.',
      'error: 1 server unknown: There was no complete response in time. Wait. Server: f.',
      'error: 1 server not sent: There was no complete response in time. Wait. Server: g.',
    ]);
  });

  it.each([
    ['code', (index: number): Partial<Reason> => ({ code: `Ecs.${1_000 + index}` })],
    ['message', (index: number): Partial<Reason> => ({ message: `fault ${index}` })],
  ])('writes at most eight annotations for many kinds of failure (by %s)', (_what, own) => {
    const results = Array.from({ length: 50 }, (_, index) =>
      failedServers('a', { ...LOCKED, ...own(index) }),
    );
    logFailures(log.core, reportOf(results.flat()));
    expect(log.countOf('error')).toBe(8);
    expect(log.lines.slice(8)).toEqual([
      'info: There are 42 more kinds of failure: see the report file.',
    ]);
  });

  it('reports exactly eight kinds in full', () => {
    const results = Array.from({ length: 8 }, (_, index) =>
      failedServers('a', { ...LOCKED, message: `fault ${index}` }),
    );
    logFailures(log.core, reportOf(results.flat()));
    expect(log.countOf('error')).toBe(8);
    expect(log.lines).toHaveLength(8);
  });

  it('shows the names of servers', () => {
    const names = new Map([
      ['a', 'web-01'],
      ['c', 'web-03'],
    ]);
    logFailures(log.core, reportOf(failedServers('abc'), { names }));
    expect(log.lines).toEqual([
      expect.stringMatching(/ Servers: web-01 \(a\), b, web-03 \(c\)\.$/),
    ]);
  });

  it('reports a server without a reason', () => {
    logFailures(log.core, reportOf([{ id: 'a', outcome: 'failed' }]));
    expect(log.lines).toEqual(['error: 1 server failed. Server: a.']);
  });
});

it.each([
  [new RangeError('Fake-Pass1'), 'RangeError'],
  ['Fake-Pass1', 'string'],
])('an internal error shows only its name', (error, name) => {
  expect(internalError(error)).toBe(`Internal error (${name}). Please report it.`);
});
