import type { Scope } from '../fleet/call-result.ts';

/** When a refused call is worth another try: after the usual back-off, or only after a minute. */
export type Passing = 'soon' | 'in a minute';

/** What the action knows of one code of the service. */
export interface KnownCode {
  /** What happened, in our words. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly advice: string;
  readonly scope: Scope;
  readonly passing?: Passing;
  /** The service limits the rate of calls. */
  readonly throttled?: boolean;
}

const TRY_LATER = 'Run again with the remaining servers; if it stays so, ask the cloud support';
const REPORT_IT =
  'Check the server IDs and run again; if it stays so, report it with the request ID';
const CHECK_PROJECT =
  'Check that project_id is the project of the servers, in the region of the endpoint, and that the credentials belong to it';
const CHECK_REGION =
  'Check region (or endpoint) and project_id, and whether that cloud offers this call (the input api chooses another)';
const CHECK_PERMISSION =
  'Grant the action ecs:cloudServers:resetServerPwd to the user or agency of the credentials';
const CHECK_TOKEN = 'Get a new token for the project of the servers, in the region of the endpoint';

/**
 * The codes of the ECS API reference ("Error codes"), and those of the gateway in front of it (API
 * Request Signing Guide, "Error codes"), that a password reset can meet. The HTTP status says
 * little: the reference warns that it may be inaccurate, and lists `Common.0024` with 202 and
 * `Ecs.0603` with 501. Which of them pass by themselves is our reading of their descriptions.
 */
