import { isGatewayCode } from './error-codes.ts';
import type { ParsedResponse, ServiceError } from './response.ts';

/** With these statuses nothing proves a refusal: the service did not respond in time, or not at all. */
const NO_RESPONSE = [408, 502, 504];

/**
 * Whether nothing tells what became of the request. A code of the service is believed at any status
 * but a redirect and those that say that the service did not respond. A 4xx is a refusal even without
 * a code, unless its body is damaged.
 */
export function isLost(error: ServiceError | undefined, { form, status }: ParsedResponse): boolean {
  if (form === 'damaged' || NO_RESPONSE.includes(status)) return true;
  if (status >= 300 && status < 400) return true;
  if (status >= 400 && status < 500) return false;
  return error?.code === undefined || isGatewayCode(error.code);
}
