/**
 * What to do about the failures whose remedy lies with the program that sends the requests. Each
 * text is one sentence or a few, without a full stop at the end.
 */
export interface AdviceTexts {
  /** Nothing tells what became of a request. */
  readonly outcomeUnknown: string;
  /** A failure that is worth another attempt. */
  readonly tryAgain: string;
  /** A fault of the service. */
  readonly tryAgainLater: string;
  /** The service refuses a request that should be in order. */
  readonly report: string;
  /** An error that has no text here. */
  readonly lookUpCode: string;
  /** The service limits the rate of calls. */
  readonly slowDown: string;
  readonly reduceBatchSize: string;
  readonly grantPermission: string;
  /** Added where one server may be why a whole batch is refused. */
  readonly batchPermission: string;
  /** Added where a check without a password is refused. */
  readonly passwordForCheck: string;
  readonly checkProject: string;
  /** Region, endpoint, project or the API that is called. */
  readonly checkCall: string;
  readonly checkRegionAccess: string;
  /** The service does not know a server. */
  readonly checkServers: string;
  /** The service does not know what the request names. */
  readonly checkTarget: string;
  /** The service is not the one that was meant, or redirects. */
  readonly checkEndpoint: string;
  readonly checkCredentials: string;
  readonly checkKeysOrToken: string;
  readonly checkAccessKey: string;
  readonly checkSecretKey: string;
  readonly checkToken: string;
  readonly renewToken: string;
  readonly renewCredentials: string;
  /** Credentials that were obtained for these requests are refused. */
  readonly checkSession: string;
  readonly setClock: string;
  readonly allowAddress: string;
  readonly allowConnection: string;
  readonly checkHostName: string;
  readonly checkNetwork: string;
  readonly checkTimeout: string;
  readonly trustAuthority: string;
  readonly checkCertificateName: string;
  readonly renewCertificate: string;
  /** The clock of this machine makes a certificate look wrong. */
  readonly checkClock: string;
  readonly checkProtocol: string;
  readonly checkHandshake: string;
  /** Something between here and the service responds in its place. */
  readonly checkIntermediary: string;
  readonly checkProxy: string;
  readonly checkProxyCredentials: string;
  /** Added to another text where a proxy is configured. */
  readonly checkProxyToo: string;
}
