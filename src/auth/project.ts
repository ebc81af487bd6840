import type { Reason } from '../fleet/outcome.ts';
import type { Session } from '../huaweicloud/ecs.ts';
import { listProjects } from '../huaweicloud/iam.ts';
import type { Project, ProjectsRequest } from '../huaweicloud/iam.ts';
import type { RequestContext } from '../huaweicloud/request-context.ts';
import type { FailureTexts } from '../huaweicloud/send-with-retry.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import type { Secrets } from '../secrets/redact.ts';
import { lookupTexts, quotedName } from './project-texts.ts';
import type { ProjectLookup } from './target.ts';

/** More projects are counted, not listed. */
const MAX_NAMED = 10;

/** Finds the one project with a name. It never creates one. */
export async function findProject(
  lookup: ProjectLookup,
  { credentials, isSession }: Pick<Session, 'credentials' | 'isSession'>,
  context: RequestContext,
): Promise<Result<string, Reason>> {
  const { advice, secrets } = context;
  const { iamEndpoint: endpoint, name, variable } = lookup;
  const quoted = quotedName(name, secrets);
  const texts = lookupTexts(
    variable === undefined ? 'the project of the region' : `the project ${quoted}`,
    { hasToken: credentials.kind === 'token', isSession },
    advice,
  );
  const request = { credentials, endpoint, name };
  const listed = await listProjects(request, texts, context);
  if (!listed.ok) return failure(listed.error.reason);
  const matching = listed.value.filter((project) => project.name === name);
  const [project] = matching;
  if (project !== undefined && matching.length === 1) return success(project.id);
  const count = matching.length === 0 ? 'no project' : `${matching.length} projects`;
  // The list of keys is filtered by the name, so it does not show which names there are.
  const isFiltered = credentials.kind === 'keys' && variable !== undefined && matching.length === 0;
  const found = isFiltered ? await listAll(request, texts, context) : listed.value;
  const list = found === undefined ? 'unknown (IAM did not list them)' : describe(found, secrets);
  return failure({
    message: `IAM knows ${count} with the name ${quoted}; found: ${list}`,
    advice:
      variable === undefined
        ? 'Give the ID of the project in project_id'
        : `Check ${variable}, or give the ID of the project in project_id`,
  });
}

/** @returns undefined when IAM does not list them; the name is the problem all the same */
async function listAll(
  { credentials, endpoint }: ProjectsRequest,
  texts: FailureTexts,
  context: RequestContext,
): Promise<readonly Project[] | undefined> {
  const listed = await listProjects({ credentials, endpoint }, texts, context);
  return listed.ok ? listed.value : undefined;
}

function describe(projects: readonly Project[], secrets: Secrets): string {
  if (projects.length === 0) return 'none';
  const named = projects
    .slice(0, MAX_NAMED)
    .map(({ id, name }) => `${secrets.quote(secrets.clean(name))} (${secrets.clean(id)})`);
  const more = projects.length > MAX_NAMED ? ` and ${projects.length - MAX_NAMED} more` : '';
  return `${named.join(', ')}${more}`;
}
