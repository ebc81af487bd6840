/** Invalid values of the inputs for the servers, the password, the endpoint and the limits. */
import { SECRET_KEY, serverId } from '../../harness/scenario.ts';
import { invalidChoices, invalidNumbers, NOT_INTEGERS, SHORT } from './invalid-input.ts';
import type { InvalidInput } from './invalid-input.ts';

const NO_ENDPOINT = { endpoint: '' };

export const INVALID_RESET_INPUTS: Readonly<Record<string, readonly InvalidInput[]>> = {
  project_id: [
    { form: 'empty', inputs: { project_id: '' }, says: /^is empty/ },
    {
      form: 'with a slash',
      inputs: { project_id: 'pro/ject' },
      says: /^is not a valid project ID/,
    },
    {
      form: 'with a line break',
      inputs: { project_id: 'pro\nject' },
      says: /^is not a valid project ID/,
    },
    { form: 'with dots', inputs: { project_id: '..' }, says: /^is not a valid project ID/ },
    {
      form: 'with a percent sign',
      inputs: { project_id: 'a%2Fb' },
      says: /^is not a valid project ID/,
    },
    { form: 'of 65 characters', inputs: { project_id: 'p'.repeat(65) }, says: /1 to 64/ },
    {
      form: 'with a slash, in a variable',
      inputs: { project_id: '' },
      options: { env: { HW_PROJECT_ID: 'a/b' } },
      says: /^\(from HW_PROJECT_ID\) is not a valid project ID/,
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
      form: 'a long word, which may be an unknown secret',
      inputs: { server_ids: `MII${'hidden'.repeat(30)}` },
      says: /entry 1/,
      hidden: 'hiddenhiddenhiddenhiddenhiddenhiddenhidden',
    },
    {
      form: 'a name that would be a workflow command',
      inputs: { server_ids: '["\\n::error::gotcha","##[error]gotcha"]' },
      says: /entry 1 \(: :error: :gotcha\), entry 2 \(## \[error\]gotcha\)/,
    },
    {
      form: 'the secret key by mistake',
      inputs: { server_ids: `x${SECRET_KEY}` },
      says: /server ID: entry 1\. Write/,
    },
    {
      form: 'a UUID that is cut off',
      inputs: { server_ids: serverId(1).slice(1) },
      says: /entry 1/,
    },
    {
      form: 'numbers in JSON',
      inputs: { server_ids: '[1, null, true]' },
      says: /entry 1 \(a number\), entry 2 \(null\), entry 3 \(a boolean\)/,
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
    { form: 'of 5 characters', inputs: { password: SHORT }, says: /8 to 26/, hidden: SHORT },
    {
      form: 'of 27 characters',
      inputs: { password: 'Ab345678901234567890123456-' },
      says: /8 to 26 characters/,
    },
    { form: 'of two kinds', inputs: { password: 'abcdefgh1234' }, says: /three of these four/ },
    {
      form: 'with a foreign letter',
      inputs: { password: 'Wide-Öpen-8521' },
      says: /may contain only/,
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
      says: /three consecutive characters/,
    },
    {
      form: 'with a slash at its start',
      inputs: { password: '/Wide-Open-8521', os: 'windows' },
      says: /must not begin with \//,
    },
  ],
  dry_run: invalidChoices('dry_run', ['yes', '1', 'tru', 'auto true'], /: auto, true, false/),
  region: [
    { form: 'empty', inputs: { ...NO_ENDPOINT, region: '' }, says: /^is empty/ },
    ...['CN-North-4', 'cn north', 'cn-north-4/', 'evil.example#', 'x\ny', 'ü', '-a'].map(
      (region) => ({
        form: JSON.stringify(region),
        inputs: { ...NO_ENDPOINT, region },
        says: /^is not a valid region name/,
      }),
    ),
    {
      form: 'a host, in a variable',
      inputs: NO_ENDPOINT,
      options: { env: { HUAWEI_CLOUD_REGION: 'evil.example/' } },
      says: /^\(from HUAWEI_CLOUD_REGION\) is not a valid region name/,
    },
  ],
  endpoint: [
    { form: 'by http', inputs: { endpoint: 'http://ecs.example.com' }, says: /^is not https/ },
    {
      form: 'of a host whose name starts with localhost',
      inputs: { endpoint: 'http://localhost.example.com' },
      says: /^is not https/,
    },
    {
      form: 'of a host whose name starts with 127.0.0.1',
      inputs: { endpoint: 'http://127.0.0.1.example.com' },
      says: /^is not https/,
    },
    { form: 'of another kind', inputs: { endpoint: 'ftp://127.0.0.1/' }, says: /^is not/ },
    { form: 'without a scheme', inputs: { endpoint: 'ecs.example.com' }, says: /^is not a URL/ },
    { form: 'no URL at all', inputs: { endpoint: 'https://' }, says: /^is not a URL/ },
    {
      form: 'with a user name and a password',
      inputs: { endpoint: 'https://hidden-user:hidden-word@ecs.example.com' },
      says: /^contains a user name or a password/,
      hidden: 'hidden',
    },
    {
      form: 'with a user name',
      inputs: { endpoint: 'https://hidden-token@ecs.example.com' },
      says: /^contains a user name or a password/,
      hidden: 'hidden',
    },
    {
      form: 'with a query',
      inputs: { endpoint: 'https://ecs.example.com/?key=hidden' },
      says: /^contains a query/,
      hidden: 'hidden',
    },
    {
      form: 'with a fragment',
      inputs: { endpoint: 'https://ecs.example.com/#hidden' },
      says: /a fragment/,
      hidden: 'hidden',
    },
  ],
  password_secret: [
    {
      form: 'beside a password',
      inputs: { password_secret: 'fleet@pending', csms_endpoint: 'https://kms.example.com' },
      subject: 'password',
      says: /^is given together with password_secret/,
    },
    ...[
      ['without a stage', 'fleet'],
      ['without a name', '@pending'],
      ['with an empty stage', 'fleet@'],
      ['with two stages', 'fleet@pending@v2'],
      ['with a blank', 'my fleet@pending'],
      ['with a slash', 'fleet/a@pending'],
      ['with a long name', `${'f'.repeat(130)}@pending`],
    ].map(([form = '', value = '']) => ({
      form,
      inputs: { password: '', password_secret: value },
      says: /^is not the name of a secret with a stage or a version/,
    })),
    ...['fleet@latest', 'fleet@LATEST'].map((value) => ({
      form: value,
      inputs: { password: '', password_secret: value },
      says: /^names the version latest/,
    })),
  ],
  csms_endpoint: [
    { form: 'by http', inputs: { csms_endpoint: 'http://kms.example.com' }, says: /^is not https/ },
    {
      form: 'without a scheme',
      inputs: { csms_endpoint: 'kms.example.com' },
      says: /^is not a URL/,
    },
    {
      form: 'empty, where endpoint leads elsewhere',
      inputs: { password: '', password_secret: 'fleet@pending', region: 'cn-north-4' },
      says: /^is empty, and endpoint belongs to another cloud/,
    },
    {
      form: 'with a user name and a password',
      inputs: { csms_endpoint: 'https://hidden-user:hidden-word@kms.example.com' },
      says: /^contains a user name or a password/,
      hidden: 'hidden',
    },
  ],
  api: invalidChoices('api', ['v2', 'v3', 'batch,v1', '-'], /: batch, v1, v2\.1/),
  check_password: invalidChoices('check_password', ['no', '0', 'auto'], /: true, false/),
  os: invalidChoices('os', ['ubuntu', 'Linux,Windows'], /: any, linux, windows/),
  batch_size: invalidNumbers('batch_size', ['0', '1001', ...NOT_INTEGERS], /from 1 to 1000/),
  concurrency: invalidNumbers('concurrency', ['0', '33'], /from 1 to 32/),
  max_retries: invalidNumbers('max_retries', ['-1', '21'], /from 0 to 20/),
  retry_unknown_after: invalidNumbers('retry_unknown_after', ['-1', '86401'], /from 0 to 86400/),
  wait_for_servers: invalidNumbers('wait_for_servers', ['-1', '86401'], /from 0 to 86400/),
  request_timeout: invalidNumbers('request_timeout', ['0', '601'], /from 1 to 600/),
  timeout: invalidNumbers('timeout', ['0', '86401'], /from 1 to 86400/),
};
