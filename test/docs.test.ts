import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { logReport } from '../src/actions/publish.ts';
import { countsSentence } from '../src/actions/reset/conclusion.ts';
import { resetPublication } from '../src/actions/reset/publication.ts';
import { METADATA_TEXTS } from '../src/auth/failure-texts.ts';
import { KNOWN_CODES, knownCode } from '../src/huaweicloud/error-codes.ts';
import { redirectMessage } from '../src/huaweicloud/error-text.ts';
import { networkErrorMessage } from '../src/huaweicloud/network-errors.ts';
import type { NetworkError } from '../src/huaweicloud/network-errors.ts';
import { checkPassword } from '../src/inputs/password-rules.ts';
import { recordLog, reportOf } from './report/recorded-log.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Replaces the parts that differ from run to run. */
const ANYTHING = '…';
/** A shorter text could be anywhere on a page. */
const MIN_WORDING = 8;

/** One text of the source that a person can read; `ANYTHING` replaces what is filled in. */
interface Message {
  readonly file: string;
  readonly text: string;
}

/** Functions whose argument with this index is a message. */
const MESSAGE_ARGUMENTS: Readonly<Record<string, number>> = {
  addProblem: 1,
  failure: 0,
  'errors.push': 0,
  'warnings.push': 0,
  'windowsRules.push': 0,
  'unwritten.push': 0,
  error: 0,
  warning: 0,
  notice: 0,
  info: 0,
  setFailed: 0,
};
/** Properties and variables that contain a message, and functions that return one. */
const MESSAGE_NAMES =
  /^(?:message|notice|dryRunReason|skipReason|why|endpointProblem|internalError|intermediaryMessage|contains|lostMessage|missingIdToken|passwordProblem|proxyProblem|redirectMessage|statusMessage|what)$/;
/** A constant with such a name contains the problem of an input if its text begins like this. */
const CONSTANT = /^[A-Z_]+$/;
const PROBLEM = /^(?:begins|consists|contains|has|is|looks|names) /;

