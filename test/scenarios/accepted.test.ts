import { describe, expect, it } from '@jest/globals';
import type { Simulator } from '../../simulator/simulator.ts';
import { listIn, logOf, masksOf, reportOf } from '../../harness/invariants.ts';
import {
  ACCESS_KEY,
  AUTH_TOKEN,
  PASSWORD,
  PROJECT_ID,
  runReset,
  runResetWith,
  SECRET_KEY,
  SECURITY_TOKEN,
  serverId,
  withPlaceholders,
  withSimulator,
} from '../../harness/scenario.ts';

const NEXT =
  'Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart. The service does not report whether the change succeeded inside a server.';
const BATCH_PATH = `/v1/${PROJECT_ID}/cloudservers/os-reset-passwords`;
const ALL_IDS = `["${serverId(1)}","${serverId(2)}","${serverId(3)}"]`;

describe('a reset of three servers', () => {
  const linesOf = (
    text: string,
    run: Parameters<typeof withPlaceholders>[1],
    simulator: Simulator,
  ) => withPlaceholders(text, run, simulator).split('\n');

  it.concurrent('has this log, summary, report file and these outputs', () =>
    withSimulator({}, async (simulator) => {
      const run = await runReset(simulator);

      expect(run.exitCode).toBe(0);
      expect(linesOf(run.stdout, run, simulator)).toEqual([
        `::add-mask::${PASSWORD}`,
        `::add-mask::${ACCESS_KEY}`,
        `::add-mask::${SECRET_KEY}`,
        '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this run does not come from an unmerged change.',
        'Resetting the password of 3 servers at <endpoint> in 1 call (api: batch).',
        'Credentials: inputs.',
        'Batches done: 1 of 1. So far 3 accepted, 0 failed, 0 open.',
        'The whole result: <temp>/<own folder>/report.json',
        'The reset of 3 of 3 servers was accepted.',
        NEXT,
        '',
      ]);
      expect(
        Object.fromEntries(
          Object.entries(run.outputs).map(([name, value]) => [
            name,
            withPlaceholders(value, run, simulator),
          ]),
        ),
      ).toEqual({
        accepted_server_ids: ALL_IDS,
        failed_server_ids: '[]',
        unknown_server_ids: '[]',
        not_sent_server_ids: '[]',
        remaining_server_ids: '[]',
        restart_required_server_ids: ALL_IDS,
        accepted_count: '3',
        failed_count: '0',
        unknown_count: '0',
        not_sent_count: '0',
        requested_count: '3',
        results: `[{"id":"${serverId(1)}","outcome":"accepted"},{"id":"${serverId(2)}","outcome":"accepted"},{"id":"${serverId(3)}","outcome":"accepted"}]`,
        dry_run: 'false',
        report_file: '<temp>/<own folder>/report.json',
        remaining_server_ids_file: '<temp>/<own folder>/remaining-server-ids.txt',
        outputs_truncated: 'false',
      });
      expect(linesOf(run.summary, run, simulator)).toEqual([
        '## ⏳ Accepted: 3 servers wait for a restart',
        '',
        '🟦🟦🟦<br>',
        'Password reset: 🟦 **3** accepted · 🟥 **0** failed · 🟨 **0** unknown · ⬜ **0** not sent · **3** requested',
        '',
        '**Keep both passwords, the old and the new one: then this run locks nobody out.** Each server accepts the old password until its next start. At that start it takes the new one. The service does not report it if this fails inside a server.',
        '',
        '### Next steps',
        '',
        '1. **Restart one accepted server, and log in to it** with the new password.',
        '2. **Restart the other 2 accepted servers**, and log in to each. Only then delete the old password.',
        '',
        '<details><summary>Accepted&#58; 3 servers</summary>',
        '',
        '<pre>',
        serverId(1),
        serverId(2),
        serverId(3),
        '</pre>',
        '',
        'IDs of requests: <request>',
        '',
        '</details>',
        '',
      ]);
      const { started, ended } = reportOf(run).run;
      expect(JSON.parse(withPlaceholders(JSON.stringify(run.report), run, simulator))).toEqual({
        version: 1,
        action: 'reset',
        dry_run: false,
        counts: { accepted: 3, failed: 0, unknown: 0, not_sent: 0, requested: 3 },
        servers: [
          { id: serverId(1), outcome: 'accepted', request_id: '<request>' },
          { id: serverId(2), outcome: 'accepted', request_id: '<request>' },
          { id: serverId(3), outcome: 'accepted', request_id: '<request>' },
        ],
        run: {
          url: 'https://github.com/octo/fleet/actions/runs/42',
          actor: 'octocat',
          event: 'workflow_dispatch',
          commit: '0123456789abcdef0123456789abcdef01234567',
          started,
          ended,
        },
      });
      expect(Date.parse(ended) - Date.parse(started)).toBeGreaterThanOrEqual(0);
    }),
  );

  it.concurrent('sends one signed request and nothing else', () =>
    withSimulator({}, async (simulator) => {
      await runReset(simulator);

      expect(simulator.requests).toHaveLength(1);
      const [request] = simulator.requests;
      expect({ ...request, at: 0 }).toEqual({
        method: 'PUT',
        path: BATCH_PATH,
        query: '',
        headers: {
          host: simulator.endpoint.replace('http://', ''),
          connection: 'keep-alive',
          'content-type': 'application/json',
          'content-length': String(request?.rawBody.length),
          'x-project-id': PROJECT_ID,
          'x-sdk-date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
          authorization: expect.stringMatching(
            new RegExp(
              `^SDK-HMAC-SHA256 Access=${ACCESS_KEY}, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=[0-9a-f]{64}$`,
            ),
          ),
          'user-agent': expect.stringMatching(/^reset-ecs-passwords\/\d+\.\d+\.\d+$/),
        },
        rawBody: `{"new_password":"${PASSWORD}","dry_run":false,"servers":[{"id":"${serverId(1)}"},{"id":"${serverId(2)}"},{"id":"${serverId(3)}"}]}`,
        body: {
          new_password: PASSWORD,
          dry_run: false,
          servers: [{ id: serverId(1) }, { id: serverId(2) }, { id: serverId(3) }],
        },
        serverIds: [serverId(1), serverId(2), serverId(3)],
        dryRun: false,
        applied: [serverId(1), serverId(2), serverId(3)],
        status: 200,
        at: 0,
      });
    }),
  );

  it.concurrent('sets a password that works only after the restart', () =>
    withSimulator({ servers: [{ password: 'Old-and-Tired-77' }, {}] }, async (simulator) => {
      const run = await runReset(simulator);

      expect(listIn(run, 'restart_required_server_ids')).toEqual(simulator.serverIds);
      expect(simulator.passwordNow(serverId(1))).toBe('Old-and-Tired-77');
      expect(simulator.passwordAfterRestart(serverId(1))).toBe(PASSWORD);
      simulator.restart(serverId(1));
      expect(simulator.passwordNow(serverId(1))).toBe(PASSWORD);
      expect(simulator.passwordNow(serverId(2))).toBeUndefined();
    }),
  );

  it.concurrent(
    'reports a server whose guest fails like any other, and claims no change',
    async () => {
      const runs = await Promise.all(
        [false, true].map((guestFails) =>
          withSimulator({ servers: [{ guestFails }] }, async (simulator) => {
            const run = await runReset(simulator);
            simulator.restart(serverId(1));
            return {
              texts: [run.stdout, run.summary].map((text) =>
                withPlaceholders(text, run, simulator),
              ),
              results: run.outputs['results'],
              password: simulator.passwordNow(serverId(1)),
            };
          }),
        ),
      );

      const [healthy, failing] = runs;
      expect(healthy?.password).toBe(PASSWORD);
      expect(failing?.password).toBeUndefined();
      expect(failing?.results).toBe(`[{"id":"${serverId(1)}","outcome":"accepted"}]`);
      expect(failing?.texts).toEqual(healthy?.texts);
      expect(failing?.texts.join('\n')).not.toMatch(/\bchanged\b|\bsuccessful|\bwas reset\b/i);
    },
  );
});

