/** Runs the built action in a scenario of the demo, against the simulator. */
import { runAction } from '../../harness/action.ts';
import type { ActionRun } from '../../harness/action.ts';
import { Simulator } from '../../simulator/simulator.ts';
import { NEW_PASSWORD } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

export interface ScenarioRun {
  readonly simulator: Simulator;
  readonly inputs: Readonly<Record<string, string>>;
  readonly run: ActionRun;
}

/** @param env variables in addition to those of every run */
export async function withScenario<Result>(
  scenario: Scenario,
  env: Readonly<Record<string, string>>,
  use: (result: ScenarioRun) => Result,
): Promise<Result> {
  const { event, faults, oidc, servers } = scenario;
  const simulator = await Simulator.start({
    servers: servers.map(({ spec }) => spec),
    ...(oidc !== undefined && { signIn: oidc }),
  });
  try {
    simulator.script(...(faults?.(simulator.serverIds) ?? []));
    const inputs = inputsOf(scenario, simulator);
    const run = await runAction(inputs, {
      ...(event !== undefined && { event }),
      env: { ...(oidc !== undefined && idTokenVariables(simulator)), ...env },
    });
    return use({ simulator, inputs, run });
  } finally {
    await simulator.close();
  }
}

/** What the runner sets for a job with the permission `id-token: write`. */
function idTokenVariables(simulator: Simulator): Record<string, string> {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: simulator.idTokenRequestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: simulator.idTokenRequestToken,
  };
}

function inputsOf({ inputs, oidc }: Scenario, simulator: Simulator): Record<string, string> {
  const { accessKey, endpoint, projectId, secretKey } = simulator;
  const access =
    oidc === undefined
      ? { project_id: projectId, access_key: accessKey, secret_key: secretKey }
      : {
          region: 'cn-north-4',
          iam_endpoint: endpoint,
          sts_endpoint: endpoint,
          oidc_provider_urn: simulator.oidcProviderUrn,
          agency_urn: simulator.agencyUrn,
        };
  const all = {
    endpoint,
    ...access,
    server_ids: simulator.serverIds.join('\n'),
    password: NEW_PASSWORD,
    ...inputs,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
