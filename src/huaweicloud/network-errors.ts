import { RESEND_IT } from '../fleet/outcome.ts';
import type { CallResult } from '../fleet/call-result.ts';
import type { FailureCause } from './transport.ts';

/** What to look at, too, where a proxy stands between. */
export const CHECK_PROXY =
  'a proxy is configured, so check HTTPS_PROXY, HTTP_PROXY and NO_PROXY too';

const FAILURES: Readonly<Record<FailureCause, { message: string; advice: string }>> = {
  refused: {
    message: 'the connection was refused',
    advice: 'Check region or endpoint, and whether a firewall stands between',
  },
  dns: {
    message: 'the host name of the endpoint was not found',
    advice: 'Check region or endpoint for a typing mistake, and the DNS of the runner',
  },
  tls: {
    message: 'the certificate of the endpoint is not trusted',
    advice: 'Give the authority of your cloud or proxy to the runner with NODE_EXTRA_CA_CERTS',
  },
  proxy: {
    message: 'the proxy did not open a way to the endpoint',
    advice: 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, and what the proxy allows',
  },
  unreachable: {
    message: 'no connection to the endpoint could be made',
    advice: 'Check region or endpoint, and the network of the runner',
  },
  timeout: {
    message: 'there was no whole answer in time',
    advice: 'See request_timeout, and whether the endpoint is reachable from the runner',
  },
  closed: {
    message: 'the connection was closed before the whole answer was there',
    advice: RESEND_IT,
  },
  malformed: { message: 'the answer was no HTTP', advice: 'Check endpoint' },
  'too large': {
    message: 'the answer was larger than any honest one',
    advice: 'Check that endpoint is the ECS service and not something in between',
  },
  aborted: { message: 'the run ended before there was an answer', advice: RESEND_IT },
};

/** What it means that there is no answer, in words that fit any of the services. */
export function failureMessage(cause: FailureCause): string {
  return FAILURES[cause].message;
}

/** What to do where a certificate is not trusted. */
export const TRUST_AUTHORITY = FAILURES.tls.advice;

/** A request that got no answer: `lost` if it may have reached the service, else `unsent`. */
export function failure(
  cause: FailureCause,
  started: boolean,
  { proxied }: { readonly proxied: boolean },
): Extract<CallResult, { kind: 'lost' | 'unsent' }> {
  const { advice, message } = FAILURES[cause];
  const reason =
    started && cause === 'timeout'
      ? { message, advice: RESEND_IT }
      : { message, advice: proxied && !started ? `${advice}; ${CHECK_PROXY}` : advice };
  return {
    kind: started ? 'lost' : 'unsent',
    reason,
    ...(cause !== 'aborted' && { retry: {} }),
  };
}
