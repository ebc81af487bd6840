import { once } from 'node:events';
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from './responses.ts';
import { callsOf } from './calls.ts';
import { Credentials } from './credentials.ts';
import type { Issued } from './credentials.ts';
import { Csms } from './csms.ts';
import { deliver } from './delivery.ts';
import { FaultScript, faultyResponse } from './faults.ts';
import type { Fault } from './faults.ts';
import {
  refuseAtGateway,
  refuseOtherProject,
  refuseOtherType,
  refuseUnreadable,
  unknownApi,
} from './gateway.ts';
import { newIdentity, newRequestId } from './identity.ts';
import type { Identity } from './identity.ts';
import { listen } from './listen.ts';
import type { PartialFailure, SimulatorOptions } from './options.ts';
import type { Project } from './projects.ts';
import { readRequest, recordOf } from './request.ts';
import type { RawRequest, RecordedRequest } from './request.ts';
import { routesOf } from './routes.ts';
import type { FindRoute, Route } from './routes.ts';
import { Server } from './server.ts';
import type { ServerProperties, ServerSpec } from './server.ts';
import { Servers } from './servers.ts';
import { startSshServers } from './ssh-servers.ts';
import type { SshServers } from './ssh-servers.ts';
import { SignIn } from './sign-in.ts';
import type { SignInOptions } from './sign-in.ts';
import { Throttle } from './throttle.ts';

export type {
  Fault,
  Issued,
  PartialFailure,
  Project,
  RecordedRequest,
  ServerSpec,
  SignInOptions,
  SimulatorOptions,
};

/**
 * Huawei Cloud ECS on loopback: calls of the ECS API reference behind a gateway that checks tokens
 * and signatures (API signing guide), with the secret store (CSMS). On the same port, the services
 * that issue credentials: GitHub's ID tokens, STS, IAM and the metadata service of an ECS.
 */
export class Simulator {
  /** In order of arrival of their last bytes. */
  readonly requests: RecordedRequest[] = [];
  /** In order of creation, also deleted servers. */
  readonly serverIds: string[] = [];
  readonly endpoint: string;
  /** The secret store, behind the same gateway. */
  readonly csms: Csms;
  readonly #identity: Identity;
  readonly #now: () => Date;
  readonly #latencyMs: number;
  readonly #servers = new Servers();
  readonly #findRoute: FindRoute;
  readonly #throttle: Throttle;
  readonly #credentials: Credentials;
  readonly #signIn: SignIn;
  readonly #faults = new FaultScript();
  readonly #http: HttpServer;
  readonly #sockets = new Set<Socket>();
  readonly #closing = new AbortController();
  #ssh: SshServers | undefined;

