import { sign } from './signing.ts';
import type { HttpRequest } from './transport.ts';

/** How a request proves who sends it. */
export type Credentials =
  | {
      readonly kind: 'keys';
      readonly accessKey: string;
      readonly secretKey: string;
      /** Of temporary keys. */
      readonly securityToken?: string;
    }
  | { readonly kind: 'token'; readonly token: string };

/** Credentials that a sign-in gave, and when they end. */
export interface TemporaryCredentials {
  readonly credentials: Credentials;
  readonly expires: Date;
  /** The project that a token is for, as far as IAM names it. */
  readonly projectId?: string;
}

export interface Sender {
  readonly credentials: Credentials;
  /** Left out of requests to services that know no projects. */
  readonly projectId?: string;
  readonly userAgent: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The request with what proves who sends it: a token, or a signature by the keys. */
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
  // Added last, so that a proxy which rewrites it does not spoil the signature.
  return identified({ ...unsigned, headers: signed }, userAgent);
}

/** The request with the name of the program that sends it. */
export function identified(request: HttpRequest, userAgent: string): HttpRequest {
  return { ...request, headers: { ...request.headers, 'User-Agent': userAgent } };
}
