import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Folders } from '../../harness/action.ts';
import { annotationsOf } from '../../harness/invariants.ts';
import { expectInputError, PASSWORD, serverId, withSimulator } from '../../harness/scenario.ts';

interface InvalidFile {
  readonly file: string;
  /** Creates the file. */
  readonly create?: (folders: Folders) => Promise<void> | void;
  readonly path: (folders: Folders) => string;
  readonly says: RegExp;
  readonly hidden?: string;
}

const LIST = `${serverId(1)}\n`;
const inWorkspace = (content: string | Uint8Array, says: RegExp, hidden?: string) => ({
  create: ({ workspace }: Folders) => writeFile(join(workspace, 'list'), content),
  path: () => 'list',
  says,
  ...(hidden !== undefined && { hidden }),
});

const INVALID: readonly InvalidFile[] = [
  { file: 'that does not exist', path: () => 'list', says: /^names a file that does not exist/ },
  { file: 'that is empty', ...inWorkspace('', /^names an empty file/) },
  { file: 'with blank lines only', ...inWorkspace(' \r\n\t\n', /^names an empty file/) },
  { file: 'with an empty JSON array', ...inWorkspace('[]', /empty list/) },
  { file: 'with broken JSON', ...inWorkspace('["hidden', /not valid JSON/, 'hidden') },
  {
    file: 'with invalid entries, named only by their lines',
    ...inWorkspace(`${LIST}hidden-word\n\n${LIST}also-hidden\n`, /line 2, line 5\. /, 'hidden'),
  },
  {
    file: 'with invalid entries in JSON, named only by position',
    ...inWorkspace(`["${serverId(1)}","hidden"]`, /entry 2\. /, 'hidden'),
  },
  {
    file: 'with one JSON string of invalid entries',
    ...inWorkspace('"hidden-word"', /entry 1\. |line 1\. /, 'hidden'),
  },
  {
    file: 'with many invalid entries, of which five are named',
    ...inWorkspace('hidden\n'.repeat(9), /line 1, line 2, line 3, line 4, line 5 and 4 more/),
  },
  {
    file: 'that is a private key',
    ...inWorkspace('-----BEGIN KEY-----\nhidden\n-----END KEY-----\n', /line 1/, 'hidden'),
  },
  {
    file: 'with all outputs of Terraform',
    ...inWorkspace(
      '{"ids":{"type":"string","value":"hidden"},"key":{"type":"string","value":"hidden"}}',
      /terraform output -json NAME/,
      'hidden',
    ),
  },
  {
    file: 'with text of the setup-terraform wrapper',
    ...inWorkspace(`[command]/bin/terraform output\n${LIST}`, /terraform_wrapper: false/),
  },
  {
    file: 'that is not UTF-8',
    ...inWorkspace(new Uint8Array([0xff, 0xfe, 0x30, 0x00]), /UTF-8/),
  },
  {
    file: 'larger than 32 MiB',
    create: async ({ workspace }) => {
      await writeFile(join(workspace, 'list'), LIST);
      await truncate(join(workspace, 'list'), 32 * 1024 * 1024 + 1);
    },
    path: () => 'list',
    says: /larger than 32 MiB/,
  },
  {
    file: 'that is a folder',
    create: async ({ workspace }) => {
      await mkdir(join(workspace, 'list'));
    },
    path: () => 'list',
    says: /is not a file/,
  },
  { file: 'that is the workspace', path: ({ workspace }) => workspace, says: /./ },
  {
    file: 'outside, by an absolute path',
    create: ({ temp }) => writeFile(join(dirname(temp), 'list'), LIST),
    path: ({ temp }) => join(dirname(temp), 'list'),
    says: /^is outside the workspace and RUNNER_TEMP/,
  },
  {
    file: 'outside, by a relative path',
    create: ({ temp }) => writeFile(join(dirname(temp), 'list'), LIST),
    path: () => '../list',
    says: /^is outside the workspace and RUNNER_TEMP/,
  },
  {
    file: 'outside, behind a link',
    create: async ({ temp, workspace }) => {
      await writeFile(join(dirname(temp), 'list'), LIST);
      await symlink(join(dirname(temp), 'list'), join(workspace, 'link'));
    },
    path: () => 'link',
    says: /^is outside the workspace and RUNNER_TEMP/,
  },
  {
    file: 'in a folder whose name only begins like the workspace',
    create: async ({ workspace }) => {
      await mkdir(`${workspace}-other`);
      await writeFile(join(`${workspace}-other`, 'list'), LIST);
    },
    path: ({ workspace }) => join(`${workspace}-other`, 'list'),
    says: /^is outside the workspace and RUNNER_TEMP/,
  },
  { file: 'of the machine', path: () => process.execPath, says: /^is outside the workspace/ },
  {
    file: 'with a hostile name',
    path: () => 'x\n::error::gotcha\r::set-output name=a::b##[error]%0A',
    says: /^names a file that does not exist/,
    hidden: 'gotcha',
  },
];