  private constructor(options: SimulatorOptions, http: HttpServer, endpoint: string) {
    const { projectId, accessKey, secretKey, securityToken, authToken } = options;
    this.#http = http;
    this.endpoint = endpoint;
    this.#identity = newIdentity({
      ...(projectId !== undefined && { projectId }),
      ...(accessKey !== undefined && { accessKey }),
      ...(secretKey !== undefined && { secretKey }),
      ...(securityToken !== undefined && { securityToken }),
      ...(authToken !== undefined && { authToken }),
    });
    this.#now = options.now ?? (() => new Date());
    this.#latencyMs = options.latencyMs ?? 0;
    this.csms = new Csms(options.csms ?? {}, this.#now);
    for (const secret of options.secrets ?? []) this.csms.add(secret);
    const context = { servers: this.#servers, csms: this.csms, now: this.#now };
    this.#findRoute = routesOf(callsOf(options, context));
    this.#throttle = new Throttle(options.throttle);
    this.#credentials = new Credentials(this.#identity);
    this.#signIn = new SignIn(options.signIn ?? {}, {
      endpoint,
      projects: options.projects ?? [{ id: this.projectId, name: 'cn-north-4' }],
      credentials: this.#credentials,
      now: this.#now,
    });
    const { servers = 0 } = options;
    const specs = typeof servers === 'number' ? Array<ServerSpec>(servers).fill({}) : servers;
    for (const spec of specs) this.addServer(spec);
  }

  /** Starts a simulator. It is ready for requests when the promise resolves. */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const { http, endpoint } = await listen(options);
    const simulator = new Simulator(options, http, endpoint);
    simulator.#listen();
    if (options.ssh === true) simulator.#ssh = await startSshServers(simulator.#servers.all());
    return simulator;
  }

  get projectId(): string {
    return this.#identity.projectId;
  }

  get accessKey(): string {
    return this.#identity.accessKey;
  }

  get secretKey(): string {
    return this.#identity.secretKey;
  }

  get authToken(): string {
    return this.#identity.authToken;
  }

  /** The URL at which the job requests its ID token. */
  get idTokenRequestUrl(): string {
    return this.#signIn.github.requestUrl;
  }

  get idTokenRequestToken(): string {
    return this.#signIn.github.requestToken;
  }

  /** The required audience of an ID token, unless options change it. */
  get audience(): string {
    return this.#signIn.audience;
  }

  /** The OIDC provider and the trust agency for STS. */
  get oidcProviderUrn(): string {
    return this.#signIn.sts.providerUrn;
  }

  get agencyUrn(): string {
    return this.#signIn.sts.agencyUrn;
  }

  /** The name of the identity provider for IAM v3. */
  get identityProvider(): string {
    return this.#signIn.iam.providerName;
  }

  /** Every issued secret, in order, also expired ones. */
  get issued(): readonly Issued[] {
    return this.#credentials.issued;
  }

  /** Lets GitHub sign with a new key. The identity provider keeps its copy of the old key. */
  rotateKeys(): void {
    this.#signIn.github.rotateKeys();
  }

  /** Copies GitHub's current key into the identity provider. */
  pasteKeys(): void {
    this.#signIn.iam.pasteKeys();
  }

  /** Adds a server and returns its ID. */
  addServer(spec: ServerSpec = {}): string {
    const server = new Server(spec, this.serverIds.length);
    this.#servers.add(server);
    this.serverIds.push(server.id);
    return server.id;
  }

  /** Changes properties of a server at once. */
  changeServer(id: string, change: Partial<ServerProperties>): void {
    this.#servers.get(id).set(change);
  }

  /** Adds faults. Each request uses the first one that matches it. */
  script(...faults: Fault[]): void {
    this.#faults.add(faults);
  }

  /** Restarts or starts a server: a stored password takes effect, unless the guest fails. */
  restart(id: string): void {
    this.#servers.get(id).restart();
  }

  /** How often a server was started or restarted. */
  restartsOf(id: string): number {
    return this.#servers.get(id).restarts;
  }

  /** The password that the server accepts now. */
  passwordNow(id: string): string | undefined {
    return this.#servers.get(id).passwordNow;
  }

  /** The password that the server would accept after a restart. */
  passwordAfterRestart(id: string): string | undefined {
    return this.#servers.get(id).passwordAfterRestart;
  }

  /** Whether the service applied a real reset, also if the server was not restarted since. */
  wasReset(id: string): boolean {
    return this.#servers.get(id).wasReset;
  }

  /** The SSH servers, which listen on one port of different loopback addresses. */
  get ssh(): SshServers {
    if (this.#ssh === undefined) throw new Error('the simulator was started without ssh');
    return this.#ssh;
  }

  /** Closes at once, including open connections and delayed responses. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    const closed = once(this.#http, 'close');
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
    await this.#ssh?.close();
    await closed;
  }

  #listen(): void {
    this.#http.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('clientError', refuseUnreadable);
    this.#http.on('request', (message: IncomingMessage, output: ServerResponse) => {
      this.#handle(message, output).catch((error: unknown) => {
        // After the client or the simulator has disconnected, errors are only about the connection.
        if (message.socket.destroyed || this.#closing.signal.aborted) return;
        if (output.headersSent) message.socket.destroy();
        else output.writeHead(500).end(`the simulator failed: ${String(error)}`);
      });
    });
  }

  async #handle(message: IncomingMessage, output: ServerResponse): Promise<void> {
    const { signal } = this.#closing;
    const requestId = newRequestId();
    output.setHeader('x-request-id', requestId);
    const request = await readRequest(message);
    const route = this.#findRoute(request.method, request.path);
    const record = recordOf(request, route?.params['server_id']);
    this.requests.push(record);
    const serve = (): Promise<HttpResponse> => this.#serve(request, route, record, requestId);
    const fault = this.#faults.take(record);
    const response =
      fault === undefined
        ? await serve()
        : faultyResponse(fault, record, fault.apply === 'before' ? await serve() : undefined);
    const wait = this.#latencyMs + (fault?.delayMs ?? 0);
    if (wait > 0) await sleep(wait, undefined, { signal });
    await fault?.heldUntil;
    const onStatus = (status: number): void => {
      record.status = status;
    };
    await deliver({ output, socket: message.socket, signal, onStatus }, response, fault);
  }

  async #serve(
    request: RawRequest,
    route: Route | undefined,
    record: RecordedRequest,
    requestId: string,
  ): Promise<HttpResponse> {
    if (route === undefined) {
      return (await this.#signIn.respond(request)) ?? unknownApi(request, requestId);
    }
    const refused =
      this.#throttle.refuse(route.call.name, requestId) ??
      refuseAtGateway(request, this.#credentials, this.#now(), requestId) ??
      refuseOtherProject(request, route, this.#credentials, this.projectId) ??
      refuseOtherType(request);
    if (refused !== undefined) return refused;
    const { rawBody } = record;
    const query = new URLSearchParams(request.query);
    const { params, call } = route;
    const { response, applied = [] } = call.handle({ params, query, rawBody, requestId });
    record.applied = [...applied];
    return response;
  }
}
