import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';
import ssh2 from 'ssh2';
import * as z from 'zod/mini';

const MAIN = 'simulator/main.ts';
// Only the paths of the programs, and no other variable of the user.
const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
const Announcement = z.looseObject({ endpoint: z.string(), server_ids: z.array(z.string()) });
const started = new Set<Started>();

interface Started {
  /** The first line of standard output. */
  line: string;
  output: () => { stdout: string; stderr: string };
  /** Sends a signal and waits for the end. */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
}

afterEach(async () => {
  for (const process of started) await process.end('SIGKILL');
  started.clear();
});

async function start(command: string, args: readonly string[]): Promise<Started> {
  // A new process group, so that all processes that npm starts can be ended.
  const child = spawn(command, args, { env, detached: true });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const closed = once(child, 'close');
  const lines = createInterface(child.stdout);
  const process: Started = {
    line: '',
    output: () => output,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, signal);
      await closed;
      return child.exitCode;
    },
  };
  started.add(process);
  const first: unknown[] = await Promise.race([once(lines, 'line'), closed]);
  return Object.assign(process, { line: String(first[0]) });
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error('the process did not start');
  process.kill(-pid, signal);
}

/** Windows knows neither signals nor groups of processes. */
const describeOnUnix = process.platform === 'win32' ? describe.skip : describe;

describeOnUnix('the simulator as a process', () => {
  it.each<[NodeJS.Signals]>([['SIGTERM'], ['SIGINT']])(
    'prints one line, runs until %s and ends with 0',
    async (signal) => {
      const simulator = await start(process.execPath, [MAIN, '--port', '0', '--servers', '5']);
      const announced: unknown = JSON.parse(simulator.line);
      expect(announced).toEqual({
        endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        project_id: expect.any(String),
        access_key: expect.any(String),
        secret_key: expect.any(String),
        auth_token: expect.any(String),
        id_token_request_url: expect.stringMatching(/^http:\/\/127\..*\?api-version=2\.0$/),
        id_token_request_token: expect.any(String),
        oidc_provider_urn: expect.stringMatching(/^iam::[0-9a-f]{32}:oidcProvider:github$/),
        agency_urn: expect.stringMatching(/^iam::[0-9a-f]{32}:agency:\S+$/),
        identity_provider: 'github',
        server_ids: Array<unknown>(5).fill(expect.stringMatching(/^[0-9a-f-]{36}$/)),
      });
      expect(await simulator.end(signal)).toBe(0);
      expect(simulator.output()).toEqual({ stdout: `${simulator.line}\n`, stderr: '' });
    },
  );

  it('resets passwords', async () => {
    const simulator = await start(process.execPath, [
      ...[MAIN, '--servers', '1', '--project-id', 'p', '--auth-token', 'token'],
      ...['--access-key', 'ak', '--secret-key', 'sk', '--security-token', 'st'],
    ]);
    const announced = Announcement.parse(JSON.parse(simulator.line));
    expect(announced).toMatchObject({
      project_id: 'p',
      access_key: 'ak',
      secret_key: 'sk',
      auth_token: 'token',
    });
    const response = await fetch(`${announced.endpoint}/v1/p/cloudservers/os-reset-passwords`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token' },
      body: JSON.stringify({
        servers: [{ id: announced.server_ids.at(0) }],
        new_password: 'Fake+Pass1',
      }),
    });
    expect(await response.json()).toEqual({ response: [{ id: announced.server_ids.at(0) }] });
  });

  it('has a secret with the password of the servers, and SSH servers that accept it', async () => {
    const simulator = await start(process.execPath, [
      ...[MAIN, '--servers', '2', '--auth-token', 'token', '--project-id', 'p'],
      ...['--secret', 'fleet-root=With=Sign-1', '--ssh'],
    ]);
    const announced = z
      .looseObject({ endpoint: z.string(), hosts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(simulator.line));
    expect(announced).toMatchObject({
      server_ids: Object.keys(announced.hosts),
      known_hosts: expect.stringMatching(/^(?:\[127\.0\.0\.1\]:\d+ ssh-ed25519 \S+\n){2}$/),
    });
    const response = await fetch(`${announced.endpoint}/v1/p/secrets/fleet-root/versions/v1`, {
      headers: { 'x-auth-token': 'token' },
    });
    expect(await response.json()).toMatchObject({ version: { secret_string: 'With=Sign-1' } });
    const [host = ''] = Object.values(announced.hosts);
    const accepted = await new Promise((settle) => {
      const client = new ssh2.Client();
      client.on('ready', () => {
        settle(true);
        client.end();
      });
      client.on('error', settle);
      const [, port = ''] = host.split(':');
      client.connect({
        host: '127.0.0.1',
        port: Number(port),
        username: 'root',
        password: 'With=Sign-1',
      });
    });
    expect(accepted).toBe(true);
  });

  it('starts by npm run', async () => {
    const args = ['run', '--silent', 'simulator', '--', '--port', '0', '--servers', '2'];
    const simulator = await start('npm', args);
    expect(JSON.parse(simulator.line)).toMatchObject({
      server_ids: [expect.any(String), expect.any(String)],
    });
    expect(simulator.output().stdout).toBe(`${simulator.line}\n`);
  });

  it.each([
    ['an unknown option', ['--prot', '0'], /--prot/],
    ['a word', ['8080'], /8080/],
    ['an invalid port', ['--port', '65536'], /--port takes .* 0 to 65535, not "65536"/],
    ['an invalid number', ['--servers', 'five'], /--servers takes a whole number/],
    ['a negative number', ['--servers=-1'], /--servers takes a whole number/],
    ['a secret without a value', ['--secret', 'fleet-root='], /--secret takes NAME=VALUE/],
    ['an empty key', ['--secret-key', ''], /--secret-key needs a value/],
  ])('refuses %s', (_case, args, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      env,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('usage:');
  });

  it('ends with 1 when the port is taken', async () => {
    const { line } = await start(process.execPath, [MAIN]);
    const [, port = ''] = /:(\d+)"/.exec(line) ?? [];
    const second = spawnSync(process.execPath, [MAIN, '--port', port], { env, encoding: 'utf8' });
    expect(second).toMatchObject({ status: 1, stdout: '' });
    expect(second.stderr).toContain('EADDRINUSE');
  });
});

describe('a process that closes its simulator', () => {
  it('ends although a response is delayed for an hour', () => {
    const script = `
      import http from 'node:http';
      import { Simulator } from './simulator/simulator.ts';
      const simulator = await Simulator.start();
      const arrived = new Promise((resolve) => {
        simulator.script({ delayMs: 3_600_000, match: () => (resolve(), true) });
      });
      http.get(simulator.endpoint, { agent: false }).on('error', () => {});
      await arrived;
      await simulator.close();
      console.log('closed');`;
    const args = ['--input-type=module', '--eval', script];
    const ended = spawnSync(process.execPath, args, { env, encoding: 'utf8', timeout: 30_000 });
    expect(ended).toMatchObject({ status: 0, stdout: 'closed\n', stderr: '' });
  });
});
