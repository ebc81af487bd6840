import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { KNOWN_CODES, knownCode } from '../src/huaweicloud/error-codes.ts';
import { failureMessage } from '../src/huaweicloud/network-errors.ts';
import { findProject } from '../src/huaweicloud/iam.ts';
import { agencyKeys } from '../src/huaweicloud/metadata.ts';
import type { NetworkError } from '../src/huaweicloud/transport.ts';
import { checkPassword } from '../src/inputs/password-rules.ts';
import { logReport } from '../src/report/log.ts';
import { countsSentence } from '../src/report/report.ts';
import { core } from '../src/github/core.ts';
import { response, createContext } from '../harness/request-context.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Stands for what differs from run to run. */
const ANYTHING = '…';
/** Fewer characters are in every page. */
const SHORTEST_WORDING = 8;

/** One text of the source that is shown to a person; `ANYTHING` stands for what is filled in. */
interface Message {
  readonly file: string;
  readonly text: string;
}

/** Functions that show, or hand on to be shown, the argument with this index. */
const SAYING: Readonly<Record<string, number>> = {
  wrong: 1,
  complain: 1,
  problem: 0,
  'errors.push': 0,
  'warnings.push': 0,
  'windowsRules.push': 0,
  'unwritten.push': 0,
  error: 0,
  warning: 0,
  notice: 0,
  info: 0,
  setFailed: 0,
  say: 0,
};
/** Functions, properties and variables that hold such a text. */
const TEXTS = /^(?:message|dryRunReason|why|nobody|unasked|endpointProblem|lostText|otherText)$/;

/** All texts of a file, by its syntax; no file has to be prepared for it. */
function messagesIn(file: string, source: string): Message[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    const value = saidBy(node);
    if (value !== undefined) found.push(...textsOf(value).map((text) => ({ file, text })));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What the node says to a person, if it does. */
function saidBy(node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node)) {
    const [name = ''] = /(?:\w+\.push|\w+)$/.exec(node.expression.getText()) ?? [];
    return node.arguments[SAYING[name] ?? Number.NaN];
  }
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) {
    return TEXTS.test(node.name.getText()) ? node.initializer : undefined;
  }
  if (ts.isReturnStatement(node)) {
    const inside = ts.findAncestor(node, ts.isFunctionDeclaration);
    return TEXTS.test(inside?.name?.text ?? '') ? node.expression : undefined;
  }
  return undefined;
}

function textsOf(value: ts.Expression): string[] {
  if (ts.isStringLiteralLike(value)) return [value.text];
  if (ts.isTemplateExpression(value)) {
    return [
      [value.head.text, ...value.templateSpans.map((span) => span.literal.text)].join(ANYTHING),
    ];
  }
  if (ts.isConditionalExpression(value)) {
    return [...textsOf(value.whenTrue), ...textsOf(value.whenFalse)];
  }
  return [];
}

/**
 * The words by which a message is looked for: its first fixed part of some length, without what
 * follows behind a colon or a full stop if there is enough before it.
 */
function wordingOf(text: string): string {
  const parts = text.split(ANYTHING).map((part) => part.replace(/^[\s.,;:()]+|[\s.,;:()]+$/g, ''));
  const first = parts.find((part) => part.length >= SHORTEST_WORDING) ?? '';
  const [clause = ''] = first.split(/[:.] /);
  return clause.length >= SHORTEST_WORDING + 4 ? clause : first;
}

/** Whether a quoted message, with its own `ANYTHING`, can be found in one of the texts. */
function isSaid(quoted: string, texts: readonly string[]): boolean {
  const pattern = new RegExp(quoted.split(ANYTHING).map(RegExp.escape).join('.*'), 'i');
  return texts.some((text) => pattern.test(text));
}

