/** Pull requests into octo/fleet, where the examples run. */
export interface PullRequest {
  readonly from: string;
  readonly author: string;
}

export const OWN: PullRequest = { from: 'octo/fleet', author: 'octocat' };
export const FORK: PullRequest = { from: 'stranger/fleet', author: 'stranger' };
export const DEPENDABOT: PullRequest = { from: 'octo/fleet', author: 'dependabot[bot]' };

/** The payload of the event. */
export function payloadOf({ author, from }: PullRequest): Record<string, unknown> {
  return {
    pull_request: { number: 7, user: { login: author }, head: { repo: { full_name: from } } },
  };
}
