/** Signs in by each method against scripted responses and records what happens. */
import { expect } from '@jest/globals';
import type { Reason } from '../../src/fleet/outcome.ts';
import type { Session } from '../../src/huaweicloud/ecs.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import type { Result } from '../../src/result.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { authenticate } from '../../src/auth/authenticate.ts';
import type { ProjectSource, Target } from '../../src/auth/target.ts';
import {
  createContext,
  DEADLINE,
  response,
  ScriptedTransport,
} from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

export const encode = (claims: object): string =>
  Buffer.from(JSON.stringify(claims)).toString('base64url');
export const ID_TOKEN = `aGVhZGVy.${encode({ iss: 'https://issuer.example.com', sub: 'repo:octo/fleet' })}.c2ln`;
export const ACCESS_KEY = 'TEMPORARYACCESSKEY01';
export const SECRET_KEY = 'TemporarySecretKey';
export const SECURITY_TOKEN = 'Temporary+Security/Token==';
export const SUBJECT_TOKEN = 'MIISubjectToken+/==';
export const METADATA_TOKEN = 'bWV0YWRhdGEtdG9rZW4=';

export const GIVEN_PROJECT: ProjectSource = { kind: 'given', id: 'p-123' };
export const PROJECT_OF_REGION: ProjectSource = {
  kind: 'look_up',
  name: 'cn-north-4',
  iamEndpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
};
const ID_TOKEN_USE = {
  idTokenSource: { url: new URL('https://token.example.com/id'), bearer: 'request-token' },
  audience: 'https://iam.myhuaweicloud.com',
};
export const KEYS: Credentials = {
  kind: 'keys',
  accessKey: 'input-access',
  secretKey: 'input-secret',
};
export const METHODS = {
  static: { kind: 'static', credentials: KEYS },
  sts: {
    kind: 'sts',
    ...ID_TOKEN_USE,
    agency: {
      endpoint: 'https://sts.cn-north-4.myhuaweicloud.com',
      providerUrn: 'iam::0:oidcProvider:github',
      agencyUrn: 'iam::0:agency:resetter',
      sessionName: 'octo+fleet@run-42',
      sessionSeconds: 900,
    },
  },
  iam: {
    kind: 'iam',
    ...ID_TOKEN_USE,
    endpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
    identityProvider: 'github',
  },
  agency: { kind: 'agency' },
} as const satisfies Record<string, AuthMethod>;

export const GITHUB_CALL =
  'GET https://token.example.com/id?audience=https%3A%2F%2Fiam.myhuaweicloud.com';
export const STS_CALL =
  'POST https://sts.cn-north-4.myhuaweicloud.com/v5/agencies/assume-with-oidc';
export const IAM_CALL =
  'POST https://iam.cn-north-4.myhuaweicloud.com/v3.0/OS-AUTH/id-token/tokens';
export const PROJECTS_CALL =
  'GET https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4';
export const OWN_PROJECTS_CALL = 'GET https://iam.cn-north-4.myhuaweicloud.com/v3/auth/projects';

const LATER = new Date(DEADLINE + 3_600_000);
export const idToken = response(200, { value: ID_TOKEN });
export const projects = response(200, { projects: [{ id: 'p-found', name: 'cn-north-4' }] });
export const stsKeys = (expires = LATER): HttpResult =>
  response(200, {
    credentials: {
      access_key_id: ACCESS_KEY,
      secret_access_key: SECRET_KEY,
      security_token: SECURITY_TOKEN,
      expiration: expires.toISOString(),
    },
  });
export const token = (more: object = {}, expires = LATER): HttpResult =>
  response(
    201,
    { token: { expires_at: expires.toISOString(), ...more } },
    {
      'x-subject-token': SUBJECT_TOKEN,
    },
  );
export const metadata = (expires = LATER): HttpResult[] => [
  response(200, METADATA_TOKEN),
  response(200, {
    credential: {
      access: ACCESS_KEY,
      secret: SECRET_KEY,
      securitytoken: SECURITY_TOKEN,
      expires_at: expires.toISOString(),
    },
  }),
];
export const TEMPORARY = {
  kind: 'keys',
  accessKey: ACCESS_KEY,
  secretKey: SECRET_KEY,
  securityToken: SECURITY_TOKEN,
};

interface SignIn extends ScriptedContext {
  readonly result: Result<Session, Reason>;
  /** Requests, masks and lines of the log, in order. */
  readonly events: readonly string[];
  readonly metadataTransport: ScriptedTransport;
  readonly connections: number;
}

export async function signIn(
  method: AuthMethod,
  project: ProjectSource,
  {
    script = [],
    metadataScript = [],
    overrides = {},
  }: {
    readonly script?: readonly HttpResult[];
    /** The responses of the metadata service. */
    readonly metadataScript?: readonly HttpResult[];
    readonly overrides?: Partial<RequestContext>;
  } = {},
): Promise<SignIn> {
  const events: string[] = [];
  const onSend = (): void => void events.push('request');
  const transport = new ScriptedTransport(script, onSend);
  const metadataTransport = new ScriptedTransport(metadataScript, onSend);
  const secrets = new Secrets((line) => void events.push(`mask ${line}`));
  const scripted = createContext([], { transport, secrets, ...overrides });
  let connections = 0;
  const result = await scripted.clock.run(
    authenticate(targetWith(method, project), {
      requests: scripted.context,
      connectToMetadata: () => {
        connections += 1;
        return metadataTransport;
      },
      info: (line) => void events.push(`info ${line}`),
    }),
  );
  expect(transport.unused + metadataTransport.unused).toBe(0);
  expect(transport.closed).toBe(0);
  const calls = (): string[] =>
    transport.sent.map(({ method: verb, url }) => `${verb} ${url.href}`);
  return { ...scripted, transport, calls, result, events, metadataTransport, connections };
}

export function targetWith(method: AuthMethod, project: ProjectSource): Target {
  const endpoint = 'https://ecs.cn-north-4.myhuaweicloud.com';
  return { method, project, source: 'a source', endpoint };
}

/** The lines of the log. */
export function linesOf({ events }: SignIn): string[] {
  return events.filter((event) => event.startsWith('info ')).map((event) => event.slice(5));
}
export const EXPIRY_LINE = `Signed in with a source. The credentials expire at ${LATER.toISOString()}.`;
export const PROJECT_LINE = 'Project of the region cn-north-4: p-found.';

export function reasonOf({ result }: SignIn): Reason {
  if (result.ok) throw new Error('the sign-in succeeded');
  return result.error;
}
