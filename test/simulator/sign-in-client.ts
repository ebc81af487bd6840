import * as z from 'zod/mini';
import type { Simulator } from '../../simulator/simulator.ts';
import { send } from './client.ts';
import type { ClientResponse, RequestOptions } from './client.ts';

/** Temporary keys, with the names that the signer of the tests uses. */
export interface TemporaryKeys {
  accessKey: string;
  secretKey: string;
  securityToken: string;
  ends: number;
}

const IdToken = z.object({ value: z.string() });
const StsKeys = z.object({
  credentials: z.object({
    access_key_id: z.string().check(z.length(20)),
    secret_access_key: z.string().check(z.length(40)),
    security_token: z.string(),
    expiration: z.iso.datetime(),
  }),
});
const MetadataKeys = z.object({
  credential: z.object({
    access: z.string().check(z.length(20)),
    secret: z.string().check(z.length(40)),
    securitytoken: z.string(),
    expires_at: z.iso.datetime({ precision: 6 }),
  }),
});

/** Sends a request to a URL of the simulator. */
export async function request(
  simulator: Simulator,
  url: string,
  options: RequestOptions = {},
): Promise<ClientResponse> {
  const { pathname, search } = new URL(url, simulator.endpoint);
  return send(simulator, {
    method: 'GET',
    auth: 'none',
    path: pathname,
    query: search.slice(1),
    ...options,
  });
}

/** Requests an ID token from GitHub. */
export async function requestIdToken(
  simulator: Simulator,
  audience = simulator.audience,
): Promise<ClientResponse> {
  const url = `${simulator.idTokenRequestUrl}&audience=${encodeURIComponent(audience)}`;
  const headers = { authorization: `Bearer ${simulator.idTokenRequestToken}` };
  return request(simulator, url, { headers });
}

export async function idToken(simulator: Simulator, audience?: string): Promise<string> {
  return IdToken.parse((await requestIdToken(simulator, audience)).json).value;
}

/** Requests keys from STS. Members that are not given are valid. */
export async function assume(
  simulator: Simulator,
  more: object = {},
  options: RequestOptions = {},
): Promise<ClientResponse> {
  const body = {
    provider_urn: simulator.oidcProviderUrn,
    agency_urn: simulator.agencyUrn,
    agency_session_name: 'octo-fleet-42',
    id_token: await idToken(simulator),
    ...more,
  };
  return request(simulator, '/v5/agencies/assume-with-oidc', { method: 'POST', body, ...options });
}

export function stsKeys(response: ClientResponse): TemporaryKeys {
  const { credentials } = StsKeys.parse(response.json);
  return {
    accessKey: credentials.access_key_id,
    secretKey: credentials.secret_access_key,
    securityToken: credentials.security_token,
    ends: Date.parse(credentials.expiration),
  };
}

/** Requests a token from IAM. */
export async function requestToken(
  simulator: Simulator,
  scope: object | undefined = { project: { id: simulator.projectId } },
  options: RequestOptions = {},
): Promise<ClientResponse> {
  const body = { auth: { id_token: { id: await idToken(simulator) }, scope } };
  return request(simulator, '/v3.0/OS-AUTH/id-token/tokens', {
    method: 'POST',
    body,
    headers: { 'x-idp-id': simulator.identityProvider },
    ...options,
  });
}

export function subjectToken(response: ClientResponse): string {
  return z.string().parse(response.headers['x-subject-token']);
}

/** Requests keys from the metadata service. */
export async function requestMetadataKeys(
  simulator: Simulator,
  token?: string,
): Promise<ClientResponse> {
  const headers = token === undefined ? {} : { 'x-metadata-token': token };
  return request(simulator, '/openstack/latest/securitykey', { headers });
}

export function metadataKeys(response: ClientResponse): TemporaryKeys {
  const { credential } = MetadataKeys.parse(response.json);
  return {
    accessKey: credential.access,
    secretKey: credential.secret,
    securityToken: credential.securitytoken,
    ends: Date.parse(credential.expires_at),
  };
}

/** A request that is signed with temporary keys. */
export function signedWith({ securityToken, ...keys }: TemporaryKeys): RequestOptions {
  return { auth: 'signed', keys, headers: { 'x-security-token': securityToken } };
}
