import type { AdviceTexts } from '../huaweicloud/caller-texts.ts';

/** The texts that depend on what an action does. */
type ActionTexts = Pick<
  AdviceTexts,
  'outcomeUnknown' | 'tryAgain' | 'grantPermission' | 'passwordForCheck' | 'reduceBatchSize'
>;

const CHECK_PROXY = 'HTTPS_PROXY, HTTP_PROXY and NO_PROXY';

/** What to do about failures, in the names of the inputs that all actions share. */
export function adviceTexts(texts: ActionTexts): AdviceTexts {
  return {
    ...texts,
    tryAgainLater: `${texts.tryAgain}. If the error persists, contact the support of the cloud`,
    report: `Check the server IDs. ${texts.tryAgain}. If the error persists, report it with the request ID`,
    lookUpCode: 'Look the code up in the error codes of the ECS API reference, then run again',
    slowDown: `${texts.tryAgain} later, or with a lower concurrency`,
    batchPermission:
      'One server outside the policy (by tag or enterprise project) is enough for a whole batch to be refused',
    checkProject:
      'Check that project_id is the project of the servers, in the region of the endpoint, and that the credentials belong to it',
    checkCall:
      'Check region (or endpoint) and project_id, and whether that cloud offers this call (the input api chooses another)',
    checkRegionAccess: 'Give the user access to the region, or check region and project_id',
    checkServers: 'Remove the ID from the list, or check region and project_id',
    checkTarget: 'Check the server IDs, region (or endpoint) and project_id',
    checkEndpoint: 'Check endpoint: it must be the address of the ECS service itself',
    checkCredentials: 'Check the credentials',
    checkKeysOrToken:
      'Check access_key and secret_key (and security_token for temporary keys), or auth_token',
    checkAccessKey: 'Check access_key, and that it is enabled and belongs to this cloud',
    checkSecretKey: 'Check secret_key: it does not belong to access_key',
    checkToken: 'Check auth_token, or get a new one for the project, in the region of the endpoint',
    renewToken: 'Get a new token for the project of the servers, in the region of the endpoint',
    renewCredentials: 'Check the credentials, or get new ones',
    checkSession:
      'This run signed in to get them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner',
    setClock: 'Set the clock of the runner: it may differ by 15 minutes at most',
    allowAddress: 'Allow the address of the runner, or use a runner whose address is allowed',
    allowConnection: 'Check region or endpoint, and whether a firewall blocks the connection',
    checkHostName: 'Check region or endpoint for a typing mistake, and the DNS of the runner',
    checkNetwork: 'Check region or endpoint, and the network of the runner',
    checkTimeout: 'Check request_timeout, and whether the runner can reach the endpoint',
    trustAuthority:
      'Give the certificate authority of your cloud or proxy to the runner with NODE_EXTRA_CA_CERTS',
    checkCertificateName:
      'Check the host name in region or endpoint, and whether a proxy or firewall responds in place of the service',
    renewCertificate:
      'Renew the certificate of the endpoint or of the proxy that inspects the connection, and check the clock of the runner',
    checkClock: 'Check the clock of the runner, then the certificate of the endpoint',
    checkProtocol: 'Check the port and the scheme of endpoint',
    checkHandshake:
      'Check which TLS versions the endpoint supports, whether its certificate is made for a server, and whether a proxy or firewall ends the connection',
    checkIntermediary:
      'Check endpoint, and what a proxy, gateway or firewall between the runner and the service allows',
    checkProxyCredentials:
      'Check the user name and the password in HTTPS_PROXY or HTTP_PROXY, percent-encoded',
    checkProxy: `Check ${CHECK_PROXY}, and what the proxy allows`,
    checkProxyToo: `a proxy is configured, so check ${CHECK_PROXY} too`,
  };
}
