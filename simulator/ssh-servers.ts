import type { Server } from './server.ts';
import { SshServer } from './ssh.ts';

/** Ports that are tried until one is free on every address. */
const MAX_ATTEMPTS = 5;

/**
 * The SSH servers of all servers that have a loopback address, on one port of different addresses. Of
 * several servers with the same address only the first has one.
 */
export class SshServers {
  readonly port: number;
  readonly #servers: ReadonlyMap<string, SshServer>;

  constructor(servers: ReadonlyMap<string, SshServer>) {
    this.#servers = servers;
    this.port = [...servers.values()][0]?.port ?? 0;
  }

  has(id: string): boolean {
    return this.#servers.has(id);
  }

  /** The SSH server of a server, by its ID. */
  of(id: string): SshServer {
    const server = this.#servers.get(id);
    if (server === undefined) throw new Error(`the server ${id} has no SSH server`);
    return server;
  }

  /** The content of a file of known hosts with all keys. */
  get knownHosts(): string {
    return [...this.#servers.values()].map(({ knownHosts }) => knownHosts).join('');
  }

  /** The passwords that were sent to each server, by its ID. */
  get passwords(): Record<string, readonly string[]> {
    return Object.fromEntries([...this.#servers].map(([id, { passwords }]) => [id, passwords]));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
  }
}

/** Starts the servers. The first one gets a free port, and the others use the same one. */
export async function startSshServers(servers: readonly Server[]): Promise<SshServers> {
  for (let attempt = 1; ; attempt += 1) {
    const started = new Map<string, SshServer>();
    let port = 0;
    try {
      for (const server of servers) {
        const host = server.addresses.find(({ addr }) => addr.startsWith('127.'))?.addr;
        const isTaken = [...started.values()].some((other) => other.host === host);
        if (host === undefined || isTaken) continue;
        const username = server.os === 'windows' ? 'Administrator' : 'root';
        const options = { username, ...server.ssh, host, port };
        const ssh = await SshServer.start(() => server.passwordNow, options);
        started.set(server.id, ssh);
        port = ssh.port;
      }
      return new SshServers(started);
    } catch (error) {
      await Promise.all([...started.values()].map((server) => server.close()));
      const isInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isInUse || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
