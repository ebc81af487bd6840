import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Simulator } from './simulator.ts';
import type { SimulatorOptions } from './simulator.ts';

const USAGE = `usage: node simulator/main.ts [--port NUMBER] [--servers NUMBER] [--project-id TEXT]
  [--access-key TEXT] [--secret-key TEXT] [--security-token TEXT] [--auth-token TEXT]`;
const MAX_SERVERS = 100_000;
const TEXT_OPTIONS = [
  ['project-id', 'projectId'],
  ['access-key', 'accessKey'],
  ['secret-key', 'secretKey'],
  ['security-token', 'securityToken'],
  ['auth-token', 'authToken'],
] as const;

/** An invalid command line. */
class UsageError extends Error {}

try {
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const simulator = await Simulator.start(readOptions(process.argv.slice(2)));
  console.log(
    JSON.stringify({
      endpoint: simulator.endpoint,
      project_id: simulator.projectId,
      access_key: simulator.accessKey,
      secret_key: simulator.secretKey,
      auth_token: simulator.authToken,
      id_token_request_url: simulator.idTokenRequestUrl,
      id_token_request_token: simulator.idTokenRequestToken,
      oidc_provider_urn: simulator.oidcProviderUrn,
      agency_urn: simulator.agencyUrn,
      identity_provider: simulator.identityProvider,
      server_ids: simulator.serverIds,
    }),
  );
  await stop;
  await simulator.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error(USAGE);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

function readOptions(args: readonly string[]): SimulatorOptions {
  const values = parse(args);
  const options: SimulatorOptions = {
    port: wholeNumber('port', values.port, 65_535),
    servers: wholeNumber('servers', values.servers, MAX_SERVERS),
  };
  for (const [option, name] of TEXT_OPTIONS) {
    const text = values[option];
    if (text === '') throw new UsageError(`--${option} needs a value`);
    if (text !== undefined) options[name] = text;
  }
  return options;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { ...text, default: '0' },
        servers: { ...text, default: '5' },
        'project-id': text,
        'access-key': text,
        'secret-key': text,
        'security-token': text,
        'auth-token': text,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'unreadable arguments');
  }
}

function wholeNumber(option: string, text: string, max: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
  if (number > max) {
    throw new UsageError(`--${option} takes a whole number from 0 to ${max}, not "${text}"`);
  }
  return number;
}
