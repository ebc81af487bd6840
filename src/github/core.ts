/**
 * The functions of `@actions/core` and `@actions/github` that the actions use, imported from single
 * files: the main modules also load an OpenID client, an HTTP client with all of undici, and the API
 * client of GitHub, which take a third of the start-up time of the step (`npm run bench`).
 */
import { tmpdir } from 'node:os';
import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import {
  issueFileCommand,
  prepareKeyValueMessage,
} from '../../node_modules/@actions/core/lib/file-command.js';
import { summary } from '../../node_modules/@actions/core/lib/summary.js';
import { toCommandProperties } from '../../node_modules/@actions/core/lib/utils.js';

export { Context } from '../../node_modules/@actions/github/lib/context.js';

/** The environment of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An input as the runner passes it, with its blanks and line ends; empty when it is not given. */
export function readInput(environment: Environment, name: string): string {
  return environment[`INPUT_${name.toUpperCase()}`] ?? '';
}

/** The folder for temporary files of the job; of the system where the runner sets none. */
export function tempFolder(environment: Environment): string {
  const folder = environment['RUNNER_TEMP'] ?? '';
  return folder === '' ? tmpdir() : folder;
}

/** The part of `@actions/core` that the actions use. All output passes through it. */
export type Core = Pick<
  typeof import('@actions/core'),
  'error' | 'info' | 'notice' | 'setFailed' | 'setOutput' | 'setSecret' | 'summary' | 'warning'
>;

function annotation(kind: 'error' | 'notice' | 'warning'): Core['error'] {
  return (message, properties = {}) => {
    issueCommand(kind, toCommandProperties(properties), String(message));
  };
}

const error = annotation('error');

/**
 * The same behaviour as the functions of `@actions/core` with the same names, except for secrets with
 * `::` (tests compare them).
 */
export const core: Core = {
  error,
  notice: annotation('notice'),
  warning: annotation('warning'),
  info(message) {
    process.stdout.write(`${message}\n`);
  },
  setFailed(message) {
    process.exitCode = 1;
    error(message);
  },
  /** Throws where the runner gave no file for outputs: the original would print the value. */
  setOutput(name, value) {
    issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
  },
  /**
   * Some runners (act, for one) end the name of a command without a property at the last `::` of the
   * line, so they would print a secret with `::`. A property ends the name, and add-mask ignores it.
   */
  setSecret(secret) {
    issueCommand('add-mask', secret.includes('::') ? { type: 'secret' } : {}, secret);
  },
  summary,
};
