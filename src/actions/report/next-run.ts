import type { Environment } from '../../github/core.ts';

/** The form of a new run takes no longer list. */
const MAX_IDS = 500;

/** What a new run is given. */
export interface NextRun {
  /** The servers that are left; empty to repeat the run as it was. */
  readonly ids: readonly string[];
  /** Whether these are all servers that do not have the new password. */
  readonly isComplete: boolean;
  /** Further inputs, as `name=value`. */
  readonly inputs: readonly string[];
}

/**
 * The command of the GitHub CLI that starts the workflow of this run again; undefined where the runner
 * does not name the workflow, or for a list that is too long.
 */
export function nextRunCommand(
  environment: Environment,
  { ids, inputs, isComplete }: NextRun,
): string | undefined {
  const workflow = workflowOf(environment['GITHUB_WORKFLOW_REF'] ?? '');
  if (workflow === undefined || ids.length > MAX_IDS) return undefined;
  const { branch, file, repository } = workflow;
  const fields = [
    ...inputs,
    ...(ids.length === 0 ? [] : [`server_ids=${ids.join(',')}`, `complete=${String(isComplete)}`]),
  ];
  return [
    `gh workflow run ${file} --repo ${repository} --ref ${branch}`,
    ...fields.map((field) => `-f ${field}`),
  ].join(' ');
}

interface Workflow {
  readonly repository: string;
  readonly file: string;
  readonly branch: string;
}

/** Parts of `octo/fleet/.github/workflows/rotation.yml@refs/heads/main`, without what a shell would read. */
function workflowOf(reference: string): Workflow | undefined {
  if (reference.length > 1_000) return undefined;
  const [path = '', ref = '', ...more] = reference.split('@');
  const [owner = '', name = '', , , file = '', ...deeper] = path.split('/');
  const branch = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const parts = [owner, name, file, ...branch.split('/')];
  const isPlain = parts.every((part) => /^[\w.-]+$/.test(part) && !part.startsWith('-'));
  if (!isPlain || more.length > 0 || deeper.length > 0) return undefined;
  return { repository: `${owner}/${name}`, file, branch };
}