describe('a server_ids_file', () => {
  const expectFileError = async ({ create, path, says, hidden }: InvalidFile): Promise<void> => {
    await withSimulator({}, async (simulator) => {
      const run = await expectInputError(
        simulator,
        { server_ids: undefined },
        {
          ...(create && { prepare: create }),
          inputs: (folders) => ({ server_ids_file: path(folders) }),
        },
      );

      const errors = annotationsOf(run, 'error');
      // A problem in a file of the workspace has its place, which the annotation at the end has not.
      const isInside = /^::error title=[a-z-]+,file=(?:list|pipe)[,:]/m.test(run.stdout);
      expect(errors.slice(1)).toEqual(isInside ? ['The inputs are not valid.'] : []);
      expect(run.summary).toContain('| server_ids_file');
      const [name = '', ...rest] = errors[0]?.split(' ') ?? [];
      expect(name).toBe('server_ids_file');
      expect(rest.join(' ')).toMatch(says);
      expect(run.stdout).not.toContain(hidden ?? '\0');
    });
  };

  it.concurrent.each(INVALID)('$file', expectFileError);

  it.concurrent.each([
    ['of lines', `${LIST}\nweb-01\n`, 'list', 'file=list,line=3'],
    ['of JSON', `[\n"${serverId(1)}",\n"web-01"]`, 'list', 'file=list,line=3'],
    ['of JSON that ends too early', '[', 'list', 'file=list'],
    ['of Terraform', 'tolist([\n', 'list', 'file=list'],
    ['by a path with more parts', 'web-01', 'lists/../list', 'file=list,line=1'],
  ])('%s has its place in the annotation', async (_what, content, path, place) => {
    await withSimulator({}, async (simulator) => {
      const prepare = async ({ workspace }: Folders): Promise<void> => {
        await mkdir(join(workspace, 'lists'));
        await writeFile(join(workspace, 'list'), content);
      };
      const run = await expectInputError(
        simulator,
        { server_ids: undefined, server_ids_file: path },
        { prepare },
      );

      expect(run.stdout).toContain(
        `\n::error title=reset-ecs-passwords,${place}::server_ids_file `,
      );
      expect(run.stdout).not.toContain('web-01');
      expect(run.summary).toContain(
        `| server_ids_file<br>${place.replace('file=', '').replace(',line=', ', line ')} |`,
      );
    });
  });

  it.concurrent.each([
    ['in RUNNER_TEMP', 'list'],
    ['with a secret in its name', `${PASSWORD}-list`],
  ])('%s has no place in the annotation', async (where, name) => {
    await withSimulator({}, async (simulator) => {
      const folder = ({ temp, workspace }: Folders): string =>
        where === 'in RUNNER_TEMP' ? temp : workspace;
      const run = await expectInputError(
        simulator,
        { server_ids: undefined },
        {
          prepare: (folders) => writeFile(join(folder(folders), name), 'web-01'),
          inputs: (folders) => ({ server_ids_file: join(folder(folders), name) }),
        },
      );

      expect(run.stdout).not.toContain('file=');
      expect(run.summary).toContain('| server_ids_file | contains something');
    });
  });

  // Windows has no named pipes in folders.
  (process.platform === 'win32' ? it.skip : it)(
    'that is a named pipe does not block the run (not on Windows)',
    () =>
      expectFileError({
        file: 'pipe',
        create: ({ workspace }) => {
          execFileSync('mkfifo', [join(workspace, 'pipe')]);
        },
        path: () => 'pipe',
        says: /is not a file/,
      }),
  );

  // Root can read every file, and some containers run their tests as root.
  (process.getuid?.() === 0 || process.platform === 'win32' ? it.skip : it)(
    'that is not readable (not on Windows, and not as root)',
    () =>
      expectFileError({
        file: 'secret',
        create: ({ workspace }) => writeFile(join(workspace, 'list'), LIST, { mode: 0o000 }),
        path: () => 'list',
        says: /cannot be read/,
      }),
  );
});
