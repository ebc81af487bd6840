import type { Event } from '../github/event.ts';
import { noSecrets } from '../github/event.ts';
import { SESSION_SECONDS } from '../huaweicloud/sts.ts';
import type { AssumeAgency } from '../huaweicloud/sts.ts';
import type { Endpoints } from '../inputs/endpoints.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { missingIdToken, readIdTokenSource } from './id-token-source.ts';
import type { IdTokenSource } from './id-token-source.ts';
import { sessionName } from './session-name.ts';
import { CREDENTIAL_INPUTS, findCredentials } from './static-credentials.ts';
import type { FoundCredentials } from './static-credentials.ts';

/** How the run gets its credentials. */
export type AuthMethod =
  | { readonly kind: 'static'; readonly credentials: FoundCredentials['credentials'] }
  | OidcMethod
  | { readonly kind: 'agency' };

/** Sign-in with an ID token of the job. */
export type OidcMethod = StsMethod | IamMethod;

interface StsMethod extends IdTokenUse {
  readonly kind: 'sts';
  readonly agency: AssumeAgency;
}

interface IamMethod extends IdTokenUse {
  readonly kind: 'iam';
  /** Base URL of IAM, without a slash at its end. */
  readonly endpoint: string;
  readonly identityProvider: string;
}

interface IdTokenUse {
  readonly idTokenSource: IdTokenSource;
  readonly audience: string;
}

/** The session outlasts the run by this much, for clocks that differ and for the sign-in itself. */
const SESSION_MARGIN_SECONDS = 300;
/** A given duration must be longer by this much, because the end may be in whole seconds. */
const MIN_MARGIN_SECONDS = 60;
const DEFAULT_AUDIENCE = 'https://iam.myhuaweicloud.com';

/** A method that a workflow requests, with the input that requests it. */
interface Requested {
  readonly kind: 'inputs' | 'sts' | 'iam' | 'agency';
  readonly input: string;
}

export interface ChosenMethod {
  readonly method: AuthMethod;
  /** Where the credentials come from; shown in the log. */
  readonly source: string;
}

export type MethodResult =
  | { readonly kind: 'method'; readonly chosen: ChosenMethod }
  /** There are no credentials; the reason follows "because". */
  | { readonly kind: 'skipped'; readonly skipReason: string }
  /** There is a problem among those of the inputs. */
  | { readonly kind: 'invalid' };

const INVALID: MethodResult = { kind: 'invalid' };

/**
 * Chooses how to sign in: keys or a token from inputs; OIDC or the agency of the ECS where an input
 * requests it; else the environment. Inputs that request two methods at once are a problem.
 */
export function readAuthMethod(
  inputs: Inputs,
  event: Event,
  endpoints: Endpoints,
  { dryRun, timeoutSeconds }: { readonly dryRun: boolean; readonly timeoutSeconds: number },
): MethodResult {
  const requested = requestedMethod(inputs);
  const audience = readAudience(inputs);
  const needsIdToken = requested?.kind === 'sts' || requested?.kind === 'iam';
  const skipReason = dryRun && needsIdToken ? missingIdToken(inputs, event) : undefined;
  // Values from secrets are empty there, so inputs that belong to them may be given without them.
  const isIncomplete = dryRun && event.withoutSecrets !== undefined;
  const sessionSeconds = readSessionSeconds(inputs, requested, timeoutSeconds, isIncomplete);
  if (skipReason !== undefined) return { kind: 'skipped', skipReason };
  switch (requested?.kind) {
    case 'agency':
      return { kind: 'method', chosen: { source: 'ECS agency', method: { kind: 'agency' } } };
    case 'sts': {
      const agency = readAgency(inputs, endpoints, sessionSeconds);
      const source = readIdTokenSource(inputs, event, requested.input);
      if (source === undefined) return INVALID;
      const method: AuthMethod = { kind: 'sts', idTokenSource: source, audience, agency };
      return { kind: 'method', chosen: { source: 'OIDC (STS)', method } };
    }
    case 'iam': {
      const identityProvider = readIdentityProvider(inputs);
      const endpoint = endpoints.iam();
      const source = readIdTokenSource(inputs, event, requested.input);
      if (source === undefined) return INVALID;
      const use = { idTokenSource: source, audience };
      const method: AuthMethod = { kind: 'iam', ...use, endpoint, identityProvider };
      return { kind: 'method', chosen: { source: 'OIDC (IAM)', method } };
    }
    case 'inputs':
    case undefined:
      return readStatic(inputs, event, dryRun);
  }
}

