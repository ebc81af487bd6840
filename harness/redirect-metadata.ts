/**
 * Preload that replaces the metadata service of an ECS: connections to 169.254.169.254:80 go to
 * localhost, to the port in `TEST_METADATA_PORT`. With the value `refused` they are refused. With
 * `silent` they get no response, as on a machine that is not an ECS. Without the variable they throw
 * an error, so that no test reaches the real service of its machine.
 */
import net from 'node:net';
import type { Socket } from 'node:net';

const ADDRESS = '169.254.169.254';
const original = net.connect;

function connect(...args: readonly unknown[]): Socket {
  const [target] = args;
  if (!isMetadata(target)) return Reflect.apply(original, net, args) as Socket;
  const place = process.env['TEST_METADATA_PORT'] ?? '';
  if (place === 'refused') return refused();
  if (place === 'silent') return silent();
  const port = Number(place);
  if (!(port > 0)) throw new Error(`TEST_METADATA_PORT is not a port: "${place}"`);
  return original({ ...target, host: '127.0.0.1', port });
}

/** undici passes one object. The port is a string, or a number if the URL has none. */
function isMetadata(target: unknown): target is net.TcpNetConnectOpts {
  if (typeof target !== 'object' || target === null) return false;
  const { host, port } = target as Partial<net.TcpNetConnectOpts>;
  return host === ADDRESS && Number(port) === 80;
}

function refused(): Socket {
  const socket = new net.Socket();
  const error = new Error(`connect ECONNREFUSED ${ADDRESS}:80`);
  setImmediate(() => {
    socket.destroy(Object.assign(error, { code: 'ECONNREFUSED', syscall: 'connect' }));
  });
  return socket;
}

function silent(): Socket {
  const socket = new net.Socket();
  // An open connection keeps its process alive, so this one must too.
  const waiting = setInterval(() => undefined, 60_000);
  socket.once('close', () => {
    clearInterval(waiting);
  });
  return socket;
}

// The originals also have overloads that are not used here.
net.connect = connect;
net.createConnection = net.connect;
