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

/**
 * The base URL of the ECS service in a region, without a slash at its end. A region that is not
 * known here goes by the pattern, so that a new one works on its first day.
 *
 * @param region a plain name of lower-case letters, digits and hyphens, for example `cn-north-4`
 */
export function ecsEndpoint(region: string): string {
  return `https://ecs.${region}.${domainOf(region)}`;
}

/** Why a URL can't be an endpoint, in words that follow "endpoint"; undefined when it can. */
export function endpointProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return 'is not a URL: write one such as https://ecs.cn-north-4.myhuaweicloud.com';
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
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'is not https: write https://… (http is accepted for this machine itself only)';
  }
  if (!/^[A-Za-z0-9._~/-]*$/.test(url.pathname)) {
    return 'has a path with characters other than letters, digits and ._~-: write only the host, and a plain path if the cloud needs one';
  }
  return undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
