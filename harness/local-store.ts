/** The secret store and a fleet in this process, with faults and crashes at chosen requests. */
import { Csms } from '../simulator/csms.ts';
import type { CsmsBehaviour } from '../simulator/csms.ts';
import { routesOf } from '../simulator/routes.ts';
import type { FindRoute } from '../simulator/routes.ts';
import { SecretStore } from '../src/huaweicloud/csms.ts';
import type { RequestContext } from '../src/huaweicloud/request-context.ts';
import type { HttpRequest, HttpResult, Transport } from '../src/huaweicloud/transport.ts';
import { OWN_STAGES } from '../src/inputs/password-secret.ts';
import { adviceTexts } from '../src/inputs/shared-texts.ts';
import { storeTexts } from '../src/inputs/store-texts.ts';
import type { Clock } from '../src/retry/clock.ts';

export const SECRET = 'fleet-root';

const RESET = '/os-reset-passwords';

export const TEXTS = storeTexts(
  adviceTexts({
    outcomeUnknown: 'Wait',
    tryAgain: 'Run again',
    grantPermission: 'Grant it',
    passwordForCheck: 'Give it',
    reduceBatchSize: 'Reduce it',
  }),
  'secret_name',
);

/** What happens to a request. `crash` ends the run at that moment. */
export type LocalFault =
  | 'none'
  | 'lost before'
  | 'lost after'
  | 'unavailable'
  | 'refused connection'
  | 'crash before'
  | 'crash after';

/** The process that sent the request has ended. */
export class Crash extends Error {}

/** One server: the password in force, and the one after its next start. */
export interface LocalServer {
  now: string;
  next: string | undefined;
}

export class LocalCloud implements Transport {
  readonly csms: Csms;
  readonly servers = new Map<string, LocalServer>();
  readonly #findRoute: FindRoute;
  /** `METHOD path` of each request, without the project and the secret. */
  readonly calls: string[] = [];
  /** Called with each request and its number from 0; the default has no faults. */
  fault: (request: HttpRequest, index: number) => LocalFault = () => 'none';
  /** Called after each request that was carried out. */
  onCarriedOut: () => void = () => undefined;

  constructor(clock: Clock, behaviour: CsmsBehaviour = {}) {
    this.csms = new Csms(behaviour, () => new Date(clock.now()));
    this.#findRoute = routesOf(this.csms.calls());
  }

  send(request: HttpRequest): Promise<HttpResult> {
    const path = request.url.pathname.replace(/^.*\/secrets\/[^/]+\//, '');
    const fault = this.fault(request, this.calls.length);
    this.calls.push(`${request.method} ${path}`);
    switch (fault) {
      case 'crash before':
        return Promise.reject(new Crash());
      case 'lost before':
        return Promise.resolve({ kind: 'failure', error: 'closed', maybeSent: true });
      case 'refused connection':
        return Promise.resolve({ kind: 'failure', error: 'refused', maybeSent: false });
      case 'unavailable':
        return Promise.resolve({ kind: 'response', status: 503, headers: {}, body: '' });
      default:
        break;
    }
    const result = this.#carryOut(request);
    this.onCarriedOut();
    if (fault === 'crash after') return Promise.reject(new Crash());
    return Promise.resolve(
      fault === 'lost after' ? { kind: 'failure', error: 'closed', maybeSent: true } : result,
    );
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Restarts a server: the password that waits comes into force. */
  restart(id: string): void {
    const server = this.servers.get(id);
    if (server === undefined) throw new Error(`there is no server ${id}`);
    server.now = server.next ?? server.now;
    server.next = undefined;
  }

  #carryOut({ body, method, url }: HttpRequest): HttpResult {
    if (url.pathname.endsWith(RESET)) return this.#reset(body);
    const route = this.#findRoute(method, url.pathname);
    if (route === undefined) throw new Error(`there is no call ${method} ${url.href}`);
    const { response } = route.call.handle({
      params: route.params,
      query: url.searchParams,
      rawBody: body,
      requestId: '',
    });
    const { headers, status } = response;
    return { kind: 'response', status, headers, body: response.body.toString() };
  }

  #reset(body: string): HttpResult {
    const { new_password: password, servers } = JSON.parse(body) as {
      new_password: string;
      servers: { id: string }[];
    };
    for (const { id } of servers) {
      const server = this.servers.get(id);
      if (server !== undefined) server.next = password;
    }
    return {
      kind: 'response',
      status: 200,
      headers: {},
      body: JSON.stringify({ response: servers }),
    };
  }
}

/** The store of a secret, used with the given requests. */
export function storeOf(context: RequestContext, secretName = SECRET): SecretStore {
  return new SecretStore({
    endpoint: 'https://kms.cn-north-4.myhuaweicloud.com',
    secretName,
    session: {
      credentials: { kind: 'token', token: 'TokenOfTheTests' },
      isSession: false,
      projectId: 'project1',
    },
    ownStages: OWN_STAGES,
    texts: TEXTS,
    context,
  });
}
