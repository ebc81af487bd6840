/** Resets servers on the simulator with the client of the official SDK. */
import * as z from 'zod/mini';
import { Simulator } from '../../simulator/simulator.ts';
import { checkEqual } from './check.ts';
import type { Check } from './check.ts';
import { runScript } from './python.ts';

const BATCH_PASSWORD = 'Batch%2B+Reset1';
const SINGLE_PASSWORD = 'Single%+Reset2';
const OLD_PASSWORD = 'Old-Pass-77';
const REGION = 'cn-north-4';

const Results = z.array(
  z.object({
    status: z.number(),
    accepted: z.optional(z.array(z.string())),
    code: z.optional(z.string()),
  }),
);

/** One call of the SDK, and the result that it must have. */
interface SdkCall {
  readonly title: string;
  readonly input: object;
  readonly result: object;
}

export async function checkResets(): Promise<Check[]> {
  const password = OLD_PASSWORD;
  const servers = [{ password }, { password }, { password }, { password, locked: true }];
  const simulator = await Simulator.start({ servers });
  const securityToken = 'Token+Of/The=Witness'.repeat(40);
  const temporary = await Simulator.start({ servers: 2, securityToken });
  try {
    const [first = '', second = '', third = '', locked = ''] = simulator.serverIds;
    const batch = { ...inputOf(simulator), api: 'batch', password: BATCH_PASSWORD };
    const single = { ...inputOf(simulator), api: 'single', password: SINGLE_PASSWORD };
    const calls: readonly SdkCall[] = [
      {
        title: 'dry run',
        input: { ...batch, dry_run: true, server_ids: [first, third] },
        result: { status: 200, accepted: [first, third] },
      },
      {
        title: 'batch',
        input: { ...batch, server_ids: [first, second] },
        result: { status: 200, accepted: [first, second] },
      },
      {
        title: 'single, after the look-up of the project',
        input: { ...single, region: REGION, server_ids: [second] },
        result: { status: 204, accepted: [second] },
      },
      {
        title: 'batch with a locked server',
        input: { ...batch, server_ids: [third, locked] },
        result: { status: 400, code: 'Ecs.0611' },
      },
      {
        title: 'batch with a wrong secret key',
        input: { ...batch, secret_key: 'WrongSecretKey', server_ids: [third] },
        result: { status: 401, code: 'APIGW.0301' },
      },
      {
        title: 'single with a password that is too simple',
        input: { ...single, password: 'simple', server_ids: [third] },
        result: { status: 400, code: 'Ecs.0011' },
      },
      {
        title: 'batch with temporary keys',
        input: {
          ...batch,
          ...inputOf(temporary),
          security_token: securityToken,
          server_ids: temporary.serverIds,
        },
        result: { status: 200, accepted: temporary.serverIds },
      },
      {
        title: 'batch with temporary keys and without their security token',
        input: { ...batch, ...inputOf(temporary), server_ids: temporary.serverIds },
        result: { status: 401, code: 'APIGW.0301' },
      },
    ];
    const inputs = calls.map(({ input }) => input);
    const results = Results.parse(await runScript('reset_servers.py', inputs));
    return [
      ...calls.map(({ result, title }, index) => checkEqual(title, results[index], result)),
      checkEqual(
        'the passwords after a restart',
        simulator.serverIds.map((id) => simulator.passwordAfterRestart(id)),
        [BATCH_PASSWORD, SINGLE_PASSWORD, OLD_PASSWORD, OLD_PASSWORD],
      ),
      checkEqual(
        'the passwords after a restart, with temporary keys',
        temporary.serverIds.map((id) => temporary.passwordAfterRestart(id)),
        [BATCH_PASSWORD, BATCH_PASSWORD],
      ),
      checkEqual(
        'the look-up of the project',
        simulator.requests.filter(({ method }) => method === 'GET').map(({ status }) => status),
        [200],
      ),
    ];
  } finally {
    await Promise.all([simulator.close(), temporary.close()]);
  }
}

function inputOf({ accessKey, endpoint, projectId, secretKey }: Simulator): object {
  return {
    endpoint,
    project_id: projectId,
    access_key: accessKey,
    secret_key: secretKey,
    dry_run: false,
  };
}
