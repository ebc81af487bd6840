import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { resetPublication } from '../src/actions/reset/publication.ts';
import { readSettings } from '../src/actions/reset/settings.ts';
import { readSettings as readSelectSettings } from '../src/actions/select/settings.ts';
import { core } from '../src/github/core.ts';
import { Inputs } from '../src/inputs/inputs.ts';
import { setServerOutputs } from '../src/report/outputs.ts';
import { Secrets } from '../src/secrets/redact.ts';
import { actionFile } from '../harness/action-file.ts';
import { reportOf } from './report/recorded-log.ts';

interface ActionFile {
  readonly description: string;
  readonly inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { readonly using: string; readonly main: string };
}

const action = load(
  await readFile(new URL('../action.yml', import.meta.url), 'utf8'),
) as ActionFile;

it('declares exactly the inputs that are read', async () => {
  const names = new Set<string>();
  const record = (name: string): string => {
    names.add(name);
    return '';
  };
  await readSettings({
    inputs: new Inputs(record, {}),
    event: { name: 'push' },
    secrets: new Secrets(() => undefined),
  });
  expect([...names].sort()).toEqual(Object.keys(action.inputs).sort());
});

it('declares exactly the inputs that select reads', async () => {
  const names = new Set<string>();
  const record = (name: string): string => {
    names.add(name);
    return '';
  };
  await readSelectSettings({
    inputs: new Inputs(record, {}),
    event: { name: 'push' },
    secrets: new Secrets(() => undefined),
  });
  // The check that all endpoints belong to one cloud also looks for one that this action does not have.
  names.delete('csms_endpoint');
  expect([...names].sort()).toEqual([...actionFile('select').inputNames].sort());
});

it('declares exactly the outputs that are set', () => {
  const set: string[] = [];
  const report = reportOf([]);
  const recording = { ...core, setOutput: (name: string) => void set.push(name) };
  const { furtherLists } = resetPublication(report, undefined);
  setServerOutputs(recording, report, { report: '', remaining: '' }, furtherLists);
  expect(set.sort()).toEqual(Object.keys(action.outputs).sort());
});

it('requires no input, because each may come from another source, and describes everything', () => {
  const entries = [...Object.values(action.inputs), ...Object.values(action.outputs)];
  expect(entries.every(({ description }) => description.trim() !== '')).toBe(true);
  expect(Object.values(action.inputs).filter(({ required }) => required === true)).toEqual([]);
});

it('writes its defaults as texts', () => {
  const defaults = Object.values(action.inputs).map((input) => input.default);
  expect(defaults.every((value) => value === undefined || typeof value === 'string')).toBe(true);
});

it('runs the bundle on Node 24', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
});

it('has a description of less than 125 characters, as the Marketplace requires', () => {
  expect(action.description.length).toBeLessThan(125);
});
