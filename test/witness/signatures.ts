/** Compares the signatures of the action with those of the official SDK. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import * as z from 'zod/mini';
import { runAction } from '../../harness/action.ts';
import type { ActionRun } from '../../harness/action.ts';
import { createCertificateAuthority } from '../../harness/certificate-authority.ts';
import type { Certificate } from '../../harness/certificate-authority.ts';
import { preload } from '../../harness/preload.ts';
import { Simulator } from '../../simulator/simulator.ts';
import { parseAuthorization } from '../../simulator/signature.ts';
import { checkEqual } from './check.ts';
import type { Check } from './check.ts';
import { runScript } from './python.ts';
import { startRecorder } from './recorder.ts';
import { FOUND_PROJECT, SIGNING_CASES } from './signing-cases.ts';
import type { SigningCase } from './signing-cases.ts';

const MIN_REQUESTS = 40;
/** Runs of the action at the same time: the usual test machine has two cores. */
const CONCURRENCY = 2;
const SERVERS = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`);

/** A signed request as it was sent. */
interface SentRequest {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** All headers; the names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly secretKey: string;
}

/** How the runs trust the https hosts of a recorder. */
interface Https {
  readonly certificate: Certificate;
  /** The certificate of the authority, in PEM. */
  readonly caFile: string;
}

/** A way to get temporary keys. */
interface SignIn {
  readonly title: string;
  readonly inputs: (simulator: Simulator) => Readonly<Record<string, string>>;
  readonly env: (simulator: Simulator) => Readonly<Record<string, string>>;
  readonly nodeArguments: readonly string[];
}

const SIGN_INS: readonly SignIn[] = [
  {
    title: 'keys of STS for an ID token',
    inputs: ({ agencyUrn, endpoint, oidcProviderUrn }) => ({
      sts_endpoint: endpoint,
      agency_urn: agencyUrn,
      oidc_provider_urn: oidcProviderUrn,
    }),
    env: ({ idTokenRequestToken, idTokenRequestUrl }) => ({
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: idTokenRequestToken,
      ACTIONS_ID_TOKEN_REQUEST_URL: idTokenRequestUrl,
    }),
    nodeArguments: [],
  },
  {
    title: 'keys of the agency of the ECS, v1',
    inputs: () => ({ use_ecs_agency: 'true', api: 'v1' }),
    env: ({ endpoint }) => ({ TEST_METADATA_PORT: new URL(endpoint).port }),
    nodeArguments: preload('redirect-metadata'),
  },
];

interface CaseResult {
  readonly sent: readonly SentRequest[];
  /** Whether the run succeeded and sent as many requests as expected. */
  readonly check: Check;
}

/** Runs the built action, and has the SDK sign each of its requests again. */
export async function checkSignatures(): Promise<Check[]> {
  const results = await runAll();
  const sent = results.flatMap((result) => result.sent);
  const signed = await signAll(sent);
  const changed = await signAll(sent.map(withOtherBody));
  return [
    ...results.map((result) => result.check),
    ...sent.map((request, index) =>
      checkEqual(
        `${request.title}: ${request.method} ${request.path}`,
        request.headers['authorization'],
        signed[index],
      ),
    ),
    checkEqual(`at least ${MIN_REQUESTS} requests are compared`, sent.length >= MIN_REQUESTS, true),
    // Proves that the comparison can fail.
    checkEqual(
      'no signature stays the same for another body',
      sent.filter(({ headers }, index) => headers['authorization'] === changed[index]).length,
      0,
    ),
  ];
}

async function runAll(): Promise<CaseResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'witness-'));
  try {
    const authority = await createCertificateAuthority('authority of the witness');
    const https: Https = { certificate: await authority.issue(), caFile: join(folder, 'ca.pem') };
    await writeFile(https.caFile, authority.cert);
    const limit = pLimit(CONCURRENCY);
    return await Promise.all([
      ...SIGNING_CASES.map((one) => limit(() => runCase(one, https))),
      ...SIGN_INS.map((one) => limit(() => runSignIn(one))),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One run of the action against a service that records requests. */
async function runCase(one: SigningCase, { caFile, certificate }: Https): Promise<CaseResult> {
  const { inputs, origin, suffix, title } = one;
  const recorder = await startRecorder(certificate, FOUND_PROJECT);
  const endpoint = `${origin === 'https' ? 'https://cloud.test' : recorder.url}${suffix}`;
  const lookUp = 'region' in inputs ? { iam_endpoint: endpoint } : {};
  try {
    const run = await runAction(
      { endpoint, ...lookUp, server_ids: SERVERS.join(','), ...inputs },
      origin === 'https' ? { env: { HTTPS_PROXY: recorder.url, NODE_EXTRA_CA_CERTS: caFile } } : {},
    );
    const secretKey = inputs['secret_key'] ?? '';
    const sent = recorder.requests.map((request) => ({ ...request, title, secretKey }));
    return { sent, check: checkRun(title, run, sent, one.requests) };
  } finally {
    await recorder.close();
  }
}

/** One run of the action that signs in on the simulator, and looks the project up. */
async function runSignIn({ env, inputs, nodeArguments, title }: SignIn): Promise<CaseResult> {
  const simulator = await Simulator.start({ servers: 3 });
  const { endpoint, issued, requests, serverIds } = simulator;
  try {
    const run = await runAction(
      {
        endpoint,
        iam_endpoint: endpoint,
        region: 'cn-north-4',
        server_ids: serverIds.join(','),
        password: 'Percent%2B+Plus1',
        batch_size: '1',
        ...inputs(simulator),
      },
      { env: env(simulator), nodeArguments },
    );
    const sent = requests.flatMap(({ rawBody, ...request }) => {
      const key = parseAuthorization(request.headers['authorization'] ?? '')?.accessKey;
      // The secret key is issued right after its access key. Other requests are not signed.
      const index = issued.findIndex(({ value }) => value === key);
      const secretKey = issued[index + 1]?.value;
      if (key === undefined || index < 0 || secretKey === undefined) return [];
      return [{ ...request, title, body: Buffer.from(rawBody), secretKey }];
    });
    return { sent, check: checkRun(title, run, sent, 4) };
  } finally {
    await simulator.close();
  }
}

function checkRun(
  title: string,
  { exitCode, stdout }: ActionRun,
  sent: readonly SentRequest[],
  expected: number,
): Check {
  const check = checkEqual(
    title,
    { exitCode, requests: sent.length },
    { exitCode: 0, requests: expected },
  );
  return check.failure === undefined ? check : { title, failure: `${check.failure}\n${stdout}` };
}

/** The Authorization headers that the SDK sends for the same requests with the same date. */
async function signAll(requests: readonly SentRequest[]): Promise<string[]> {
  const input = requests.map(({ body, headers, method, path, query, secretKey }) => {
    const { accessKey = '', signedHeaders = [] } =
      parseAuthorization(headers['authorization'] ?? '') ?? {};
    return {
      method,
      path,
      query,
      headers: Object.fromEntries(signedHeaders.map((name) => [name, headers[name] ?? ''])),
      body: body.toString('base64'),
      access_key: accessKey,
      secret_key: secretKey,
    };
  });
  return z.array(z.string()).parse(await runScript('sign_requests.py', input));
}

function withOtherBody(request: SentRequest): SentRequest {
  return { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) };
}
