import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket, Server as TcpServer } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection, KeyboardAuthContext, ServerConfig } from 'ssh2';

const { Server, utils } = ssh2;

/** How an SSH server of the simulator behaves. */
export interface SshOptions {
  /** The user that may log in; default `root`. */
  readonly username?: string;
  /** The methods that the server offers; default `publickey` and `password`. */
  readonly methods?: readonly ('publickey' | 'password' | 'keyboard-interactive')[];
  /** Lets everybody in without a password. */
  readonly acceptsNone?: boolean;
  /** The prompts of `keyboard-interactive`, one list for each round; default one hidden prompt. */
  readonly prompts?: readonly (readonly { readonly prompt: string; readonly echo: boolean }[])[];
  /** Does not answer the method `none`. */
  readonly ignoresNone?: boolean;
  /** What the server does with a password; default `check`. */
  readonly onPassword?: 'check' | 'change' | 'more' | 'disconnect' | 'close' | 'ignore';
  /** Text before the login. */
  readonly banner?: string;
  /** Text before the identification of the server. */
  readonly greeting?: string;
  /** The private host keys; default a new one of type ed25519. */
  readonly hostKeys?: readonly string[];
  /** Algorithms of the key exchange; default those of the library. */
  readonly kex?: NonNullable<ServerConfig['algorithms']>['kex'];
  /** Behaves as something else than an SSH server. */
  readonly speaks?: 'nothing' | 'http' | 'goodbye' | 'beginning';
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default a free port. */
  readonly port?: number;
}

/** One attempt to log in, as the server saw it. */
export interface SshAttempt {
  readonly method: string;
  readonly username: string;
  /** The password, where one was sent. */
  readonly password?: string;
}

type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa';

/**
 * A new private host key.
 *
 * @param generate makes one. The library writes about one of 400 ed25519 keys in a form that it cannot
 *   read itself, so another one is made then.
 */
export function newHostKey(
  type: HostKeyType = 'ed25519',
  generate: (type: HostKeyType) => string = generateKey,
): string {
  const key = generate(type);
  return utils.parseKey(key) instanceof Error ? newHostKey(type, generate) : key;
}

function generateKey(type: HostKeyType): string {
  switch (type) {
    case 'ed25519':
      return utils.generateKeyPairSync('ed25519').private;
    case 'ecdsa':
      return utils.generateKeyPairSync('ecdsa', { bits: 256 }).private;
    case 'rsa':
      return utils.generateKeyPairSync('rsa', { bits: 2048 }).private;
  }
}

/** The public key of a private one: type and base64, as in a file of known hosts. */
export function publicKeyOf(privateKey: string): string {
  const key = utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return `${key.type} ${key.getPublicSSH().toString('base64')}`;
}

/**
 * An SSH server on loopback, without sessions: only logins. It counts what clients do. It uses the
 * same library as the action, so tests with a real OpenSSH server stand beside those with this one.
 */
export class SshServer {
  readonly host: string;
  readonly port: number;
  /** Every use of a method, also of `none`, in order. */
  readonly attempts: SshAttempt[] = [];
  /** Channels, commands and global requests, which no client should send. */
  readonly sessions: string[] = [];
  /** The names that clients gave for their software. */
  readonly clients: string[] = [];
  /** All connections, also those without a handshake. */
  connections = 0;
  /** What `known_hosts` contains for this server. */
  readonly knownHosts: string;
  readonly #options: SshOptions;
  readonly #password: () => string | undefined;
  readonly #tcp: TcpServer;
  readonly #sockets = new Set<Socket>();

  private constructor(
    options: SshOptions,
    password: () => string | undefined,
    tcp: TcpServer,
    hostKeys: readonly string[],
  ) {
    this.#options = options;
    this.#password = password;
    this.#tcp = tcp;
    const address = tcp.address();
    if (typeof address !== 'object' || address === null) throw new Error('no address');
    this.host = address.address;
    this.port = address.port;
    const name = this.host.includes(':') ? `[${this.host}]` : this.host;
    this.knownHosts = hostKeys
      .map((key) => `[${this.host}]:${this.port} ${publicKeyOf(key)}\n`)
      .join('');
    this.address = `${name}:${this.port}`;
  }

