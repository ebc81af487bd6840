import { expect, it } from '@jest/globals';
import { parseResponse } from '../../src/huaweicloud/response.ts';

const TEXT = 'a'.repeat(100_000);
const ID = '00000000-0000-4000-8000-000000000001';

it.each([
  ['error', { error: { code: 'Ecs.0001', message: TEXT } }],
  ['error_msg', { error_code: 'Ecs.0001', error_msg: TEXT }],
  ['badRequest', { badRequest: { code: 400, message: TEXT } }],
  ['a text as error', { error: TEXT }],
  ['no JSON', TEXT],
])('keeps only the beginning of a message: %s', (_what, body) => {
  const response = parseResponse({
    status: 400,
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  // One character more than is read, so that the reader can see that the text was longer.
  expect(response.error?.message).toBe('a'.repeat(4_001));
});

it('keeps only the beginning of the message about a server', () => {
  const response = parseResponse({
    status: 400,
    headers: {},
    body: JSON.stringify({ internalError: [{ id: ID, error_code: 'Ecs.0001', error_msg: TEXT }] }),
  });
  expect(response.perServer.get(ID)?.message).toHaveLength(4_001);
});
