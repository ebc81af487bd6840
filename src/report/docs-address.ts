import type { Environment } from '../github/core.ts';
import { canonicalCode, knownCode } from '../huaweicloud/error-codes.ts';

/**
 * The address of the folder docs/ in the version of the action that runs; undefined where the runner
 * does not name that version, for example for an action in the workspace.
 */
export function docsAddress(environment: Environment): string | undefined {
  const of = (name: string): string => environment[name] ?? '';
  const address = `${of('GITHUB_SERVER_URL')}/${of('GITHUB_ACTION_REPOSITORY')}/blob/${of('GITHUB_ACTION_REF')}`;
  return /^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+$/.test(address)
    ? `${address}/docs`
    : undefined;
}

/** The place of a code of ECS or of its gateway below docs/; without a row of its own, the section. */
export function docsOfCode(code: string): string {
  const known = canonicalCode(code).replace(/^APIG\./, 'APIGW.');
  const anchor = knownCode(known) === undefined ? 'codes' : known.toLowerCase().replace('.', '-');
  return `troubleshooting/codes.md#${anchor}`;
}