const CODES: Readonly<Record<string, KnownCode>> = {
  'Ecs.0000': { message: 'the service refused the request', advice: REPORT_IT, scope: 'call' },
  'Ecs.0002': {
    message: 'the service could not submit the request',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Ecs.0003': {
    message: 'the account is restricted (in arrears or frozen)',
    advice: 'Settle the account of the project, then run again',
    scope: 'request',
  },
  'Ecs.0005': {
    message: 'the service found an invalid parameter in the request',
    advice: REPORT_IT,
    scope: 'call',
  },
  'Ecs.0011': {
    message: 'the service finds the password too weak',
    advice: 'Choose another password: 8 to 26 characters of at least three kinds',
    scope: 'request',
  },
  'Ecs.0023': {
    message: 'the project of the credentials and the project of the request differ',
    advice: CHECK_PROJECT,
    scope: 'request',
  },
  'Ecs.0030': {
    message: 'the server is frozen',
    advice: 'Unfreeze the server (renew it or settle the account), then run again for it',
    scope: 'server',
  },
  'Ecs.0100': {
    message: 'the status of the server does not allow it',
    advice: 'Wait until the server is running or stopped, then run again for it',
    scope: 'server',
    passing: 'in a minute',
  },
  'Ecs.0110': { message: 'permission is missing', advice: CHECK_PERMISSION, scope: 'request' },
  'Ecs.0114': {
    message: 'the server does not exist',
    advice: 'Remove the ID from the list, or check region and project_id',
    scope: 'server',
  },
  'Ecs.0118': {
    message: 'there are too many servers in one call',
    advice: 'Set batch_size to a smaller number',
    scope: 'batch',
  },
  'Ecs.0301': {
    message: 'the service could not look up the servers',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Ecs.0603': {
    message: 'another command is running on the server',
    advice: 'Wait a minute, then run again for it',
    scope: 'server',
    passing: 'in a minute',
  },
  'Ecs.0605': {
    message: 'the server is locked',
    advice: 'Unlock the server, then run again for it',
    scope: 'server',
  },
  'Ecs.0610': {
    message: 'the service failed to reset the password',
    advice: 'Check that the password-reset plug-in runs on the server, then run again for it',
    scope: 'server',
    passing: 'soon',
  },
  'Ecs.0611': {
    message: 'the service refused the batch because of servers in it',
    advice: 'See to the servers with a code of their own, then run again for the others',
    scope: 'batch',
  },
  'Ecs.0612': {
    message: 'the service could not check the password-reset plug-in',
    advice: 'Wait until the server has started fully, then run again for it',
    scope: 'server',
    passing: 'soon',
  },
  'Ecs.0613': {
    message: 'the password-reset plug-in is not installed',
    advice: 'Install the one-click password-reset plug-in on the server, then run again for it',
    scope: 'server',
  },
  'Ecs.0614': {
    message: 'the server does not exist',
    advice: 'Remove the ID from the list, or check region and project_id',
    scope: 'server',
  },
  'Ecs.0615': {
    message: 'the service had an internal error',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Ecs.1000': {
    message: 'the service had an internal error',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Ecs.1001': {
    message: 'the service had an error in its OpenStack layer',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Ecs.1002': {
    message: 'the OpenStack layer of the service did not answer in time',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Ecs.1100': {
    message: 'the service could not reach its identity service',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Pdp.0001': {
    message: 'the policies of the account do not allow it',
    advice: CHECK_PERMISSION,
    scope: 'request',
  },
  'Common.0001': {
    message: 'the service had a system error',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'Common.0002': {
    message: 'the service found the body of the request empty',
    advice: REPORT_IT,
    scope: 'call',
  },
  'Common.0013': { message: 'the token is not valid', advice: CHECK_TOKEN, scope: 'request' },
  'Common.0018': {
    message: 'the project of the token and the project of the request differ',
    advice: CHECK_PROJECT,
    scope: 'request',
  },
  'Common.0024': {
    message: 'the service limits the rate of calls',
    advice: 'Run again later with the remaining servers, or with a lower concurrency',
    scope: 'call',
    passing: 'soon',
    throttled: true,
  },
  'Common.1503': {
    message: 'the service limits the rate of calls',
    advice: 'Run again later with the remaining servers, or with a lower concurrency',
    scope: 'call',
    passing: 'soon',
    throttled: true,
  },
  'APIGW.0101': {
    message: 'the gateway does not know this call',
    advice: CHECK_REGION,
    scope: 'request',
  },
  'APIGW.0201': {
    message: 'the gateway could not pass on the request',
    advice: TRY_LATER,
    scope: 'call',
  },
  'APIGW.0301': {
    message: 'the gateway does not accept the credentials',
    advice: 'Check access_key and secret_key (and security_token for temporary keys) or auth_token',
    scope: 'request',
  },
  'APIGW.0302': {
    message: 'the gateway does not let this user call the service',
    advice: CHECK_PERMISSION,
    scope: 'request',
  },
  'APIGW.0305': {
    message: 'the gateway does not accept the credentials',
    advice: 'Check the credentials, or get new ones',
    scope: 'request',
  },
  'APIGW.0306': {
    message: 'the gateway does not allow the call',
    advice: CHECK_PERMISSION,
    scope: 'request',
  },
  'APIGW.0307': {
    message: 'the token has to be renewed, or belongs to another region',
    advice: CHECK_TOKEN,
    scope: 'request',
  },
  'APIGW.0308': {
    message: 'the gateway limits the rate of calls',
    advice: 'Run again later with the remaining servers, or with a lower concurrency',
    scope: 'call',
    passing: 'soon',
    throttled: true,
  },
  'APIGW.0310': {
    message: 'the project is not available',
    advice: CHECK_PROJECT,
    scope: 'request',
  },
  'APIGW.0401': {
    message: 'the gateway does not accept calls from this address',
    advice: "Allow the runner's address, or use a runner whose address is allowed",
    scope: 'request',
  },
  'APIGW.0402': {
    message: 'the gateway does not accept calls from this address',
    advice: "Allow the runner's address, or use a runner whose address is allowed",
    scope: 'request',
  },
  'APIGW.0601': {
    message: 'the gateway had an internal error',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'APIGW.0602': {
    message: 'the gateway found the request malformed',
    advice: REPORT_IT,
    scope: 'call',
  },
  'APIGW.0605': {
    message: 'the gateway could not find the service behind it',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'APIGW.0606': {
    message: 'the gateway could not load its settings of this call',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'APIGW.0610': {
    message: 'the gateway got no usable answer from the service',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'APIGW.0613': {
    message: 'the gateway could not reach the identity service',
    advice: TRY_LATER,
    scope: 'call',
    passing: 'soon',
  },
  'APIGW.0801': {
    message: 'the service is not offered in this region',
    advice: CHECK_REGION,
    scope: 'request',
  },
  'APIGW.0802': {
    message: 'the user of the credentials has no access to this region',
    advice: 'Give the user access to the region, or check region and project_id',
    scope: 'request',
  },
};

const BY_LOWER_CASE = new Map(Object.keys(CODES).map((code) => [code.toLowerCase(), code]));

/** Every code that the action knows, in the service's spelling. */
export const KNOWN_CODES: readonly string[] = Object.keys(CODES);

/** The usual spelling of a code: the service itself writes both `Ecs.0605` and `ECS.0605`. */
export function canonicalCode(code: string): string {
  return BY_LOWER_CASE.get(code.toLowerCase()) ?? code;
}

/** @param code in its usual spelling, see `canonicalCode` */
export function knownCode(code: string | undefined): KnownCode | undefined {
  return code === undefined ? undefined : CODES[code];
}
