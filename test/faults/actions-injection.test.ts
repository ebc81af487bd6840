/** Hostile text in the responses, names and inputs of every action. */
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { actionFile } from '../../harness/action-file.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionOptions } from '../../harness/action.ts';
import { ACTIONS } from '../../harness/actions.ts';
import type { TestedAction } from '../../harness/actions.ts';
import { expectInert, HOSTILE, SHAPES } from './hostile.ts';

const OTHERS = ACTIONS.filter(({ name }) => name !== 'reset');

function inputsOf(action: TestedAction, simulator: Simulator): Record<string, string> {
  return {
    endpoint: simulator.endpoint,
    project_id: simulator.projectId,
    auth_token: simulator.authToken,
    max_retries: '0',
    ...action.inputs(simulator),
  };
}

function optionsOf({ name, nodeArguments = [] }: TestedAction): ActionOptions {
  return { action: name, nodeArguments };
}

const CALLS = OTHERS.flatMap((action) =>
  action.calls.flatMap((call) =>
    Object.keys(SHAPES).map((shape) => ({ action, call, shape, name: action.name })),
  ),
);

describe('hostile text', () => {
  it.concurrent.each(CALLS)(
    'in the response to $call.name of $name, in $shape',
    async ({ action, call, shape }) => {
      const simulator = await Simulator.start(action.setting);
      let turn = CALLS.findIndex((other) => other.call === call && other.shape === shape);
      simulator.script({
        match: call.matches,
        forever: true,
        status: turn % 2 === 0 ? 400 : 500,
        body: () => {
          turn += 1;
          return SHAPES[shape]?.(HOSTILE[turn % HOSTILE.length] ?? '') ?? {};
        },
        headers: () => ({
          'x-request-id': encodeURI(HOSTILE[turn % HOSTILE.length] ?? '').slice(0, 100),
        }),
      });
      try {
        const run = await runAction(inputsOf(action, simulator), optionsOf(action));
        if (call.isReplaceable !== true) expect(run.exitCode).toBe(1);
        expectInert(run);
        action.check(run, simulator);
      } finally {
        await simulator.close();
      }
    },
  );

  it.concurrent.each(OTHERS)('in the names and tags of servers, in $name', async (action) => {
    const { servers } = action.setting;
    const specs = typeof servers === 'object' ? servers : [];
    const simulator = await Simulator.start({
      ...action.setting,
      // Every text in the name of one server.
      servers: [...HOSTILE].map((name, index) => ({
        ...specs[index % specs.length],
        name,
        tags: [name, `a=${name}`],
        status: index % 3 === 0 ? name.slice(0, 90) : 'ACTIVE',
        taskState: index % 3 === 1 ? name.slice(0, 90) : null,
      })),
    });
    try {
      const run = await runAction(inputsOf(action, simulator), optionsOf(action));
      expectInert(run);
      action.check(run, simulator);
    } finally {
      await simulator.close();
    }
  });
});

describe.each(OTHERS)('hostile text in all inputs of $name', (action) => {
  const texts = HOSTILE.map((whole) => ({ text: whole.slice(0, 40), whole }));

  it.concurrent.each(texts)('$text', async ({ whole }) => {
    // An environment variable cannot contain a null byte.
    const text = whole.replaceAll('\0', '');
    const run = await runAction(
      Object.fromEntries(actionFile(action.name).inputNames.map((name) => [name, text])),
      { action: action.name },
    );
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toEqual({});
    expectInert(run);
  });
});
