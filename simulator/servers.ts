import type { Server } from './server.ts';

/** The servers of the project, in order of creation. */
export class Servers {
  readonly #servers = new Map<string, Server>();

  add(server: Server): void {
    if (this.#servers.has(server.id)) throw new Error(`there is a server ${server.id} already`);
    this.#servers.set(server.id, server);
  }

  find(id: string): Server | undefined {
    return this.#servers.get(id);
  }

  /** The server with an ID. Throws if there is none, because then the test is wrong. */
  get(id: string): Server {
    const server = this.#servers.get(id);
    if (server === undefined) throw new Error(`there is no server ${id}`);
    return server;
  }

  all(): Server[] {
    return [...this.#servers.values()];
  }
}
