/**
 * A real OpenSSH server on loopback, without installing it and without a change of the machine: it runs
 * in a mount namespace with its own users. It needs root, and sshd in `.tools/sshd` (`.ci/install-tools`)
 * or on the machine.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newHostKey, publicKeyOf } from '../simulator/ssh.ts';
import { until } from './action.ts';

const UNPACKED = fileURLToPath(new URL('../.tools/sshd', import.meta.url));
/**
 * Why there can be no OpenSSH server here; undefined when there can be one. Where `.ci/run` has fetched
 * one (`REQUIRE_SSHD`), a missing sshd is an error.
 */
export function missingOpenSsh(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux';
  if (findSshd() === undefined) {
    const message = 'sshd is missing (run .ci/install-tools)';
    if (process.env['REQUIRE_SSHD'] === '1') throw new Error(message);
    return message;
  }
  if (process.getuid?.() !== 0) return 'it takes root';
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'unshare -m is refused';
  }
}

interface Sshd {
  readonly path: string;
  /** Folders with the libraries that come with it. */
  readonly libraries: readonly string[];
  /** The folder with its helper programs, from version 9.8 on. */
  readonly helpers: string;
}

function findSshd(): Sshd | undefined {
  const roots = [UNPACKED, '/'].filter((root) => existsSync(join(root, 'usr/sbin/sshd')));
  const [root] = roots;
  if (root === undefined) return undefined;
  const folders = ['usr/lib', 'lib'].flatMap((folder) =>
    ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => join(root, folder, machine)),
  );
  return {
    path: join(root, 'usr/sbin/sshd'),
    libraries: root === '/' ? [] : folders.filter((folder) => existsSync(folder)),
    helpers: join(root, 'usr/lib/openssh'),
  };
}

/** A user of the machine as the servers see it. */
export interface User {
  readonly name: string;
  readonly password: string;
  readonly isLocked?: boolean;
  /** Whether the password has to be changed at the next login. */
  readonly isExpired?: boolean;
}

/** Running servers. */
export interface OpenSsh {
  /** Ports, in the order of the configurations. */
  readonly ports: readonly number[];
  readonly knownHosts: string;
  /** The log of a server, by its position. */
  readonly log: (index: number) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts a server for each configuration (lines of sshd_config). */
export async function startOpenSsh(
  configurations: readonly string[],
  users: readonly User[],
): Promise<OpenSsh> {
  const sshd = findSshd();
  if (sshd === undefined) throw new Error('there is no sshd');
  const folder = await mkdtemp(join(tmpdir(), 'openssh-'));
  const file = (name: string): string => join(folder, name);
  const hostKey = newHostKey();
  await mkdir(file('pam.d'));
  await Promise.all([
    writeFile(file('host_key'), hostKey, { mode: 0o600 }),
    writeFile(file('passwd'), passwdOf(users)),
    writeFile(file('shadow'), shadowOf(users), { mode: 0o600 }),
    writeFile(
      file('pam.d/sshd'),
      'auth required pam_unix.so\naccount required pam_unix.so\npassword required pam_unix.so\nsession required pam_permit.so\n',
    ),
  ]);
  const ports = await freePorts(configurations.length);
  const helpers = ['session', 'auth'].flatMap((name) => {
    const path = join(sshd.helpers, `sshd-${name}`);
    const keyword = name === 'session' ? 'SshdSessionPath' : 'SshdAuthPath';
    return existsSync(path) ? [`${keyword} ${path}`] : [];
  });
  for (const [index, configuration] of configurations.entries()) {
    const lines = [
      `Port ${ports[index] ?? 0}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${file('host_key')}`,
      `PidFile none`,
      'LogLevel VERBOSE',
      ...helpers,
      configuration,
    ];
    await writeFile(file(`config${index}`), `${lines.join('\n')}\n`);
  }
  const script = [
    'set -e',
    'mount -t tmpfs tmpfs /run',
    'mkdir -m 755 /run/sshd',
    ...['passwd', 'shadow', 'pam.d'].map((name) => `mount --bind "$1/${name}" /etc/${name}`),
    ...configurations.map((_, index) => `"$2" -D -E "$1/log${index}" -f "$1/config${index}" &`),
    'wait',
  ].join('\n');
  const child = spawn('unshare', ['-m', 'bash', '-c', script, 'bash', folder, sshd.path], {
    env: { PATH: process.env['PATH'] ?? '', LD_LIBRARY_PATH: sshd.libraries.join(':') },
    // A group of its own, so that the servers end together.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  const close = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(ports.map((port) => untilOpen(port)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ports,
    knownHosts: ports.map((port) => `[127.0.0.1]:${port} ${publicKeyOf(hostKey)}\n`).join(''),
    log: (index) => readFile(file(`log${index}`), 'utf8'),
    close,
  };
}

function passwdOf(users: readonly User[]): string {
  const lines = users.map(({ name }, index) =>
    name === 'root'
      ? 'root:x:0:0:root:/root:/bin/sh'
      : `${name}:x:${2000 + index}:65534::/:/bin/sh`,
  );
  return `${[...lines, 'sshd:x:199:65534::/run/sshd:/usr/sbin/nologin'].join('\n')}\n`;
}

function shadowOf(users: readonly User[]): string {
  const lines = users.map(({ isExpired = false, isLocked = false, name, password }) => {
    const hash = execFileSync(
      'perl',
      ['-e', 'print crypt($ARGV[0], q($6$ofTheTests$))', password],
      {
        encoding: 'utf8',
      },
    );
    return `${name}:${isLocked ? '!' : ''}${hash}:${isExpired ? 0 : 20_000}:0:99999:7:::`;
  });
  return `${[...lines, 'sshd:!:20000::::::'].join('\n')}\n`;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function untilOpen(port: number): Promise<void> {
  const state = { isOpen: false };
  const attempt = (): void => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('connect', () => {
      state.isOpen = true;
    });
    socket.on('close', () => {
      if (!state.isOpen) setTimeout(attempt, 50).unref();
    });
    socket.on('connect', () => socket.destroy());
  };
  attempt();
  await until(() => state.isOpen);
}
