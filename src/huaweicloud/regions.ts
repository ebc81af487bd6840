/**
 * Clouds that do not follow the pattern `https://ecs.{region}.myhuaweicloud.com`: the European
 * site, whose regions begin with `eu-west-1`, has its own domain (provider documentation of
 * Terraform for Huawei Cloud); Open Telekom Cloud publishes its hosts in its list of endpoints.
 */
function domainOf(region: string): string {
  if (region === 'eu-de' || region === 'eu-nl') return 'otc.t-systems.com';
  if (region.startsWith('eu-west-1')) return 'myhuaweicloud.eu';
  return 'myhuaweicloud.com';
}

/** The regions for which the official SDKs (for Go, 2026-03) have an address of STS. */
const STS_REGIONS: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'cn-east-3',
  'cn-north-4',
  'cn-south-1',
  'cn-southwest-2',
  'la-south-2',
  'sa-brazil-1',
  'tr-west-1',
]);

/**
 * The base URL of the ECS service in a region, without a slash at its end. A region that is not
 * known here goes by the pattern, so that a new one works on its first day.
 *
 * @param region a plain name of lower-case letters, digits and hyphens, for example `cn-north-4`
 */
export function ecsEndpoint(region: string): string {
  return endpointOf('ecs', region);
}

/** The base URL of the IAM service of a region, by the same pattern. */
export function iamEndpoint(region: string): string {
  return endpointOf('iam', region);
}

/**
 * The base URL of the STS service of a region; undefined where none is published.
 */
export function stsEndpoint(region: string): string | undefined {
  return STS_REGIONS.has(region) ? endpointOf('sts', region) : undefined;
}

function endpointOf(service: string, region: string): string {
  return `https://${service}.${region}.${domainOf(region)}`;
}

/** Whether an endpoint belongs to the cloud that the region belongs to, by its domain. */
export function isInCloudOf(region: string, endpoint: string): boolean {
  return new URL(endpoint).hostname.endsWith(`.${domainOf(region)}`);
}

/**
 * Why a URL can't be an endpoint, in words that follow the name of its input; undefined when it can.
 *
 * @param service as it begins the host names of Huawei Cloud, for the example
 */
export function endpointProblem(text: string, service = 'ecs'): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return `is not a URL: write one such as https://${service}.cn-north-4.myhuaweicloud.com`;
  }
  // Said first and without the value: what stands there is a password.
  if (url.username !== '' || url.password !== '') {
    return 'has a user name or a password in it: write only the host, and give the credentials in their own inputs';
  }
  if (text.includes('?') || text.includes('#')) {
    return 'has a query or a fragment: write only the host, and a path if the cloud needs one';
  }
  // What the parser would repair in silence.
  if (/[\s\\]|\/\.{1,2}(?:\/|$)/.test(text) || !text.toLowerCase().includes(url.hostname)) {
    return 'is not written as it would be used: write the host name (or four decimal numbers), and a plain path if the cloud needs one';
  }
  if (!isProtected(url)) {
    return 'is not https: write https://… (http is accepted for this machine itself only)';
  }
  if (!/^[A-Za-z0-9._~/-]*$/.test(url.pathname)) {
    return 'has a path with characters other than letters, digits and ._~-: write only the host, and a plain path if the cloud needs one';
  }
  return undefined;
}

/** Whether what is sent there can't be read on the way: by TLS, or because it stays here. */
export function isProtected({ hostname, protocol }: URL): boolean {
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}
