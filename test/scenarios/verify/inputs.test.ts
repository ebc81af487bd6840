/** Inputs of `verify` that are not valid: no connection is made. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf } from '../../../harness/invariants.ts';
import { PASSWORD, serverId } from '../../../harness/scenario.ts';
import type { Inputs } from '../../../harness/scenario.ts';
import { endingsOf, runVerify, runVerifyValid } from '../../../harness/verify.ts';
import type { VerifyOptions } from '../../../harness/verify.ts';

const hosts = (text: string): VerifyOptions => ({ hosts: () => text });

const INVALID: readonly [string, Inputs, string, VerifyOptions?][] = [
  ['no password', { password: '' }, 'password is empty: give the password to verify'],
  [
    'a password with a line end',
    { password: `${PASSWORD}\n` },
    'password contains a blank, a line end or a control character',
  ],
  ['a short password', { password: 'Ab1!x-7' }, 'password must have 8 to 26 characters'],
  [
    'two passwords',
    { password_secret: 'fleet@v1' },
    'password is given together with password_secret',
  ],
  [
    'a reference that is not valid',
    { password: '', password_secret: 'fleet' },
    'password_secret is not the name of a secret with a stage or a version',
  ],
  ['no known hosts', { known_hosts_file: '' }, 'known_hosts_file is empty: give a file'],
  [
    'known hosts that do not exist',
    { known_hosts_file: 'none' },
    'known_hosts_file names a file that does not exist',
  ],
  [
    'known hosts in another form',
    {},
    "known_hosts_file has lines that are not in the format of OpenSSH's known_hosts: line 2",
    { knownHosts: '# keys\nweb1 somekey\n' },
  ],
  [
    'hosts in a file elsewhere',
    { hosts_file: '/etc/hostname' },
    'hosts_file is outside the workspace',
  ],
  ['hosts that are not JSON', {}, 'hosts_file is not valid JSON', hosts('web1')],
  ['hosts that are a list', {}, 'hosts_file is not a JSON object', hosts('["web1"]')],
  [
    'the same server twice',
    {},
    'hosts_file has the same key twice',
    hosts(`{"${serverId(1)}":"a","${serverId(1)}":"b"}`),
  ],
  [
    'hosts that are not valid',
    {},
    `hosts_file has entries that are not valid, entry 1 (${serverId(1)}), entry 2 (not a server ID)`,
    hosts(JSON.stringify({ [serverId(1)]: 'web 1', web2: 'web2' })),
  ],
  [
    'one host for two servers',
    { server_ids: `${serverId(1)} ${serverId(2)}`, port: '2222' },
    'hosts_file gives the same host and port to several servers',
    hosts(JSON.stringify({ [serverId(1)]: 'web1', [serverId(2)]: 'WEB1:2222' })),
  ],
  ['a port', { port: '65536' }, 'port must be a whole number from 1 to 65535'],
  ['another address', { address: 'floating' }, 'address must be one of: private, public'],
  ['other host keys', { host_keys: 'no' }, 'host_keys must be one of: strict, accept-new'],
  ['a user', { username: `a${'b'.repeat(64)}` }, 'username must have at most 64 characters'],
  ['a wait', { wait: '3601' }, 'wait must be a whole number from 0 to 3600'],
  ['a settling time', { settle: '-1' }, 'settle must be a whole number from 0 to 3600'],
  [
    'a settling time past the end',
    { settle: '60', timeout: '60' },
    'settle is not shorter than timeout (60 seconds), so no login would be tried',
  ],
  ['a limit', { max_refused: '0' }, 'max_refused must be a whole number from 1 to 1000'],
  ['a concurrency', { concurrency: '33' }, 'concurrency must be a whole number from 1 to 32'],
];

describe('inputs that are not valid', () => {
  it.concurrent.each(INVALID)('%s', async (_, inputs, message, options) => {
    const run = await runVerify([{}], inputs, options);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(message);
    expect(run.outputs).toEqual({});
    expect(run.servers[0]?.connections).toBe(0);
    expect(run.summary).toContain('Check of logins');
  });

  it('without hosts_file include missing credentials', async () => {
    const run = await runVerify([{}], { hosts_file: '' });
    expect(run.exitCode).toBe(1);
    expect(annotationsOf(run, 'error').join('\n')).toMatch(/region is empty/);
  });

  it('in a file of the workspace are named with their line', async () => {
    const run = await runVerify([{}], {}, { knownHosts: 'nonsense\n' });
    expect(run.stdout).toMatch(/::error .*file=known_hosts,line=1/);
  });
});

describe('without credentials', () => {
  it('a dry run passes, and claims nothing', async () => {
    const run = await runVerifyValid(
      [{}],
      { hosts_file: '', password: '', known_hosts_file: '', region: 'cn-north-4' },
      { event: { name: 'pull_request' } },
    );
    expect(run.exitCode).toBe(0);
    expect(endingsOf(run)).toEqual(['not_tried: dry_run']);
  });
});
