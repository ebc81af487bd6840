/** Lists servers and reads flags on the simulator with the client of the official SDK. */
import * as z from 'zod/mini';
import { Simulator } from '../../simulator/simulator.ts';
import { checkEqual } from './check.ts';
import type { Check } from './check.ts';
import { runScript } from './python.ts';

const Results = z.array(z.unknown());

/** One call of the SDK, and the result that it must have. */
interface SdkCall {
  readonly title: string;
  readonly input: object;
  readonly result: object;
}

export async function checkLists(): Promise<Check[]> {
  const simulator = await Simulator.start({
    servers: [
      { name: 'web-01', tags: ['env=prod'] },
      { name: 'web-02', tags: ['env=production'], plugin: false },
      { name: 'db-01', state: 'stopped', locked: true },
    ],
  });
  try {
    const [first = '', second = ''] = simulator.serverIds;
    const web1 = ['web-01', 'ACTIVE', false];
    const web2 = ['web-02', 'ACTIVE', false];
    const db = ['db-01', 'SHUTOFF', true];
    const calls: readonly SdkCall[] = [
      {
        title: 'all servers',
        input: { list: { limit: 10 } },
        result: { status: 200, count: 3, servers: [web1, web2, db] },
      },
      {
        title: 'a tag, which the service compares coarsely',
        input: { list: { tags: 'env=prod' } },
        result: { status: 200, count: 2, servers: [web1, web2] },
      },
      {
        title: 'a page',
        input: { list: { limit: 1, marker: second } },
        result: { status: 200, count: 3, servers: [db] },
      },
      {
        title: 'IDs, one of them unknown',
        input: { list: { server_id: `${first},unknown` } },
        result: { status: 200, count: 2, servers: [web1, [null, null, null]] },
      },
      {
        title: 'the flag of a server',
        input: { flag: first },
        result: { status: 200, flag: 'True' },
      },
      {
        title: 'the flag of a server without the plug-in',
        input: { flag: second },
        result: { status: 200, flag: 'False' },
      },
      {
        title: 'the flag of an unknown server',
        input: { flag: 'unknown' },
        result: { status: 404, code: 'Ecs.0114' },
      },
    ];
    const { accessKey, endpoint, projectId, secretKey } = simulator;
    const connection = {
      access_key: accessKey,
      secret_key: secretKey,
      project_id: projectId,
      endpoint,
    };
    const inputs = calls.map(({ input }) => ({ ...connection, ...input }));
    const results = Results.parse(await runScript('list_servers.py', inputs));
    return calls.map(({ result, title }, index) => checkEqual(title, results[index], result));
  } finally {
    await simulator.close();
  }
}
