import { noSecrets } from '../../github/event.ts';
import type { Event } from '../../github/event.ts';
import { APIS } from '../../huaweicloud/ecs.ts';
import type { Api } from '../../huaweicloud/ecs.ts';
import type { Proxies } from '../../huaweicloud/transport.ts';
import { Inputs } from '../../inputs/inputs.ts';
import type { Problem } from '../../inputs/inputs.ts';
import { checkPassword, SYSTEMS } from '../../inputs/password-rules.ts';
import { readProxies, unusableProxies } from '../../inputs/proxies.ts';
import { parseServerList } from '../../inputs/server-list.ts';
import type { ServerList } from '../../inputs/server-list.ts';
import { readServerListFile } from '../../inputs/server-list-file.ts';
import { readTarget } from '../../auth/target.ts';
import type { Target } from '../../auth/target.ts';
import type { Environment } from '../../github/core.ts';

/** Everything that one run goes by, checked. */
export interface Settings {
  readonly servers: readonly string[];
  readonly duplicates: number;
  readonly password: string | undefined;
  readonly dryRun: boolean;
  /** Why it is a dry run or none; a sentence. */
  readonly dryRunReason: string;
  readonly api: Api;
  readonly checkPassword: boolean;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly maxRetries: number;
  readonly requestTimeoutMs: number;
  readonly timeoutMs: number;
  readonly proxies: Proxies;
  /** Undefined when nobody is asked. */
  readonly target: Target | undefined;
  /** Why nobody is asked; a sentence's second half. */
  readonly skipReason: string;
  readonly warnings: readonly string[];
}

export interface SettingsSource {
  /** Reads an input untrimmed; empty when not given. */
  readonly input: (name: string) => string;
  readonly environment: Environment;
  readonly event: Event;
  /** Makes a piece of an input fit to be quoted. */
  readonly quote: (text: string) => string;
}

/**
 * Reads all inputs and the environment, and finds everything that is wrong with them in one go.
 *
 * @returns the settings, or the problems (at least one)
 */
export async function readSettings(
  source: SettingsSource,
): Promise<{ settings: Settings } | { problems: readonly Problem[] }> {
  return await new SettingsReader(source).read();
}

class SettingsReader {
  readonly #source: SettingsSource;
  readonly #inputs: Inputs;

  constructor(source: SettingsSource) {
    this.#source = source;
    this.#inputs = new Inputs(source.input, source.environment);
  }

  async read(): Promise<{ settings: Settings } | { problems: readonly Problem[] }> {
    const inputs = this.#inputs;
    const api = inputs.choice('api', APIS, 'batch');
    const { dryRun, dryRunReason } = this.#dryRun();
    const password = this.#password(api, dryRun);
    const list = await this.#servers();
    const timeoutSeconds = inputs.integer('timeout', 1, 86_400, 600);
    const { nobody, target } = readTarget(inputs, this.#source.event, { dryRun, timeoutSeconds });
    const rest = {
      checkPassword: inputs.choice('check_password', ['true', 'false'], 'true') === 'true',
      batchSize: inputs.integer('batch_size', 1, 1_000, 1_000),
      concurrency: inputs.integer('concurrency', 1, 32, 4),
      maxRetries: inputs.integer('max_retries', 0, 20, 5),
      requestTimeoutMs: inputs.integer('request_timeout', 1, 600, 60) * 1_000,
      timeoutMs: timeoutSeconds * 1_000,
      proxies: this.#proxies(),
    };
    const { problems, warnings } = inputs;
    if (problems.length > 0 || !list.ok) return { problems };
    const unasked = dryRun && api !== 'batch' ? `the call of api: ${api} has no dry run` : '';
    const skipReason = nobody ?? unasked;
    return {
      settings: {
        ...rest,
        servers: list.servers,
        duplicates: list.duplicates,
        password,
        dryRun,
        dryRunReason,
        api,
        target: skipReason === '' ? target : undefined,
        skipReason,
        warnings,
      },
    };
  }

  #dryRun(): Pick<Settings, 'dryRun' | 'dryRunReason'> {
    const { event } = this.#source;
    const word = this.#inputs.choice('dry_run', ['auto', 'true', 'false'], 'auto');
    if (word === 'true') {
      return {
        dryRun: true,
        dryRunReason: 'Dry run, because dry_run is true: nothing is changed.',
      };
    }
    if (word === 'auto') {
      return event.unmergedChange === undefined
        ? {
            dryRun: false,
            dryRunReason: 'Real reset: dry_run is auto, and this event is no pull request.',
          }
        : {
            dryRun: true,
            dryRunReason: `Dry run: dry_run is auto, and ${event.unmergedChange}. Nothing is changed.`,
          };
    }
    if (event.unmergedChange !== undefined) {
      this.#inputs.warnings.push(
        `Real reset although ${event.unmergedChange}, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.`,
      );
    }
    return { dryRun: false, dryRunReason: 'Real reset, because dry_run is false.' };
  }

  #password(api: Api, dryRun: boolean): string | undefined {
    const system = this.#inputs.choice('os', SYSTEMS, 'any');
    // Untrimmed: what is cut off silently is a password that nobody knows.
    const password = this.#inputs.raw('password');
    if (password === '') {
      if (!dryRun) {
        this.#inputs.addProblem(
          'password',
          `is empty: give the new password from a secret${noSecrets(this.#source.event)}`,
        );
      }
      return undefined;
    }
    const { errors, warnings } = checkPassword(password, api, system);
    if (errors.length > 0) this.#inputs.addProblem('password', errors.join('; and '));
    this.#inputs.warnings.push(
      ...warnings.map((warning) => `password ${warning} (newest documentation)`),
    );
    return password;
  }

  async #servers(): Promise<ServerList> {
    const { environment, quote } = this.#source;
    const text = this.#inputs.text('server_ids');
    const path = this.#inputs.text('server_ids_file');
    if ((text === '') === (path === '')) {
      const message =
        text === ''
          ? 'is empty: give the IDs of the servers in server_ids, or a file with them in server_ids_file'
          : 'is given together with server_ids_file: give only one of the two';
      this.#inputs.addProblem('server_ids', message);
      return { ok: false, problem: message };
    }
    const folders = ['GITHUB_WORKSPACE', 'RUNNER_TEMP']
      .map((variable) => environment[variable] ?? '')
      .filter((folder) => folder !== '');
    const list =
      path === '' ? parseServerList(text, quote) : await readServerListFile(path, folders);
    if (!list.ok)
      this.#inputs.addProblem(path === '' ? 'server_ids' : 'server_ids_file', list.problem);
    return list;
  }

  #proxies(): Proxies {
    const { environment } = this.#source;
    for (const variable of unusableProxies(environment)) {
      this.#inputs.addProblem(
        variable,
        'is no address of a proxy: write one such as http://proxy.example.com:3128, with %25 for a % in a password',
      );
    }
    return readProxies(environment);
  }
}
