import * as z from 'zod/mini';
import { findCredentials } from './credentials.ts';
import type { FoundCredentials } from './credentials.ts';
import type { Event } from './event.ts';
import { APIS } from './huaweicloud/ecs.ts';
import type { Api } from './huaweicloud/ecs.ts';
import { ecsEndpoint, endpointProblem } from './huaweicloud/endpoints.ts';
import type { Proxies } from './huaweicloud/transport.ts';
import { checkPassword, SYSTEMS } from './password.ts';
import { parseServerList } from './server-list.ts';
import type { ServerList } from './server-list.ts';
import { readServerListFile } from './server-list-file.ts';
import type { Environment } from './toolkit.ts';

/** Who is asked, and in whose name. */
export interface Target extends FoundCredentials {
  /** Base URL, without a slash at its end. */
  readonly endpoint: string;
  readonly projectId: string;
}

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
  readonly notAsked: string;
  readonly warnings: readonly string[];
}

/** One thing wrong with the input, for the person who writes the workflow. */
export interface Problem {
  readonly input: string;
  /** Follows the name of the input; never holds a secret. */
  readonly message: string;
}

export interface SettingsSource {
  /** Reads an input untrimmed; empty when not given. */
  readonly input: (name: string) => string;
  readonly environment: Environment;
  readonly event: Event;
  /** Makes a piece of an input fit to be quoted. */
  readonly quote: (text: string) => string;
}

