import type { Addresses } from '../inputs/endpoints.ts';
import { CREDENTIAL_INPUTS, findCredentials } from './static-credentials.ts';
import type { FoundCredentials } from './static-credentials.ts';
import { noSecrets } from '../github/event.ts';
import type { Event } from '../github/event.ts';
import { SESSION_SECONDS } from '../huaweicloud/sts.ts';
import type { AssumeAgency } from '../huaweicloud/sts.ts';
import { ID_TOKEN_REQUEST_URL, idTokenSource } from './id-token.ts';
import type { IdTokenSource } from './id-token.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Environment } from '../github/core.ts';

/** How the run comes by its credentials. */
export type AuthMethod =
  | { readonly kind: 'given'; readonly credentials: FoundCredentials['credentials'] }
  | ({ readonly kind: 'sts' } & IdTokenUse & AssumeAgency)
  | ({
      readonly kind: 'iam';
      /** Base URL of IAM, without a slash at its end. */
      readonly endpoint: string;
      readonly identityProvider: string;
    } & IdTokenUse)
  | { readonly kind: 'agency' };

interface IdTokenUse {
  readonly idTokens: IdTokenSource;
  readonly audience: string;
}

/** The session outlasts the run by this much, for clocks that differ and for the sign-in itself. */
const SESSION_MARGIN_SECONDS = 300;
/** The least that a chosen length must be longer, because the end may be told in whole seconds. */
const LEAST_MARGIN_SECONDS = 60;
const DEFAULT_AUDIENCE = 'https://iam.myhuaweicloud.com';

/** The three lines that a workflow needs; the line end behind them keeps them fit to be copied. */
const PERMISSIONS = 'permissions:\n  contents: read\n  id-token: write\n';

/** A way that a workflow asks for, with the input that asks for it. */
interface Asked {
  readonly kind: 'inputs' | 'sts' | 'iam' | 'agency';
  readonly input: string;
}

export interface FoundMethod {
  readonly way: AuthMethod;
  /** Where the credentials come from; shown in the log. */
  readonly source: string;
}

/**
 * Finds the way to sign in: the inputs for keys or a token; OIDC or the agency of the ECS where an
 * input asks for it; else the environment. Two that inputs ask for, at once, are an error.
 *
 * @param dryRun whether the run can do without credentials
 * @returns the way, or why nobody can be asked (words that follow "because"), or undefined where there
 *   is none; not to be used when something was found wrong
 */
export function readAuthMethod(
  inputs: Inputs,
  event: Event,
  addresses: Addresses,
  { dryRun, timeoutSeconds }: { readonly dryRun: boolean; readonly timeoutSeconds: number },
): FoundMethod | { readonly nobody: string } | undefined {
  const asked = askedFor(inputs);
  const audience = readAudience(inputs);
  const nobody = dryRun ? nobodyFor(inputs, event, asked) : undefined;
  // Whatever comes from secrets is empty there, so what goes with it may stand alone.
  const mayStandAlone = dryRun && event.withoutSecrets !== undefined;
  const sessionSeconds = readSessionSeconds(inputs, asked, timeoutSeconds, mayStandAlone);
  if (nobody !== undefined) return { nobody };
  switch (asked?.kind) {
    case 'agency':
      return { source: 'ECS agency', way: { kind: 'agency' } };
    case 'sts': {
      const agency = readAgency(inputs, addresses, sessionSeconds);
      return withIdToken(inputs, event, asked, (idTokens) => ({
        source: 'OIDC (STS)',
        way: { kind: 'sts', idTokens, audience, ...agency },
      }));
    }
    case 'iam': {
      const identityProvider = readIdentityProvider(inputs);
      const endpoint = addresses.iam();
      return withIdToken(inputs, event, asked, (idTokens) => ({
        source: 'OIDC (IAM)',
        way: { kind: 'iam', idTokens, audience, endpoint, identityProvider },
      }));
    }
    case 'inputs':
    case undefined:
      return readGiven(inputs, event, dryRun);
  }
}

function askedFor(inputs: Inputs): Asked | undefined {
  const first = (names: readonly string[]): string | undefined =>
    names.find((name) => inputs.text(name) !== '');
  const agency = inputs.choice('use_ecs_agency', ['true', 'false'], 'false') === 'true';
  const candidates: [Asked['kind'], string | undefined][] = [
    ['inputs', first(CREDENTIAL_INPUTS)],
    ['sts', first(['oidc_provider_urn', 'agency_urn'])],
    ['iam', first(['identity_provider'])],
    ['agency', agency ? 'use_ecs_agency' : undefined],
  ];
  const [asked, ...others] = candidates.flatMap(([kind, input]) =>
    input === undefined ? [] : [{ kind, input }],
  );
  if (asked !== undefined && others.length > 0) {
    const names = others.map(({ input }) => input).join(' and ');
    inputs.addProblem(asked.input, `is given together with ${names}: give only one way to sign in`);
  }
  return asked;
}

function readGiven(
  inputs: Inputs,
  event: Event,
  dryRun: boolean,
): FoundMethod | { readonly nobody: string } | undefined {
  const before = inputs.problems.length;
  const found = findCredentials(
    (name) => inputs.text(name),
    inputs.environment,
    (name, message) => {
      inputs.addProblem(name, message);
    },
  );
  if (found !== undefined) {
    return { source: found.source, way: { kind: 'given', credentials: found.credentials } };
  }
  if (inputs.problems.length > before) return undefined;
  if (dryRun) return { nobody: `there are no credentials${noSecrets(event)}` };
  inputs.addProblem(
    'access_key',
    `is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${noSecrets(event)}; or sign in without any secret (docs/authentication.md of this action tells how)`,
  );
  return undefined;
}

