import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/index';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod/mini';
import { actionFolders } from '../scripts/actions.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Folders without files of the repository. */
const FOREIGN = /(?:^|[/\\])(?:node_modules|\.git|\.stryker-tmp|build|coverage|reports)$/;

const Entries = z.record(z.string(), z.record(z.string(), z.unknown()));
const Metadata = z.object({ inputs: Entries, outputs: Entries });
const Step = z.object({
  id: z.optional(z.string()),
  uses: z.optional(z.string()),
  with: z.optional(z.record(z.string(), z.unknown())),
});
const Workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({ uses: z.optional(z.string()), steps: z.optional(z.array(Step)) }),
  ),
});

const action = await read('action.yml');
const ACTION_FILES = ['action.yml', ...actionFolders().map((name) => `${name}/action.yml`)];
const workflows = [
  ...(await filesLike('examples/*.yml')),
  ...(await filesLike('.github/workflows/*.yml')),
];

async function read(path: string): Promise<string> {
  return await readFile(new URL(path, new URL('..', import.meta.url)), 'utf8');
}

async function filesLike(pattern: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of glob(pattern, { cwd: ROOT, exclude: (name) => FOREIGN.test(name) })) {
    paths.push(path.replaceAll('\\', '/'));
  }
  return paths.sort();
}

/** The errors that GitHub's own parser finds in the metadata file of an action. */
function actionErrors(content: string): string[] {
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ rawMessage }) => rawMessage);
}

/** The same for a workflow, with the errors that are found only when its jobs are converted. */
async function workflowErrors(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ rawMessage }) => rawMessage);
}

/** Whether a `uses:` names an action or a workflow of this repository. */
function isOwn(uses: string): boolean {
  return uses.startsWith('./') || /^[\w-]+\/reset-ecs-passwords[@/]/.test(uses);
}

/** The text with one part replaced, which must be in it. */
function changed(text: string, part: string, by: string): string {
  expect(text).toContain(part);
  return text.replace(part, by);
}

/** The `action.yml` that a step uses; undefined for an action of another repository. */
function actionFileOf(uses: string): string | undefined {
  const own = /^(?:\.|[\w-]+\/reset-ecs-passwords)(?:\/(\w*))?(?:@.*)?$/.exec(uses);
  if (own === null) return undefined;
  const [, folder = ''] = own;
  return folder === '' ? 'action.yml' : `${folder}/action.yml`;
}

describe('action.yml', () => {
  it('is valid', () => {
    expect(actionErrors(action)).toEqual([]);
  });

  it.each([
    ['an unknown key', 'author:', 'writer:', "Unexpected value 'writer'"],
    ['no name', 'name: Reset ECS passwords\n', '', 'Required property is missing: name'],
    [
      'no runs',
      action.slice(action.indexOf('\nruns:')),
      '\n',
      'Required property is missing: runs',
    ],
    ['a list for a text', 'author: the', 'author:\n  - the', 'A sequence was not expected'],
    [
      'a text for a list of inputs',
      'inputs:\n',
      'inputs: none\nmore:\n',
      "Unexpected value 'none'",
    ],
    ['an icon that GitHub does not allow', 'icon: lock', 'icon: key', "Unexpected value 'key'"],
    ['a color that GitHub does not allow', 'color: red', 'color: pink', "Unexpected value 'pink'"],
    ['something that is not valid YAML', 'author: the', 'author: "the', 'Missing closing "quote'],
  ])('would not be valid with %s', (_, part, by, error) => {
    expect(actionErrors(changed(action, part, by)).join('\n')).toContain(error);
  });

  it('has no other keys in its inputs and outputs, which the parser would allow', () => {
    const { inputs, outputs } = Metadata.parse(load(action));
    const keysOf = (entries: z.output<typeof Entries>): string[] => [
      ...new Set(Object.values(entries).flatMap((entry) => Object.keys(entry))),
    ];
    expect(['deprecationMessage', 'description', 'default', 'required']).toEqual(
      expect.arrayContaining(keysOf(inputs)),
    );
    expect(keysOf(outputs)).toEqual(['description']);
  });

  it('has the branding that the Marketplace requires; the parser checks icons and colors', () => {
    expect(load(action)).toHaveProperty('branding', {
      icon: expect.stringMatching(/./),
      color: expect.stringMatching(/./),
    });
  });

  it('is only in the root folder and in those of the other actions, except for stubs in the tests', async () => {
    const files = await filesLike('**/action.{yml,yaml}');
    expect(files.filter((file) => !file.startsWith('test/workflows/stubs/'))).toEqual(
      ACTION_FILES.toSorted(),
    );
    // The search includes folders.
    expect(files.length).toBeGreaterThan(ACTION_FILES.length);
  });
});

describe.each(actionFolders())('%s/action.yml', (name) => {
  it('is valid, and runs the bundle on Node 24', async () => {
    const text = await read(`${name}/action.yml`);
    expect(actionErrors(text)).toEqual([]);
    expect(load(text)).toHaveProperty('runs', {
      using: 'node24',
      main: `../dist/${name}/index.js`,
    });
  });
});

describe('workflows', () => {
  it('exist as examples and for this repository', () => {
    expect(workflows).toEqual(
      expect.arrayContaining(['examples/rotation.yml', '.github/workflows/ci.yml']),
    );
  });

  it.each(workflows)('%s is valid', async (path) => {
    expect(await workflowErrors(path, await read(path))).toEqual([]);
  });

  it.each(workflows)('%s uses only inputs and outputs that the actions have', async (path) => {
    const text = await read(path);
    const steps = Object.values(Workflow.parse(load(text)).jobs).flatMap((job) => job.steps ?? []);
    const own = steps.flatMap((step) => {
      const file = actionFileOf(step.uses ?? '');
      return file === undefined ? [] : [{ ...step, file }];
    });
    for (const { file, id, with: given = {} } of own) {
      const { inputs, outputs } = Metadata.parse(load(await read(file)));
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      const used = Array.from(text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g))
        .filter(([, step]) => step === id)
        .map(([, , name = '']) => name);
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(used));
    }
  });

  it.each(workflows.filter((path) => path.startsWith('examples/')))(
    '%s uses an action or a workflow of this repository',
    async (path) => {
      const { jobs } = Workflow.parse(load(await read(path)));
      const used = Object.values(jobs).flatMap(({ steps = [], uses }) => [
        ...steps.map((step) => step.uses),
        uses,
      ]);
      expect(used.some((name) => isOwn(name ?? ''))).toBe(true);
    },
  );

  const small = [
    'on: push',
    'jobs:',
    '  reset:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - run: echo ${{ vars.REGION }}',
    '  restart:',
    '    needs: reset',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - run: echo',
  ].join('\n');

  it('are valid if they are small', async () => {
    expect(await workflowErrors('small.yml', small)).toEqual([]);
  });

  it.each([
    ['an unknown key', 'needs: reset', 'requires: reset', "Unexpected value 'requires'"],
    ['a wrong type', 'on: push', 'on: [[push]]', 'A sequence was not expected'],
    ['an unknown context', 'vars.REGION', 'var.REGION', "Unrecognized named-value: 'var'"],
    ['a job that does not exist', 'needs: reset', 'needs: rest', "unknown job 'rest'"],
  ])('would not be valid with %s', async (_, part, by, error) => {
    const errors = await workflowErrors('small.yml', changed(small, part, by));
    expect(errors.join('\n')).toContain(error);
  });
});
