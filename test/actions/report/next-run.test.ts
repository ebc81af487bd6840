import { expect, it } from '@jest/globals';
import { nextRunCommand } from '../../../src/actions/report/next-run.ts';

const RUN = { ids: ['a', 'b'], isComplete: true, inputs: [] };

function commandFor(reference: string, run = RUN): string | undefined {
  return nextRunCommand({ GITHUB_WORKFLOW_REF: reference }, run);
}

it('starts the workflow of the caller, on its branch', () => {
  const reference = 'octo/fleet/.github/workflows/rotation.yml@refs/heads/main';
  expect(commandFor(reference)).toBe(
    'gh workflow run rotation.yml --repo octo/fleet --ref main -f server_ids=a,b -f complete=true',
  );
  expect(commandFor(reference, { ...RUN, ids: [] })).toBe(
    'gh workflow run rotation.yml --repo octo/fleet --ref main',
  );
});

it('names a branch with slashes, a tag, and further inputs', () => {
  const of = 'octo/fleet/.github/workflows/rotation.yml@refs';
  expect(commandFor(`${of}/heads/team/ops`)).toContain(' --ref team/ops ');
  expect(commandFor(`${of}/tags/v1.2`)).toContain(' --ref v1.2 ');
  const inputs = ['fleet=north', 'region=cn-north-4'];
  const command = nextRunCommand(
    { GITHUB_WORKFLOW_REF: `${of}/heads/main` },
    { ids: ['a'], isComplete: false, inputs: inputs },
  );
  expect(command).toMatch(/-f fleet=north -f region=cn-north-4 -f server_ids=a -f complete=false$/);
});

it.each([
  ['no reference', ''],
  ['a reference without a branch', 'octo/fleet/.github/workflows/rotation.yml'],
  ['a name that a shell would run', 'octo/fleet/.github/workflows/$(id).yml@refs/heads/main'],
  ['a branch that a shell would run', 'octo/fleet/.github/workflows/a.yml@refs/heads/a;id'],
  ['a branch that is an option', 'octo/fleet/.github/workflows/a.yml@refs/heads/--web'],
  ['a branch with an at sign', 'octo/fleet/.github/workflows/a.yml@refs/heads/a@b'],
  ['a deeper path', 'octo/fleet/.github/workflows/deep/a.yml@refs/heads/main'],
  ['a long reference', `octo/fleet/.github/workflows/a.yml@refs/heads/${'a'.repeat(1_000)}`],
])('has no command for %s', (_, reference) => {
  expect(commandFor(reference)).toBeUndefined();
});

it('has no command for more servers than the form of a run takes', () => {
  const reference = 'octo/fleet/.github/workflows/rotation.yml@refs/heads/main';
  const ids = (count: number): string[] => Array<string>(count).fill('a');
  expect(commandFor(reference, { ...RUN, ids: ids(500) })).toBeDefined();
  expect(commandFor(reference, { ...RUN, ids: ids(501) })).toBeUndefined();
});
