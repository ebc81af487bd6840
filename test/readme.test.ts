import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod/mini';
import { APIS } from '../src/huaweicloud/ecs.ts';
import { KNOWN_CODES } from '../src/huaweicloud/error-codes.ts';
import { checkPassword, SYSTEMS } from '../src/inputs/password-rules.ts';
import { parseServerList } from '../src/inputs/server-list.ts';

const MAX_WORDS = 1_900;
const MAX_WORDS_BEFORE_WORKFLOW = 100;
const READMES = ['README.md', 'README.zh-CN.md'];
const SERVERS = ['0a1b2c3d-1111-4222-8333-444455556666', '0a1b2c3d-1111-4222-8333-444455557777'];

const Inputs = z.object({ inputs: z.record(z.string(), z.unknown()) });
const Workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      steps: z.array(z.object({ uses: z.string(), with: z.record(z.string(), z.unknown()) })),
    }),
  ),
});

async function read(path: string): Promise<string> {
  return await readFile(new URL(path, new URL('..', import.meta.url)), 'utf8');
}

/** What `wc -w` counts, with the signs of tables. */
function words(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

function blocks(page: string, language: string): string[] {
  return Array.from(
    page.matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms')),
    ([, block = '']) => block,
  );
}

const [readme = '', translation = ''] = await Promise.all(READMES.map(read));

describe('README.md', () => {
  it('is short', () => {
    expect(words(readme)).toBeLessThanOrEqual(MAX_WORDS);
  });

  it('shows its first workflow after few words', () => {
    const [before = ''] = readme.split('```yaml');
    expect(words(before)).toBeLessThanOrEqual(MAX_WORDS_BEFORE_WORKFLOW);
    expect(before.length).toBeLessThan(readme.length);
  });

  it.each(['npm ci && npm start', 'npm ci && npm test'])('has %s after git clone', (command) => {
    for (const page of [readme, translation]) {
      const [block = ''] = blocks(page, 'sh').filter((text) => text.includes(command));
      expect(block).toMatch(/^git clone .*\n(?:.*\n)*/);
    }
  });
});

describe.each([
  ['README.md', readme],
  ['README.zh-CN.md', translation],
])('the first workflow of %s', (_, page) => {
  const [workflow = ''] = blocks(page, 'yaml');

  it('is valid', async () => {
    const { context, value } = parseWorkflow(
      { name: 'reset.yml', content: workflow },
      new NoOperationTraceWriter(),
    );
    if (value !== undefined) await convertWorkflowTemplate(context, value);
    expect(context.errors.getErrors().map(({ rawMessage }) => rawMessage)).toEqual([]);
  });

  it('uses only inputs of the action, and only checks', async () => {
    const { inputs } = Inputs.parse(load(await read('action.yml')));
    const [job] = Object.values(Workflow.parse(load(workflow)).jobs);
    const given = job?.steps[0]?.with ?? {};
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    expect(given).toHaveProperty('dry_run', true);
    expect(given).toHaveProperty('server_ids', expect.stringContaining(SERVERS[0] ?? ''));
  });
});

describe('docs/servers.md', () => {
  it('shows formats that the action reads', async () => {
    const page = await read('docs/servers.md');
    const lists = [...blocks(page, 'text'), ...blocks(page, 'json')];
    expect(lists.length).toBeGreaterThan(4);
    for (const list of lists) {
      const result = parseServerList(list, {
        show: (text) => text,
        cleanName: (name) => name,
        byLine: false,
      });
      expect(result).toMatchObject({ ok: true, value: { servers: SERVERS } });
    }
  });
});

describe('docs/passwords.md', () => {
  // The command is for a shell with /dev/urandom.
  (process.platform === 'win32' ? it.skip : it)(
    'has a command that makes valid passwords, in two lengths',
    async () => {
      const [command = ''] = blocks(await read('docs/passwords.md'), 'sh');
      expect(command).toContain('head -c 11');
      for (const [variant, length] of [
        [command, 14],
        [command.replace('head -c 11', 'head -c 17'), 20],
      ] as const) {
        const passwords = Array.from({ length: 50 }, () =>
          execFileSync('sh', ['-c', variant], { encoding: 'utf8' }).replace(/\n$/, ''),
        );
        expect(new Set(passwords).size).toBe(passwords.length);
        for (const password of passwords) {
          expect(password).toHaveLength(length);
          for (const api of APIS) {
            for (const system of SYSTEMS) {
              expect(checkPassword(password, api, system)).toEqual({ errors: [], warnings: [] });
            }
          }
        }
      }
    },
  );
});

describe('docs/first-failure.zh-CN.md', () => {
  it('links each code that it names to its row', async () => {
    const page = await read('docs/first-failure.zh-CN.md');
    const codes = Array.from(page.matchAll(/`(\w+\.\d{4})`/g), ([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(KNOWN_CODES).toEqual(expect.arrayContaining(codes));
    for (const code of codes) {
      expect(page).toContain(
        `[\`${code}\`](troubleshooting/codes.md#${code.toLowerCase().replace('.', '-')})`,
      );
    }
  });
});
