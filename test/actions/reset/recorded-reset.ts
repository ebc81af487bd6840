/** A run of the action in this process, against a service whose responses the test sets. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/actions/reset/run.ts';
import type { Core } from '../../../src/github/core.ts';
import type { EventContext } from '../../../src/github/event.ts';
import type { RunContext } from '../../../src/github/run-context.ts';

export const A = '1bd0eb17-4466-4c15-a9ce-87727ad311b5';
export const B = '2bd0eb17-4466-4c15-a9ce-87727ad311b5';
export const PASSWORD = 'Fake-Pass1';
export const SECRETS = [PASSWORD, 'fake-secret-key', 'fake-session-token'];
export const PUSH: EventContext = { eventName: 'push', actor: 'octocat', payload: {} };

interface Response {
  readonly status: number;
  readonly body?: unknown;
}

interface RecordedRequest {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export class RecordedReset {
  /** What the run wrote, in order; secrets to mask and outputs by name. */
  readonly effects: { readonly kind: string; readonly text: string }[] = [];
  readonly outputs: Record<string, string> = {};
  readonly requests: RecordedRequest[] = [];
  summary = '';
  /** The environment of the next run. */
  environment: Record<string, string>;
  /** The responses to requests about servers. */
  respond: (servers: readonly string[]) => Response = (servers) => ({
    status: 200,
    body: { response: servers.map((id) => ({ id })) },
  });
  /** The responses to other requests, by path. */
  authResponses: Record<string, Response> = {};
  readonly folder: string;
  readonly #service: http.Server;

  private constructor(folder: string, service: http.Server) {
    this.folder = folder;
    this.#service = service;
    this.environment = {
      GITHUB_ACTOR: 'octocat',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_REPOSITORY: 'octo/fleet',
      GITHUB_RUN_ID: '42',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: '0123456789abcdef',
      RUNNER_TEMP: folder,
      INPUT_PROJECT_ID: 'p-123',
      INPUT_SERVER_IDS: `${A} ${B}`,
      INPUT_PASSWORD: PASSWORD,
      INPUT_ENDPOINT: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      INPUT_ACCESS_KEY: 'fake-access-key',
      INPUT_SECRET_KEY: 'fake-secret-key',
      INPUT_SECURITY_TOKEN: 'fake-session-token',
    };
    service.on('request', (incoming, response) => {
      this.#handle(incoming, response);
    });
  }

  static async create(): Promise<RecordedReset> {
    const service = http.createServer();
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    const folder = await mkdtemp(join(tmpdir(), 'run-'));
    await writeFile(join(folder, 'event.json'), '{}');
    return new RecordedReset(folder, service);
  }

  async close(): Promise<void> {
    this.#service.closeAllConnections();
    this.#service.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async start(own: Partial<RunContext> = {}): Promise<void> {
    await run({
      core: this.recordingCore(),
      environment: this.environment,
      loadEvent: () => PUSH,
      clock: { now: () => Date.now(), sleep: (_ms, signal) => untilAborted(signal) },
      random: () => 0,
      cancelled: new AbortController().signal,
      ...own,
    });
  }

  recordingCore(): Core {
    const record =
      (kind: string) =>
      (text: string | Error): void => {
        this.effects.push({ kind, text: String(text) });
      };
    const recordingSummary = {
      addRaw: (text: string) => {
        this.summary += text;
        return recordingSummary;
      },
      write: () => Promise.resolve(recordingSummary),
    };
    return {
      error: record('error'),
      notice: record('notice'),
      warning: record('warning'),
      info: record('info'),
      setFailed: record('failed'),
      setSecret: record('mask'),
      setOutput: (name: string, value: unknown) => {
        this.outputs[name] = String(value);
        this.effects.push({ kind: 'output', text: name });
      },
      summary: recordingSummary as unknown as Core['summary'],
    };
  }

  textsOf(kind: string): string[] {
    return this.effects.filter((effect) => effect.kind === kind).map(({ text }) => text);
  }

  /** Everything that a reader can see: all but the commands that mask. */
  async visibleText(): Promise<string> {
    const path = this.outputs['report_file'] ?? '';
    const file = path === '' ? '' : await readFile(path, 'utf8');
    const lines = this.effects.filter(({ kind }) => kind !== 'mask').map(({ text }) => text);
    return [...lines, ...Object.values(this.outputs), this.summary, file].join('\n');
  }

  #handle(incoming: http.IncomingMessage, response: http.ServerResponse): void {
    let body = '';
    incoming.on('data', (chunk) => (body += String(chunk)));
    incoming.on('end', () => {
      const [path = ''] = (incoming.url ?? '').split('?');
      this.requests.push({ path, headers: incoming.headers, body });
      const { servers = [] } = JSON.parse(body === '' ? '{}' : body) as {
        servers?: { id: string }[];
      };
      const { status, body: content } =
        this.authResponses[path] ?? this.respond(servers.map(({ id }) => id));
      response.writeHead(status, { 'X-Request-Id': '4bf92f3577b34da6a3ce929d0e0e4736' });
      response.end(JSON.stringify(content));
    });
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
