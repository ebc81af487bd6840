/** One sample request and its good response, sent by a script of results. */
import { expect } from '@jest/globals';
import { sendWithRetry } from '../../src/huaweicloud/send-with-retry.ts';
import type { RequestContext, Result, ApiRequest } from '../../src/huaweicloud/send-with-retry.ts';
import type { HttpResult } from '../../src/huaweicloud/transport.ts';
import { response, createContext } from '../../harness/request-context.ts';
import type { ScriptedContext } from '../../harness/request-context.ts';

export const GOOD = response(200, { word: 'yes' });
export const QUESTION: ApiRequest<string> = {
  service: 'The service',
  request: () => ({
    method: 'GET',
    url: new URL('https://service.example.com/words'),
    headers: { Accept: 'application/json' },
    body: '',
  }),
  read: ({ body }) => (body === '{"word":"yes"}' ? 'yes' : undefined),
  refused: (status) => ({ message: `refused by ${status}`, advice: 'Ask otherwise' }),
  unreachable: 'Look at the wires',
};

export async function asked(
  script: readonly HttpResult[],
  own: Partial<RequestContext> = {},
  question: Partial<ApiRequest<string>> = {},
): Promise<ScriptedContext & { readonly found: Result<string> }> {
  const scene = createContext(script, own);
  const found = await scene.clock.run(sendWithRetry({ ...QUESTION, ...question }, scene.context));
  return { ...scene, found };
}

/** Asks in a way in which there must be no further try. */
export async function askedOnce(
  result: HttpResult,
  own: Partial<RequestContext> = {},
): Promise<Extract<Result<string>, { reason: unknown }>> {
  const { found, transport, waits } = await asked([result, GOOD], own);
  expect(transport.sent).toHaveLength(1);
  expect(waits).toEqual([]);
  if ('value' in found) throw new Error('it was answered');
  return found;
}

export const waitsOf = ({ waits }: ScriptedContext): number[] => waits.map(({ waitMs }) => waitMs);
