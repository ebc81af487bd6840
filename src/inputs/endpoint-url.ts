/**
 * Why a URL cannot be an endpoint, in words that follow the name of its input; undefined when it can.
 *
 * @param service the beginning of the host name in the example, for instance `ecs`
 */
export function endpointProblem(text: string, service = 'ecs'): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return `is not a URL: write one such as https://${service}.cn-north-4.myhuaweicloud.com`;
  }
  // Checked first and never quoted, because it is a password.
  if (url.username !== '' || url.password !== '') {
    return 'contains a user name or a password: write only the host, and give the credentials in their own inputs';
  }
  if (text.includes('?') || text.includes('#')) {
    return 'contains a query or a fragment: write only the host, and a path if the cloud needs one';
  }
  // The parser would change these without an error.
  if (/[\s\\]|\/\.{1,2}(?:\/|$)/.test(text) || !text.toLowerCase().includes(url.hostname)) {
    return 'is not in its canonical form: write the host name (or four decimal numbers), and a plain path if the cloud needs one';
  }
  if (!isProtected(url)) {
    return 'is not https: write https://… (http is accepted only for this machine itself)';
  }
  if (!/^[A-Za-z0-9._~/-]*$/.test(url.pathname)) {
    return 'has a path with characters other than letters, digits and ._~-: write only the host, and a plain path if the cloud needs one';
  }
  return undefined;
}

/** Whether requests to the URL cannot be read on the way: TLS, or the loopback interface. */
export function isProtected({ hostname, protocol }: URL): boolean {
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}
