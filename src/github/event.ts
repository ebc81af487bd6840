import { existsSync } from 'node:fs';
import * as z from 'zod/mini';

/** The event names of a change that is not merged yet begin like this. */
const UNMERGED_EVENTS = /^(?:pull_request|merge_group)/;
/** The branches that GitHub makes for a merge queue. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;
/** Whether these events belong to an unmerged change depends on a payload that a later run does not see. */
const EVENTS_OF_EITHER = [
  'issue_comment',
  'check_run',
  'check_suite',
  'repository_dispatch',
  'workflow_call',
];

/**
 * Events on which a run that Dependabot started gets no secrets of Actions (GitHub documentation,
 * "Troubleshooting Dependabot on GitHub Actions").
 */
const DEPENDABOT_EVENTS_WITHOUT_SECRETS = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'create',
  'deployment',
  'deployment_status',
];

/** The event that started the run, as far as it decides what the run may do. */
export interface Event {
  readonly name: string;
  /** Why this is a dry run by default, in words that follow "because"; undefined where it is none. */
  readonly dryRunReason?: string;
  /** Why GitHub gives this event no secrets, if so: words that follow "because". */
  readonly withoutSecrets?: string;
  /** Why GitHub gives this event no ID token, if so. */
  readonly withoutIdToken?: string;
}

/** The part of the event context of `@actions/github` that is read. */
export interface EventContext {
  readonly eventName: string;
  readonly actor: string;
  readonly payload: unknown;
}

const Repository = z.object({
  full_name: z.string(),
  default_branch: z.optional(z.string()),
});
const Check = z.object({
  head_branch: z.optional(z.unknown()),
  pull_requests: z.optional(z.unknown()),
  check_suite: z.nullish(z.object({ head_branch: z.optional(z.unknown()) })),
});
const Payload = z.object({
  ref: z.optional(z.unknown()),
  repository: z.optional(Repository),
  // Other events have these too, as null where they do not apply.
  pull_request: z.optional(z.unknown()),
  issue: z.nullish(z.object({ pull_request: z.optional(z.unknown()) })),
  client_payload: z.optional(z.unknown()),
  check_run: z.nullish(Check),
  check_suite: z.nullish(Check),
  workflow_run: z.nullish(
    z.object({
      event: z.string(),
      head_branch: z.nullish(z.string()),
      head_repository: z.nullable(z.optional(Repository)),
    }),
  ),
});
type Payload = z.infer<typeof Payload>;

const ClientPayload = z.object({ pull_request: z.optional(z.unknown()) });
const PullRequest = z.object({ head: z.object({ repo: z.nullable(Repository) }) });

/**
 * Reads the event of the run. An event that cannot be read counts as an unmerged change, because a
 * check instead of a reset can be repeated, and a reset instead of a check cannot be undone.
 *
 * @param eventPath the file with the payload of the event
 * @param load gives the context of `@actions/github`, which throws on a broken file
 */
export function readEvent(eventPath: string | undefined, load: () => EventContext): Event {
  const unreadable: Event = { name: '', dryRunReason: 'the event of this run cannot be read' };
  // Without the file the context would print its path and go on as if the event were empty.
  if (eventPath === undefined || eventPath === '' || !existsSync(eventPath)) return unreadable;
  try {
    const context = load();
    const name = z.string().check(z.minLength(1)).parse(context.eventName);
    const payload = Payload.parse(context.payload);
    const dryRunReason = dryRunReasonOf(name, payload);
    return {
      name,
      ...(dryRunReason !== undefined && { dryRunReason }),
      ...withoutSecrets(name, context.actor, payload),
    };
  } catch {
    // The parser's message quotes the event, so nothing of it is kept.
    return unreadable;
  }
}

/** Why there are no secrets, in brackets after a sentence; empty where GitHub gives them. */
export function noSecrets({ withoutSecrets }: Event): string {
  return withoutSecrets === undefined ? '' : ` (${withoutSecrets})`;
}

/**
 * The payload decides, whatever the event is called: Gitea and Forgejo name every event of a called
 * workflow `workflow_call`.
 */
function dryRunReasonOf(name: string, payload: Payload): string | undefined {
  if (UNMERGED_EVENTS.test(name)) return `the event is ${name}`;
  if (isGiven(payload.pull_request)) return `the event ${name} belongs to a pull request`;
  if (isGiven(payload.issue?.pull_request)) {
    return `the event ${name} belongs to a comment on a pull request`;
  }
  if (isGiven(ClientPayload.safeParse(payload.client_payload).data?.pull_request)) {
    return `the event ${name} carries a pull request`;
  }
  if (typeof payload.ref === 'string' && QUEUE_BRANCH.test(payload.ref)) {
    return `the event ${name} belongs to a merge queue`;
  }
  if (isUnmergedCheck(payload)) {
    return `the event ${name} belongs to a check of another branch than the default one, or of a pull request`;
  }
  return name === 'workflow_run' || payload.workflow_run ? originReason(name, payload) : undefined;
}

/** For forks GitHub leaves both the branch and the pull requests of a check empty. */
function isUnmergedCheck({ check_run: run, check_suite: suite, repository }: Payload): boolean {
  const check = run ?? suite;
  if (!check) return false;
  const branch = check.head_branch ?? check.check_suite?.head_branch;
  const isDefault = branch !== undefined && branch === repository?.default_branch;
  const hasNone = Array.isArray(check.pull_requests) && check.pull_requests.length === 0;
  return !isDefault || !hasNone;
}

/** Whether a member is there: GitHub writes null, Gitea also leaves members empty. */
function isGiven(member: unknown): boolean {
  return member !== undefined && member !== null && member !== false && member !== '';
}

/** Why the run that started this one belongs to an unmerged change, or may. */
function originReason(name: string, payload: Payload): string | undefined {
  const origin = payload.workflow_run;
  const from = origin?.head_repository?.full_name;
  if (!origin || from === undefined || payload.repository === undefined) {
    return `the event is ${name} and its origin is unknown`;
  }
  if (from !== payload.repository.full_name) {
    return `the event is ${name} and comes from another repository`;
  }
  const isUnmerged =
    UNMERGED_EVENTS.test(origin.event) ||
    EVENTS_OF_EITHER.includes(origin.event) ||
    origin.event === 'workflow_run';
  if (isUnmerged) return `the event is ${name} and was started by ${origin.event}`;
  return QUEUE_BRANCH.test(origin.head_branch ?? '')
    ? `the event is ${name} and was started by a merge queue`
    : undefined;
}

function withoutSecrets(
  name: string,
  actor: string,
  payload: Payload,
): Pick<Event, 'withoutSecrets' | 'withoutIdToken'> {
  if (actor === 'dependabot[bot]' && DEPENDABOT_EVENTS_WITHOUT_SECRETS.includes(name)) {
    return {
      withoutSecrets:
        'runs started by Dependabot get none of the secrets of Actions, only those of Dependabot',
      withoutIdToken: 'runs started by Dependabot get no ID token',
    };
  }
  const pullRequest = PullRequest.safeParse(payload.pull_request).data;
  const isFork =
    pullRequest !== undefined && pullRequest.head.repo?.full_name !== payload.repository?.full_name;
  return isFork && name !== 'pull_request_target'
    ? {
        withoutSecrets: 'pull requests from forks get no secrets',
        withoutIdToken: 'pull requests from forks get no ID token',
      }
    : {};
}
