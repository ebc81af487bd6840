import type { Retry } from '../fleet/call-result.ts';
import { GATEWAY_CODES } from './gateway-codes.ts';
import { THROTTLED } from './known-code.ts';
import type { KnownCode } from './known-code.ts';

/** The server is busy or not ready yet: "try again in a minute" is the advice for Ecs.0603. */
const NOT_READY: Retry = { minDelayMs: 60_000, notReady: true };

/**
 * The codes of the ECS API reference ("Error codes"), and those of the gateway in front of it (API
 * Request Signing Guide, "Error codes"), that a password reset can meet. The HTTP status says
 * little: the reference warns that it may be inaccurate, and lists `Common.0024` with 202 and
 * `Ecs.0603` with 501. Which of them are worth another attempt is our reading of their descriptions.
 */
const CODES: Readonly<Record<string, KnownCode>> = {
  'Ecs.0000': { message: 'the service refused the request', advice: 'report', scope: 'call' },
  'Ecs.0002': {
    message: 'the service could not submit the request',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Ecs.0003': {
    message: 'the account is restricted (in arrears or frozen)',
    advice: { text: 'Settle the account of the project, then try again' },
    scope: 'request',
  },
  'Ecs.0005': {
    message: 'the service found an invalid parameter in the request',
    advice: 'report',
    scope: 'call',
  },
  'Ecs.0011': {
    message: 'the service refuses the password as too weak',
    advice: { text: 'Choose another password: 8 to 26 characters of at least three kinds' },
    scope: 'request',
  },
  'Ecs.0023': {
    message: 'the project of the credentials and the project of the request differ',
    advice: 'checkProject',
    scope: 'request',
  },
  'Ecs.0030': {
    message: 'the server is frozen',
    advice: { text: 'Unfreeze the server (renew it or settle the account), then try again' },
    scope: 'server',
  },
  'Ecs.0100': {
    message: 'the status of the server does not allow the operation',
    advice: { text: 'Wait until the server is running or stopped, then try again' },
    scope: 'server',
    retry: NOT_READY,
  },
  'Ecs.0110': { message: 'permission is missing', advice: 'grantPermission', scope: 'request' },
  'Ecs.0114': {
    message: 'the server does not exist',
    advice: 'checkServers',
    scope: 'server',
  },
  'Ecs.0118': {
    message: 'there are too many servers in one call',
    advice: 'reduceBatchSize',
    scope: 'batch',
  },
  'Ecs.0301': {
    message: 'the service could not look up the servers',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Ecs.0603': {
    message: 'another command is running on the server',
    advice: { text: 'Wait a minute, then try again' },
    scope: 'server',
    retry: NOT_READY,
  },
  'Ecs.0605': {
    message: 'the server is locked',
    advice: { text: 'Unlock the server, then try again' },
    scope: 'server',
  },
  'Ecs.0610': {
    message: 'the service failed to reset the password',
    advice: { text: 'Check that the password-reset plug-in runs on the server, then try again' },
    scope: 'server',
    retry: NOT_READY,
  },
  'Ecs.0611': {
    message: 'the service refused the batch because of some of its servers',
    advice: { text: 'Fix the servers listed with their own error code, then try again' },
    scope: 'batch',
  },
  'Ecs.0612': {
    message: 'the service could not check the password-reset plug-in',
    advice: { text: 'Wait until the server has started fully, then try again' },
    scope: 'server',
    retry: NOT_READY,
  },
  'Ecs.0613': {
    message: 'the password-reset plug-in is not installed',
    advice: { text: 'Install the one-click password-reset plug-in on the server, then try again' },
    scope: 'server',
  },
  'Ecs.0614': {
    message: 'the server does not exist',
    advice: 'checkServers',
    scope: 'server',
  },
  'Ecs.0615': {
    message: 'the service reported an internal error',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Ecs.1000': {
    message: 'the service reported an internal error',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Ecs.1001': {
    message: 'the OpenStack layer of the service reported an error',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Ecs.1002': {
    message: 'the OpenStack layer of the service did not respond in time',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Ecs.1100': {
    message: 'the service could not reach its identity service',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Pdp.0001': {
    message: 'a policy of the account denies the request',
    advice: 'grantPermission',
    scope: 'request',
  },
  'Common.0001': {
    message: 'the service reported a system error',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'Common.0002': {
    message: 'the service found the body of the request empty',
    advice: 'report',
    scope: 'call',
  },
  'Common.0013': { message: 'the token is not valid', advice: 'renewToken', scope: 'request' },
  'Common.0018': {
    message: 'the project of the token and the project of the request differ',
    advice: 'checkProject',
    scope: 'request',
  },
  'Common.0024': {
    message: 'the service limits the rate of calls',
    advice: 'slowDown',
    scope: 'call',
    retry: THROTTLED,
  },
  'Common.1503': {
    message: 'the service limits the rate of calls',
    advice: 'slowDown',
    scope: 'call',
    retry: THROTTLED,
  },
  ...GATEWAY_CODES,
};

const BY_LOWER_CASE = new Map(Object.keys(CODES).map((code) => [code.toLowerCase(), code]));

/** Every code that is known here, in the service's spelling. */
export const KNOWN_CODES: readonly string[] = Object.keys(CODES);

/** The usual spelling of a code: the service itself writes both `Ecs.0605` and `ECS.0605`. */
export function canonicalCode(code: string): string {
  return BY_LOWER_CASE.get(code.toLowerCase()) ?? code;
}

/** @param code in its usual spelling, see `canonicalCode` */
export function knownCode(code: string | undefined): KnownCode | undefined {
  return code === undefined ? undefined : CODES[code.replace(/^APIG\./, 'APIGW.')];
}

/** Whether a code comes from the gateway (in either spelling), which does not know what the service did. */
export function isGatewayCode(code: string | undefined): boolean {
  return code !== undefined && /^APIGW?\./.test(code);
}

/** Whether the gateway refuses the credentials, in a message that may repeat signed headers. */
export function isSignatureError(code: string | undefined): boolean {
  return code === 'APIGW.0301' || code === 'APIG.0301';
}