describe('credentials', () => {
  it.concurrent('temporary keys are signed with their token', () =>
    withSimulator({ securityToken: SECURITY_TOKEN }, async (simulator) => {
      const run = await runReset(simulator, { security_token: SECURITY_TOKEN });

      expect(run.exitCode).toBe(0);
      expect(masksOf(run)).toEqual([PASSWORD, ACCESS_KEY, SECRET_KEY, SECURITY_TOKEN]);
      const [request] = simulator.requests;
      expect(request?.headers['x-security-token']).toBe(SECURITY_TOKEN);
      expect(request?.headers['authorization']).toContain(
        'SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token',
      );
    }),
  );

  it.concurrent('a token is sent without a signature', () =>
    withSimulator({}, async (simulator) => {
      const run = await runReset(simulator, {
        access_key: undefined,
        secret_key: undefined,
        auth_token: AUTH_TOKEN,
      });

      expect(run.exitCode).toBe(0);
      expect(logOf(run)).toContain('Credentials: inputs.');
      const [request] = simulator.requests;
      expect(request?.headers['x-auth-token']).toBe(AUTH_TOKEN);
      expect(Object.keys(request?.headers ?? {})).not.toEqual(
        expect.arrayContaining(['authorization']),
      );
      expect(Object.keys(request?.headers ?? {})).not.toEqual(
        expect.arrayContaining(['x-sdk-date']),
      );
    }),
  );
});