function requestedMethod(inputs: Inputs): Requested | undefined {
  const first = (names: readonly string[]): string | undefined =>
    names.find((name) => inputs.text(name) !== '');
  const agency = inputs.choice('use_ecs_agency', ['true', 'false'], 'false') === 'true';
  const candidates: [Requested['kind'], string | undefined][] = [
    ['inputs', first(CREDENTIAL_INPUTS)],
    ['sts', first(['oidc_provider_urn', 'agency_urn'])],
    ['iam', first(['identity_provider'])],
    ['agency', agency ? 'use_ecs_agency' : undefined],
  ];
  const [requested, ...others] = candidates.flatMap(([kind, input]) =>
    input === undefined ? [] : [{ kind, input }],
  );
  if (requested !== undefined && others.length > 0) {
    const names = others.map(({ input }) => input).join(' and ');
    inputs.addProblem(
      requested.input,
      `is given together with ${names}: give only one method to sign in`,
    );
  }
  return requested;
}

function readStatic(inputs: Inputs, event: Event, dryRun: boolean): MethodResult {
  const before = inputs.problems.length;
  const found = findCredentials(inputs);
  if (found !== undefined) {
    const { credentials, source } = found;
    return { kind: 'method', chosen: { source, method: { kind: 'static', credentials } } };
  }
  if (inputs.problems.length > before) return INVALID;
  if (dryRun) {
    return { kind: 'skipped', skipReason: `there are no credentials${noSecrets(event)}` };
  }
  inputs.addProblem(
    'access_key',
    `is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${noSecrets(event)}; or sign in without any secret (see docs/authentication.md of this action)`,
  );
  return INVALID;
}

function readSessionSeconds(
  inputs: Inputs,
  requested: Requested | undefined,
  timeout: number,
  isIncomplete: boolean,
): number {
  const { max, min } = SESSION_SECONDS;
  const given = inputs.integer('session_duration', SESSION_SECONDS, undefined);
  const isUnused = !isIncomplete && inputs.text('agency_urn') === '' && requested?.kind !== 'sts';
  if (given !== undefined && isUnused) {
    inputs.addProblem(
      'session_duration',
      'is given without agency_urn: only a session of STS has a duration that can be chosen, so leave it out',
    );
  } else if (requested?.kind === 'sts' && timeout > max - MIN_MARGIN_SECONDS) {
    inputs.addProblem(
      'timeout',
      `is longer than any session of STS: give at most ${max - MIN_MARGIN_SECONDS} seconds`,
    );
  } else if (given !== undefined && given < timeout + MIN_MARGIN_SECONDS) {
    inputs.addProblem(
      'session_duration',
      `is too short for timeout (${timeout}): give at least ${timeout + MIN_MARGIN_SECONDS} seconds, or a smaller timeout`,
    );
  }
  return given ?? Math.min(max, Math.max(min, timeout + SESSION_MARGIN_SECONDS));
}

function readAudience(inputs: Inputs): string {
  const audience = inputs.text('oidc_audience') || DEFAULT_AUDIENCE;
  if (!/^[\x21-\x7e]{1,255}$/.test(audience)) {
    inputs.addProblem(
      'oidc_audience',
      'is not a valid audience: write 1 to 255 letters, digits and signs without blanks, as registered at the provider',
    );
  }
  return audience;
}

function readAgency(inputs: Inputs, endpoints: Endpoints, sessionSeconds: number): AssumeAgency {
  return {
    providerUrn: readUrn(inputs, 'oidc_provider_urn', 'oidcProvider', 'OIDC provider'),
    agencyUrn: readUrn(inputs, 'agency_urn', 'agency', 'agency'),
    endpoint: endpoints.sts(),
    sessionName: sessionName(inputs.environment),
    sessionSeconds,
  };
}

const URN_FORMS = {
  agency: /^[\w+=/-]+:[\w+=/*-]*:[\w+=/-]+:agency:[\x21-\x7e]+$/i,
  oidcProvider: /^[\w+=/-]+:[\w+=/*-]*:[\w+=/-]+:oidcProvider:[\x21-\x7e]+$/i,
};

/** @param type the part of the URN that names the kind of resource */
function readUrn(
  inputs: Inputs,
  input: string,
  type: keyof typeof URN_FORMS,
  what: string,
): string {
  const urn = inputs.text(input);
  if (urn === '') {
    inputs.addProblem(
      input,
      'is empty: sign-in with STS needs both oidc_provider_urn and agency_urn',
    );
  } else if (urn.length > 1_500 || !URN_FORMS[type].test(urn)) {
    inputs.addProblem(
      input,
      `is not a valid URN of an ${what}: write one such as iam::ACCOUNT_ID:${type}:NAME`,
    );
  }
  return urn;
}

function readIdentityProvider(inputs: Inputs): string {
  const name = inputs.text('identity_provider');
  if (!/^[\x21-\x7e]{1,64}$/.test(name)) {
    inputs.addProblem(
      'identity_provider',
      'is not a valid name of an identity provider: write its name in IAM, of at most 64 characters without blanks',
    );
  }
  return name;
}