const PROXY_VARIABLES = {
  https: ['https_proxy', 'HTTPS_PROXY'],
  http: ['http_proxy', 'HTTP_PROXY'],
  except: ['no_proxy', 'NO_PROXY'],
} as const;

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
  readonly #problems: Problem[] = [];
  readonly #warnings: string[] = [];

  constructor(source: SettingsSource) {
    this.#source = source;
  }

  async read(): Promise<{ settings: Settings } | { problems: readonly Problem[] }> {
    const api = this.#word('api', APIS, 'batch');
    const { dryRun, dryRunReason } = this.#dryRun();
    const password = this.#password(api, dryRun);
    const list = await this.#servers();
    const before = this.#problems.length;
    const found = this.#credentials(dryRun);
    const isForNobody = dryRun && found === undefined && this.#problems.length === before;
    const endpoint = this.#endpoint(isForNobody);
    const projectId = this.#projectId(isForNobody);
    const rest = {
      checkPassword: this.#word('check_password', ['true', 'false'], 'true') === 'true',
      batchSize: this.#number('batch_size', 1, 1_000, 1_000),
      concurrency: this.#number('concurrency', 1, 32, 4),
      maxRetries: this.#number('max_retries', 0, 20, 5),
      requestTimeoutMs: this.#number('request_timeout', 1, 600, 60) * 1_000,
      timeoutMs: this.#number('timeout', 1, 86_400, 600) * 1_000,
      proxies: this.#proxies(),
    };
    if (this.#problems.length > 0 || !list.ok) return { problems: this.#problems };
    const notAsked = this.#notAsked(api, dryRun, found);
    return {
      settings: {
        ...rest,
        servers: list.servers,
        duplicates: list.duplicates,
        password,
        dryRun,
        dryRunReason,
        api,
        target:
          notAsked === '' && found !== undefined ? { ...found, endpoint, projectId } : undefined,
        notAsked,
        warnings: this.#warnings,
      },
    };
  }

  #input(name: string): string {
    return this.#source.input(name).trim();
  }

  #wrong(input: string, message: string): void {
    this.#problems.push({ input, message });
  }

  /** One of a few words, in any letter case. */
  #word<Word extends string>(
    name: string,
    words: readonly [Word, ...Word[]],
    otherwise: NoInfer<Word>,
  ): Word {
    const given = this.#input(name).toLowerCase();
    if (given === '') return otherwise;
    const { success, data } = z.enum(words).safeParse(given);
    if (success) return data;
    this.#wrong(name, `must be one of these words: ${words.join(', ')}`);
    return otherwise;
  }

  #number(name: string, least: number, most: number, otherwise: number): number {
    const given = this.#input(name);
    if (given === '') return otherwise;
    const schema = z.number().check(z.minimum(least), z.maximum(most));
    const { success, data } = schema.safeParse(/^\d{1,9}$/.test(given) ? Number(given) : given);
    if (success) return data;
    this.#wrong(name, `must be a whole number from ${least} to ${most}`);
    return otherwise;
  }

  #dryRun(): Pick<Settings, 'dryRun' | 'dryRunReason'> {
    const { event } = this.#source;
    const word = this.#word('dry_run', ['auto', 'true', 'false'], 'auto');
    if (word === 'true') {
      return {
        dryRun: true,
        dryRunReason: 'Dry run, because dry_run is true: nothing is changed.',
      };
    }
    if (word === 'auto') {
      return event.proposal === undefined
        ? {
            dryRun: false,
            dryRunReason: 'Real reset: dry_run is auto, and this event is no pull request.',
          }
        : {
            dryRun: true,
            dryRunReason: `Dry run: dry_run is auto, and ${event.proposal}. Nothing is changed.`,
          };
    }
    if (event.proposal !== undefined) {
      this.#warnings.push(
        `Real reset although ${event.proposal}, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.`,
      );
    }
    return { dryRun: false, dryRunReason: 'Real reset, because dry_run is false.' };
  }

  #password(api: Api, dryRun: boolean): string | undefined {
    const system = this.#word('os', SYSTEMS, 'any');
    // Untrimmed: what is cut off silently is a password that nobody knows.
    const password = this.#source.input('password');
    if (password === '') {
      if (!dryRun) {
        this.#wrong(
          'password',
          `is empty: give the new password from a secret${this.#noSecrets()}`,
        );
      }
      return undefined;
    }
    const { errors, warnings } = checkPassword(password, api, system);
    if (errors.length > 0) this.#wrong('password', errors.join('; and '));
    this.#warnings.push(...warnings.map((warning) => `password ${warning} (newest documentation)`));
    return password;
  }

  async #servers(): Promise<ServerList> {
    const { environment, quote } = this.#source;
    const text = this.#input('server_ids');
    const path = this.#input('server_ids_file');
    if ((text === '') === (path === '')) {
      const message =
        text === ''
          ? 'is empty: give the IDs of the servers in server_ids, or a file with them in server_ids_file'
          : 'is given together with server_ids_file: give only one of the two';
      this.#wrong('server_ids', message);
      return { ok: false, problem: message };
    }
    const folders = ['GITHUB_WORKSPACE', 'RUNNER_TEMP']
      .map((variable) => environment[variable] ?? '')
      .filter((folder) => folder !== '');
    const list =
      path === '' ? parseServerList(text, quote) : await readServerListFile(path, folders);
    if (!list.ok) this.#wrong(path === '' ? 'server_ids' : 'server_ids_file', list.problem);
    return list;
  }

  #credentials(dryRun: boolean): FoundCredentials | undefined {
    const { environment } = this.#source;
    const before = this.#problems.length;
    const found = findCredentials(
      (name) => this.#input(name),
      environment,
      (name, message) => {
        this.#wrong(name, message);
      },
    );
    if (found === undefined && !dryRun && this.#problems.length === before) {
      this.#wrong(
        'access_key',
        `is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${this.#noSecrets()}`,
      );
    }
    return found;
  }

  #noSecrets(): string {
    const { withoutSecrets } = this.#source.event;
    return withoutSecrets === undefined ? '' : ` (${withoutSecrets})`;
  }

  #notAsked(api: Api, dryRun: boolean, found: FoundCredentials | undefined): string {
    if (!dryRun) return '';
    if (found === undefined) {
      return `there are no credentials${this.#noSecrets()}`;
    }
    return api === 'batch' ? '' : `the call of api: ${api} has no dry run`;
  }

  /** @param optional whether the run can do without, because nobody is asked */
  #endpoint(optional: boolean): string {
    const region = this.#inputOr('region', ['HUAWEI_CLOUD_REGION', 'HW_REGION_NAME']);
    const endpoint = this.#input('endpoint');
    const isPlain = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region.value);
    if (region.value !== '' && !isPlain) {
      this.#wrong(
        region.name,
        'is no name of a region: write one such as cn-north-4, in lower case',
      );
    }
    if (endpoint === '') {
      if (region.value === '' && !optional) {
        this.#wrong(
          'region',
          'is empty: give the region of the servers, such as cn-north-4, or endpoint',
        );
      }
      return ecsEndpoint(region.value);
    }
    const problem = endpointProblem(endpoint);
    if (problem === undefined) return new URL(endpoint).href.replace(/\/+$/, '');
    this.#wrong('endpoint', problem);
    return '';
  }

  #projectId(optional: boolean): string {
    const { name, value } = this.#inputOr('project_id', [
      'HUAWEI_CLOUD_PROJECT_ID',
      'HUAWEICLOUD_SDK_PROJECT_ID',
      'HW_PROJECT_ID',
    ]);
    if (value === '') {
      if (!optional)
        this.#wrong(name, 'is empty: give the ID of the project that owns the servers');
    } else if (!/^[A-Za-z0-9_-]{1,64}$/.test(value)) {
      this.#wrong(
        name,
        'is no project ID: it has 1 to 64 letters, digits, hyphens and underscores',
      );
    }
    return value;
  }

  /** An input, else the first of the variables that is set. */
  #inputOr(name: string, variables: readonly string[]): { name: string; value: string } {
    const value = this.#input(name);
    if (value !== '') return { name, value };
    for (const variable of variables) {
      const found = (this.#source.environment[variable] ?? '').trim();
      if (found !== '') return { name: `${name} (from ${variable})`, value: found };
    }
    return { name, value: '' };
  }

  #proxies(): Proxies {
    const { environment } = this.#source;
    const proxies = readProxies(environment);
    for (const kind of ['https', 'http'] as const) {
      const value = proxies[kind];
      const url = URL.canParse(value) ? new URL(value) : undefined;
      if (value === '' || (/^https?:$/.test(url?.protocol ?? '') && isEncoded(url))) continue;
      this.#wrong(
        PROXY_VARIABLES[kind].find((name) => environment[name] === value) ?? '',
        'is no address of a proxy: write one such as http://proxy.example.com:3128, with %25 for a % in a password',
      );
    }
    return proxies;
  }
}

/** Whether user name and password can be decoded, as they must be before they are sent. */
function isEncoded(url: URL | undefined): boolean {
  try {
    decodeURIComponent(`${url?.username ?? ''}${url?.password ?? ''}`);
    return true;
  } catch {
    return false;
  }
}

/** The proxies that the environment names; the names in lower case win, as with curl. */
export function readProxies(environment: Environment): Proxies {
  const first = (names: readonly string[]): string =>
    names.map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
  return {
    https: first(PROXY_VARIABLES.https),
    http: first(PROXY_VARIABLES.http),
    except: first(PROXY_VARIABLES.except),
  };
}
