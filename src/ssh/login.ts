import { Socket } from 'node:net';
import type { Client, ConnectConfig, Prompt } from 'ssh2';
import type { Clock } from '../retry/clock.ts';
import { VERSION } from '../version.ts';
import type { HostAddress, HostKeyAlgorithm } from './host-keys.ts';
import { connectFailureOf } from './port.ts';
import type { ConnectFailure } from './port.ts';

/** From the first packet up to the response to the method `none`. */
const HANDSHAKE_MS = 20_000;
/** Software names in SSH have no blanks and no dashes: RFC 4253, section 4.2. */
const CLIENT_NAME = `reset_ecs_passwords_${VERSION}`;
/** How every SSH server begins, though it may send other lines before: RFC 4253, section 4.2. */
const SSH_IDENTIFICATION = 'SSH-';
/** How the debug output of the library names the message with which a server ends a connection. */
const DISCONNECT_RECEIVED = 'Inbound: Received DISCONNECT ';

/** More characters of a prompt are never looked at. */
const MAX_PROMPT_READ = 200;
/** The words with which Linux asks for another password when it has expired (pam_unix). */
const PASSWORD_CHANGE = [/\b(?:new|current|old|retype)\b/i, /\bpassword\b/i];

/** How an attempt to log in ended. */
export type LoginEnd =
  | 'verified'
  /** The server refused the password, or ended the connection with a message in response to it. */
  | 'credentials'
  /** The server accepted the password, but asks for more. */
  | 'second_factor'
  | 'password_change'
  | ConnectFailure
  /** There was a connection, but no complete handshake. */
  | 'no_handshake'
  /** The password was sent, and no response arrived. */
  | 'no_answer'
  | 'host_key'
  /** The server offers neither `password` nor `keyboard-interactive`. */
  | 'no_method'
  /** The server lets the user in without a password. */
  | 'none_accepted'
  /** The server asks for more than one password, or for one that is visible. */
  | 'prompts'
  | 'aborted';

export interface LoginTarget extends HostAddress {
  readonly username: string;
}

export interface LoginOptions {
  readonly password: string;
  /** The host key algorithms, the preferred ones first. */
  readonly algorithms: readonly HostKeyAlgorithm[];
  /** Whether the host may receive the password. */
  readonly acceptsHostKey: (blob: Buffer) => boolean;
  /** Called right before the password is sent. */
  readonly onPassword: () => void;
  readonly clock: Clock;
  /** Time for the response to the password, in milliseconds. */
  readonly responseMs: number;
  readonly abort: AbortSignal;
}

/** The library with its many algorithms, which takes some time to load. */
export type Ssh2 = typeof import('ssh2');

/** Loads the library. */
export async function loadSsh2(): Promise<Ssh2> {
  // In a bundle of ECMAScript modules, the library looks for the folder of a CommonJS module.
  (globalThis as { __dirname?: string }).__dirname ??= import.meta.dirname;
  const { default: library } = await import('ssh2');
  return library;
}

/**
 * Tries to log in once: `none`, to learn the methods, then the password by `password`, or else by
 * `keyboard-interactive` with a single hidden prompt. No second attempt, no channel, no command.
 */
export async function login(
  { Client }: Ssh2,
  target: LoginTarget,
  options: LoginOptions,
): Promise<LoginEnd> {
  const attempt = new Attempt(new Client(), target, options);
  return await attempt.run();
}

class Attempt {
  readonly #socket = new Socket();
  readonly #client: Client;
  readonly #target: LoginTarget;
  readonly #options: LoginOptions;
  readonly #ended = Promise.withResolvers<LoginEnd>();
  readonly #over = new AbortController();
  #timer = new AbortController();
  /** The methods that were begun; the first one is `none`. */
  readonly #methods: string[] = [];
  #isPasswordSent = false;
  #isHostKeyRefused = false;
  #isSsh: boolean | undefined;
  #promptText: string | undefined;

  constructor(client: Client, target: LoginTarget, options: LoginOptions) {
    this.#client = client;
    this.#target = target;
    this.#options = options;
  }

