import { jsonResponse } from './responses.ts';
import type { HttpResponse } from './responses.ts';
import type { Credentials } from './credentials.ts';
import { authenticationProblem } from './gateway.ts';
import type { Account } from './identity.ts';
import type { RawRequest } from './request.ts';

/** A project of the account. The main project of a region has the name of the region. */
export interface Project {
  readonly id: string;
  readonly name: string;
}

/** The parts of the simulator that the service uses. */
export interface ProjectsContext {
  readonly endpoint: string;
  readonly account: Account;
  readonly projects: readonly Project[];
  /** Whether listing projects is forbidden. */
  readonly forbidden: boolean;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

const TITLES = { 401: 'Unauthorized', 403: 'Forbidden' } as const;

/** The lists of projects of IAM v3. */
export class Projects {
  readonly #context: ProjectsContext;

  constructor(context: ProjectsContext) {
    this.#context = context;
  }

  /**
   * "KeystoneListProjects" and "KeystoneListAuthProjects" (API Explorer, IAM); undefined for
   * other requests. The first accepts a token or a signature, the second only a token.
   */
  respond(request: RawRequest): HttpResponse | undefined {
    const accessible = request.path === '/v3/auth/projects';
    if (request.method !== 'GET' || !(accessible || request.path === '/v3/projects')) {
      return undefined;
    }
    const { account, credentials, endpoint, forbidden, now, projects } = this.#context;
    const problem = authenticationProblem(request, credentials, now());
    if (problem !== undefined) return refuse(401, problem.message);
    if (accessible && request.headers['x-auth-token'] === undefined) {
      return refuse(401, 'The request you have made requires authentication.');
    }
    if (forbidden) {
      return refuse(403, 'You are not authorized to perform the requested action.');
    }
    const name = accessible ? null : new URLSearchParams(request.query).get('name');
    const links = (path: string): object => ({
      ...(!accessible && { next: null, previous: null }),
      self: `${endpoint}${path}`,
    });
    return jsonResponse(200, {
      links: links(request.path),
      projects: projects
        .filter((project) => name === null || project.name === name)
        .map((project) => ({
          description: '',
          domain_id: account.id,
          enabled: true,
          id: project.id,
          is_domain: false,
          links: links(`/v3/projects/${project.id}`),
          name: project.name,
          parent_id: account.id,
        })),
    });
  }
}

/** The older error body of IAM, whose code is a number (IAM API reference, error codes). */
function refuse(code: keyof typeof TITLES, message: string): HttpResponse {
  return jsonResponse(code, { error: { code, message, title: TITLES[code] } });
}