/** Why a check has nobody to sign in as, on events that GitHub gives no ID token. */
function nobodyFor(
  { environment }: Inputs,
  { withoutIdToken }: Event,
  asked: Asked | undefined,
): string | undefined {
  const wantsIdToken = asked?.kind === 'sts' || asked?.kind === 'iam';
  const isWithout = withoutIdToken !== undefined && idTokenSource(environment) === undefined;
  return wantsIdToken && isWithout
    ? `there is no ID token to sign in with (${withoutIdToken})`
    : undefined;
}

/** Gives the way what it takes to ask for ID tokens, or says why the job has none. */
function withIdToken(
  inputs: Inputs,
  { withoutIdToken }: Event,
  { input }: Asked,
  make: (idTokens: IdTokenSource) => FoundMethod,
): FoundMethod | undefined {
  const source = idTokenSource(inputs.environment);
  if (source === 'unusable') {
    inputs.addProblem(
      ID_TOKEN_REQUEST_URL,
      'or the token that belongs to it is not what GitHub gives to a job (an address by https): nothing was sent there; look at what the runner or an earlier step has set',
    );
  } else if (source !== undefined) {
    return make(source);
  } else if (withoutIdToken === undefined) {
    inputs.addProblem(
      input,
      `needs an ID token of GitHub, and this job may not ask for one. Add these lines to the job (or to the workflow), then run it again:\n\n${PERMISSIONS}`,
    );
  } else {
    inputs.addProblem(
      input,
      `needs an ID token of GitHub, and ${withoutIdToken}: reset from a run on your own branch`,
    );
  }
  return undefined;
}

function readSessionSeconds(
  inputs: Inputs,
  asked: Asked | undefined,
  timeout: number,
  mayStandAlone: boolean,
): number {
  const { least, most } = SESSION_SECONDS;
  const given = inputs.integer('session_duration', least, most, undefined);
  const isOfNoUse = !mayStandAlone && inputs.text('agency_urn') === '' && asked?.kind !== 'sts';
  if (given !== undefined && isOfNoUse) {
    inputs.addProblem(
      'session_duration',
      'is given without agency_urn: only the length of a session of STS can be chosen, so leave it out',
    );
  } else if (asked?.kind === 'sts' && timeout > most - LEAST_MARGIN_SECONDS) {
    inputs.addProblem(
      'timeout',
      `outlasts any session of STS: give at most ${most - LEAST_MARGIN_SECONDS} seconds`,
    );
  } else if (given !== undefined && given < timeout + LEAST_MARGIN_SECONDS) {
    inputs.addProblem(
      'session_duration',
      `does not outlast timeout (${timeout}): give at least ${timeout + LEAST_MARGIN_SECONDS} seconds, or fewer to timeout`,
    );
  }
  return given ?? Math.min(most, Math.max(least, timeout + SESSION_MARGIN_SECONDS));
}

function readAudience(inputs: Inputs): string {
  const audience = inputs.text('oidc_audience') || DEFAULT_AUDIENCE;
  if (!/^[\x21-\x7e]{1,255}$/.test(audience)) {
    inputs.addProblem(
      'oidc_audience',
      'is no audience: write 1 to 255 letters, digits and signs without blanks, as at the provider',
    );
  }
  return audience;
}

function readAgency(inputs: Inputs, addresses: Addresses, sessionSeconds: number): AssumeAgency {
  return {
    providerUrn: readUrn(inputs, 'oidc_provider_urn', 'oidcProvider', 'OIDC provider'),
    agencyUrn: readUrn(inputs, 'agency_urn', 'agency', 'agency'),
    endpoint: addresses.sts(),
    sessionName: sessionName(inputs.environment),
    sessionSeconds,
  };
}

/** @param type as it stands in the URN */
function readUrn(inputs: Inputs, input: string, type: string, what: string): string {
  const urn = inputs.text(input);
  const form = new RegExp(`^[\\w+=/-]+:[\\w+=/*-]*:[\\w+=/-]+:${type}:[\\x21-\\x7e]+$`, 'i');
  if (urn === '') {
    inputs.addProblem(
      input,
      'is empty: signing in by STS takes both oidc_provider_urn and agency_urn',
    );
  } else if (urn.length > 1_500 || !form.test(urn)) {
    inputs.addProblem(input, `is no URN of an ${what}: it looks like iam::ACCOUNT_ID:${type}:NAME`);
  }
  return urn;
}

function readIdentityProvider(inputs: Inputs): string {
  const name = inputs.text('identity_provider');
  if (!/^[\x21-\x7e]{1,64}$/.test(name)) {
    inputs.addProblem(
      'identity_provider',
      'is no name of an identity provider: write the name under which IAM knows it, of at most 64 characters without blanks',
    );
  }
  return name;
}

/**
 * The name under which the session appears in the audit log of the cloud, so that it leads back to
 * the run: 2 to 128 letters, digits and `_+=,.@-` (STS API reference).
 */
function sessionName(environment: Environment): string {
  const plain = (name: string): string =>
    (environment[name] ?? '').replace('/', '+').replace(/[^\w+=,.@-]/g, '-');
  const run = `@run-${plain('GITHUB_RUN_ID')}`.slice(0, 40);
  return `${plain('GITHUB_REPOSITORY').slice(0, 128 - run.length)}${run}`;
}
