import type { Reason } from '../fleet/outcome.ts';
import type { Session } from '../huaweicloud/ecs.ts';
import { listProjects } from '../huaweicloud/iam.ts';
import type { RequestContext } from '../huaweicloud/request-context.ts';
import { failure, success } from '../result.ts';
import type { Result } from '../result.ts';
import { projectTexts } from './failure-texts.ts';
import type { ProjectLookup } from './target.ts';

/** More projects are counted, not listed. */
const MAX_NAMED = 10;

/** Finds the one project with the name of the region. It never creates one. */
export async function findProject(
  { iamEndpoint, name }: ProjectLookup,
  { credentials, isSession }: Pick<Session, 'credentials' | 'isSession'>,
  context: RequestContext,
): Promise<Result<string, Reason>> {
  const { advice, secrets } = context;
  const texts = projectTexts({ hasToken: credentials.kind === 'token', isSession }, advice);
  const listed = await listProjects({ credentials, endpoint: iamEndpoint, name }, texts, context);
  if (!listed.ok) return failure(listed.error.reason);
  const projects = listed.value;
  const matching = projects.filter((project) => project.name === name);
  const [project] = matching;
  if (project !== undefined && matching.length === 1) return success(project.id);
  const named = projects
    .slice(0, MAX_NAMED)
    .map(({ id, name: other }) => `${secrets.quote(secrets.clean(other))} (${secrets.clean(id)})`);
  const more = projects.length > MAX_NAMED ? ` and ${projects.length - MAX_NAMED} more` : '';
  const list = projects.length === 0 ? 'none' : `${named.join(', ')}${more}`;
  const count = matching.length === 0 ? 'no project' : `${matching.length} projects`;
  return failure({
    message: `IAM knows ${count} with the name ${name}; found: ${list}`,
    advice: 'Give the ID of the project in project_id',
  });
}
