import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { A, B, PASSWORD, RecordedReset } from './recorded-reset.ts';

let reset: RecordedReset;

beforeEach(async () => {
  reset = await RecordedReset.create();
});

afterEach(() => reset.close());

describe('signing in', () => {
  const claims = Buffer.from('{"sub":"repo:octo/fleet"}').toString('base64url');
  const TEMPORARY = {
    idToken: `aGVhZGVy.${claims}.c2lnbmF0dXJl`,
    access: 'temporary-access-key',
    secret: 'temporary-secret-key',
    token: 'temporary-session-token',
  };

  beforeEach(() => {
    const endpoint = reset.environment['INPUT_ENDPOINT'] ?? '';
    Object.assign(reset.environment, {
      INPUT_ACCESS_KEY: '',
      INPUT_SECRET_KEY: '',
      INPUT_SECURITY_TOKEN: '',
      INPUT_PROJECT_ID: '',
      INPUT_REGION: 'cn-north-4',
      INPUT_IAM_ENDPOINT: endpoint,
      INPUT_STS_ENDPOINT: endpoint,
      INPUT_OIDC_PROVIDER_URN: 'iam::0:oidcProvider:github',
      INPUT_AGENCY_URN: 'iam::0:agency:resetter',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${endpoint}/id-token`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'fake-request-token',
    });
    reset.authResponses = {
      '/id-token': { status: 200, body: { value: TEMPORARY.idToken } },
      '/v5/agencies/assume-with-oidc': {
        status: 200,
        body: {
          credentials: {
            access_key_id: TEMPORARY.access,
            secret_access_key: TEMPORARY.secret,
            security_token: TEMPORARY.token,
            expiration: new Date(Date.now() + 3_600_000).toISOString(),
          },
        },
      },
      '/v3/projects': { status: 200, body: { projects: [{ id: 'p-9', name: 'cn-north-4' }] } },
    };
  });

  it('comes before the reset, which uses the new keys in the project of the region', async () => {
    await reset.start();
    expect(reset.requests.map(({ path }) => path)).toEqual([
      '/id-token',
      '/v5/agencies/assume-with-oidc',
      '/v3/projects',
      '/v1/p-9/cloudservers/os-reset-passwords',
    ]);
    expect(reset.requests[3]?.headers).toMatchObject({
      'x-project-id': 'p-9',
      'x-security-token': TEMPORARY.token,
      authorization: expect.stringContaining(`Access=${TEMPORARY.access}, `),
    });
    expect(reset.outputs).toMatchObject({ accepted_count: '2' });
    expect(reset.textsOf('mask')).toEqual([
      PASSWORD,
      'fake-request-token',
      TEMPORARY.idToken,
      TEMPORARY.access,
      TEMPORARY.secret,
      TEMPORARY.token,
    ]);
    const text = await reset.visibleText();
    for (const secret of Object.values(TEMPORARY)) expect(text).not.toContain(secret);
  });

  it('reports every server as not sent when it is refused, with the reason', async () => {
    const body = { error_code: 'STS5.1001', error_msg: `no ${TEMPORARY.idToken}` };
    reset.authResponses['/v5/agencies/assume-with-oidc'] = { status: 403, body };
    await reset.start();
    expect(reset.requests).toHaveLength(2);
    expect(reset.outputs).toMatchObject({ not_sent_server_ids: JSON.stringify([A, B]) });
    expect(reset.textsOf('error')).toEqual([
      expect.stringContaining(
        'STS does not allow this job to assume the agency (HTTP 403); the service says: no ***',
      ),
    ]);
    expect(reset.textsOf('info')).toEqual(
      expect.arrayContaining([
        'The ID token of this job has these claims:',
        '  sub: repo:octo/fleet',
      ]),
    );
    expect(await reset.visibleText()).not.toContain(TEMPORARY.idToken);
  });

  it('does not advise to check keys that no input contains', async () => {
    const body = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
    reset.respond = () => ({ status: 401, body });
    await reset.start();
    expect(reset.summary).toContain('This run signed in to get them');
    expect(reset.summary).not.toContain('secret_key');
    Object.assign(reset.environment, {
      INPUT_OIDC_PROVIDER_URN: '',
      INPUT_AGENCY_URN: '',
      INPUT_ACCESS_KEY: 'fake-access-key',
      INPUT_SECRET_KEY: 'fake-secret-key',
    });
    reset.summary = '';
    await reset.start();
    expect(reset.summary).toContain('Check secret_key');
    expect(reset.summary).not.toContain('This run signed in');
  });

  it('reports that there is no time for a further attempt', async () => {
    const body = { error_code: 'APIGW.0308', error_msg: 'limit:200,time:20 minute' };
    reset.authResponses['/id-token'] = { status: 429, body };
    await reset.start();
    expect(reset.textsOf('info')).toContainEqual(
      expect.stringMatching(
        /^GitHub could not process the request .* No further attempt: it would begin in 1200\.0 s/,
      ),
    );
    expect(reset.requests).toHaveLength(1);
  });

  it('reports why it waits', async () => {
    reset.authResponses['/id-token'] = { status: 503 };
    const stop = new AbortController();
    const core = reset.recordingCore();
    await reset.start({
      core: {
        ...core,
        info: (line) => {
          core.info(line);
          if (line.includes('the next one begins in')) stop.abort();
        },
      },
      cancelled: stop.signal,
    });
    expect(reset.textsOf('info')).toContain(
      'GitHub could not process the request (HTTP 503) (request 4bf92f3577b34da6a3ce929d0e0e4736). Attempt 1 failed; the next one begins in 0.0 s.',
    );
    expect(reset.requests).toHaveLength(1);
    expect(reset.summary).toContain('the run was cancelled');
  });

  it('sends no request once the run is cancelled, with any method', async () => {
    await reset.start({ cancelled: AbortSignal.abort() });
    Object.assign(reset.environment, {
      INPUT_OIDC_PROVIDER_URN: '',
      INPUT_AGENCY_URN: '',
      INPUT_USE_ECS_AGENCY: 'true',
    });
    await reset.start({ cancelled: AbortSignal.abort() });
    expect(reset.requests).toEqual([]);
    expect(reset.outputs).toMatchObject({ not_sent_count: '2' });
    expect(reset.textsOf('failed')).toHaveLength(2);
  });
});