describe('the calls for one server', () => {
  it.concurrent.each([
    {
      inputs: { api: 'v1' },
      path: (id: string) => `/v1/${PROJECT_ID}/cloudservers/${id}/os-reset-password`,
      body: `{"reset-password":{"new_password":"${PASSWORD}","is_check_password":true}}`,
    },
    {
      inputs: { api: 'v1', check_password: 'true' },
      path: (id: string) => `/v1/${PROJECT_ID}/cloudservers/${id}/os-reset-password`,
      body: `{"reset-password":{"new_password":"${PASSWORD}","is_check_password":true}}`,
    },
    {
      inputs: { api: 'v1', check_password: 'false' },
      path: (id: string) => `/v1/${PROJECT_ID}/cloudservers/${id}/os-reset-password`,
      body: `{"reset-password":{"new_password":"${PASSWORD}"}}`,
    },
    {
      inputs: { api: 'v2.1' },
      path: (id: string) => `/v2.1/${PROJECT_ID}/servers/${id}/os-reset-password`,
      body: `{"reset-password":{"new_password":"${PASSWORD}"}}`,
    },
  ])('$inputs', async ({ inputs, path, body }) => {
    const { run, simulator } = await runResetWith({}, { ...inputs, concurrency: '1' });

    expect(run.exitCode).toBe(0);
    expect(
      simulator.requests.map(({ method, path: sent, rawBody, status }) => ({
        method,
        path: sent,
        rawBody,
        status,
      })),
    ).toEqual(
      simulator.serverIds.map((id) => ({
        method: 'PUT',
        path: path(id),
        rawBody: body,
        status: 204,
      })),
    );
    expect(logOf(run).map((line) => withPlaceholders(line, run, simulator))).toEqual([
      '::notice title=reset-ecs-passwords::Real reset: dry_run is auto, and this run does not come from an unmerged change.',
      `Resetting the password of 3 servers at <endpoint> in 3 calls (api: ${inputs.api}).`,
      'Credentials: inputs.',
      'Servers done: 1 of 3. So far 1 accepted, 0 failed, 2 open.',
      'Servers done: 2 of 3. So far 2 accepted, 0 failed, 1 open.',
      'Servers done: 3 of 3. So far 3 accepted, 0 failed, 0 open.',
      'The whole result: <temp>/<own folder>/report.json',
      'The reset of 3 of 3 servers was accepted.',
      NEXT,
    ]);
  });
});
