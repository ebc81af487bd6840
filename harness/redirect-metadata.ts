/**
 * Preload that takes the place of the metadata service of an ECS: connections to 169.254.169.254:80
 * go to this machine, to the port in `TEST_METADATA_PORT`. With `refused` there they are refused,
 * with `silent` nothing ever answers them, as on a machine that is no ECS. Without the variable they
 * fail loudly: no test may reach the real service of the machine it runs on.
 */
import net from 'node:net';
import type { Socket } from 'node:net';

const ADDRESS = '169.254.169.254';
const real = net.connect;

function connect(...args: readonly unknown[]): Socket {
  const [target] = args;
  if (!isMetadata(target)) return Reflect.apply(real, net, args) as Socket;
  const place = process.env['TEST_METADATA_PORT'] ?? '';
  if (place === 'refused') return refused();
  if (place === 'silent') return silent();
  const port = Number(place);
  if (!(port > 0)) throw new Error(`TEST_METADATA_PORT names no place: "${place}"`);
  return real({ ...target, host: '127.0.0.1', port });
}

/** undici gives one object, with the port as a text or, when the URL has none, as a number. */
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
  // A connection that is under way keeps its process alive; this one is under way for ever.
  const waiting = setInterval(() => undefined, 60_000);
  socket.once('close', () => {
    clearInterval(waiting);
  });
  return socket;
}

// The originals also have overloads that nobody uses here.
net.connect = connect;
net.createConnection = net.connect;
