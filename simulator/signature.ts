import { createHash, createHmac } from 'node:crypto';
import { percentDecoded } from './routes.ts';

/** A request as it was received. */
export interface SignedRequest {
  readonly method: string;
  /** As received, percent-encoded. */
  readonly path: string;
  /** As received, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The content of the `Authorization` header of a signed request. */
export interface Authorization {
  readonly accessKey: string;
  /** In lower case and sorted, as in the signature. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'SDK-HMAC-SHA256';
const AUTHORIZATION =
  /^SDK-HMAC-SHA256 Access=([^\s,]+), SignedHeaders=([^\s,]+), Signature=([0-9a-f]{64})$/;

/** Reads an `Authorization` header (API signing guide); undefined if it does not have that form. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, accessKey, names, signature] = AUTHORIZATION.exec(header) ?? [];
  if (accessKey === undefined || names === undefined || signature === undefined) return undefined;
  return {
    accessKey,
    signedHeaders: names
      .split(';')
      .map((name) => name.toLowerCase())
      .sort(),
    signature,
  };
}

/** The canonical request, computed from the received request (API signing guide, step 1). */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
  return [
    request.method.toUpperCase(),
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash(request),
  ].join('\n');
}

/** The signature of a canonical request (API signing guide, steps 2 and 3). */
export function signatureOf(canonical: string, date: string, secretKey: string): string {
  return createHmac('sha256', secretKey)
    .update([ALGORITHM, date, sha256(canonical)].join('\n'))
    .digest('hex');
}

/** The `Authorization` header that signs a request with the given headers. */
export function authorizationFor(
  request: SignedRequest,
  signedHeaders: readonly string[],
  keys: { readonly accessKey: string; readonly secretKey: string },
): string {
  const date = request.headers['x-sdk-date'] ?? '';
  const signature = signatureOf(canonicalRequest(request, signedHeaders), date, keys.secretKey);
  return `${ALGORITHM} Access=${keys.accessKey}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => percentEncoded(percentDecoded(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [percentDecoded(name), percentDecoded(value.join('='))];
    })
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .join('&');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986: encodes all but the unreserved characters, unlike encodeURIComponent. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A client may leave the body out of the signature, but may not sign the hash of another body. */
function payloadHash({ headers, body }: SignedRequest): string {
  const unsigned = headers['x-sdk-content-sha256'] === 'UNSIGNED-PAYLOAD';
  return unsigned ? 'UNSIGNED-PAYLOAD' : sha256(body);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
