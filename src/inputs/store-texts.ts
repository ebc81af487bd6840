import type { AdviceTexts } from '../huaweicloud/caller-texts.ts';
import type { StoreTexts } from '../huaweicloud/csms-errors.ts';

/** The texts that name the endpoint of the requests. */
const WITH_ENDPOINT = [
  'allowConnection',
  'checkHostName',
  'checkNetwork',
  'checkTimeout',
  'checkCertificateName',
  'renewCertificate',
  'checkClock',
  'checkProtocol',
  'checkHandshake',
  'checkIntermediary',
] as const satisfies readonly (keyof AdviceTexts)[];

/**
 * What to do about failures of the secret store.
 *
 * @param texts of the action, for its other requests
 * @param input the input that names the secret
 */
export function storeTexts(
  texts: AdviceTexts,
  input: 'secret_name' | 'password_secret',
): StoreTexts {
  const ofStore = Object.fromEntries(
    WITH_ENDPOINT.map((name) => [
      name,
      texts[name].replace(/(?:\bthe )?\bendpoint\b/g, 'csms_endpoint'),
    ]),
  );
  return {
    ...texts,
    ...ofStore,
    report: 'Run again. If the error persists, report it with the request ID',
    lookUpCode: 'Look the code up in the error codes of the DEW API reference, then run again',
    slowDown: 'Run again later',
    checkProject:
      'Check that project_id is the project of the secret, in the region of csms_endpoint, and that the credentials belong to it',
    checkCall:
      'Check region (or csms_endpoint) and project_id, and whether that cloud offers the secret store (CSMS)',
    checkEndpoint: 'Check csms_endpoint: it must be the address of the secret store (KMS) itself',
    checkToken:
      'Check auth_token, or get a new one for the project of the secret, in the region of csms_endpoint',
    renewToken: 'Get a new token for the project of the secret, in the region of csms_endpoint',
    checkStore:
      'Check region (or csms_endpoint), and whether a firewall blocks the connection to the secret store',
    createSecret: `Check ${input}, region (or csms_endpoint) and project_id. If there is no such secret yet, create it in the console of DEW with the password in force as its value, then run again`,
    checkVersion: `Check ${input === 'secret_name' ? 'version_id' : input}: the versions of the secret and their stages are in the console of DEW`,
    makeRoom:
      'A version without a stage is deleted by the service. See docs/rotation.md, "At 20 versions"',
  };
}
