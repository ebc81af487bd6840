import type { Environment } from '../github/core.ts';
import type { Event } from '../github/event.ts';
import { isProtected } from '../inputs/endpoint-url.ts';
import type { Inputs } from '../inputs/inputs.ts';

export const ID_TOKEN_REQUEST_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
export const ID_TOKEN_REQUEST_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

/** The three lines that a workflow needs; the line end after them keeps them ready to copy. */
const PERMISSIONS = 'permissions:\n  contents: read\n  id-token: write\n';

/** Where and how a job requests ID tokens from GitHub. */
export interface IdTokenSource {
  readonly url: URL;
  readonly bearer: string;
}

export type IdTokenSourceResult =
  | { readonly kind: 'source'; readonly source: IdTokenSource }
  /** The job has no permission to request ID tokens. */
  | { readonly kind: 'missing' }
  /** The address would send the token in clear text, or a variable is not valid. */
  | { readonly kind: 'invalid' };

/**
 * Where this job can request ID tokens: the runner sets two variables for jobs with the permission
 * `id-token: write` (GitHub documentation, "OpenID Connect reference").
 */
export function idTokenSource(environment: Environment): IdTokenSourceResult {
  const address = environment[ID_TOKEN_REQUEST_URL] ?? '';
  const bearer = environment[ID_TOKEN_REQUEST_TOKEN] ?? '';
  if (address === '' || bearer === '') return { kind: 'missing' };
  if (!URL.canParse(address) || !/^[\x21-\x7e]+$/.test(bearer)) return { kind: 'invalid' };
  const url = new URL(address);
  return isProtected(url) ? { kind: 'source', source: { url, bearer } } : { kind: 'invalid' };
}

/** Why a check cannot sign in, on events that GitHub gives no ID token. */
export function missingIdToken(
  { environment }: Inputs,
  { withoutIdToken }: Event,
): string | undefined {
  const isWithout = withoutIdToken !== undefined && idTokenSource(environment).kind === 'missing';
  return isWithout ? `there is no ID token to sign in with (${withoutIdToken})` : undefined;
}

/**
 * Reads where the job can request ID tokens.
 *
 * @param input the input that requests a sign-in with an ID token
 * @returns undefined with a problem that says why the job has no ID token
 */
export function readIdTokenSource(
  inputs: Inputs,
  { withoutIdToken }: Event,
  input: string,
): IdTokenSource | undefined {
  const found = idTokenSource(inputs.environment);
  if (found.kind === 'source') return found.source;
  if (found.kind === 'invalid') {
    inputs.addProblem(
      ID_TOKEN_REQUEST_URL,
      'or the token that belongs to it is not what GitHub gives to a job (an address with https). No request was sent: check what the runner or an earlier step has set',
    );
  } else if (withoutIdToken === undefined) {
    inputs.addProblem(
      input,
      `needs an ID token of GitHub, and this job has no permission to request one. Add these lines to the job (or to the workflow), then run it again:\n\n${PERMISSIONS}`,
    );
  } else {
    inputs.addProblem(
      input,
      `needs an ID token of GitHub, and ${withoutIdToken}: reset from a run on your own branch`,
    );
  }
  return undefined;
}
