import type { Result } from '../result.ts';
import type { Session } from './ecs.ts';
import { authenticated } from './request-auth.ts';
import type { RequestContext } from './request-context.ts';
import { sendWithRetry } from './send-with-retry.ts';
import type { ApiRequest, FailureTexts, RequestFailure } from './send-with-retry.ts';

/** Where ECS is, in whose name requests are sent, and what to say when one fails. */
export interface EcsService {
  /** Base URL of the ECS service, without a slash at its end. */
  readonly endpoint: string;
  readonly session: Session;
  readonly texts: FailureTexts;
}

/** A reading call of ECS. */
export interface EcsRead<Value> extends Pick<ApiRequest<Value>, 'read' | 'mayContainError'> {
  /** Begins with a slash; the project is in it. */
  readonly path: (projectId: string) => string;
  /** A member of the response whose texts are never kept. */
  readonly omit?: string;
}

/** Sends a reading call, and repeats it after failures that may pass. */
export function readEcs<Value>(
  { endpoint, session, texts }: EcsService,
  { omit, path, ...call }: EcsRead<Value>,
  context: RequestContext,
): Promise<Result<Value, RequestFailure>> {
  const { clock, userAgent } = context;
  const { credentials, projectId } = session;
  const url = new URL(endpoint + path(projectId));
  return sendWithRetry(
    {
      ...call,
      service: 'ECS',
      repeatsRefusals: true,
      request: () =>
        authenticated(
          { method: 'GET', url, headers: {}, body: '', ...(omit !== undefined && { omit }) },
          { credentials, projectId, userAgent, now: () => clock.now() },
        ),
      texts,
    },
    context,
  );
}
