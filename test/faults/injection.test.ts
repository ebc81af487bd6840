/** Hostile text from outside: the log may show it, but the runner must not execute it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Simulator } from '../../simulator/simulator.ts';
import { runAction } from '../../harness/action.ts';
import type { ActionOptions, ActionRun } from '../../harness/action.ts';
import { expectConsistentReport, logOf } from '../../harness/invariants.ts';
import { SECRETS } from './run-with-fault.ts';

/** Text that tries to be a workflow command, markup, or misleading Unicode. */
const HOSTILE: readonly string[] = [
  '\n::set-output name=accepted_count::99',
  '\r::add-mask::accepted',
  '\r\n::error title=forged::forged',
  '%0A::warning::forged',
  '%0D%0A::notice::forged',
  '\u2028::stop-commands::forged',
  'a ::debug::forged',
  '##[error]forged',
  '\n##[set-output name=x]forged',
  'x ##[add-mask]accepted',
  '</details><h1>forged</h1><img src=x onerror=alert(1)>',
  '| forged | table |\n| --- | --- |',
  '```\n# forged',
  '[forged](http://evil.example)![x](http://evil.example/x.png)',
  '<!-- forged',
  '\u202egnp.exe forged',
  '\u2066forged\u2069\u200b\ufeff',
  '\u0000\u0007\u001b[31mforged\u001b[0m',
  '&lt;b&gt;forged',
  `${'long '.repeat(5_000)}\n::error::forged`,
];

const SHAPES: Readonly<Record<string, (text: string) => unknown>> = {
  'the message of ECS': (text) => ({ error: { code: 'Ecs.9999', message: text } }),
  'the code of ECS': (text) => ({ error: { code: `Ecs.0001${text}`, message: text } }),
  'a reason per server': (text) => ({
    error: { code: 'Ecs.0611', message: text },
    internalError: [{ id: text, error_code: text, error_message: text }],
  }),
  'the message and request id of the gateway': (text) => ({
    error_code: 'APIGW.9999',
    error_msg: text,
    request_id: text,
  }),
  'the message of IAM': (text) => ({ error: { code: 401, message: text, title: text } }),
  'code and message': (text) => ({ code: text, message: text }),
  'the name and message of OpenStack': (text) => ({ [text]: { code: 400, message: text } }),
  'an error that is a text': (text) => ({ error: text }),
  'a body that is not JSON': (text) => text,
};

/** The lines that the runner treats as commands. */
function commandsIn(stdout: string): string[] {
  return stdout
    .split(/\r\n|\r|\n/)
    .filter((line) => /^\s*::[a-z-]+.*::/i.test(line) || line.includes('##['));
}

/** Checks that there are only commands of the action, no markup and no invisible characters. */
function expectInert(run: ActionRun, simulator?: Simulator): void {
  for (const command of commandsIn(run.stdout)) {
    expect(command).toMatch(
      /^::(?:add-mask::|error::|(?:error|warning|notice) title=reset-ecs-passwords(?:,file=servers(?:,line=\d+)?)?::)/,
    );
    expect(command).not.toMatch(/^::(?:error|warning|notice)[^:]*::forged/);
  }
  // The pattern uses Unicode classes, because ESLint's no-control-regex forbids control characters.
  const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  expect(logOf(run).filter((line) => invisible.test(line))).toEqual([]);
  expect(run.summary.split('\n').filter((line) => invisible.test(line))).toEqual([]);
  expectNoForeignMarkup(run.summary);
  expect(run.outputs['accepted_count'] ?? '0').toBe('0');
  if (simulator !== undefined) expectConsistentReport(run, simulator.serverIds);
}

/** Checks that the summary has no markup but that of the action. */
function expectNoForeignMarkup(summary: string): void {
  const lists = /^```text\n[\w,-]*\n```$/gm;
  const titles = /^<details><summary>[^<>[\]`]*<\/summary>$|^<\/details>$|^<\/?pre>$/gm;
  const own = summary.replace(lists, '').replace(titles, '').replaceAll('<br>', '');
  expect(own).not.toMatch(/[<>[\]`]|!\[|^# /m);
  expect(own.match(/^#{2,} (?!❌|Next steps$|What must be corrected$|Lines for )/gmu)).toBeNull();
  // Every table row has as many cells as its header.
  const tables = own
    .trimEnd()
    .split('\n\n')
    .filter((part) => part.startsWith('|'));
  for (const table of tables) {
    const widths = new Set(table.split('\n').map((line) => line.split('|').length));
    expect(widths.size).toBe(1);
  }
}

async function inputs(simulator: Simulator): Promise<Record<string, string>> {
  return Promise.resolve({
    endpoint: simulator.endpoint,
    project_id: simulator.projectId,
    auth_token: simulator.authToken,
    server_ids: simulator.serverIds.join(','),
    password: SECRETS.password,
    max_retries: '0',
  });
}

describe.each(Object.keys(SHAPES))('hostile text in %s', (shape) => {
  it.each([400, 500])('with HTTP %i', async (status) => {
    const simulator = await Simulator.start({ servers: HOSTILE.length });
    simulator.script(
      ...HOSTILE.map((text) => ({
        status,
        body: SHAPES[shape]?.(text) ?? {},
        headers: { 'x-request-id': encodeURI(text.slice(0, 100)) },
      })),
    );
    try {
      const run = await runAction({ ...(await inputs(simulator)), batch_size: '1' });
      expect(run.exitCode).toBe(1);
      expect(simulator.requests).toHaveLength(HOSTILE.length);
      expectInert(run, simulator);
    } finally {
      await simulator.close();
    }
  });
});

describe('hostile text in inputs', () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const base = {
    endpoint: 'http://127.0.0.1:9',
    project_id: 'p',
    auth_token: SECRETS.authToken,
    server_ids: id,
    password: SECRETS.password,
  };
  const NAMES = [
    'project_id',
    'server_ids',
    'server_ids_file',
    'dry_run',
    'region',
    'endpoint',
    'api',
    'check_password',
    'os',
    'batch_size',
    'timeout',
    'access_key',
    'password',
  ];

  it.each(HOSTILE.map((text) => ({ text: text.slice(0, 40), whole: text })))(
    'all of them: $text',
    async ({ whole }) => {
      // An environment variable cannot contain a null byte.
      const text = whole.replaceAll('\0', '');
      const run = await runAction({
        ...base,
        ...Object.fromEntries(NAMES.map((name) => [name, text])),
      });
      expect(run.exitCode).toBe(1);
      expect(run.outputs).toEqual({});
      expectInert(run);
    },
  );

  it('a list of servers, as text and as JSON', async () => {
    for (const text of [HOSTILE.map(clean0).join(','), JSON.stringify(HOSTILE)]) {
      const run = await runAction({ ...base, server_ids: text });
      expect(run.exitCode).toBe(1);
      expectInert(run);
    }
  });

  it.each(['text', 'JSON'])('a file of servers, as %s', async (form) => {
    const options: ActionOptions = {
      prepare: async ({ workspace }) => {
        const content = form === 'JSON' ? JSON.stringify(HOSTILE) : HOSTILE.join('\n');
        await writeFile(join(workspace, 'servers'), content);
      },
    };
    const run = await runAction({ ...base, server_ids: '', server_ids_file: 'servers' }, options);
    expect(run.exitCode).toBe(1);
    expectInert(run);
    // The content of a file is never quoted.
    expect(run.stdout).not.toContain('forged');
  });
});

function clean0(text: string): string {
  return text.replaceAll('\0', '');
}
