import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Simulator } from './simulator.ts';
import type { SimulatorOptions } from './simulator.ts';
import { SshServer } from './ssh.ts';

const USAGE = `usage: node simulator/main.ts [--port NUMBER] [--servers NUMBER] [--project-id TEXT]
  [--access-key TEXT] [--secret-key TEXT] [--security-token TEXT] [--auth-token TEXT]
  [--secret NAME=VALUE] [--ssh]

--secret: a secret in the secret store, with the password that the servers have now
--ssh: an SSH server for each server; the line then has their hosts and host keys`;
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
  const values = parse(process.argv.slice(2));
  const simulator = await Simulator.start(readOptions(values));
  const ssh = values.ssh === true ? await startSsh(simulator) : [];
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
      ...(values.ssh === true && {
        hosts: Object.fromEntries(ssh.map(({ id, server }) => [id, server.address])),
        known_hosts: ssh.map(({ server }) => server.knownHosts).join(''),
      }),
    }),
  );
  await stop;
  await Promise.all([simulator.close(), ...ssh.map(({ server }) => server.close())]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error(USAGE);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function startSsh(simulator: Simulator): Promise<{ id: string; server: SshServer }[]> {
  const starts = simulator.serverIds.map(async (id) => ({
    id,
    server: await SshServer.start(() => simulator.passwordNow(id)),
  }));
  return Promise.all(starts);
}

function readOptions(values: ReturnType<typeof parse>): SimulatorOptions {
  const options: SimulatorOptions = {
    port: wholeNumber('port', values.port, 65_535),
    servers: wholeNumber('servers', values.servers, MAX_SERVERS),
  };
  for (const [option, name] of TEXT_OPTIONS) {
    const text = values[option];
    if (text === '') throw new UsageError(`--${option} needs a value`);
    if (text !== undefined) options[name] = text;
  }
  return values.secret === undefined
    ? options
    : { ...options, ...readSecret(values.secret, options) };
}

/** The servers have the password in the store. */
function readSecret(text: string, { servers }: SimulatorOptions): SimulatorOptions {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (name === '' || value === '') throw new UsageError('--secret takes NAME=VALUE');
  const count = typeof servers === 'number' ? servers : 0;
  return {
    secrets: [{ name, value }],
    servers: Array.from({ length: count }, () => ({ password: value })),
  };
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
        secret: text,
        ssh: { type: 'boolean' },
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
