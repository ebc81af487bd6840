import { existsSync } from 'node:fs';
import * as z from 'zod/mini';

/** Events that run on behalf of a change which nobody has merged yet. */
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
const FOR_DEPENDABOT_WITHOUT_SECRETS = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'create',
  'deployment',
  'deployment_status',
];

/** What the run was started by, as far as it matters for what the run may do. */
export interface Event {
  readonly name: string;
  /** Why nothing may change, in words that follow "because"; undefined where changes are expected. */
  readonly unmergedChange?: string;
  /** Why GitHub gives this event no secrets, if that is so: words that follow "because". */
  readonly withoutSecrets?: string;
  /** The same of ID tokens, which such an event can't be allowed either. */
  readonly withoutIdToken?: string;
}

/** The part of the event context of `@actions/github` that is read here. */
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
 * Reads the event of the run. An event that can't be read counts as a unmergedChange, because a check
 * that was meant as a reset can be repeated, and the reverse can't be undone.
 *
 * @param eventPath the file that the runner wrote the event to
 * @param load gives the context of `@actions/github`, which throws on a broken file
 */
export function readEvent(eventPath: string | undefined, load: () => EventContext): Event {
  const unreadable: Event = { name: '', unmergedChange: 'the event of this run cannot be read' };
  // Without the file the context would print its path and go on as if the event were empty.
  if (eventPath === undefined || eventPath === '' || !existsSync(eventPath)) return unreadable;
  try {
    const context = load();
    const name = z.string().check(z.minLength(1)).parse(context.eventName);
    const payload = Payload.parse(context.payload);
    return {
      name,
      ...unmergedChangeOf(name, payload),
      ...withoutSecrets(name, context.actor, payload),
    };
  } catch {
    // The parser's message quotes the event, so nothing of it is kept.
    return unreadable;
  }
}

/** Why there are no secrets, in brackets behind a sentence; empty when they were just not given. */
export function noSecrets({ withoutSecrets }: Event): string {
  return withoutSecrets === undefined ? '' : ` (${withoutSecrets})`;
}

function unmergedChangeOf(
  name: string,
  payload: z.infer<typeof Payload>,
): Pick<Event, 'unmergedChange'> {
  if (UNMERGED_EVENTS.includes(name)) return { unmergedChange: `the event is ${name}` };
  if (name !== 'workflow_run') return {};
  const origin = payload.workflow_run;
  const from = origin?.head_repository?.full_name;
  if (!origin || from === undefined || payload.repository === undefined) {
    return { unmergedChange: 'the event is workflow_run and its origin is unknown' };
  }
  if (from !== payload.repository.full_name) {
    return { unmergedChange: 'the event is workflow_run and comes from another repository' };
  }
  if (UNMERGED_EVENTS.includes(origin.event) || origin.event === 'workflow_run') {
    return { unmergedChange: `the event is workflow_run and comes from ${origin.event}` };
  }
  return {};
}

function withoutSecrets(
  name: string,
  actor: string,
  payload: z.infer<typeof Payload>,
): Pick<Event, 'withoutSecrets' | 'withoutIdToken'> {
  if (actor === 'dependabot[bot]' && FOR_DEPENDABOT_WITHOUT_SECRETS.includes(name)) {
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
