import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CONFIG = '.dependency-cruiser.js';
const PROGRAM = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** Each file and the files that it imports; those that end in `:type` are type-only imports. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  // Allowed: every import points down the list.
  'src/main.ts': ['src/actions/reset/run.ts', 'src/retry/clock.ts'],
  'src/version.ts': [],
  'src/actions/reset/run.ts': ['src/report/log.ts', 'src/auth/target.ts', 'src/version.ts'],
  'src/actions/reset/settings.ts': ['src/inputs/inputs.ts', 'src/actions/reset/run.ts'],
  'src/report/log.ts': ['src/secrets/redact.ts:type'],
  'src/auth/target.ts': ['src/inputs/inputs.ts'],
  'src/inputs/inputs.ts': ['src/github/core.ts'],
  'src/github/core.ts': [],
  'src/secrets/redact.ts': ['src/retry/clock.ts'],
  'src/retry/clock.ts': [],
  'simulator/server.ts': [],
  'harness/action.ts': ['src/github/core.ts', 'simulator/server.ts'],
  'scripts/demo.ts': ['harness/action.ts'],
  // Refused.
  'src/result.ts': ['src/retry/clock.ts'],
  'src/retry/up.ts': ['src/fleet/types.ts:type'],
  'src/fleet/types.ts': [],
  'src/fleet/up.ts': ['src/huaweicloud/ecs.ts'],
  'src/huaweicloud/ecs.ts': [],
  'src/huaweicloud/up.ts': ['src/main.ts'],
  'src/actions/verify/run.ts': ['src/actions/reset/run.ts'],
  'src/new/a.ts': ['src/retry/clock.ts'],
  'src/fleet/unlisted.ts': ['src/new/a.ts'],
  'src/inputs/simulated.ts': ['simulator/server.ts', 'harness/action.ts', 'scripts/demo.ts'],
  'simulator/shared.ts': ['src/retry/clock.ts'],
  'harness/one.ts': ['harness/two.ts:type'],
  'harness/two.ts': ['harness/one.ts'],
  'scripts/missing.ts': ['scripts/not-there.ts'],
};

let violations: string[] = [];
let folder = '';

function source(imports: readonly string[], path: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  const lines = imports.map((entry, index) => {
    const [imported = '', isType] = entry.split(':');
    const keyword = isType === undefined ? 'export' : 'export type';
    return `${keyword} * as m${String(index)} from '${up}${imported}';`;
  });
  return [...lines, 'export const value = 1;', ''].join('\n');
}

/** Runs what the npm script runs. */
function cruise(): Promise<{ code: unknown; output: string }> {
  const folders = ['src', 'simulator', 'harness', 'scripts'];
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...folders], { cwd: folder }, (error, stdout) => {
      resolve({ code: error?.code, output: stdout });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imports-'));
  await cp(join(ROOT, CONFIG), join(folder, CONFIG));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [path, imports] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source(imports, path));
  }
  const { code, output } = await cruise();
  expect(code).toBeGreaterThan(0);
  violations = Array.from(
    stripVTControlCharacters(output).matchAll(/error (\S+): (\S+) →\s+(\S+)/g),
    ([, rule = '', from = '', to = '']) => `${rule}: ${from} -> ${to}`,
  );
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('npm run lint:imports', () => {
  it.each([
    ['a type-only import of a higher folder', 'order-retry: src/retry/up.ts -> src/fleet/types.ts'],
    ['an import of a higher folder', 'order-fleet: src/fleet/up.ts -> src/huaweicloud/ecs.ts'],
    ['an import of main.ts', 'main-is-first: src/huaweicloud/up.ts -> src/main.ts'],
    ['an import by a file that all may import', 'leaf: src/result.ts -> src/retry/clock.ts'],
    [
      'an import of another action',
      'separate-actions: src/actions/verify/run.ts -> src/actions/reset/run.ts',
    ],
    [
      'an import by a folder that is not listed',
      'listed-importer: src/new/a.ts -> src/retry/clock.ts',
    ],
    [
      'an import of a folder that is not listed',
      'listed-import: src/fleet/unlisted.ts -> src/new/a.ts',
    ],
    ['the simulator in src/', 'src-alone: src/inputs/simulated.ts -> simulator/server.ts'],
    ['the harness in src/', 'src-alone: src/inputs/simulated.ts -> harness/action.ts'],
    ['scripts in src/', 'src-alone: src/inputs/simulated.ts -> scripts/demo.ts'],
    ['src/ in the simulator', 'simulator-alone: simulator/shared.ts -> src/retry/clock.ts'],
    ['a circle through a type-only import', 'no-circle: harness/one.ts -> harness/two.ts'],
    ['a file that does not exist', 'resolvable: scripts/missing.ts -> ../scripts/not-there.ts'],
  ])('refuses %s', (_, violation) => {
    expect(violations).toContain(violation);
  });

  it('accepts all other imports', () => {
    const importers = new Set(violations.map((line) => /: (.*) ->/.exec(line)?.[1] ?? ''));
    expect([...importers].sort()).toEqual(
      [
        'harness/one.ts',
        'scripts/missing.ts',
        'simulator/shared.ts',
        'src/actions/verify/run.ts',
        'src/fleet/unlisted.ts',
        'src/fleet/up.ts',
        'src/huaweicloud/up.ts',
        'src/inputs/simulated.ts',
        'src/new/a.ts',
        'src/result.ts',
        'src/retry/up.ts',
      ].sort(),
    );
  });
});
