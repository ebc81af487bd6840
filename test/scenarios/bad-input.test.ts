import { describe, expect, it } from '@jest/globals';
import type { ActionOptions } from '../../harness/action.ts';
import { INPUT_NAMES } from '../../harness/action-file.ts';
import { annotationsOf, logOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  actInVain,
  AUTH_TOKEN,
  SECRET_KEY,
  SECURITY_TOKEN,
  serverId,
  withSimulator,
} from '../../harness/scenario.ts';
import type { Inputs } from '../../harness/scenario.ts';

interface BadForm {
  readonly form: string;
  readonly inputs: Inputs;
  readonly options?: ActionOptions;
  /** What the one message says, beside the name of the input with which it begins. */
  readonly says: RegExp;
  /** With what the message begins, where that is not the input under which the form is listed. */
  readonly names?: string;
  /** What must be repeated nowhere. */
  readonly hides?: string;
}

const NO_KEYS = { access_key: '', secret_key: '' };
const NO_ENDPOINT = { endpoint: '' };

const PROVIDER_URN = 'iam::0123456789:oidcProvider:github';
const AGENCY_URN = 'iam::0123456789:agency:resetter';
/** Of a job with the permission `id-token: write`. */
const MAY_ASK = {
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
const ADD_PERMISSION = /may not ask for one\. Add these lines .*\n\n.*id-token: write\n$/s;

const ODD_NUMBERS = ['-1', '1.5', '1e2', '0x10', 'many', '1 000', '٣', '1'.repeat(40)];
const numbers = (name: string, values: readonly string[], range: RegExp): BadForm[] =>
  values.map((value) => ({ form: `"${value}"`, inputs: { [name]: value }, says: range }));

const words = (name: string, values: readonly string[], says: RegExp): BadForm[] =>
  values.map((value) => ({ form: `"${value}"`, inputs: { [name]: value }, says }));

/** The short texts below are no valid secrets, so they are not masked; they must not show either. */
const SHORT = 'zQ#7x';

const BAD: Readonly<Record<string, readonly BadForm[]>> = {
  project_id: [
    { form: 'empty', inputs: { project_id: '' }, says: /^is empty/ },
    { form: 'with a slash', inputs: { project_id: 'pro/ject' }, says: /^is no project ID/ },
    { form: 'with a line break', inputs: { project_id: 'pro\nject' }, says: /^is no project ID/ },
    { form: 'with dots', inputs: { project_id: '..' }, says: /^is no project ID/ },
    { form: 'with a percent sign', inputs: { project_id: 'a%2Fb' }, says: /^is no project ID/ },
    { form: 'of 65 characters', inputs: { project_id: 'p'.repeat(65) }, says: /1 to 64/ },
    {
      form: 'with a slash, in a variable',
      inputs: { project_id: '' },
      options: { env: { HW_PROJECT_ID: 'a/b' } },
      says: /^\(from HW_PROJECT_ID\) is no project ID/,
    },
  ],
  server_ids: [
    { form: 'neither list nor file', inputs: { server_ids: '' }, says: /server_ids_file/ },
    { form: 'only blanks', inputs: { server_ids: ' \n ' }, says: /^is empty/ },
    {
      form: 'both list and file',
      inputs: { server_ids_file: 'list.txt' },
      says: /together with server_ids_file/,
    },
    { form: 'only commas', inputs: { server_ids: ', ,' }, says: /empty list/ },
    { form: 'an empty JSON array', inputs: { server_ids: '[]' }, says: /empty list/ },
    { form: 'an empty JSON object', inputs: { server_ids: '{}' }, says: /empty list/ },
    {
      form: 'a name among ids',
      inputs: { server_ids: `${serverId(1)}\nweb-1` },
      says: /entry 2 \(web-1\)/,
    },
    {
      form: 'a long name, of which 40 characters are shown',
      inputs: { server_ids: JSON.stringify(['name '.repeat(40)]) },
      says: /entry 1 \((?:name ){8}…\)/,
    },
    {
      form: 'a long word, which may be a secret that nobody told',
      inputs: { server_ids: `MII${'hidden'.repeat(30)}` },
      says: /entry 1/,
      hides: 'hiddenhiddenhiddenhiddenhiddenhiddenhidden',
    },
    {
      form: 'a name that would be a workflow command',
      inputs: { server_ids: '["\\n::error::gotcha","##[error]gotcha"]' },
      says: /entry 1 \(: :error: :gotcha\), entry 2 \(## \[error\]gotcha\)/,
    },
    {
      form: 'the secret key by mistake',
      inputs: { server_ids: `x${SECRET_KEY}` },
      says: /entry 1 \(x\*\*\*\)/,
    },
    {
      form: 'a UUID that is cut off',
      inputs: { server_ids: serverId(1).slice(1) },
      says: /entry 1/,
    },
    {
      form: 'numbers in JSON',
      inputs: { server_ids: '[1, null, true]' },
      says: /entry 1, entry 2/,
    },
    { form: 'nested arrays', inputs: { server_ids: `[["${serverId(1)}"]]` }, says: /entry 1/ },
    {
      form: 'a JSON object with other values',
      inputs: { server_ids: `{"a":"${serverId(1)}","b":"c"}` },
      says: /entry 2 \(c\)/,
    },
    { form: 'broken JSON', inputs: { server_ids: `["${serverId(1)}",` }, says: /not valid JSON/ },
    {
      form: 'all outputs of Terraform',
      inputs: {
        server_ids: `{"ids":{"sensitive":false,"type":"string","value":["${serverId(1)}"]},"b":{"sensitive":false,"type":"string","value":"x"}}`,
      },
      says: /terraform output -json NAME/,
    },
    {
      form: 'text of the setup-terraform wrapper',
      inputs: {
        server_ids: `[command]/usr/bin/terraform-bin output -json ids\n["${serverId(1)}"]\n::debug::exitcode: 0`,
      },
      says: /terraform_wrapper: false/,
    },
  ],
  password: [
    { form: 'empty', inputs: { password: '' }, says: /^is empty/ },
    { form: 'with a line end', inputs: { password: 'Wide-Open-8521\n' }, says: /a line end/ },
    { form: 'with a blank before it', inputs: { password: ' Wide-Open-8521' }, says: /a blank/ },
    { form: 'with a blank inside', inputs: { password: 'Wide Open-8521' }, says: /a blank/ },
    {
      form: 'with a control character',
      inputs: { password: 'Wide\u0007Open-85' },
      says: /control/,
    },
    { form: 'of 7 characters', inputs: { password: 'Ab34-67' }, says: /8 to 26 characters/ },
    { form: 'of 5 characters', inputs: { password: SHORT }, says: /8 to 26/, hides: SHORT },
    {
      form: 'of 27 characters',
      inputs: { password: 'Ab345678901234567890123456-' },
      says: /8 to 26 characters/,
    },
    { form: 'of two kinds', inputs: { password: 'abcdefgh1234' }, says: /three of these four/ },
    {
      form: 'with a foreign letter',
      inputs: { password: 'Wide-Öpen-8521' },
      says: /may only hold/,
    },
    {
      form: 'with a character of v2.1 only',
      inputs: { password: 'Wide$Open-8521' },
      says: /\(api: batch\)/,
    },
    { form: 'with the user name', inputs: { password: 'My-rOOt-8521' }, says: /root or Admin/ },
    { form: 'with its reverse', inputs: { password: 'My-TOOR-8521x' }, says: /root or Admin/ },
    {
      form: 'with a part of Administrator',
      inputs: { password: 'My-aDMi-8521' },
      says: /three characters in a row/,
    },
    {
      form: 'with a slash at its start',
      inputs: { password: '/Wide-Open-8521', os: 'windows' },
      says: /must not begin with \//,
    },
  ],
  dry_run: words('dry_run', ['yes', '1', 'tru', 'auto true'], /: auto, true, false/),
  region: [
    { form: 'empty', inputs: { ...NO_ENDPOINT, region: '' }, says: /^is empty/ },
    ...['CN-North-4', 'cn north', 'cn-north-4/', 'evil.example#', 'x\ny', 'ü', '-a'].map(
      (region) => ({
        form: JSON.stringify(region),
        inputs: { ...NO_ENDPOINT, region },
        says: /^is no name of a region/,
      }),
    ),
    {
      form: 'a host, in a variable',
      inputs: NO_ENDPOINT,
      options: { env: { HUAWEI_CLOUD_REGION: 'evil.example/' } },
      says: /^\(from HUAWEI_CLOUD_REGION\) is no name of a region/,
    },
  ],
  endpoint: [
    { form: 'by http', inputs: { endpoint: 'http://ecs.example.com' }, says: /^is not https/ },
    {
      form: 'that only looks like this machine',
      inputs: { endpoint: 'http://localhost.example.com' },
      says: /^is not https/,
    },
    {
      form: 'of this machine in disguise',
      inputs: { endpoint: 'http://127.0.0.1.example.com' },
      says: /^is not https/,
    },
    { form: 'of another kind', inputs: { endpoint: 'ftp://127.0.0.1/' }, says: /^is not/ },
    { form: 'without a scheme', inputs: { endpoint: 'ecs.example.com' }, says: /^is not a URL/ },
    { form: 'no URL at all', inputs: { endpoint: 'https://' }, says: /^is not a URL/ },
    {
      form: 'with a user name and a password',
      inputs: { endpoint: 'https://hidden-user:hidden-word@ecs.example.com' },
      says: /^has a user name or a password/,
      hides: 'hidden',
    },
    {
      form: 'with a user name',
      inputs: { endpoint: 'https://hidden-token@ecs.example.com' },
      says: /^has a user name or a password/,
      hides: 'hidden',
    },
    {
      form: 'with a query',
      inputs: { endpoint: 'https://ecs.example.com/?key=hidden' },
      says: /^has a query/,
      hides: 'hidden',
    },
    {
      form: 'with a fragment',
      inputs: { endpoint: 'https://ecs.example.com/#hidden' },
      says: /a fragment/,
      hides: 'hidden',
    },
  ],
  access_key: [
    { form: 'no credentials at all', inputs: NO_KEYS, says: /access_key and secret_key, or auth_/ },
    { form: 'half a pair', inputs: { access_key: '' }, says: /one source \(inputs\)/ },
    { form: 'too short', inputs: { access_key: SHORT }, says: /too short/, hides: SHORT },
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
    { form: 'half a pair', inputs: { secret_key: '' }, says: /^is empty while another part/ },
    { form: 'too short', inputs: { secret_key: SHORT }, says: /too short/, hides: SHORT },
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
      names: absent,
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
      names: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
      says: /^is empty while another part/,
    },
  ],
  security_token: [
    {
      form: 'without keys',
      inputs: { ...NO_KEYS, security_token: SECURITY_TOKEN },
      names: 'access_key',
      says: /^is empty while another part/,
    },
    { form: 'too short', inputs: { security_token: SHORT }, says: /too short/, hides: SHORT },
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
      hides: SHORT,
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
      options: MAY_ASK,
      names: 'agency_urn',
      says: /^is empty: signing in by STS takes both/,
    },
    ...[AGENCY_URN, 'github', `${PROVIDER_URN}\nx`, '::error::hidden-word'].map((urn) => ({
      form: JSON.stringify(urn),
      inputs: { ...STS, oidc_provider_urn: urn },
      options: MAY_ASK,
      says: /^is no URN of an OIDC provider: it looks like iam::ACCOUNT_ID:oidcProvider:NAME/,
      hides: 'hidden-word',
    })),
    {
      form: 'beside keys',
      inputs: { ...STS, access_key: ACCESS_KEY, secret_key: SECRET_KEY },
      options: MAY_ASK,
      names: 'access_key',
      says: /^is given together with oidc_provider_urn: give only one way/,
    },
    { form: 'in a job without the permission', inputs: STS, says: ADD_PERMISSION },
  ],
  agency_urn: [
    {
      form: 'without oidc_provider_urn',
      inputs: { ...STS, oidc_provider_urn: '' },
      options: MAY_ASK,
      names: 'oidc_provider_urn',
      says: /^is empty: signing in by STS takes both/,
    },
    ...[PROVIDER_URN, 'resetter', `iam::0123456789:agency:${'n'.repeat(1_500)}`].map((urn) => ({
      form: urn.slice(0, 60),
      inputs: { ...STS, agency_urn: urn },
      options: MAY_ASK,
      says: /^is no URN of an agency: it looks like iam::ACCOUNT_ID:agency:NAME/,
    })),
  ],
  session_duration: [
    ...numbers('session_duration', ['899', '43201', ...ODD_NUMBERS], /from 900 to 43200/),
    { form: 'beside keys', inputs: { session_duration: '900' }, says: /without agency_urn/ },
    {
      form: 'that does not outlast timeout',
      inputs: { ...STS, session_duration: '900', timeout: '900' },
      options: MAY_ASK,
      says: /^does not outlast timeout \(900\)/,
    },
  ],
  identity_provider: [
    ...['two words', 'a\r\nx-injected: 1', 'ü', 'n'.repeat(65)].map((name) => ({
      form: JSON.stringify(name),
      inputs: { ...IAM, identity_provider: name },
      options: MAY_ASK,
      says: /^is no name of an identity provider/,
    })),
    {
      form: 'beside STS',
      inputs: { ...STS, ...IAM },
      options: MAY_ASK,
      names: 'oidc_provider_urn',
      says: /^is given together with identity_provider/,
    },
    { form: 'in a job without the permission', inputs: IAM, says: ADD_PERMISSION },
    {
      form: 'in a job whose address for ID tokens would show them',
      inputs: IAM,
      options: {
        env: { ...MAY_ASK.env, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://token.example.com' },
      },
      names: 'ACTIONS_ID_TOKEN_REQUEST_URL',
      says: /nothing was sent there/,
    },
  ],
  oidc_audience: ['two words', 'a\nb', 'ü', 'a'.repeat(256)].map((audience) => ({
    form: JSON.stringify(audience),
    inputs: { oidc_audience: audience },
    says: /^is no audience/,
  })),
  use_ecs_agency: [
    ...words('use_ecs_agency', ['yes', '1', 'auto'], /: true, false/),
    {
      form: 'beside a token',
      inputs: { ...NO_KEYS, auth_token: AUTH_TOKEN, use_ecs_agency: 'true' },
      names: 'auth_token',
      says: /^is given together with use_ecs_agency/,
    },
  ],
  ...Object.fromEntries(
    ['iam_endpoint', 'sts_endpoint'].map((input): [string, BadForm[]] => [
      input,
      [
        {
          form: 'empty, where endpoint leads elsewhere',
          inputs: { ...(input === 'iam_endpoint' ? IAM : STS), region: 'cn-north-4', [input]: '' },
          options: MAY_ASK,
          says: /^is empty, and endpoint leads to another cloud/,
        },
        { form: 'by http', inputs: { [input]: 'http://example.com' }, says: /^is not https/ },
        { form: 'without a scheme', inputs: { [input]: 'example.com' }, says: /^is not a URL/ },
        {
          form: 'with a user name and a password',
          inputs: { [input]: 'https://hidden-user:hidden-word@example.com' },
          says: /^has a user name or a password/,
          hides: 'hidden',
        },
      ],
    ]),
  ),
  api: words('api', ['v2', 'v3', 'batch,v1', '-'], /: batch, v1, v2\.1/),
  check_password: words('check_password', ['no', '0', 'auto'], /: true, false/),
  os: words('os', ['ubuntu', 'Linux,Windows'], /: any, linux, windows/),
  batch_size: numbers('batch_size', ['0', '1001', ...ODD_NUMBERS], /from 1 to 1000/),
  concurrency: numbers('concurrency', ['0', '33'], /from 1 to 32/),
  max_retries: numbers('max_retries', ['-1', '21'], /from 0 to 20/),
  request_timeout: numbers('request_timeout', ['0', '601'], /from 1 to 600/),
  timeout: numbers('timeout', ['0', '86401'], /from 1 to 86400/),
};

it('every input of action.yml has bad forms', () => {
  const inTheirOwnSuite = ['server_ids_file'];
  expect([...Object.keys(BAD), ...inTheirOwnSuite].sort()).toEqual([...INPUT_NAMES].sort());
});

const FORMS = Object.entries(BAD).flatMap(([input, forms]) =>
  forms.map((form) => ({ input, ...form })),
);

describe('a bad form of', () => {
  it.concurrent.each(FORMS)('$input: $form', async ({ input, inputs, options, says, ...form }) => {
    await withSimulator({}, async (simulator) => {
      const run = await actInVain(simulator, inputs, options);

      const errors = annotationsOf(run, 'error');
      expect(errors).toHaveLength(1);
      const [name = '', ...rest] = errors[0]?.split(' ') ?? [];
      expect(name).toBe(form.names ?? input);
      expect(rest.join(' ')).toMatch(says);
      expect(run.stdout).not.toContain(form.hides ?? '\0');
    });
  });
});

describe('many bad inputs at once', () => {
  it.concurrent('are all told in one go, after the masks', () =>
    withSimulator({}, async (simulator) => {
      const run = await actInVain(simulator, {
        project_id: 'a/b',
        server_ids: 'web-1',
        password: 'too weak for this',
        dry_run: 'perhaps',
        region: 'CN',
        endpoint: 'http://ecs.example.com',
        access_key: '',
        security_token: SECURITY_TOKEN,
        session_duration: '1',
        oidc_audience: 'two words',
        use_ecs_agency: 'perhaps',
        iam_endpoint: 'iam',
        sts_endpoint: 'sts',
        api: 'v9',
        check_password: 'x',
        os: 'plan9',
        batch_size: '0',
        concurrency: '0',
        max_retries: '-1',
        request_timeout: '0',
        timeout: '0',
      });

      expect(
        annotationsOf(run, 'error')
          .map((text) => text.split(' ')[0])
          .sort(),
      ).toEqual([
        'access_key',
        'api',
        'batch_size',
        'check_password',
        'concurrency',
        'dry_run',
        'endpoint',
        'iam_endpoint',
        'max_retries',
        'oidc_audience',
        'os',
        'password',
        'project_id',
        'region',
        'request_timeout',
        'server_ids',
        'session_duration',
        'sts_endpoint',
        'timeout',
        'use_ecs_agency',
      ]);
      expect(logOf(run)[0]).toBe('Nothing was sent, because of the inputs:');
      expect(logOf(run)).toHaveLength(21);
    }),
  );
});
