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

/** The regions for which the official SDKs (for Go, 2026-03) have an endpoint of STS. */
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
 * known here follows the pattern, so that a new one works at once.
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

/** The base URL of the secret store (CSMS) of a region, which the key service (KMS) has too. */
export function csmsEndpoint(region: string): string {
  return endpointOf('kms', region);
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
