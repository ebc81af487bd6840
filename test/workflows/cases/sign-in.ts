/** The examples that differ only in how they sign in. */
import assert from 'node:assert/strict';
import type { Simulator } from '../../../simulator/simulator.ts';
import { expectAfterRestart, expectJobs, expectUntouched, list, NEW, servers } from '../scene.ts';
import type { Case, Given } from '../scene.ts';

/** What GitHub gives to a job with `id-token: write`. */
export function idToken(simulator: Simulator): Record<string, string> {
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: simulator.idTokenRequestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: simulator.idTokenRequestToken,
  };
}

/** Variables of the repository; all services of the simulator are at one address. */
export function signInVariables(simulator: Simulator): Record<string, string> {
  return {
    ECS_ENDPOINT: simulator.endpoint,
    IAM_ENDPOINT: simulator.endpoint,
    STS_ENDPOINT: simulator.endpoint,
    OIDC_PROVIDER_URN: simulator.oidcProviderUrn,
    AGENCY_URN: simulator.agencyUrn,
    IDENTITY_PROVIDER: simulator.identityProvider,
  };
}

/** The metadata service of the runner's server, which is the simulator's. */
export function metadata(simulator: Simulator): Record<string, string> {
  const preload = new URL('../../../harness/redirect-metadata.ts', import.meta.url);
  return {
    NODE_OPTIONS: `--import=${preload.href}`,
    TEST_METADATA_PORT: new URL(simulator.endpoint).port,
  };
}

/** @param environment what the runner provides for the sign-in */
export function signInCases(
  environment: (simulator: Simulator) => Record<string, string>,
): readonly Case[] {
  const given =
    (dryRun: boolean): Given =>
    (simulator) => ({
      event: 'workflow_dispatch',
      // As in GitHub's event, where every input is a text.
      payload: { inputs: { dry_run: String(dryRun) } },
      secrets: { ECS_PASSWORD: NEW },
      variables: signInVariables(simulator),
      environment: environment(simulator),
      files: list(simulator),
    });
  return [
    {
      title: 'resets without any stored key',
      check: async (play) => {
        const { run, simulator } = await play({ servers: servers(3) }, given(false));
        expectJobs(run, { reset: 'success' });
        expectAfterRestart(simulator, [NEW, NEW, NEW]);
      },
    },
    {
      title: 'only checks when it is told to',
      check: async (play) => {
        const { run, simulator } = await play({ servers: servers(3) }, given(true));
        expectJobs(run, { reset: 'success' });
        assert.ok(simulator.requests.some(({ dryRun, status }) => dryRun && status === 200));
        expectUntouched(simulator);
      },
    },
  ];
}
