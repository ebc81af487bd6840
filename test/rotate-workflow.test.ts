/** What act does not know about the reusable workflow: environments, masks, permissions, releases. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod/mini';
import { VERSION } from '../src/version.ts';

const ROTATE = '.github/workflows/rotate.yml';
const OWN = /^[\w-]+\/reset-ecs-passwords(?:\/(?<folder>[\w-]+))?@(?<ref>\S+)$/;

const Texts = z.record(z.string(), z.union([z.string(), z.boolean(), z.number()]));
const Step = z.object({
  id: z.optional(z.string()),
  if: z.optional(z.string()),
  run: z.optional(z.string()),
  uses: z.optional(z.string()),
  with: z.optional(Texts),
});
const Job = z.object({
  if: z.optional(z.string()),
  needs: z.optional(z.union([z.string(), z.array(z.string())])),
  environment: z.string(),
  permissions: Texts,
  outputs: z.optional(z.record(z.string(), z.string())),
  steps: z.array(Step),
});
const Rotate = z.object({
  on: z.object({
    workflow_call: z.object({
      inputs: z.record(z.string(), z.object({ type: z.string(), default: z.optional(z.string()) })),
      outputs: z.record(z.string(), z.object({ value: z.string() })),
    }),
  }),
  permissions: Texts,
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(z.string(), Job),
});

async function read(path: string): Promise<string> {
  return readFile(new URL(path, new URL('..', import.meta.url)), 'utf8');
}

const text = await read(ROTATE);
const workflow = Rotate.parse(load(text));
const jobs = Object.entries(workflow.jobs);
const steps = jobs.flatMap(([job, { steps }]) => steps.map((step) => ({ ...step, job })));
const own = steps.flatMap((step) => {
  const groups = OWN.exec(step.uses ?? '')?.groups;
  return groups === undefined
    ? []
    : [{ ...step, folder: groups['folder'] ?? '', ref: groups['ref'] }];
});
/** The actions that send requests. */
const connected = own.filter(({ folder }) => folder !== 'report');

describe('jobs of the rotation', () => {
  it('each name the input with their environment', () => {
    expect(jobs.map(([name, { environment }]) => [name, environment])).toEqual([
      ['select', '${{ inputs.check_environment }}'],
      ['reset', '${{ inputs.reset_environment }}'],
      ['restart', '${{ inputs.restart_environment }}'],
      ['verify', '${{ inputs.check_environment }}'],
      ['finish', '${{ inputs.check_environment }}'],
    ]);
  });

  it('have no rights but to read the lists and to sign in', () => {
    expect(workflow.permissions).toEqual({});
    for (const [, { permissions, steps }] of jobs) {
      const readsLists = steps.some(({ uses }) => uses?.startsWith('actions/checkout@') === true);
      const expected = { 'id-token': 'write', ...(readsLists && { contents: 'read' }) };
      expect(permissions).toEqual(expected);
    }
  });

  it('have no output that can contain a masked value: only IDs, counts, versions and truth values', () => {
    const allowed = new RegExp(
      [
        'steps\\.\\w+\\.outputs\\.(?:\\w+_count|\\w*server_ids|due|resumed|dry_run|version_id)',
        'steps\\.\\w+\\.outcome',
        'github\\.run_attempt',
      ].join('|'),
      'g',
    );
    for (const [, { outputs = {} }] of jobs) {
      for (const expression of Object.values(outputs)) {
        // What is left are operators, and texts of this file.
        expect(expression.replaceAll(allowed, '')).toMatch(
          /^\$\{\{[\s&|!=]*(?:'success'|''|[\s&|!=])*\}\}$/,
        );
      }
    }
  });

  it('give no secret to anything but the connection of an action', () => {
    const secrets = ['access_key', 'secret_key', 'security_token'];
    for (const { with: given = {}, run = '', uses } of steps) {
      for (const [name, value] of Object.entries(given)) {
        if (String(value).includes('secrets.')) {
          expect(value).toBe(`\${{ secrets.${name} }}`);
          expect(secrets).toContain(name);
          expect(uses).toMatch(OWN);
        }
      }
      expect(run).not.toContain('${{');
    }
    expect(text).not.toContain('secrets: inherit');
  });

  it('connect in the same way in each step, with the agency of their job', () => {
    const agencies = {
      reset: 'reset_agency_urn || inputs.',
      restart: 'restart_agency_urn || inputs.',
    };
    for (const { folder, job, with: given = {} } of connected) {
      const agency = job === 'reset' || job === 'restart' ? agencies[job] : '';
      const usesStore = folder === 'password' || folder === 'verify' || folder === '';
      const names = ['region', 'project_id', 'endpoint', 'iam_endpoint', 'sts_endpoint'];
      const expected = {
        ...Object.fromEntries(
          [
            ...names,
            ...(usesStore ? ['csms_endpoint'] : []),
            ...['oidc_provider_urn', 'identity_provider', 'oidc_audience', 'use_ecs_agency'],
          ].map((name) => [name, `\${{ inputs.${name} }}`]),
        ),
        agency_urn: `\${{ inputs.${agency}agency_urn }}`,
        access_key: '${{ secrets.access_key }}',
        secret_key: '${{ secrets.secret_key }}',
        security_token: '${{ secrets.security_token }}',
      };
      expect(given).toMatchObject(expected);
    }
  });

  it('send unknown servers once more after ten minutes, for which the timeout leaves room', () => {
    const reset = steps.find(({ id }) => id === 'reset')?.with;
    expect(reset).toMatchObject({
      wait_for_servers: '${{ inputs.wait_for_servers }}',
      retry_unknown_after: "${{ inputs.retry_unknown_after || '600' }}",
      timeout: "${{ inputs.reset_timeout || '1800' }}",
    });
  });

  it('pass dry_run to every action that changes something or logs in', () => {
    const changing = connected.filter(({ folder }) => folder !== 'select');
    const given = changing.map(({ id, with: given }) => [id, given?.['dry_run']]);
    const input = '${{ inputs.dry_run }}';
    expect(given).toEqual([
      ['due', true],
      ['prepare', input],
      ['reset', input],
      ['restart', input],
      ['verify', input],
      ['promote', input],
    ]);
  });

  it('use only outputs of jobs that they wait for', () => {
    for (const [, job] of jobs) {
      const needs = [job.needs ?? []].flat();
      for (const [, name = '', output = ''] of JSON.stringify(job).matchAll(
        /needs\.(\w+)\.(?:outputs\.(\w+)|result)/g,
      )) {
        expect(needs).toContain(name);
        if (output !== '') expect(workflow.jobs[name]?.outputs).toHaveProperty(output);
      }
    }
  });

  it('run no shell of more than three lines', () => {
    for (const { run = '' } of steps) expect(run.trim().split('\n').length).toBeLessThanOrEqual(3);
  });

  it('promote only after every step succeeded', () => {
    const condition = steps.find(({ id }) => id === 'promote')?.if ?? '';
    for (const part of [
      '!cancelled()',
      "needs.select.result == 'success'",
      "needs.reset.result == 'success'",
      "needs.reset.outputs.dry_run == 'false'",
      "needs.restart.result == 'success'",
      "needs.verify.result == 'success'",
    ]) {
      expect(condition).toContain(part);
    }
  });
});

