import { expect, it } from '@jest/globals';
import { renderProblems } from '../../src/report/problems.ts';
import type { Problem } from '../../src/inputs/inputs.ts';

const NO_PERMISSION = 'needs an ID token. Add these lines:\n\npermissions:\n  id-token: write\n';

function render(...problems: Problem[]): string[] {
  return renderProblems(problems, 'Password reset').split('\n\n');
}

it('lists the problems of the inputs, and says what to do', () => {
  const location = { file: 'fleet/web|01.txt', line: 12 };
  expect(
    render(
      { input: 'password', message: 'must have 8 to 26 characters' },
      { input: 'server_ids_file', message: 'is not valid: <b>', location },
      { input: 'server_ids_file', message: 'is odd', location: { file: 'x' } },
    ),
  ).toEqual([
    '## ❌ No request was sent: 3 inputs must be corrected',
    'Password reset',
    '**Nothing was changed.** This run ended before its first request.',
    '### Next steps',
    '1. Correct the inputs that the table names, in the workflow, in its secrets and variables, or in the list of servers.\n2. Start a new run. “Re-run jobs” is right only if you corrected secrets or variables: it uses the files and the inputs of this run again.',
    '### What must be corrected',
    [
      '| Input | Problem |',
      '| --- | --- |',
      '| password | must have 8 to 26 characters. |',
      '| server_ids_file<br>fleet&#47;web&#124;01.txt, line 12 | is not valid&#58; &#60;b&#62;. |',
      '| server_ids_file<br>x | is odd. |',
    ].join('\n'),
  ]);
});

it('shows lines to copy as a block', () => {
  const parts = render({ input: 'agency_urn', message: NO_PERMISSION });
  expect(parts[0]).toBe('## ❌ No request was sent: 1 input must be corrected');
  expect(parts.slice(6)).toEqual([
    '| Input | Problem |\n| --- | --- |\n| agency_urn | needs an ID token. Add these lines&#58; |',
    '### Lines for agency_urn',
    '<pre>\npermissions&#58;\n  id-token&#58; write\n</pre>',
  ]);
});
