import { sign } from './signing.ts';
import type { HttpRequest } from './transport.ts';

/** What authenticates a request. */
export type Credentials =
  | {
      readonly kind: 'keys';
      readonly accessKey: string;
      readonly secretKey: string;
      /** Of temporary keys. */
      readonly securityToken?: string;
    }
  | { readonly kind: 'token'; readonly token: string };

/** Credentials that were obtained for this run, and when they expire. */
export interface TemporaryCredentials {
  readonly credentials: Credentials;
  readonly expires: Date;
  /** The project of a token, if IAM names it. */
  readonly projectId?: string;
}

export interface Sender {
  readonly credentials: Credentials;
  /** Left out of requests to services without projects. */
  readonly projectId?: string;
  readonly userAgent: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The request with a token, or signed with the keys. */
export function authenticated(unsigned: HttpRequest, sender: Sender): HttpRequest {
  const { credentials, now, projectId, userAgent } = sender;
  if (credentials.kind === 'token') {
    const headers = { ...unsigned.headers, 'X-Auth-Token': credentials.token };
    return identified({ ...unsigned, headers }, userAgent);
  }
  const headers = {
    ...unsigned.headers,
    ...(projectId !== undefined && { 'X-Project-Id': projectId }),
    ...(credentials.securityToken !== undefined && {
      'X-Security-Token': credentials.securityToken,
    }),
  };
  const signed = sign({ ...unsigned, headers }, credentials, new Date(now()));
  // Added last and not signed, because a proxy may rewrite it.
  return identified({ ...unsigned, headers: signed }, userAgent);
}

/** The request with the name and version of the program. */
export function identified(request: HttpRequest, userAgent: string): HttpRequest {
  return { ...request, headers: { ...request.headers, 'User-Agent': userAgent } };
}
