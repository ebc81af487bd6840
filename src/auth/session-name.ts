import type { Environment } from '../github/core.ts';

/**
 * The name under which the session appears in the audit log of the cloud, so that it leads back to
 * the run: 2 to 128 letters, digits and `_+=,.@-` (STS API reference).
 */
export function sessionName(environment: Environment): string {
  const plain = (name: string): string =>
    (environment[name] ?? '').replace('/', '+').replace(/[^\w+=,.@-]/g, '-');
  const run = `@run-${plain('GITHUB_RUN_ID')}`.slice(0, 40);
  return `${plain('GITHUB_REPOSITORY').slice(0, 128 - run.length)}${run}`;
}
