import { describe, expect, it } from '@jest/globals';
import { ENDINGS } from '../../../src/actions/verify/endings.ts';
import type { EndingName } from '../../../src/actions/verify/endings.ts';

describe('the endings of a server', () => {
  it('have these outcomes and reasons', () => {
    const entries = Object.entries(ENDINGS).map(([name, { outcome, word }]) => [
      name,
      word === undefined ? outcome : `${outcome}: ${word}`,
    ]);
    expect(Object.fromEntries(entries)).toEqual({
      verified: 'verified',
      credentials: 'refused: credentials',
      second_factor: 'refused: second_factor',
      password_change: 'refused: password_change',
      connect_refused: 'unreachable: connect',
      no_route: 'unreachable: connect',
      dns: 'unreachable: connect',
      timeout: 'unreachable: timeout',
      no_handshake: 'unreachable: protocol',
      no_answer: 'unreachable: no_answer',
      no_address: 'unreachable: no_address',
      no_host: 'unreachable: no_address',
      not_found: 'unreachable: no_address',
      same_address: 'unreachable: no_address',
      host_key_unknown: 'not_tried: host_key',
      host_key_changed: 'not_tried: host_key',
      host_key_revoked: 'not_tried: host_key',
      no_method: 'not_tried: no_password_login',
      none_accepted: 'not_tried: no_password_login',
      prompts: 'not_tried: no_password_login',
      lookup_failed: 'not_tried: lookup_failed',
      max_refused: 'not_tried: max_refused',
      run_ended: 'not_tried: run_ended',
      dry_run: 'not_tried: dry_run',
    } satisfies Record<EndingName, string>);
  });

  it('say what happened, and what to do where something is to be done', () => {
    const { dry_run: dryRun, verified, ...others } = ENDINGS;
    expect([verified.message, verified.advice, dryRun.advice]).toEqual(['', '', '']);
    const incomplete = Object.entries(others).filter(
      ([, { advice, message }]) => !/^[a-z]/.test(message) || !/^[A-Z]/.test(advice),
    );
    expect(incomplete).toEqual([]);
  });
});
