import { existsSync } from 'node:fs';
import * as z from 'zod/mini';

/** Events of a change that is not merged yet. */
const UNMERGED_EVENTS = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'merge_group',
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

const Repository = z.object({ full_name: z.string() });
const Payload = z.object({
  repository: z.optional(Repository),
  // Other events have these too, as null where they do not apply.
  pull_request: z.nullish(z.object({ head: z.object({ repo: z.nullable(Repository) }) })),
  workflow_run: z.nullish(
    z.object({ event: z.string(), head_repository: z.nullable(z.optional(Repository)) }),
  ),
});

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
    return {
      name,
      ...dryRunReasonOf(name, payload),
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

function dryRunReasonOf(
  name: string,
  payload: z.infer<typeof Payload>,
): Pick<Event, 'dryRunReason'> {
  if (UNMERGED_EVENTS.includes(name)) return { dryRunReason: `the event is ${name}` };
  if (name !== 'workflow_run') return {};
  const origin = payload.workflow_run;
  const from = origin?.head_repository?.full_name;
  if (!origin || from === undefined || payload.repository === undefined) {
    return { dryRunReason: 'the event is workflow_run and its origin is unknown' };
  }
  if (from !== payload.repository.full_name) {
    return { dryRunReason: 'the event is workflow_run and comes from another repository' };
  }
  if (UNMERGED_EVENTS.includes(origin.event) || origin.event === 'workflow_run') {
    return { dryRunReason: `the event is workflow_run and was started by ${origin.event}` };
  }
  return {};
}

function withoutSecrets(
  name: string,
  actor: string,
  payload: z.infer<typeof Payload>,
): Pick<Event, 'withoutSecrets' | 'withoutIdToken'> {
  if (actor === 'dependabot[bot]' && DEPENDABOT_EVENTS_WITHOUT_SECRETS.includes(name)) {
    return {
      withoutSecrets:
        'runs started by Dependabot get none of the secrets of Actions, only those of Dependabot',
      withoutIdToken: 'runs started by Dependabot get no ID token',
    };
  }
  const head = payload.pull_request?.head.repo?.full_name;
  const isFork = Boolean(payload.pull_request) && head !== payload.repository?.full_name;
  return isFork && name !== 'pull_request_target'
    ? {
        withoutSecrets: 'pull requests from forks get no secrets',
        withoutIdToken: 'pull requests from forks get no ID token',
      }
    : {};
}
