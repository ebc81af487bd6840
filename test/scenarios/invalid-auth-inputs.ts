/** Invalid values of the inputs for credentials and signing in. */
import { ACCESS_KEY, AUTH_TOKEN, SECRET_KEY, SECURITY_TOKEN } from '../../harness/scenario.ts';
import { invalidChoices, invalidNumbers, NO_KEYS, NOT_INTEGERS, SHORT } from './invalid-input.ts';
import type { InvalidInput } from './invalid-input.ts';

const PROVIDER_URN = 'iam::0123456789:oidcProvider:github';
const AGENCY_URN = 'iam::0123456789:agency:resetter';
/** The environment of a job with the permission `id-token: write`. */
const WITH_ID_TOKENS = {
  env: {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/id',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'RequestTokenOfTheTests',
  },
};
const STS = {
  ...NO_KEYS,
  sts_endpoint: 'https://sts.example.com',
  oidc_provider_urn: PROVIDER_URN,
  agency_urn: AGENCY_URN,
};
const IAM = { ...NO_KEYS, iam_endpoint: 'https://iam.example.com', identity_provider: 'github' };
const ADD_PERMISSION =
  /has no permission to request one\. Add these lines .*\n\n.*id-token: write\n$/s;

export const INVALID_AUTH_INPUTS: Readonly<Record<string, readonly InvalidInput[]>> = {
  access_key: [
    { form: 'no credentials at all', inputs: NO_KEYS, says: /access_key and secret_key, or auth_/ },
    { form: 'half a pair', inputs: { access_key: '' }, says: /one source \(inputs\)/ },
    { form: 'too short', inputs: { access_key: SHORT }, says: /too short/, hidden: SHORT },
    {
      form: 'half a pair that another source could complete',
      inputs: { access_key: '' },
      options: { env: { HW_ACCESS_KEY: ACCESS_KEY, HW_SECRET_KEY: SECRET_KEY } },
      says: /one source \(inputs\)/,
    },
    {
      form: 'with a comma',
      inputs: { access_key: 'KEY,Signature=1' },
      says: /no key or token has/,
    },
  ],
  secret_key: [
    { form: 'half a pair', inputs: { secret_key: '' }, says: /^is empty, but another part/ },
    { form: 'too short', inputs: { secret_key: SHORT }, says: /too short/, hidden: SHORT },
    {
      form: 'over two lines',
      inputs: { secret_key: 'FirstLineOfIt\r\nx-injected: SecondLineOfIt' },
      says: /no key or token has/,
    },
    ...[
      ['HUAWEI_CLOUD_ACCESS_KEY_ID', 'HUAWEI_CLOUD_SECRET_ACCESS_KEY', 'HUAWEI_CLOUD_*'],
      ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'HUAWEICLOUD_SDK_*'],
      ['HW_ACCESS_KEY', 'HW_SECRET_KEY', 'HW_*'],
    ].map(([present = '', absent = '', source = '']) => ({
      form: `half a pair in the environment: ${present}`,
      inputs: NO_KEYS,
      options: { env: { [present]: ACCESS_KEY } },
      subject: absent,
      says: new RegExp(`one source \\(${source.replace('*', '\\*')} environment\\)`),
    })),
    {
      form: 'half a pair at one source, a whole one at a later one',
      inputs: NO_KEYS,
      options: {
        env: {
          HUAWEI_CLOUD_ACCESS_KEY_ID: ACCESS_KEY,
          HW_ACCESS_KEY: ACCESS_KEY,
          HW_SECRET_KEY: SECRET_KEY,
        },
      },
      subject: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
      says: /^is empty, but another part/,
    },
  ],
  security_token: [
    {
      form: 'without keys',
      inputs: { ...NO_KEYS, security_token: SECURITY_TOKEN },
      subject: 'access_key',
      says: /^is empty, but another part/,
    },
    { form: 'too short', inputs: { security_token: SHORT }, says: /too short/, hidden: SHORT },
    { form: 'with a blank', inputs: { security_token: 'two words' }, says: /no key or token has/ },
  ],
  auth_token: [
    { form: 'together with keys', inputs: { auth_token: AUTH_TOKEN }, says: /together with keys/ },
    {
      form: 'together with half a pair',
      inputs: { access_key: '', auth_token: AUTH_TOKEN },
      says: /together with keys/,
    },
    {
      form: 'too short',
      inputs: { ...NO_KEYS, auth_token: SHORT },
      says: /too short/,
      hidden: SHORT,
    },
    {
      form: 'with a line end inside',
      inputs: { ...NO_KEYS, auth_token: 'MIIfirst\nMIIsecond' },
      says: /no key or token has/,
    },
  ],
  oidc_provider_urn: [
    {
      form: 'without agency_urn',
      inputs: { ...STS, agency_urn: '' },
      options: WITH_ID_TOKENS,
      subject: 'agency_urn',
      says: /^is empty: sign-in with STS needs both/,
    },
    ...[AGENCY_URN, 'github', `${PROVIDER_URN}\nx`, '::error::hidden-word'].map((urn) => ({
      form: JSON.stringify(urn),
      inputs: { ...STS, oidc_provider_urn: urn },
      options: WITH_ID_TOKENS,
      says: /^is not a valid URN of an OIDC provider: write one such as iam::ACCOUNT_ID:oidcProvider:NAME/,
      hidden: 'hidden-word',
    })),
    {
      form: 'beside keys',
      inputs: { ...STS, access_key: ACCESS_KEY, secret_key: SECRET_KEY },
      options: WITH_ID_TOKENS,
      subject: 'access_key',
      says: /^is given together with oidc_provider_urn: give only one method/,
    },
    { form: 'in a job without the permission', inputs: STS, says: ADD_PERMISSION },
  ],
  agency_urn: [
    {
      form: 'without oidc_provider_urn',
      inputs: { ...STS, oidc_provider_urn: '' },
      options: WITH_ID_TOKENS,
      subject: 'oidc_provider_urn',
      says: /^is empty: sign-in with STS needs both/,
    },
    ...[PROVIDER_URN, 'resetter', `iam::0123456789:agency:${'n'.repeat(1_500)}`].map((urn) => ({
      form: urn.slice(0, 60),
      inputs: { ...STS, agency_urn: urn },
      options: WITH_ID_TOKENS,
      says: /^is not a valid URN of an agency: write one such as iam::ACCOUNT_ID:agency:NAME/,
    })),
  ],
  session_duration: [
    ...invalidNumbers('session_duration', ['899', '43201', ...NOT_INTEGERS], /from 900 to 43200/),
    { form: 'beside keys', inputs: { session_duration: '900' }, says: /without agency_urn/ },
    {
      form: 'that does not outlast timeout',
      inputs: { ...STS, session_duration: '900', timeout: '900' },
      options: WITH_ID_TOKENS,
      says: /^is too short for timeout \(900\)/,
    },
  ],
  identity_provider: [
    ...['two words', 'a\r\nx-injected: 1', 'ü', 'n'.repeat(65)].map((name) => ({
      form: JSON.stringify(name),
      inputs: { ...IAM, identity_provider: name },
      options: WITH_ID_TOKENS,
      says: /^is not a valid name of an identity provider/,
    })),
    {
      form: 'beside STS',
      inputs: { ...STS, ...IAM },
      options: WITH_ID_TOKENS,
      subject: 'oidc_provider_urn',
      says: /^is given together with identity_provider/,
    },
    { form: 'in a job without the permission', inputs: IAM, says: ADD_PERMISSION },
    {
      form: 'in a job whose address for ID tokens would show them',
      inputs: IAM,
      options: {
        env: { ...WITH_ID_TOKENS.env, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://token.example.com' },
      },
      subject: 'ACTIONS_ID_TOKEN_REQUEST_URL',
      says: /No request was sent/,
    },
  ],
  oidc_audience: ['two words', 'a\nb', 'ü', 'a'.repeat(256)].map((audience) => ({
    form: JSON.stringify(audience),
    inputs: { oidc_audience: audience },
    says: /^is not a valid audience/,
  })),
  use_ecs_agency: [
    ...invalidChoices('use_ecs_agency', ['yes', '1', 'auto'], /: true, false/),
    {
      form: 'beside a token',
      inputs: { ...NO_KEYS, auth_token: AUTH_TOKEN, use_ecs_agency: 'true' },
      subject: 'auth_token',
      says: /^is given together with use_ecs_agency/,
    },
  ],
  ...Object.fromEntries(
    ['iam_endpoint', 'sts_endpoint'].map((input): [string, InvalidInput[]] => [
      input,
      [
        {
          form: 'empty, where endpoint leads elsewhere',
          inputs: { ...(input === 'iam_endpoint' ? IAM : STS), region: 'cn-north-4', [input]: '' },
          options: WITH_ID_TOKENS,
          says: /^is empty, and endpoint belongs to another cloud/,
        },
        { form: 'by http', inputs: { [input]: 'http://example.com' }, says: /^is not https/ },
        { form: 'without a scheme', inputs: { [input]: 'example.com' }, says: /^is not a URL/ },
        {
          form: 'with a user name and a password',
          inputs: { [input]: 'https://hidden-user:hidden-word@example.com' },
          says: /^contains a user name or a password/,
          hidden: 'hidden',
        },
      ],
    ]),
  ),
};
