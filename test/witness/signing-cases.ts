/** The runs of the action whose signatures are compared: every kind of request that it signs. */

/** Where the action sends its requests. */
export type Origin = 'http' | 'https';

export interface SigningCase {
  readonly title: string;
  readonly origin: Origin;
  /** Follows the origin; for https it can begin with a port. */
  readonly suffix: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The number of signed requests for the three servers of the run. */
  readonly requests: number;
}

/** The project that the look-up returns. */
export const FOUND_PROJECT = '0-Found_By-Name_9';

const PERMANENT = { access_key: 'WITNESSACCESSKEY0001', secret_key: 'WitnessSecretKey0123456789' };
const ODD_KEYS = { access_key: 'witness-_.~access/key+1', secret_key: 'a+b/c=d%2Fe&f?g#h~i' };
const TEMPORARY = {
  access_key: 'HSTAWITNESSACCESSKEY',
  secret_key: 'TemporarySecretKey+Of/Tests==',
  security_token: `hQ%2B+/=${'Token+Of/The=Witness'.repeat(40)}==`,
};
const SEPARATE = { batch_size: '1' };
const HEX_PROJECT = '0123456789abcdef0123456789abcdef';
const LONG_PROJECT = 'Z-_9'.repeat(16);

export const SIGNING_CASES: readonly SigningCase[] = [
  {
    title: 'batch, one server in each request',
    origin: 'http',
    suffix: '',
    inputs: { ...PERMANENT, ...SEPARATE, project_id: HEX_PROJECT, password: 'Percent%2B+Plus1' },
    requests: 3,
  },
  {
    title: 'batch, a path prefix and a slash at its end',
    origin: 'http',
    suffix: '/ecs/',
    inputs: { ...PERMANENT, ...SEPARATE, project_id: '-', password: '%25%41+Ab9?/x' },
    requests: 3,
  },
  {
    title: 'batch, all servers in one request, a long prefix',
    origin: 'https',
    suffix: '/a~b/c.d/e_f-g/v1',
    inputs: { ...PERMANENT, project_id: LONG_PROJECT, password: 'a:b@c=[D]+1%/.?' },
    requests: 1,
  },
  {
    title: 'dry run',
    origin: 'https',
    suffix: ':443',
    inputs: { ...PERMANENT, ...SEPARATE, project_id: '_', dry_run: 'true', password: '+%+%Aa11' },
    requests: 3,
  },
  {
    title: 'dry run without a password',
    origin: 'http',
    suffix: '',
    inputs: { ...PERMANENT, ...SEPARATE, project_id: '0', dry_run: 'true' },
    requests: 3,
  },
  {
    title: 'batch, another port and odd keys',
    origin: 'https',
    suffix: ':8443/ecs',
    inputs: { ...ODD_KEYS, ...SEPARATE, project_id: '--__--', password: 'Plus++++1%%' },
    requests: 3,
  },
  {
    title: 'batch, temporary keys',
    origin: 'https',
    suffix: '',
    inputs: { ...TEMPORARY, ...SEPARATE, project_id: HEX_PROJECT, password: '=%3D+Aa1!' },
    requests: 3,
  },
  {
    title: 'v1',
    origin: 'https',
    suffix: '',
    inputs: { ...PERMANENT, api: 'v1', project_id: HEX_PROJECT, password: 'Percent%2B+Plus1' },
    requests: 3,
  },
  {
    title: 'v1 without the check of the password, a prefix',
    origin: 'http',
    suffix: '/compute/v2/',
    inputs: {
      ...ODD_KEYS,
      api: 'v1',
      check_password: 'false',
      project_id: LONG_PROJECT,
      password: '%00+%0A-Aa1',
    },
    requests: 3,
  },
  {
    title: 'v1, temporary keys',
    origin: 'https',
    suffix: ':10443',
    inputs: { ...TEMPORARY, api: 'v1', project_id: 'a_b-c', password: '%+%+%+Aa1' },
    requests: 3,
  },
  {
    title: 'v2.1',
    origin: 'https',
    suffix: '',
    inputs: { ...PERMANENT, api: 'v2.1', project_id: HEX_PROJECT, password: '$^{},%+Aa1' },
    requests: 3,
  },
  {
    title: 'v2.1, temporary keys and a prefix',
    origin: 'http',
    suffix: '/~user/',
    inputs: { ...TEMPORARY, api: 'v2.1', project_id: '9', password: '{%7B+}Aa1' },
    requests: 3,
  },
  {
    title: 'look-up of the project, then batch',
    origin: 'https',
    suffix: '',
    inputs: { ...PERMANENT, ...SEPARATE, region: 'cn-north-4', password: '+Percent%1' },
    requests: 4,
  },
  {
    title: 'look-up with temporary keys and a prefix, then v1',
    origin: 'http',
    suffix: '/cloud/',
    inputs: { ...TEMPORARY, api: 'v1', region: 'eu-west-101', password: '+Percent%1' },
    requests: 4,
  },
  {
    title: 'look-up with odd keys and another port, then v2.1',
    origin: 'https',
    suffix: ':9443',
    inputs: { ...ODD_KEYS, api: 'v2.1', region: 'x9', password: '+Percent%1' },
    requests: 4,
  },
];
