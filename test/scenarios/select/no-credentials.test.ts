/** Without credentials: nothing is sent on an unmerged change, and elsewhere it is an error. */
import { describe, expect, it } from '@jest/globals';
import { annotationsOf } from '../../../harness/invariants.ts';
import { NO_SECRETS, serverId, withSimulator } from '../../../harness/scenario.ts';
import { expectSelectInputError, runSelectWith } from '../../../harness/select.ts';
import { serverReportOf } from '../../../harness/server-report.ts';

const FORK = {
  event: {
    name: 'pull_request',
    payload: {
      pull_request: { head: { repo: { full_name: 'stranger/fleet' } } },
      repository: { full_name: 'octo/fleet' },
    },
  },
};
const { access_key: accessKey, secret_key: secretKey } = NO_SECRETS;
const NO_KEYS = { access_key: accessKey, secret_key: secretKey };

describe('without credentials', () => {
  it("a fork's pull request sends nothing, warns and passes", async () => {
    const { run, simulator } = await runSelectWith({ servers: 2 }, NO_KEYS, FORK);
    expect(run.exitCode).toBe(0);
    expect(simulator.requests).toEqual([]);
    expect(annotationsOf(run, 'warning').join('\n')).toContain(
      'No request was sent: there are no credentials (pull requests from forks get no secrets)',
    );
    expect(annotationsOf(run, 'error')).toEqual([]);
    expect(serverReportOf(run).servers).toMatchObject([
      { id: serverId(1), outcome: 'unknown', reason: 'no_credentials' },
      { id: serverId(2), outcome: 'unknown', reason: 'no_credentials' },
    ]);
    expect(run.outputs).toMatchObject({ server_ids: '[]', unknown_count: '2', ready_count: '0' });
    expect(run.summary).toContain('No request was sent');
  });

  it('the same with selectors has no servers to name', async () => {
    const inputs = { ...NO_KEYS, server_ids: undefined, tags: 'a=b', expected_count: '7' };
    const { run, simulator } = await runSelectWith({ servers: 2 }, inputs, {
      ...FORK,
      requested: [],
    });
    expect(run.exitCode).toBe(0);
    expect(simulator.requests).toEqual([]);
    expect(run.outputs).toMatchObject({ server_ids: '[]', requested_count: '0' });
  });

  it('another event is an error', async () => {
    await withSimulator({}, async (simulator) => {
      const run = await expectSelectInputError(simulator, NO_KEYS);
      expect(annotationsOf(run, 'error')).toHaveLength(1);
    });
  });

  it('half of them is an error also for a fork', async () => {
    await withSimulator({}, async (simulator) => {
      await expectSelectInputError(simulator, { secret_key: '' }, FORK);
    });
  });

  it('with credentials a pull request is checked', async () => {
    const { run, simulator } = await runSelectWith({ servers: 1 }, {}, FORK);
    expect(run.exitCode).toBe(0);
    expect(simulator.requests).toHaveLength(2);
  });
});
