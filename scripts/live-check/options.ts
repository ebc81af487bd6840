import { parseArgs } from 'node:util';
import { SECRET_NAME } from '../../src/huaweicloud/csms.ts';
import { isServerId } from '../../src/huaweicloud/server-id.ts';
import { failure, success } from '../../src/result.ts';
import type { Result } from '../../src/result.ts';

/** A secret that the check may change is made for it, so its name begins like this. */
export const TEST_SECRET = 'live-check';
/** Holds the password for `--reset`, because arguments are visible to other processes. */
export const PASSWORD_VARIABLE = 'LIVE_CHECK_PASSWORD';
const MAX_FLAGS = 1_000;

export const USAGE = `Usage: npm run live-check -- [options]

Checks what the references of Huawei Cloud leave open, against your own project, and prints a report
without secrets and IDs. Credentials, region and project are in the same environment variables as for
the action. Nothing is changed without one of the last three options.

  --region NAME          instead of HUAWEI_CLOUD_REGION
  --project-id ID        instead of HUAWEI_CLOUD_PROJECT_ID
  --endpoint URL         of ECS, in other clouds; likewise --iam-endpoint and --csms-endpoint
  --flags NUMBER         read the plug-in flag of so many servers (default 25, at most ${MAX_FLAGS})
  --secret NAME          read the versions and stages of this secret in CSMS, and no value
  --output FILE          write the report to a file instead of the standard output

  --with-password        send the dry runs once more, with an invented password. By the reference
                         they change nothing
  --reset SERVER_ID      CHANGES the server: sends a real reset of this server and of an ID that does
                         not exist, in one batch. The password is in ${PASSWORD_VARIABLE}
  --change-secret NAME   CHANGES the secret: adds a version, and moves stages. Its name must begin
                         with ${TEST_SECRET}`;

export interface Options {
  /** By the names of the inputs of the action. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly flags: number;
  readonly secret: string | undefined;
  readonly output: string | undefined;
  readonly withPassword: boolean;
  readonly reset: string | undefined;
  readonly changeSecret: string | undefined;
}

const INPUTS = ['region', 'project-id', 'endpoint', 'iam-endpoint', 'csms-endpoint'] as const;

/** Reads the command line. The failure is a sentence for the person who wrote it. */
export function readOptions(args: readonly string[]): Result<Options, string> {
  let values;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      args: [...args],
      options: {
        ...{ region: text, 'project-id': text, endpoint: text },
        ...{ 'iam-endpoint': text, 'csms-endpoint': text },
        ...{ flags: text, secret: text, output: text, reset: text, 'change-secret': text },
        'with-password': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return failure(error instanceof Error ? error.message : 'The arguments are not valid.');
  }
  const { flags = '25', output, reset, secret, 'change-secret': changeSecret } = values;
  if (!/^\d{1,4}$/.test(flags) || Number(flags) > MAX_FLAGS) {
    return failure(`--flags must be a whole number from 0 to ${MAX_FLAGS}.`);
  }
  if (reset !== undefined && !isServerId(reset)) return failure('--reset must be a server ID.');
  for (const name of [secret, changeSecret]) {
    if (name !== undefined && !SECRET_NAME.test(name)) {
      return failure('A name of a secret has 1 to 64 letters, digits, hyphens and underscores.');
    }
  }
  if (changeSecret?.startsWith(TEST_SECRET) === false) {
    return failure(
      `--change-secret only takes a secret that is made for it: its name must begin with ${TEST_SECRET}.`,
    );
  }
  const inputs = INPUTS.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[name.replaceAll('-', '_'), value] as const];
  });
  return success({
    inputs: Object.fromEntries(inputs),
    flags: Number(flags),
    secret,
    output,
    withPassword: values['with-password'],
    reset: reset?.toLowerCase(),
    changeSecret,
  });
}
