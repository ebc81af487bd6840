/** The simulator in a separate process, so that its work does not affect the measurement. */
import { Simulator } from '../../simulator/simulator.ts';
import type { ServiceOptions } from './service.ts';

const options = JSON.parse(process.argv[2] ?? '') as ServiceOptions;
const { failEvery, latencyMs, servers, tagged = 0, userDataBytes = 0 } = options;

const simulator = await Simulator.start({
  latencyMs,
  servers: Array.from({ length: servers }, (_, index) => ({
    plugin: failEvery === 0 || index % failEvery !== 0,
    tags: [index < tagged ? 'bench=yes' : 'bench=yes-not'],
    userDataBytes,
  })),
});
const { accessKey, authToken, endpoint, projectId, secretKey, serverIds } = simulator;
process.send?.({ accessKey, authToken, endpoint, projectId, secretKey, serverIds });

process.on('message', () => {
  process.send?.(serverIds.filter((id) => simulator.wasReset(id)).length);
});
process.on('disconnect', () => {
  void simulator.close();
});
