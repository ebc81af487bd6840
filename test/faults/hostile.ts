/** Hostile text from outside, the responses that can carry it, and what must not come of it. */
import { expect } from '@jest/globals';
import type { ActionRun } from '../../harness/action.ts';
import { logOf } from '../../harness/invariants.ts';

/** Text that tries to be a workflow command, markup, or misleading Unicode. */
export const HOSTILE: readonly string[] = [
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

export const SHAPES: Readonly<Record<string, (text: string) => unknown>> = {
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
export function expectInert(run: ActionRun): void {
  for (const command of commandsIn(run.stdout)) {
    expect(command).toMatch(
      /^::(?:add-mask(?: type=secret)?::|error::|(?:error|warning|notice) title=reset-ecs-passwords(?:,file=servers(?:,line=\d+)?)?::)/,
    );
    expect(command).not.toMatch(/^::(?:error|warning|notice)[^:]*::forged/);
  }
  // The pattern uses Unicode classes, because ESLint's no-control-regex forbids control characters.
  const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  expect(logOf(run).filter((line) => invisible.test(line))).toEqual([]);
  const lines = run.summary.split('\n');
  expect(lines.filter((line) => invisible.test(line.replaceAll('\ufe0f', '')))).toEqual([]);
  expectNoForeignMarkup(run.summary);
  expectTables(lines);
}

/** Checks that the summary has no markup but that of the action. */
function expectNoForeignMarkup(summary: string): void {
  const lists = /^```text\n[\w,-]*\n```$/gm;
  const titles = /^<details><summary>[^<>[\]`]*<\/summary>$|^<\/details>$|^<\/?pre>$/gm;
  const own = summary.replace(lists, '').replace(titles, '').replaceAll('<br>', '');
  expect(own).not.toMatch(/[<>[\]`]|!\[|^# |^#+ \W*forged/m);
}

/** Checks that every row of a table has as many cells as its head. */
function expectTables(lines: readonly string[]): void {
  const cells = lines.map((line) => (line.startsWith('|') ? line.split('|').length : 0));
  const uneven = cells.filter((count, index) => {
    const before = cells[index - 1] ?? 0;
    return count > 0 && before > 0 && count !== before;
  });
  expect(uneven).toEqual([]);
}
