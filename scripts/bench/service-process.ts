/** The simulator in a separate process, so that its work does not affect the measurement. */
import { Simulator } from '../../simulator/simulator.ts';
import { PASSWORD, SECRET } from './service.ts';
import type { ServiceOptions } from './service.ts';

const options = JSON.parse(process.argv[2] ?? '') as ServiceOptions;
const { failEvery, latencyMs, servers, tagged = 0, userDataBytes = 0 } = options;

const simulator = await Simulator.start({
  latencyMs,
  secrets: [{ name: SECRET, value: PASSWORD, created: new Date() }],
  servers: Array.from({ length: servers }, (_, index) => ({
    plugin: failEvery === 0 || index % failEvery !== 0,
    tags: [index < tagged ? 'bench=yes' : 'bench=yes-not'],
    userDataBytes,
    // Nothing listens there, so that a login fails at once.
    addresses: [{ addr: `127.9.${Math.floor(index / 250) % 256}.${(index % 250) + 1}` }],
  })),
});
const { accessKey, authToken, endpoint, projectId, secretKey, serverIds } = simulator;
process.send?.({ accessKey, authToken, endpoint, projectId, secretKey, serverIds });

process.on('message', (what) => {
  process.send?.(
    what === 'reset'
      ? serverIds.filter((id) => simulator.wasReset(id)).length
      : simulator.requests.length,
  );
});
process.on('disconnect', () => {
  void simulator.close();
});