/** The messages that stand in the first column of the tables with the given heads of columns. */
function quotedMessages(page: string, head: RegExp): string[] {
  const rows = page.split(/\n(?!\|)/).filter((table) => head.test(table.trimStart()));
  return rows
    .flatMap((table) => table.trimStart().split('\n').slice(2))
    .flatMap((row) => Array.from(row.split(' | ')[0]?.matchAll(/`([^`]+)`/g) ?? []))
    .map(([, quoted = '']) => quoted);
}

async function read(path: string): Promise<string> {
  return await readFile(new URL(path, new URL('..', import.meta.url)), 'utf8');
}

const messages: Message[] = [];
for await (const path of glob('src/**/*.ts', { cwd: ROOT })) {
  const file = path.replaceAll('\\', '/');
  messages.push(...messagesIn(file, await read(file)));
}
const wordings = [...new Set(messages.map(({ text }) => wordingOf(text)))].filter(
  (wording) => wording !== '',
);
const troubleshooting = await read('docs/troubleshooting.md');
const authentication = await read('docs/authentication.md');

/** Texts that show only when they are put together. */
async function composed(): Promise<string[]> {
  const said: string[] = [];
  const say = (text: string | Error): void => void said.push(String(text));
  const counts = { accepted: 1, failed: 1, unknown: 0, not_sent: 0, requested: 2 };
  const run = { url: '', actor: '', event: '', commit: '', started: '', ended: '' };
  const report = { results: [], counts, dryRun: false, skipReason: '', run };
  logReport({ ...core, info: say, setFailed: say }, report, ['The report files', 'The outputs']);
  const sentences = [
    countsSentence({ ...report, dryRun: true }),
    countsSentence({ ...report, skipReason: 'there are no credentials' }),
  ];

  const credentials = { kind: 'token', token: 'fake-token' } as const;
  const endpoint = 'https://iam.example.com';
  const project = await findProject(
    { credentials, endpoint, region: 'cn-north-4', quote: String, signedIn: false },
    createContext([response(200, { projects: [] })]).context,
  );
  const keys = await agencyKeys(createContext([response(403)]).context, () => undefined);
  const refusals = [project, keys].flatMap((found) =>
    'reason' in found ? found.reason.message : [],
  );
  return [...said, ...sentences, ...refusals, ...checkPassword('x', 'batch', 'any').errors];
}

describe('docs/troubleshooting.md', () => {
  it.each(KNOWN_CODES)('has a row for %s with its message and whom it concerns', (code) => {
    const row = troubleshooting.split('\n').find((line) => line.startsWith(`| \`${code}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells[2]).toBe(`\`${String(knownCode(code)?.message)}\``);
    expect(cells[3]).toBe(knownCode(code)?.scope);
  });

  it('has rows for codes that the action knows only', () => {
    const codes = Array.from(troubleshooting.matchAll(/^\| `(\w+\.\d+)`/gm), ([, code]) => code);
    expect(codes).toEqual(KNOWN_CODES);
  });

  it('has a row for each cause of the network', () => {
    const causes: Readonly<Record<NetworkError, true>> = {
      refused: true,
      dns: true,
      tls: true,
      proxy: true,
      unreachable: true,
      timeout: true,
      closed: true,
      malformed: true,
      'too large': true,
      aborted: true,
    };
    const rows = quotedMessages(troubleshooting, /^\| Message /);
    expect(rows).toEqual(
      expect.arrayContaining(
        Object.keys(causes).map((cause) => failureMessage(cause as NetworkError)),
      ),
    );
  });

  it.each(wordings)('has “%s”', (wording) => {
    expect(troubleshooting.toLowerCase()).toContain(wording.toLowerCase());
  });

  it('has no row whose message the action no longer prints', async () => {
    const texts = [...messages.map(({ text }) => text), ...(await composed())];
    const rows = quotedMessages(troubleshooting, /^\| Message /);
    expect(rows.length).toBeGreaterThan(80);
    expect(rows.filter((quoted) => !isSaid(quoted, texts))).toEqual([]);
  });
});

describe('docs/authentication.md', () => {
  it('quotes messages that the action prints', async () => {
    const texts = [...messages.map(({ text }) => text), ...(await composed())];
    const quoted = quotedMessages(authentication, /^\| The message says /);
    expect(quoted.length).toBeGreaterThan(5);
    expect(quoted.filter((text) => !isSaid(text, texts))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('names files and folders that exist', async () => {
    const page = await read('docs/architecture.md');
    const paths = Array.from(
      page.matchAll(/`((?:src|test|simulator|scripts|examples|dist|\.ci|\.github)\/[\w./-]*)`/g),
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(30);
    expect(
      paths.filter((path) => !existsSync(new URL(path, new URL('..', import.meta.url)))),
    ).toEqual([]);
  });
});

describe('the search for messages', () => {
  it.each([
    ["inputs.wrong('region', 'is empty: give it');", ['is empty: give it']],
    ["const reason = { message: `a ${b} c`, advice: 'Do it' };", ['a … c']],
    ["const message = a ? 'one' : b ? `two` : three;", ['one', 'two']],
    ["function lostText() { return 'gone'; }", ['gone']],
    ["function otherwise() { return 'gone'; }", []],
  ])('finds in %s what is said', (source, texts) => {
    expect(messagesIn('x.ts', source).map(({ text }) => text)).toEqual(texts);
  });

  it('finds them all over the source', () => {
    const files = new Set(messages.map(({ file }) => file));
    expect([...files]).toEqual(
      expect.arrayContaining([
        'src/huaweicloud/ask.ts',
        'src/huaweicloud/errors.ts',
        'src/password.ts',
        'src/report/log.ts',
        'src/reset/limits.ts',
        'src/run.ts',
        'src/server-list-file.ts',
        'src/settings.ts',
      ]),
    );
    expect(messages.length).toBeGreaterThan(150);
  });

  it.each([
    ['is empty: give the list', 'is empty: give the list'],
    ['is no name of a region: write one', 'is no name of a region'],
    ['it may not. Ask for it', 'it may not. Ask for it'],
    ['this job may not. Ask for it', 'this job may not'],
    ['… gave no answer: …', 'gave no answer'],
  ])('looks for %s by its wording', (text, wording) => {
    expect(wordingOf(text)).toBe(wording);
  });
});