describe('the call of the rotation', () => {
  it('takes texts without defaults, so that an empty expression is the same as no input', () => {
    for (const [, input] of Object.entries(workflow.on.workflow_call.inputs)) {
      expect(input).toEqual({ type: 'string', default: undefined });
    }
  });

  it('uses each input', () => {
    const inputs = Object.keys(workflow.on.workflow_call.inputs);
    expect(inputs.filter((name) => !new RegExp(`inputs\\.${name}\\b`).test(text))).toEqual([]);
    const used = Array.from(text.matchAll(/\binputs\.(\w+)/g), ([, name]) => name);
    expect(used.filter((name) => !inputs.includes(name ?? ''))).toEqual([]);
  });

  it('runs one rotation of a secret at a time, and never cancels one', () => {
    expect(workflow.concurrency).toEqual({
      group: 'rotate-${{ inputs.region }}-${{ inputs.project_id }}-${{ inputs.secret_name }}',
      'cancel-in-progress': false,
    });
  });

  it.each(['rotation.yml', 'several-fleets.yml'])('%s has at most 40 lines', async (example) => {
    const lines = (await read(`examples/${example}`)).split('\n');
    const written = lines.filter((line) => !/^\s*(?:#|$)/.test(line));
    expect(written.length).toBeLessThanOrEqual(40);
  });

  it.each(['rotation.yml', 'several-fleets.yml'])('%s gives inputs that exist', async (example) => {
    const { jobs } = z
      .object({ jobs: z.object({ rotate: z.object({ with: Texts }) }) })
      .parse(load(await read(`examples/${example}`)));
    expect(Object.keys(workflow.on.workflow_call.inputs)).toEqual(
      expect.arrayContaining(Object.keys(jobs.rotate.with)),
    );
  });
});

describe('a release of the rotation', () => {
  const refs = new Set(own.map(({ ref }) => ref));

  it('is named by its major version on main, and by its exact tag in a release', () => {
    expect(own.length).toBeGreaterThan(0);
    expect(refs.size).toBe(1);
    expect(['v1', `v${VERSION}`]).toContain([...refs][0]);
  });

  it('gets its exact tag by scripts/pin-workflow.ts, and nothing else changes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pin-workflow-'));
    try {
      await mkdir(join(folder, '.github/workflows'), { recursive: true });
      const onMain = text.replaceAll(`@v${VERSION}\n`, '@v1\n');
      await writeFile(join(folder, ROTATE), onMain);
      const script = fileURLToPath(new URL('../scripts/pin-workflow.ts', import.meta.url));
      const pin = (tag: string): string =>
        execFileSync(process.execPath, [script, tag], {
          cwd: folder,
          encoding: 'utf8',
          stdio: 'pipe',
        });
      pin('v1.2.3');
      const pinned = await readFile(join(folder, ROTATE), 'utf8');
      expect(pinned).not.toMatch(/reset-ecs-passwords(?:\/[\w-]+)?@v1$/m);
      expect(pinned.match(/reset-ecs-passwords(?:\/[\w-]+)?@v1\.2\.3$/gm)).toHaveLength(own.length);
      expect(pinned.replaceAll('@v1.2.3\n', '@v1\n')).toBe(onMain);
      // A second tag finds nothing to write.
      expect(() => pin('v1.2.4')).toThrow(/nothing to write/);
      expect(() => pin('v1.2')).toThrow(/usage/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
