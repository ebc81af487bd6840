import { Addresses } from '../inputs/endpoints.ts';
import type { Event } from '../github/event.ts';
import { PROJECT_ID } from '../huaweicloud/iam.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { readAuthMethod } from './auth-method.ts';
import type { FoundMethod } from './auth-method.ts';

/** Who is asked, and in whose name. */
export interface Target extends FoundMethod {
  /** Base URL of ECS, without a slash at its end. */
  readonly endpoint: string;
  readonly project: Project;
}

/** The project of the servers, or what it takes to find it. */
export type Project =
  | { readonly id: string }
  | {
      readonly region: string;
      /** Base URL of IAM, without a slash at its end. */
      readonly iamEndpoint: string;
    };

/**
 * Reads where the servers are and who is to reset them.
 *
 * @param dryRun whether the run can do without credentials
 * @returns the target, or why nobody can be asked (words that follow "because"); neither when
 *   something is wrong
 */
export function readTarget(
  inputs: Inputs,
  event: Event,
  options: { readonly dryRun: boolean; readonly timeoutSeconds: number },
): { readonly target?: Target; readonly nobody?: string } {
  const before = inputs.problems.length;
  const isWrong = (): boolean => inputs.problems.length > before;
  const addresses = new Addresses(inputs);
  const projectId = readProjectId(inputs);
  const found = readAuthMethod(inputs, event, addresses, options);
  if (found !== undefined && 'nobody' in found) return isWrong() ? {} : found;
  const endpoint = addresses.ecs();
  const project = projectId === '' ? projectOfRegion(inputs, addresses) : { id: projectId };
  return isWrong() || found === undefined || project === undefined
    ? {}
    : { target: { ...found, endpoint, project } };
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
      'is no project ID: it has 1 to 64 letters, digits, hyphens and underscores',
    );
  }
  return value;
}

function projectOfRegion(inputs: Inputs, addresses: Addresses): Project | undefined {
  const { region } = addresses;
  if (region !== '') return { region, iamEndpoint: addresses.iam() };
  if (addresses.isRegionMissing) return undefined;
  inputs.addProblem(
    'project_id',
    'is empty, and there is no region to find it by: give the ID of the project that owns the servers',
  );
  return undefined;
}
