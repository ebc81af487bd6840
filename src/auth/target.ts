import type { Event } from '../github/event.ts';
import { PROJECT_ID } from '../huaweicloud/iam.ts';
import { Endpoints } from '../inputs/endpoints.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { readAuthMethod } from './auth-method.ts';
import type { ChosenMethod } from './auth-method.ts';

/** Names the project where no variable gives its ID (Terraform's provider for Huawei Cloud). */
const PROJECT_NAME = 'HW_PROJECT_NAME';
const NAME = /^\P{C}{1,64}$/u;

/** The service, the project, and how to sign in. */
export interface Target extends ChosenMethod {
  /** Base URL of ECS, without a slash at its end; empty for an action that does not use it. */
  readonly endpoint: string;
  /** Base URL of the secret store, without a slash at its end; undefined when it is not used. */
  readonly storeEndpoint?: string;
  readonly project: ProjectSource;
}

/** The project of the servers, or what is needed to look it up. */
export type ProjectSource =
  { readonly kind: 'given'; readonly id: string } | ({ readonly kind: 'look_up' } & ProjectLookup);

export interface ProjectLookup {
  /** Without another name, that of the region, which its main project has. */
  readonly name: string;
  /** The variable that gives the name, if it is not that of the region. */
  readonly variable?: string;
  /** Base URL of IAM, without a slash at its end. */
  readonly iamEndpoint: string;
}

export type TargetResult =
  | { readonly kind: 'target'; readonly target: Target }
  /** No request can be sent; the reason follows "because". */
  | { readonly kind: 'skipped'; readonly skipReason: string }
  /** There is a problem among those of the inputs. */
  | { readonly kind: 'invalid' };

export interface TargetOptions {
  /** Whether the run can do without credentials. */
  readonly dryRun: boolean;
  /** Of the whole run, which a session has to outlast. */
  readonly timeoutSeconds: number;
  /** The services that the run uses; ECS by default. */
  readonly services?: readonly Service[];
}

/** A service beside those for the sign-in. */
export type Service = 'ecs' | 'csms';

/** Reads where the servers are and how to sign in. */
export function readTarget(inputs: Inputs, event: Event, options: TargetOptions): TargetResult {
  const before = inputs.problems.length;
  const isInvalid = (): boolean => inputs.problems.length > before;
  const endpoints = new Endpoints(inputs);
  const projectId = readProjectId(inputs);
  const method = readAuthMethod(inputs, event, endpoints, options);
  if (method.kind === 'skipped') return isInvalid() ? { kind: 'invalid' } : method;
  const { services = ['ecs'] } = options;
  const endpoint = services.includes('ecs') ? endpoints.ecs() : '';
  const store = services.includes('csms') ? { storeEndpoint: endpoints.csms() } : {};
  const project: ProjectSource | undefined =
    projectId === '' ? readLookup(inputs, endpoints) : { kind: 'given', id: projectId };
  return isInvalid() || method.kind === 'invalid' || project === undefined
    ? { kind: 'invalid' }
    : { kind: 'target', target: { ...method.chosen, endpoint, ...store, project } };
}

/** The URLs that requests of a run go to, but for the metadata service, which is reached directly. */
export function targetUrls({ endpoint, method, project, storeEndpoint = '' }: Target): URL[] {
  const urls = [endpoint, storeEndpoint].filter((url) => url !== '').map((url) => new URL(url));
  if (project.kind === 'look_up') urls.push(new URL(project.iamEndpoint));
  if (method.kind === 'sts') urls.push(method.idTokenSource.url, new URL(method.agency.endpoint));
  if (method.kind === 'iam') urls.push(method.idTokenSource.url, new URL(method.endpoint));
  return urls;
}

function readProjectId(inputs: Inputs): string {
  const { name, value } = inputs.textOr('project_id', [
    'HUAWEI_CLOUD_PROJECT_ID',
    'HUAWEICLOUD_SDK_PROJECT_ID',
    'HW_PROJECT_ID',
  ]);
  if (value !== '' && !PROJECT_ID.test(value)) {
    inputs.addProblem(
      name,
      'is not a valid project ID: it has 1 to 64 letters, digits, hyphens and underscores',
    );
  }
  return value;
}

function readLookup(inputs: Inputs, endpoints: Endpoints): ProjectSource | undefined {
  const { region } = endpoints;
  const given = (inputs.environment[PROJECT_NAME] ?? '').trim();
  if (given !== '' && !NAME.test(given)) {
    inputs.addProblem(
      PROJECT_NAME,
      'is not a valid project name: it has 1 to 64 characters, and no control characters',
    );
    return undefined;
  }
  const name = given === '' ? region : given;
  if (name !== '') {
    const lookup = { kind: 'look_up', name, iamEndpoint: endpoints.iam() } as const;
    return given === '' ? lookup : { ...lookup, variable: PROJECT_NAME };
  }
  if (endpoints.isRegionMissing) return undefined;
  inputs.addProblem(
    'project_id',
    'is empty, and there is no region to look it up: give the ID of the project that owns the servers',
  );
  return undefined;
}
