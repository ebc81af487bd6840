/** Signs in by each method against scripted responses and records what happens. */
import { expect } from '@jest/globals';
import type { RequestContext, Result } from '../../src/huaweicloud/send-with-retry.ts';
import type { Credentials } from '../../src/huaweicloud/request-auth.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import type { AuthMethod } from '../../src/auth/auth-method.ts';
import { signIn } from '../../src/auth/authenticate.ts';
import type { Session } from '../../src/auth/authenticate.ts';
import type { Project, Target } from '../../src/auth/target.ts';
import {
  response,
  DEADLINE,
  createContext,
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

export const BY_ID: Project = { id: 'p-123' };
export const BY_REGION: Project = {
  region: 'cn-north-4',
  iamEndpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
};
const ID_TOKENS = {
  idTokenSource: { url: new URL('https://token.example.com/id'), bearer: 'request-token' },
  audience: 'https://iam.myhuaweicloud.com',
};
export const KEYS: Credentials = {
  kind: 'keys',
  accessKey: 'input-access',
  secretKey: 'input-secret',
};
export const WAYS = {
  given: { kind: 'static', credentials: KEYS },
  sts: {
    kind: 'sts',
    ...ID_TOKENS,
    endpoint: 'https://sts.cn-north-4.myhuaweicloud.com',
    providerUrn: 'iam::0:oidcProvider:github',
    agencyUrn: 'iam::0:agency:resetter',
    sessionName: 'octo+fleet@run-42',
    sessionSeconds: 900,
  },
  iam: {
    kind: 'iam',
    ...ID_TOKENS,
    endpoint: 'https://iam.cn-north-4.myhuaweicloud.com',
    identityProvider: 'github',
  },
  agency: { kind: 'agency' },
} as const satisfies Record<string, AuthMethod>;

export const ASK_GITHUB =
  'GET https://token.example.com/id?audience=https%3A%2F%2Fiam.myhuaweicloud.com';
export const ASK_STS = 'POST https://sts.cn-north-4.myhuaweicloud.com/v5/agencies/assume-with-oidc';
export const ASK_IAM = 'POST https://iam.cn-north-4.myhuaweicloud.com/v3.0/OS-AUTH/id-token/tokens';
export const ASK_PROJECTS =
  'GET https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4';
export const ASK_OWN_PROJECTS = 'GET https://iam.cn-north-4.myhuaweicloud.com/v3/auth/projects';

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

interface Signed extends ScriptedContext {
  readonly found: Result<Session>;
  /** Masks, words and questions, in order. */
  readonly did: string[];
  readonly local: ScriptedTransport;
  readonly connections: number;
}

export async function signedIn(
  way: AuthMethod,
  project: Project,
  {
    script = [],
    local: localScript = [],
    own = {},
  }: {
    readonly script?: readonly HttpResult[];
    /** What the metadata service answers. */
    readonly local?: readonly HttpResult[];
    readonly own?: Partial<RequestContext>;
  } = {},
): Promise<Signed> {
  const did: string[] = [];
  const note = (): void => void did.push('ask');
  const transport = new ScriptedTransport(script, note);
  const local = new ScriptedTransport(localScript, note);
  const scene = { ...createContext([], { transport, ...own }), transport };
  const secrets = new Secrets();
  let connections = 0;
  const target: Target = {
    way,
    project,
    source: 'a source',
    endpoint: 'https://ecs.cn-north-4.myhuaweicloud.com',
  };
  const found = await scene.clock.run(
    signIn(target, {
      asking: scene.context,
      connectToMetadata: () => {
        connections += 1;
        return Promise.resolve(local);
      },
      mask: (secret) => void did.push(`mask ${secret}`),
      quote: (text, longest) => secrets.quote(text, longest),
      say: (line) => void did.push(`say ${line}`),
    }),
  );
  expect(transport.unused + local.unused).toBe(0);
  expect(transport.closed).toBe(0);
  const calls = (): string[] => transport.sent.map(({ method, url }) => `${method} ${url.href}`);
  return { ...scene, calls, found, did, local, connections };
}

export const saidBy = ({ did }: Signed): string[] =>
  did.filter((deed) => deed.startsWith('say ')).map((deed) => deed.slice(4));
export const ENDS = `Signed in by a source. The credentials end at ${LATER.toISOString()}.`;
export const FOUND = 'Project of the region cn-north-4: p-found.';

export function reasonOf({ found }: Signed): { message: string; advice: string } {
  if ('value' in found) throw new Error('it signed in');
  return found.reason;
}
