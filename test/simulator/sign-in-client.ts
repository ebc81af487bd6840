import * as z from 'zod/mini';
import type { Simulator } from '../../simulator/simulator.ts';
import { send } from './client.ts';
import type { Reply, Sent } from './client.ts';

/** Temporary keys, in the names that the signer of the tests knows. */
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

/** Sends a request to an address of the simulator. */
export async function ask(simulator: Simulator, url: string, sent: Sent = {}): Promise<Reply> {
  const { pathname, search } = new URL(url, simulator.endpoint);
  return send(simulator, {
    method: 'GET',
    auth: 'none',
    path: pathname,
    query: search.slice(1),
    ...sent,
  });
}

/** Asks GitHub for an ID token. */
export async function askIdToken(
  simulator: Simulator,
  audience = simulator.audience,
): Promise<Reply> {
  const url = `${simulator.idTokenRequestUrl}&audience=${encodeURIComponent(audience)}`;
  const headers = { authorization: `Bearer ${simulator.idTokenRequestToken}` };
  return ask(simulator, url, { headers });
}

export async function idToken(simulator: Simulator, audience?: string): Promise<string> {
  return IdToken.parse((await askIdToken(simulator, audience)).json).value;
}

/** Asks STS for keys; what is not said is as it should be. */
export async function assume(
  simulator: Simulator,
  more: object = {},
  sent: Sent = {},
): Promise<Reply> {
  const body = {
    provider_urn: simulator.oidcProviderUrn,
    agency_urn: simulator.agencyUrn,
    agency_session_name: 'octo-fleet-42',
    id_token: await idToken(simulator),
    ...more,
  };
  return ask(simulator, '/v5/agencies/assume-with-oidc', { method: 'POST', body, ...sent });
}

export function stsKeys(reply: Reply): TemporaryKeys {
  const { credentials } = StsKeys.parse(reply.json);
  return {
    accessKey: credentials.access_key_id,
    secretKey: credentials.secret_access_key,
    securityToken: credentials.security_token,
    ends: Date.parse(credentials.expiration),
  };
}

/** Asks IAM for a token. */
export async function askToken(
  simulator: Simulator,
  scope: object | undefined = { project: { id: simulator.projectId } },
  sent: Sent = {},
): Promise<Reply> {
  const body = { auth: { id_token: { id: await idToken(simulator) }, scope } };
  return ask(simulator, '/v3.0/OS-AUTH/id-token/tokens', {
    method: 'POST',
    body,
    headers: { 'x-idp-id': simulator.identityProvider },
    ...sent,
  });
}

export function subjectToken(reply: Reply): string {
  return z.string().parse(reply.headers['x-subject-token']);
}

/** Asks the metadata service for keys. */
export async function askMetadataKeys(simulator: Simulator, token?: string): Promise<Reply> {
  const headers = token === undefined ? {} : { 'x-metadata-token': token };
  return ask(simulator, '/openstack/latest/securitykey', { headers });
}

export function metadataKeys(reply: Reply): TemporaryKeys {
  const { credential } = MetadataKeys.parse(reply.json);
  return {
    accessKey: credential.access,
    secretKey: credential.secret,
    securityToken: credential.securitytoken,
    ends: Date.parse(credential.expires_at),
  };
}

/** A request that is signed with temporary keys. */
export function signedWith({ securityToken, ...keys }: TemporaryKeys): Sent {
  return { auth: 'signed', keys, headers: { 'x-security-token': securityToken } };
}