  /** `host:port`, as in a file of hosts. */
  readonly address: string;

  /** @param password the password that the server accepts now */
  static async start(
    password: () => string | undefined,
    options: SshOptions = {},
  ): Promise<SshServer> {
    const { banner, greeting, hostKeys = [newHostKey()], kex } = options;
    const ssh = new Server({
      hostKeys: [...hostKeys],
      ...(banner !== undefined && { banner }),
      ...(greeting !== undefined && { greeting }),
      ...(kex !== undefined && { algorithms: { kex } }),
    });
    const tcp = createServer();
    tcp.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    await once(tcp, 'listening');
    const server = new SshServer(options, password, tcp, hostKeys);
    tcp.on('connection', (socket) => {
      server.#connected(socket, ssh);
    });
    ssh.on('connection', (client, { header }) => {
      server.clients.push(header.identRaw);
      server.#serve(client);
    });
    return server;
  }

  /** The passwords that clients sent. */
  get passwords(): string[] {
    return this.attempts.flatMap(({ password }) => password ?? []);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    const closed = once(this.#tcp, 'close');
    this.#tcp.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #connected(socket: Socket, ssh: InstanceType<typeof Server>): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    // Without a reader, the end of the connection would not be seen.
    if (this.#options.speaks !== undefined) socket.resume();
    switch (this.#options.speaks) {
      case 'nothing':
        return;
      case 'http':
        socket.on('data', () => {
          socket.write('HTTP/1.1 400 Bad Request\r\nConnection: keep-alive\r\n\r\n');
        });
        return;
      case 'goodbye':
        socket.end('Not allowed at this time\r\n');
        return;
      case 'beginning':
        socket.write('SSH-2.0-Slow\r\n');
        return;
      case undefined:
        ssh.injectSocket(socket);
    }
  }

  #serve(client: Connection): void {
    client.on('error', () => undefined);
    client.on('session', () => this.sessions.push('session'));
    client.on('request', (_accept, _reject, name) => this.sessions.push(name));
    client.on('authentication', (context) => {
      const { method, username } = context;
      if (context.method === 'password') {
        this.attempts.push({ method, username, password: context.password });
        this.#decide(client, context, context.password);
        return;
      }
      this.attempts.push({ method, username });
      if (context.method === 'keyboard-interactive' && this.#offers('keyboard-interactive')) {
        this.#prompt(client, context, 0);
      } else if (method === 'none' && this.#options.acceptsNone === true) {
        context.accept();
      } else if (!(method === 'none' && this.#options.ignoresNone === true)) {
        context.reject(this.#methods());
      }
    });
  }

  /** Sends the prompts of a round. The first answer of the first round is the password. */
  #prompt(client: Connection, context: KeyboardAuthContext, round: number, answer = ''): void {
    const { prompts = [[{ prompt: 'Password: ', echo: false }]] } = this.#options;
    const ofRound = prompts[round];
    if (ofRound === undefined) {
      this.#decide(client, context, answer);
      return;
    }
    context.prompt(
      ofRound.map((prompt) => ({ ...prompt })),
      ([first = '']) => {
        if (ofRound.length > 0) {
          const { method, username } = context;
          this.attempts.push({ method, username, password: first });
        }
        this.#prompt(client, context, round + 1, answer === '' ? first : answer);
      },
    );
  }

  #decide(client: Connection, context: AuthContext, password: string): void {
    const { onPassword = 'check', username = 'root' } = this.#options;
    const isRight = context.username === username && password === this.#password();
    switch (onPassword) {
      case 'check':
        if (isRight && this.#offers(context.method)) context.accept();
        else context.reject(this.#methods());
        return;
      case 'change':
        if (context.method === 'password') context.requestChange('Change it now', () => undefined);
        return;
      case 'more':
        context.reject(['keyboard-interactive'], isRight);
        return;
      case 'disconnect':
        client.end();
        return;
      case 'close':
        for (const socket of this.#sockets) socket.destroy();
        return;
      case 'ignore':
        return;
    }
  }

  #offers(method: string): boolean {
    return this.#methods().some((offered) => offered === method);
  }

  #methods(): ('publickey' | 'password' | 'keyboard-interactive')[] {
    return [...(this.#options.methods ?? (['publickey', 'password'] as const))];
  }
}
