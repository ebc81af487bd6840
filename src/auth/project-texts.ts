import type { AdviceTexts } from '../huaweicloud/caller-texts.ts';
import { refusedCredentials } from '../huaweicloud/error-text.ts';
import type { FailureTexts } from '../huaweicloud/send-with-retry.ts';
import type { Secrets } from '../secrets/redact.ts';
import { IAM_TOKEN_TEXTS } from './failure-texts.ts';
import type { ProjectSource } from './target.ts';

/** A name has 64 characters; each may become two, where it could begin a workflow command. */
const MAX_NAME = 128;

/** The name of a project, fit to be shown. */
export function quotedName(name: string, secrets: Secrets): string {
  return secrets.quote(name, MAX_NAME);
}

/**
 * What to say when IAM does not list the projects.
 *
 * @param project the project in the middle of a sentence
 */
export function lookupTexts(
  project: string,
  credentials: { readonly hasToken: boolean; readonly isSession: boolean },
  advice: AdviceTexts,
): FailureTexts {
  return {
    refused: (status, serviceMessage) => {
      switch (status) {
        case 401: {
          const refused = refusedCredentials(serviceMessage, { ...credentials, advice });
          return {
            message: `the look-up of ${project} failed: ${refused.message}`,
            advice: refused.advice,
          };
        }
        case 403:
          return {
            message: `IAM does not allow these credentials to look up ${project}`,
            advice:
              'Give project_id, or grant the action iam:projects:listProjects to the credentials',
          };
        default:
          return {
            message: `IAM did not return ${project} (HTTP ${status})`,
            advice: 'Check region (or iam_endpoint), or give project_id',
          };
      }
    },
    unreachable:
      'Check region (or iam_endpoint), and whether a firewall blocks the connection, or give project_id',
  };
}

/** What to say when IAM gives no token for an ID token, which is for a project. */
export function tokenTexts(project: ProjectSource): FailureTexts {
  const variable = project.kind === 'look_up' ? project.variable : undefined;
  if (variable === undefined) return IAM_TOKEN_TEXTS;
  return {
    ...IAM_TOKEN_TEXTS,
    refused: (status, serviceMessage) => {
      const explanation = IAM_TOKEN_TEXTS.refused(status, serviceMessage);
      const isAboutProject = status === 400 || status === 404;
      return isAboutProject
        ? { ...explanation, advice: `Check identity_provider and ${variable}, or give project_id` }
        : explanation;
    },
  };
}
