import { maskKnownSecrets } from '../../src/auth/known-secrets.ts';
import { readConnection } from '../../src/actions/connection.ts';
import { withSession } from '../../src/actions/session.ts';
import type { Reason } from '../../src/fleet/outcome.ts';
import { core as actionCore } from '../../src/github/core.ts';
import type { Core } from '../../src/github/core.ts';
import { SecretStore } from '../../src/huaweicloud/csms.ts';
import { ecsTexts } from '../../src/huaweicloud/ecs-texts.ts';
import type { EcsService } from '../../src/huaweicloud/ecs-read.ts';
import type { Session } from '../../src/huaweicloud/ecs.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import { Inputs } from '../../src/inputs/inputs.ts';
import { adviceTexts } from '../../src/inputs/shared-texts.ts';
import { storeTexts } from '../../src/inputs/store-texts.ts';
import { failure } from '../../src/result.ts';
import type { Result } from '../../src/result.ts';
import { systemClock } from '../../src/retry/clock.ts';
import { Secrets } from '../../src/secrets/redact.ts';
import { TEST_SECRET } from './options.ts';
import type { Options } from './options.ts';
import { Recorder } from './recorder.ts';

const TIMEOUT_SECONDS = 900;
/** A request that is repeated often would hide what the service answers. */
const MAX_RETRIES = '1';

const ADVICE = adviceTexts({
  outcomeUnknown: 'See the server in the console',
  tryAgain: 'Run again',
  grantPermission: 'Grant the action of this call to the user of the credentials',
  passwordForCheck: '',
  reduceBatchSize: '',
});

/** A project of the cloud, and everything that is needed to send requests to it. */
export interface Project {
  /** Empty where an endpoint is given instead. */
  readonly region: string;
  readonly ecs: EcsService;
  readonly requests: RequestContext;
  readonly recorder: Recorder;
  readonly secrets: Secrets;
  /** A secret of the store. */
  readonly store: (name: string) => SecretStore;
}

/**
 * Signs in with what the environment has, and calls `use`.
 *
 * @returns why there is no project: all problems of the settings, or why the sign-in failed
 */
export async function withProject<Value>(
  options: Options,
  environment: NodeJS.ProcessEnv,
  use: (project: Project) => Promise<Value>,
): Promise<Result<Value, Reason | readonly string[]>> {
  const { changeSecret, inputs: given, secret } = options;
  // There is no runner that would mask anything: secrets are only redacted.
  const secrets = new Secrets(() => undefined);
  maskKnownSecrets(secrets, environment);
  const inputs = new Inputs(
    (name) => given[name] ?? (name === 'max_retries' ? MAX_RETRIES : ''),
    environment,
  );
  const usesStore = secret !== undefined || changeSecret !== undefined;
  const { settings, target } = readConnection(
    inputs,
    { name: TEST_SECRET },
    {
      dryRun: false,
      defaultTimeoutSeconds: TIMEOUT_SECONDS,
      services: usesStore ? ['ecs', 'csms'] : ['ecs'],
    },
  );
  if (inputs.problems.length > 0 || target.kind !== 'target') {
    return failure(inputs.problems.map(({ input, message }) => `${input} ${message}.`));
  }
  const { endpoint, storeEndpoint = '' } = target.target;
  const context = {
    core: standardError(),
    environment,
    loadEvent: () => ({ eventName: '', actor: '', payload: {} }),
    clock: systemClock,
    random: Math.random,
    cancelled: cancellation(),
  };
  const plan = { context, secrets, settings, advice: ADVICE, target: target.target };
  return withSession(plan, (session, requests) =>
    use(projectOf(session, requests, { secrets, endpoint, storeEndpoint, given, environment })),
  );
}

function projectOf(
  session: Session,
  unrecorded: RequestContext,
  {
    endpoint,
    environment,
    given,
    secrets,
    storeEndpoint,
  }: {
    readonly secrets: Secrets;
    readonly endpoint: string;
    readonly storeEndpoint: string;
    readonly given: Options['inputs'];
    readonly environment: NodeJS.ProcessEnv;
  },
): Project {
  const recorder = new Recorder(unrecorded.transport, secrets);
  const requests = { ...unrecorded, transport: recorder };
  const region =
    given['region'] ?? environment['HUAWEI_CLOUD_REGION'] ?? environment['HW_REGION_NAME'];
  return {
    region: given['endpoint'] === undefined ? (region ?? '') : '',
    ecs: { endpoint, session, texts: ecsTexts(session, requests) },
    requests,
    recorder,
    secrets,
    store: (secretName) =>
      new SecretStore({
        endpoint: storeEndpoint,
        secretName,
        session,
        ownStages: [TEST_SECRET],
        texts: storeTexts(ADVICE, 'secret_name'),
        context: requests,
      }),
  };
}

/** What the action would write to its log goes to the standard error. */
function standardError(): Core {
  const show = (message: unknown): void => {
    console.error(message instanceof Error ? message.name : message);
  };
  return {
    summary: actionCore.summary,
    info: show,
    notice: show,
    warning: show,
    error: show,
    setFailed: show,
    setOutput: () => undefined,
    setSecret: () => undefined,
  };
}

function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      controller.abort();
    });
  }
  return controller.signal;
}
