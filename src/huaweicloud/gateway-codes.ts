import { THROTTLED } from './known-code.ts';
import type { KnownCode } from './known-code.ts';

/** The codes of the gateway in front of the services (API Request Signing Guide, "Error codes"). */
export const GATEWAY_CODES: Readonly<Record<string, KnownCode>> = {
  'APIGW.0101': {
    message: 'the gateway does not know this call',
    advice: 'checkCall',
    scope: 'request',
  },
  'APIGW.0201': {
    message: 'the gateway could not forward the request',
    advice: 'tryAgainLater',
    scope: 'call',
  },
  'APIGW.0301': {
    message: 'the gateway does not accept the credentials',
    advice: 'checkKeysOrToken',
    scope: 'request',
  },
  'APIGW.0302': {
    message: 'the gateway does not allow this user to call the service',
    advice: 'grantPermission',
    scope: 'request',
  },
  'APIGW.0305': {
    message: 'the gateway does not accept the credentials',
    advice: 'renewCredentials',
    scope: 'request',
  },
  'APIGW.0306': {
    message: 'the gateway does not allow the call',
    advice: 'grantPermission',
    scope: 'request',
  },
  'APIGW.0307': {
    message: 'the token has to be renewed, or belongs to another region',
    advice: 'renewToken',
    scope: 'request',
  },
  'APIGW.0308': {
    message: 'the gateway limits the rate of calls',
    advice: 'slowDown',
    scope: 'call',
    retry: THROTTLED,
  },
  'APIGW.0310': {
    message: 'the project is not available',
    advice: 'checkProject',
    scope: 'request',
  },
  'APIGW.0401': {
    message: 'the gateway does not accept calls from this address',
    advice: 'allowAddress',
    scope: 'request',
  },
  'APIGW.0402': {
    message: 'the gateway does not accept calls from this address',
    advice: 'allowAddress',
    scope: 'request',
  },
  'APIGW.0601': {
    message: 'the gateway reported an internal error',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'APIGW.0602': {
    message: 'the gateway reports that the request is not valid',
    advice: 'report',
    scope: 'call',
  },
  'APIGW.0605': {
    message: 'the gateway could not find the service behind it',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'APIGW.0606': {
    message: 'the gateway could not load its settings for this call',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'APIGW.0610': {
    message: 'the gateway received no valid response from the service',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'APIGW.0613': {
    message: 'the gateway could not reach the identity service',
    advice: 'tryAgainLater',
    scope: 'call',
    retry: {},
  },
  'APIGW.0801': {
    message: 'the service is not offered in this region',
    advice: 'checkCall',
    scope: 'request',
  },
  'APIGW.0802': {
    message: 'the user of the credentials has no access to this region',
    advice: 'checkRegionAccess',
    scope: 'request',
  },
};
