import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as original from '@actions/core';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Context, core } from '../../src/github/core.ts';

const TEXTS = [
  '',
  'plain',
  'two\nlines',
  'Windows\r\nline ends\r',
  '100 % of a:b,c',
  '%0A%0D%25',
  '::error::x',
  '##[error]x',
  'Größe 密码 😀',
  ' blanks ',
  '\u001b[31mred\u001b[0m',
  '{"a":"b"}',
];
let printed: string;
let exitCode: typeof process.exitCode;

beforeEach(() => {
  printed = '';
  exitCode = process.exitCode;
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = exitCode;
});

/** What a function prints, and the exit code that it sets. */
function recorded(act: () => void): { printed: string; exitCode: typeof process.exitCode } {
  printed = '';
  process.exitCode = undefined;
  act();
  return { printed, exitCode: process.exitCode };
}

describe('prints the same bytes as @actions/core', () => {
  const ANNOTATIONS = ['error', 'warning', 'notice'] as const;

  it.each(TEXTS)('%j', (text) => {
    // Secrets with two colons are looked at below.
    const masks = text.includes('::') ? [] : (['setSecret'] as const);
    for (const kind of [...ANNOTATIONS, 'info', 'setFailed', ...masks] as const) {
      const expected = recorded(() => {
        original[kind](text);
      });
      expect(expected.printed).toMatch(/\n$/);
      const actual = recorded(() => {
        core[kind](text);
      });
      expect(actual).toEqual(expected);
    }
  });

  it.each([...TEXTS, 'a:b,c\n100 %'])('with the title %j and all other properties', (title) => {
    const properties = {
      title,
      file: 'src/a,b.ts',
      startLine: 1,
      endLine: 2,
      startColumn: 3,
      endColumn: 4,
    };
    for (const kind of ANNOTATIONS) {
      const expected = recorded(() => {
        original[kind]('x', properties);
      });
      expect(expected.printed).toContain('endColumn=4');
      const actual = recorded(() => {
        core[kind]('x', properties);
      });
      expect(actual).toEqual(expected);
    }
  });

  it('an Error', () => {
    for (const kind of [...ANNOTATIONS, 'setFailed'] as const) {
      const expected = recorded(() => {
        original[kind](new TypeError('x'));
      });
      const actual = recorded(() => {
        core[kind](new TypeError('x'));
      });
      expect(actual).toEqual(expected);
    }
  });

  it('setFailed fails the step', () => {
    const actual = recorded(() => {
      core.setFailed('x');
    });
    expect(actual).toEqual({ printed: '::error::x\n', exitCode: 1 });
  });
});

it('writes the same summary, because it is the same object', () => {
  expect(core.summary).toBe(original.summary);
});

describe('setOutput', () => {
  const { GITHUB_OUTPUT: before } = process.env;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'toolkit-'));
    file = join(folder, 'output');
    process.env['GITHUB_OUTPUT'] = file;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env['GITHUB_OUTPUT'];
    else process.env['GITHUB_OUTPUT'] = before;
    await rm(folder, { recursive: true, force: true });
  });

  /** The file of outputs, with its random delimiters replaced. */
  async function written(act: () => void): Promise<string> {
    await writeFile(file, '');
    act();
    return (await readFile(file, 'utf8')).replace(/ghadelimiter_[0-9a-f-]{36}/g, 'DELIMITER');
  }

  it.each(TEXTS)('writes the same bytes as @actions/core: %j', async (text) => {
    const expected = await written(() => {
      original.setOutput('results', text);
    });
    expect(expected).toContain('results<<DELIMITER\n');
    expect(
      await written(() => {
        core.setOutput('results', text);
      }),
    ).toBe(expected);
    expect(printed).toBe('');
  });

  it('throws when there is no file, and prints nothing of the value', () => {
    delete process.env['GITHUB_OUTPUT'];
    expect(() => {
      core.setOutput('results', 'value');
    }).toThrow();
    expect(printed).toBe('');
    process.env['GITHUB_OUTPUT'] = join(folder, 'missing');
    expect(() => {
      core.setOutput('results', 'value');
    }).toThrow('Missing file');
  });
});

it('exports the context of @actions/github', () => {
  expect(new Context()).toHaveProperty('payload');
});

describe('a secret with two colons', () => {
  const SECRETS = ['ab::cd', '::error::x', 'ab::', ' a::b ::c', 'x ::y=z::', ':::', '100%::%'];

  /** How GitHub's runner reads a command: the name and its properties end at the next `::`. */
  function asGitHub(line: string): { name: string; value: string } {
    const end = line.indexOf('::', 2);
    const [name = ''] = line.slice(2, end).split(' ');
    return { name, value: line.slice(end + 2) };
  }

  /** How act and its descendants read a command: without a blank, the name ends at the last `::`. */
  function nameInAct(line: string): string | undefined {
    return /^::([^ ]+)(?: .+)?::[^\r\n]*$/.exec(line)?.[1];
  }

  it.each(SECRETS)('%j is masked as a whole by GitHub, and printed by no runner', (secret) => {
    const { printed: line } = recorded(() => {
      core.setSecret(secret);
    });
    const command = line.replace(/\n$/, '');
    expect(asGitHub(command)).toEqual({ name: 'add-mask', value: secret.replaceAll('%', '%25') });
    expect(nameInAct(command)).toBe('add-mask');
  });

  it('would be printed by act without the property', () => {
    const { printed: line } = recorded(() => {
      original.setSecret('ab::cd');
    });
    expect(nameInAct(line.replace(/\n$/, ''))).not.toBe('add-mask');
  });
});
