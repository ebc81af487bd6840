import { describe, expect, it } from '@jest/globals';
import { INPUT_NAMES } from '../../harness/action-file.ts';
import { annotationsOf, logOf } from '../../harness/invariants.ts';
import { expectInputError, SECURITY_TOKEN, withSimulator } from '../../harness/scenario.ts';
import { INVALID_AUTH_INPUTS } from './invalid-auth-inputs.ts';
import { INVALID_RESET_INPUTS } from './invalid-reset-inputs.ts';

const INVALID = { ...INVALID_RESET_INPUTS, ...INVALID_AUTH_INPUTS };

it('every input of action.yml has invalid values', () => {
  const inTheirOwnSuite = ['server_ids_file'];
  expect([...Object.keys(INVALID), ...inTheirOwnSuite].sort()).toEqual([...INPUT_NAMES].sort());
});

const CASES = Object.entries(INVALID).flatMap(([input, forms]) =>
  forms.map((form) => ({ input, ...form })),
);

describe('an invalid value of', () => {
  it.concurrent.each(CASES)('$input: $form', async ({ input, inputs, options, says, ...form }) => {
    await withSimulator({}, async (simulator) => {
      const run = await expectInputError(simulator, inputs, options);

      const errors = annotationsOf(run, 'error');
      expect(errors).toHaveLength(1);
      const [name = '', ...rest] = errors[0]?.split(' ') ?? [];
      expect(name).toBe(form.subject ?? input);
      expect(rest.join(' ')).toMatch(says);
      expect(run.stdout).not.toContain(form.hidden ?? '\0');
    });
  });
});

describe('many invalid inputs at once', () => {
  it.concurrent('are all reported in one run, after the masks', () =>
    withSimulator({}, async (simulator) => {
      const run = await expectInputError(simulator, {
        project_id: 'a/b',
        server_ids: 'web-1',
        password: 'too weak for this',
        dry_run: 'perhaps',
        region: 'CN',
        endpoint: 'http://ecs.example.com',
        access_key: '',
        security_token: SECURITY_TOKEN,
        session_duration: '1',
        oidc_audience: 'two words',
        use_ecs_agency: 'perhaps',
        iam_endpoint: 'iam',
        sts_endpoint: 'sts',
        api: 'v9',
        check_password: 'x',
        os: 'plan9',
        batch_size: '0',
        concurrency: '0',
        max_retries: '-1',
        request_timeout: '0',
        timeout: '0',
      });

      expect(
        annotationsOf(run, 'error')
          .map((text) => text.split(' ')[0])
          .sort(),
      ).toEqual([
        'access_key',
        'api',
        'batch_size',
        'check_password',
        'concurrency',
        'dry_run',
        'endpoint',
        'iam_endpoint',
        'max_retries',
        'oidc_audience',
        'os',
        'password',
        'project_id',
        'region',
        'request_timeout',
        'server_ids',
        'session_duration',
        'sts_endpoint',
        'timeout',
        'use_ecs_agency',
      ]);
      expect(logOf(run)[0]).toBe('No request was sent, because of the inputs:');
      expect(logOf(run)).toHaveLength(21);
    }),
  );
});