/** All texts of a file, by its syntax; no file has to be prepared for it. */
function messagesIn(file: string, source: string): Message[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const messages: Message[] = [];
  const visit = (node: ts.Node): void => {
    const value = messageOf(node);
    if (value !== undefined) messages.push(...textsOf(value).map((text) => ({ file, text })));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return messages;
}

/** The expression of the message that the node contains, if it contains one. */
function messageOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node)) {
    const [name = ''] = /(?:\w+\.push|\w+)$/.exec(node.expression.getText()) ?? [];
    return node.arguments[MESSAGE_ARGUMENTS[name] ?? Number.NaN];
  }
  if (
    (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
    MESSAGE_NAMES.test(node.name.getText())
  ) {
    return node.initializer;
  }
  if (ts.isVariableDeclaration(node) && CONSTANT.test(node.name.getText())) {
    const { initializer } = node;
    const isText = initializer !== undefined && ts.isStringLiteralLike(initializer);
    return isText && PROBLEM.test(initializer.text) ? initializer : undefined;
  }
  if (ts.isReturnStatement(node)) {
    const enclosing = ts.findAncestor(node, ts.isFunctionDeclaration);
    return MESSAGE_NAMES.test(enclosing?.name?.text ?? '') ? node.expression : undefined;
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
 * The words by which a message is looked for: its first fixed part of some length, up to a colon or
 * a full stop if enough words precede it.
 */
function wordingOf(text: string): string {
  const parts = text.split(ANYTHING).map((part) => part.replace(/^[\s.,;:()]+|[\s.,;:()]+$/g, ''));
  const first = parts.find((part) => part.length >= MIN_WORDING) ?? '';
  const [clause = ''] = first.split(/[:.] /);
  return clause.length >= MIN_WORDING + 4 ? clause : first;
}

/** Whether a quoted message, with its own `ANYTHING`, is part of one of the texts. */
function isMessage(quoted: string, texts: readonly string[]): boolean {
  const pattern = new RegExp(quoted.split(ANYTHING).map(RegExp.escape).join('.*'), 'i');
  return texts.some((text) => pattern.test(text));
}

/** The messages in the first column of the tables with the given heading. */
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

async function readAll(...patterns: string[]): Promise<string> {
  const texts = [];
  for await (const path of glob(patterns, { cwd: ROOT })) texts.push(await read(path));
  return texts.join('\n');
}

const messages: Message[] = [];
const sources: string[] = [];
for await (const path of glob('src/**/*.ts', { cwd: ROOT })) {
  const file = path.replaceAll('\\', '/');
  sources.push(file);
  messages.push(...messagesIn(file, await read(file)));
}
const wordings = [...new Set(messages.map(({ text }) => wordingOf(text)))].filter(
  (wording) => wording !== '',
);
/** All pages: the main one, and one for each further action. */
const troubleshooting = await readAll('docs/troubleshooting.md', 'docs/troubleshooting/*.md');
const authentication = await read('docs/authentication.md');

/** Typed so that none is missing. */
const NETWORK_ERRORS: Readonly<Record<NetworkError, true>> = {
  refused: true,
  dns: true,
  tls: true,
  tls_name: true,
  tls_expired: true,
  tls_not_yet_valid: true,
  tls_protocol: true,
  tls_handshake: true,
  proxy: true,
  proxy_credentials: true,
  proxy_denied: true,
  unreachable: true,
  timeout: true,
  closed: true,
  malformed: true,
  'too large': true,
  aborted: true,
};
const networkMessages = Object.keys(NETWORK_ERRORS).map((error) =>
  networkErrorMessage(error as NetworkError),
);

/** Messages that are put together from several texts. */
function composedMessages(): string[] {
  const { core, lines } = recordLog();
  const report = reportOf([{ id: 'a', outcome: 'accepted' }]);
  logReport(core, resetPublication(report, undefined), ['The report files', 'The outputs']);
  return [
    ...lines,
    countsSentence({ ...report, dryRun: true }),
    countsSentence({ ...report, skipReason: 'there are no credentials' }),
    METADATA_TEXTS.token.refused(403, '').message,
    METADATA_TEXTS.keys.refused(403, '').message,
    METADATA_TEXTS.keys.refused(404, 'configure an agency').message,
    ...networkMessages,
    redirectMessage('the endpoint', 302),
    ...checkPassword('x', 'batch', 'any').errors,
  ];
}

describe('the pages on troubleshooting', () => {
  it.each(KNOWN_CODES)('has a row for %s with its anchor, message and scope', (code) => {
    const row = troubleshooting.split('\n').find((line) => line.startsWith(`| \`${code}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells[1]).toContain(`<a id="${code.toLowerCase().replace('.', '-')}"></a>`);
    expect(cells[2]).toBe(`\`${String(knownCode(code)?.message)}\``);
    expect(cells[3]).toBe(knownCode(code)?.scope);
  });

  it('has rows only for codes that the action knows', () => {
    const codes = Array.from(troubleshooting.matchAll(/^\| `(\w+\.\d+)`/gm), ([, code]) => code);
    expect(codes).toEqual(KNOWN_CODES);
  });

  it('has a row for each network error', () => {
    const rows = quotedMessages(troubleshooting, /^\| Message /);
    expect(rows).toEqual(expect.arrayContaining(networkMessages));
  });

  it.each(wordings)('has “%s”', (wording) => {
    expect(troubleshooting.toLowerCase()).toContain(wording.toLowerCase());
  });

  it('has no row whose message the action does not print', () => {
    const texts = [...messages.map(({ text }) => text), ...composedMessages()];
    const rows = quotedMessages(troubleshooting, /^\| Message /);
    expect(rows.length).toBeGreaterThan(80);
    expect(rows.filter((quoted) => !isMessage(quoted, texts))).toEqual([]);
  });
});

describe('docs/authentication.md', () => {
  it('quotes messages that the action prints', () => {
    const texts = [...messages.map(({ text }) => text), ...composedMessages()];
    const quoted = quotedMessages(authentication, /^\| The message says /);
    expect(quoted.length).toBeGreaterThan(5);
    expect(quoted.filter((text) => !isMessage(text, texts))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('names files and folders that exist', async () => {
    const page = await read('docs/architecture.md');
    const paths = Array.from(
      page.matchAll(
        /`((?:src|test|simulator|harness|scripts|examples|dist|\.ci|\.github)\/[\w./-]*)`/g,
      ),
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(30);
    expect(
      paths.filter((path) => !existsSync(new URL(path, new URL('..', import.meta.url)))),
    ).toEqual([]);
  });

  it('names files in its picture that exist', async () => {
    const [, picture = ''] = (await read('docs/architecture.md')).split('```');
    const names = Array.from(picture.matchAll(/[\w/-]+\.ts\b/g), ([name]) => name);
    const files = sources.map((file) => `/${file}`);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !files.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });
});

describe('the search for messages', () => {
  it.each([
    ["inputs.addProblem('region', 'is empty: give it');", ['is empty: give it']],
    ["const reason = { message: `a ${b} c`, advice: 'Do it' };", ['a … c']],
    ["const message = a ? 'one' : b ? `two` : three;", ['one', 'two']],
    ["const HCL = 'is not JSON: write that';", ['is not JSON: write that']],
    ["const ADVICE = 'Check that';", []],
    ["function lostMessage() { return 'gone'; }", ['gone']],
    ["function lostServer() { return 'gone'; }", []],
  ])('finds in %s the messages %j', (source, texts) => {
    expect(messagesIn('x.ts', source).map(({ text }) => text)).toEqual(texts);
  });

  it('finds them in every folder of the source', () => {
    const files = new Set(messages.map(({ file }) => file));
    expect([...files]).toEqual(
      expect.arrayContaining([
        'src/actions/reset/log.ts',
        'src/actions/publish.ts',
        'src/actions/reset/reset.ts',
        'src/actions/session.ts',
        'src/actions/reset/settings.ts',
        'src/auth/auth-method.ts',
        'src/auth/failure-texts.ts',
        'src/huaweicloud/error-codes.ts',
        'src/huaweicloud/error-text.ts',
        'src/huaweicloud/send-with-retry.ts',
        'src/inputs/dry-run.ts',
        'src/inputs/endpoint-url.ts',
        'src/inputs/password-rules.ts',
        'src/inputs/text-file.ts',
        'src/report/log.ts',
        'src/inputs/foreign-text.ts',
        'src/auth/credential-form.ts',
      ]),
    );
    expect(messages.length).toBeGreaterThan(150);
  });

  it.each([
    ['is empty: give the list', 'is empty: give the list'],
    ['is not a valid region name: write one', 'is not a valid region name'],
    ['it may not. Request it', 'it may not. Request it'],
    ['this job may not. Request it', 'this job may not'],
    ['… sent no response: …', 'sent no response'],
  ])('looks for %s by the words %s', (text, wording) => {
    expect(wordingOf(text)).toBe(wording);
  });
});