  run(): Promise<LoginEnd> {
    const { abort } = this.#options;
    if (abort.aborted) return Promise.resolve('aborted');
    const onAbort = (): void => {
      this.#lose('aborted');
    };
    abort.addEventListener('abort', onAbort, { signal: this.#over.signal });
    this.#waitFor(HANDSHAKE_MS);
    this.#connect();
    return this.#ended.promise;
  }

  #connect(): void {
    const socket = this.#socket;
    const { host, port } = this.#target;
    socket.on('error', (error) => {
      this.#lose(socket.bytesRead > 0 ? 'no_handshake' : connectFailureOf(error));
    });
    socket.on('connect', () => {
      socket.removeAllListeners('error').on('error', () => undefined);
      this.#login();
    });
    socket.setNoDelay(true).connect({ host, port });
  }

  #login(): void {
    const client = this.#client;
    client.on('ready', () => {
      this.#finish(this.#isPasswordSent ? 'verified' : 'none_accepted');
    });
    client.on('change password', () => {
      this.#finish('password_change');
    });
    client.on('error', () => {
      this.#failed();
    });
    client.on('close', () => {
      this.#failed();
    });
    client.connect(this.#config());
    this.#socket.once('data', (data: Buffer) => {
      this.#isSsh = data.toString('latin1', 0, SSH_IDENTIFICATION.length) === SSH_IDENTIFICATION;
    });
  }

  #config(): ConnectConfig {
    return {
      sock: this.#socket,
      ident: CLIENT_NAME,
      username: this.#target.username,
      // The time is limited here, for each part of the attempt.
      readyTimeout: 0,
      algorithms: { serverHostKey: [...this.#options.algorithms] },
      hostVerifier: (blob: Buffer) => {
        this.#isHostKeyRefused = !this.#options.acceptsHostKey(blob);
        return !this.#isHostKeyRefused;
      },
      // The library reports only some of the messages with which a server ends a connection.
      debug: (line) => {
        if (!line.startsWith(DISCONNECT_RECEIVED)) return;
        this.#finish(this.#isPasswordSent ? 'credentials' : 'no_handshake');
      },
      authHandler: (methodsLeft: readonly string[] | null, isPartial: boolean | null, next) => {
        const method = this.#nextMethod(methodsLeft, isPartial === true);
        if (method === undefined) return;
        this.#methods.push(method);
        const { username } = this.#target;
        if (method === 'none') {
          next({ type: 'none', username });
          return;
        }
        this.#waitFor(this.#options.responseMs);
        if (method === 'password') {
          next({ type: 'password', username, password: this.#takePassword() });
          return;
        }
        next({
          type: 'keyboard-interactive',
          username,
          prompt: (_name, _instructions, _language, prompts, answer) => {
            this.#answer(prompts, answer);
          },
        });
      },
    };
  }

  /** The method to begin, after the last one failed; undefined at the end of the attempt. */
  #nextMethod(
    methodsLeft: readonly string[] | null,
    isPartial: boolean,
  ): 'none' | 'password' | 'keyboard-interactive' | undefined {
    if (this.#methods.length === 0) return 'none';
    if (this.#isPasswordSent) {
      this.#finish(isPartial ? 'second_factor' : 'credentials');
      return undefined;
    }
    const offered = this.#methods.length === 1 ? (methodsLeft ?? []) : [];
    if (offered.includes('password')) return 'password';
    if (offered.includes('keyboard-interactive')) return 'keyboard-interactive';
    this.#finish('no_method');
    return undefined;
  }

  #answer(prompts: readonly Prompt[], answer: (responses: string[]) => void): void {
    const [prompt] = prompts;
    if (this.#isPasswordSent) {
      this.#finish(this.#secondRound(prompts));
    } else if (prompts.length !== 1 || prompt === undefined || prompt.echo === true) {
      this.#finish('prompts');
    } else {
      this.#promptText = prompt.prompt;
      this.#waitFor(this.#options.responseMs);
      answer([this.#takePassword()]);
    }
  }

  /** What a further round means. The same prompt again means that the first answer was wrong. */
  #secondRound(prompts: readonly Prompt[]): LoginEnd {
    const isRepeated = prompts.length === 1 && prompts[0]?.prompt === this.#promptText;
    if (isRepeated) return 'credentials';
    const isChange = prompts.some(({ prompt }) => {
      const read = prompt.slice(0, MAX_PROMPT_READ);
      return PASSWORD_CHANGE.every((words) => words.test(read));
    });
    return isChange ? 'password_change' : 'second_factor';
  }

  #takePassword(): string {
    this.#isPasswordSent = true;
    this.#options.onPassword();
    return this.#options.password;
  }

  /** The connection failed or ended, at whichever point it was. */
  #failed(): void {
    if (this.#isHostKeyRefused) this.#finish('host_key');
    else this.#lose('no_handshake');
  }

  /** Without a response, all that counts is whether the password was sent. */
  #lose(end: LoginEnd): void {
    this.#finish(this.#isPasswordSent ? 'no_answer' : end);
  }

  #waitFor(ms: number): void {
    this.#timer.abort();
    const timer = new AbortController();
    this.#timer = timer;
    void this.#options.clock.sleep(ms, timer.signal).then(() => {
      if (!timer.signal.aborted) this.#lose(this.#isSsh === false ? 'no_handshake' : 'timeout');
    });
  }

  #finish(end: LoginEnd): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#timer.abort();
    if (POLITE_ENDS.includes(end)) {
      this.#client.end();
      this.#socket.destroySoon();
    } else {
      this.#socket.destroy();
    }
    this.#ended.resolve(end);
  }
}

/** After these, the server is told that the connection ends. After others it may be in any state. */
const POLITE_ENDS: readonly LoginEnd[] = [
  'verified',
  'credentials',
  'second_factor',
  'password_change',
  'no_method',
  'none_accepted',
  'prompts',
];
