/** One sample request and its successful response, sent with a script of results. */
import { expect } from '@jest/globals';
import { createContext, response } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';
import type { RequestContext } from '../../src/huaweicloud/request-context.ts';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import type {
  ApiRequest,
  FailureTexts,
  RequestFailure,
} from '../../src/huaweicloud/send-with-retry.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import type { Result } from '../../src/result.ts';

export const TEXTS: FailureTexts = {
  refused: (status) => ({ message: `refused with ${status}`, advice: 'Change the request' }),
  unreachable: 'Check the network',
};
export const SUCCESS = response(200, { word: 'yes' });
export const REQUEST: ApiRequest<string> = {
  service: 'The service',
  request: () => ({
    method: 'GET',
    url: new URL('https://service.example.com/words'),
    headers: { Accept: 'application/json' },
    body: '',
  }),
  read: ({ body }) => (body === '{"word":"yes"}' ? 'yes' : undefined),
  texts: TEXTS,
};

export type Sent<Value> = ScriptedContext & { readonly result: Result<Value, RequestFailure> };

/** Sends the sample request with the script. */
export async function send(
  script: readonly HttpResult[],
  context: Partial<RequestContext> = {},
  request: Partial<ApiRequest<string>> = {},
): Promise<Sent<string>> {
  const scripted = createContext(script, context);
  const work = sendWithRetry({ ...REQUEST, ...request }, scripted.context);
  return { ...scripted, result: await scripted.clock.run(work) };
}

/** The failure of a result. */
export function failureOf(result: Result<unknown, RequestFailure>): RequestFailure {
  if (result.ok) throw new Error('the request succeeded');
  return result.error;
}

/** The failure of the sample request, after which no further attempt may follow. */
export async function finalFailure(
  result: HttpResult,
  context: Partial<RequestContext> = {},
): Promise<RequestFailure> {
  const sent = await send([result, SUCCESS], context);
  expect(sent.transport.sent).toHaveLength(1);
  expect(sent.waits).toEqual([]);
  return failureOf(sent.result);
}

export const waitsOf = ({ waits }: ScriptedContext): number[] => waits.map(({ waitMs }) => waitMs);
