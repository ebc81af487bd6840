import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { StepCounter, worstCases } from '../harness/expression-steps.ts';
import type { WorstCase } from '../harness/expression-steps.ts';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));

/**
 * Every regular expression of the action, by file, and the texts that it sees. Most of these texts come
 * from outside, and some are large, so each expression takes linear time.
 */
const EXPRESSIONS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'actions/report/next-run.ts': [
    [/^refs\/(?:heads|tags)\//, 'reference of at most 1,000 characters'],
    [/^[\w.-]+$/, 'reference of at most 1,000 characters'],
  ],
  'actions/report/rotation-report.ts': [
    [/^[a-z_]{1,40}$/, 'report file'],
    [/^[\w.]{1,64}$/, 'report file'],
    [/^[\w-]{1,64}$/, 'report file'],
  ],
  'actions/report/settings.ts': [
    [/^[A-Za-z_][\w-]{0,63}=[\w.,:/@%+-]{0,200}$/, 'input'],
    [/[\s,]+/, 'input'],
  ],
  'actions/restart/wave-sizes.ts': [[/^(\d{1,4})(%?)$/, 'input of at most 1,000 characters']],
  'actions/select/filters.ts': [[/^[A-Za-z0-9_-]{1,64}$/, 'input']],
  'actions/select/read-filters.ts': [
    [/\r\n|\r|\n/, 'input'],
    [/\p{C}/u, 'input'],
    [/["'{}[\]]/, 'input'],
    [/^\*+$/, 'input'],
  ],
  'actions/select/select-texts.ts': [[/^[A-Za-z_-]{1,40}$/, 'response']],
  'actions/select/settings.ts': [[/^[A-Za-z0-9_-]{1,64}$/, 'input']],
  'actions/password/generator.ts': [
    [/[A-Z]/, 'generated password'],
    [/[a-z]/, 'generated password'],
    [/[0-9]/, 'generated password'],
    [/[^A-Za-z0-9]/, 'generated password'],
    [/^[A-Za-z0-9]/, 'generated password'],
  ],
  'actions/password/settings.ts': [[/^(\d{1,5})([dh])$/, 'input']],
  'actions/verify/publication.ts': [[/\n$/, 'input']],
  'actions/verify/settings.ts': [
    [/[\s\p{C}]/u, 'secret'],
    [/\p{C}/u, 'input'],
  ],
  'auth/auth-method.ts': [
    [/^[\x21-\x7e]{1,255}$/, 'input'],
    [/^[\w+=/-]+:[\w+=/*-]*:[\w+=/-]+:agency:[\x21-\x7e]+$/i, 'input of at most 1,500 characters'],
    [
      /^[\w+=/-]+:[\w+=/*-]*:[\w+=/-]+:oidcProvider:[\x21-\x7e]+$/i,
      'input of at most 1,500 characters',
    ],
    [/^[\x21-\x7e]{1,64}$/, 'input'],
  ],
  'auth/session-name.ts': [[/[^\w+=,.@-]/g, 'environment']],
  'auth/credential-form.ts': [
    [
      /^(?:(?:export|set|env|const|let|var)\s{1,8})?[-$"'`\s]{0,4}[A-Za-z_][\w .:-]{0,60}["'`]?\s{0,4}[:=]+>?\s{0,4}[^:=>\s]/i,
      'secret',
    ],
    [/^\$[({]{0,2}\s{0,8}[A-Za-z_]|^%\w+%$|^\{\{/, 'secret'],
    [/^[[{]/, 'secret'],
    [/[\r\n\u2028\u2029]/, 'secret'],
    [/,/, 'secret'],
    [/["'`\u00ab\u00bb\u2018-\u201f\uff02\uff07]/, 'secret'],
    [/\s/, 'secret'],
    [/\\/, 'secret'],
    [/;/, 'secret'],
    [/[[\](){}<>]/, 'secret'],
    [/^\*+$/, 'secret'],
    [/[^\x21-\x7e]/, 'secret'],
    [/=/, 'secret'],
  ],
  'auth/id-token-source.ts': [[/^[\x21-\x7e]+$/, 'secret']],
  'auth/id-token.ts': [[/^[\w-]+\.[\w-]+\.[\w-]+$/, 'secret in a response']],
  'auth/target.ts': [[/^\P{C}{1,64}$/u, 'environment']],
  'github/event.ts': [
    [/^(?:pull_request|merge_group)/, 'event'],
    [/^(?:refs\/heads\/)?gh-readonly-queue\//, 'event'],
  ],
  'huaweicloud/csms.ts': [
    [/^[A-Za-z0-9_-]{1,64}$/, 'input, and the stages of a response'],
    [/^v[0-9]{1,10}$/, 'input, and the versions of a response'],
  ],
  'huaweicloud/error-codes.ts': [
    [/^APIG\./, 'code that fits its pattern'],
    [/^APIGW?\./, 'code that fits its pattern'],
  ],
  'huaweicloud/error-text.ts': [
    [/expired|timestamp|clock/i, 'message of a response'],
    [/not (?:exist|found)/i, 'message of a response'],
    [/verify|signature/i, 'message of a response'],
    [/unknown|invalid (?:ak|access)/i, 'message of a response'],
  ],
  'huaweicloud/iam.ts': [[/^[A-Za-z0-9_-]{1,64}$/, 'input, response']],
  'huaweicloud/jobs.ts': [[/^[A-Za-z0-9_-]{1,64}$/, 'response']],
  'huaweicloud/network-errors.ts': [
    [/^(?:tls|proxy)/, 'own text'],
    [/CERT|TLS|SELF_SIGNED|UNABLE_TO|ISSUER/, 'code of Node.js'],
    [/^Proxy response \((\d{3})\)/, 'message of undici, its first 100 characters'],
  ],
  'huaweicloud/no-proxy.ts': [
    [/^\[|\]$/g, 'input'],
    [/\.$/, 'input'],
    [/[\s,]+/, 'environment'],
    [/^\*?\./, 'environment'],
    [/\.$/, 'environment'],
    [/^\[([^\]]*)\](?::(\d+))?$/, 'environment'],
    [/^([^:]*):(\d+)$/, 'environment'],
    [/^\d{1,3}$/, 'environment'],
  ],
  'huaweicloud/response.ts': [
    [/^[A-Za-z][A-Za-z0-9]{1,19}\.[A-Za-z]{0,10}[0-9]{3,8}$/, 'response'],
    [/^(?:req-)?[0-9A-Fa-f-]{16,64}$/, 'response'],
    [/[^\P{Cc}\s]|\ufffd/u, 'response, its first 1,000 characters'],
    [/^[[{]/, 'response'],
  ],
  'huaweicloud/retry-after.ts': [
    [/^\d+$/, 'header of a response'],
    [/^[A-Z][a-z]{2,8}, /, 'header of a response'],
    [/\btime:(\d{1,6}) ?(second|minute|hour|day)/i, 'message of a response'],
  ],
  'huaweicloud/schemas.ts': [
    [/^[\x21-\x7e]{6,}$/, 'secret in a response'],
    [/^[\x21-\x2b\x2d-\x3c\x3e-\x7e]{6,}$/, 'response'],
    [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/, 'response'],
    [/(?:Z|[+-]\d\d:?\d\d)$/, 'date in a response'],
  ],
  'huaweicloud/server-id.ts': [
    [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'input, response'],
  ],
  'huaweicloud/server-list.ts': [[/^[A-Z][a-z]{2}, /, 'header of a response']],
  'huaweicloud/signing.ts': [
    [/[-:]|\.\d{3}/g, 'own text'],
    [/[!'()*]/g, 'input'],
  ],
  'inputs/duration.ts': [[/^([1-9]\d{0,4})([mhd])$/i, 'input']],
  'inputs/endpoint-url.ts': [
    [/^https?:\/\//i, 'input'],
    [/[\s\\]|\/\.{1,2}(?:\/|$)/, 'input'],
    [/^[A-Za-z0-9._~/-]*$/, 'input'],
    [/^127\.\d+\.\d+\.\d+$/, 'input'],
  ],
  'inputs/endpoints.ts': [
    [/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'input'],
    [/(?<!\/)\/+$/, 'input'],
  ],
  'inputs/foreign-text.ts': [
    [/^\[command\]|^::(?:debug|set-output|stop-commands)\b|::debug::/m, 'start of an input'],
    [/\bNo outputs found\b|^[╷│]|^Warning: |\bOutput "[^"]{0,100}" not found/, 'start of an input'],
    [/^(?:Array|Object|\[object [A-Za-z]{1,20}\])$/, 'start of an input'],
    [/^[[{"]/, 'start of an input'],
    [/^(?:to(?:set|list|map)|sensitive)\(/, 'start of an input'],
    [/,\s{0,100}[\]}]/, 'start of an input'],
    [/^[{[\s]{0,100}"?[\w.-]{1,100}"? {0,100}= /m, 'start of an input'],
  ],
  'inputs/hosts-file.ts': [
    [/^(?:\[([0-9A-Fa-f:.]+)\]|([^[\]:]+))(?::(\d{1,5}))?$/, 'input of at most 300 characters'],
    [/^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/, 'input of at most 300 characters'],
    [/^\d+$/, 'input of at most 300 characters'],
  ],
  'inputs/inputs.ts': [[/^\d{1,9}$/, 'input']],
  'inputs/json.ts': [
    [/\(line (\d{1,9}) column \d{1,9}\)$/, 'cut message'],
    [/[":]|\\./g, 'input'],
  ],
  'inputs/password-rules.ts': [
    [/[\s\p{C}]/u, 'secret'],
    [/[\s\p{C}]/gu, 'secret'],
    [/^[A-Za-z0-9]$/, 'secret'],
    [/[A-Z]/, 'secret'],
    [/[a-z]/, 'secret'],
    [/[0-9]/, 'secret'],
    [/[^A-Za-z0-9\s]/, 'secret'],
  ],
  'inputs/proxies.ts': [
    [/^[a-z][a-z0-9+.-]{0,20}:\/\//i, 'secret in the environment'],
    [/[\\/?#]/, 'secret in the environment'],
    [/^https?:$/, 'environment'],
  ],
  'inputs/server-list-json.ts': [[/^[[{"]/, 'input']],
  'inputs/server-list-text.ts': [
    [/\r\n|\r|\n/, 'input'],
    [/[\s,]/, 'input'],
    [/[\s,]+/, 'input'],
  ],
  'inputs/server-list.ts': [[/^[[{"]/, 'input']],
  'inputs/store-texts.ts': [[/(?:\bthe )?\bendpoint\b/g, 'text of this program']],
  'report/docs-address.ts': [
    [/^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+$/, 'environment'],
    [/^APIG\./, 'code that fits its pattern'],
  ],
  'report/markup.ts': [[/[^A-Za-z0-9 .,_-]/gu, 'cleaned text']],
  'report/summary.ts': [[/[^\w,-]/g, 'server IDs']],
  'secrets/escapes.ts': [
    [/^[0-9a-f]{2}$/i, 'two characters'],
    [
      /\\(?:u(d[89ab][0-9a-f]{2})\\{1,8}u(d[c-f][0-9a-f]{2})|u([0-9a-f]{4})|u\{0{0,8}([0-9a-f]{1,6})\}|x([0-9a-f]{2})|[bfnrt])/iy,
      'response, input',
    ],
    [/#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}))(;?)/iy, 'response, input'],
    [/^[\ud800-\udfff]$/, 'character'],
  ],
  'secrets/redact.ts': [
    [/[\w+/=.~%-]{40,}/g, 'response, its first 4,000 characters'],
    [/[^\s"]*/y, 'response, input'],
    [/\s/, 'character'],
    [/[\r\n]+/, 'secret'],
    [/:(?=:)/g, 'response or input, its first 4,000 characters'],
    [/##(?=\[)/g, 'response or input, its first 4,000 characters'],
  ],
  'secrets/visible.ts': [
    [/[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu, 'response or input, its first 4,000 characters'],
    [/\s+/g, 'response or input, its first 4,000 characters'],
    [/[\p{C}\p{DI}\p{Z}]/gu, 'secret, character'],
    [/[^\p{C}\p{DI}\p{Z}]+/gu, 'response, input'],
  ],
  'ssh/known-hosts.ts': [
    [/\r\n|\r|\n/, 'input'],
    [/[ \t]+/, 'line of at most 64 KiB'],
    [/^[A-Za-z0-9+/]{8,}={0,2}$/, 'line of at most 64 KiB'],
    [/^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/, 'line of at most 64 KiB'],
    [/[*?!]/, 'line of at most 64 KiB'],
  ],
  'ssh/login.ts': [
    [/\b(?:new|current|old|retype)\b/i, 'prompt, its first 200 characters'],
    [/\bpassword\b/i, 'prompt, its first 200 characters'],
  ],
};

/** The source text of each regular expression, and each use of the class that makes one from a text. */
function expressionsIn(path: string): { literals: string[]; constructed: string[] } {
  const literals: string[] = [];
  const constructed: string[] = [];
  const source = ts.createSourceFile(
    path,
    readFileSync(join(SOURCES, path), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.push(node.text);
    const isClass = ts.isIdentifier(node) && node.text === 'RegExp';
    if (isClass && !ts.isTypeReferenceNode(node.parent)) constructed.push(node.parent.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { literals, constructed };
}

const FILES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

describe('the table', () => {
  it.each(FILES)('has every regular expression of %s, in its order', (path) => {
    const listed = (EXPRESSIONS[path] ?? []).map(([expression]) => String(expression));
    expect(listed).toEqual(expressionsIn(path).literals);
  });

  it('names no file that does not exist', () => {
    expect(FILES).toEqual(expect.arrayContaining(Object.keys(EXPRESSIONS)));
  });

  it.each(FILES)('is complete, because %s makes no regular expression from a text', (path) => {
    expect(expressionsIn(path).constructed).toEqual([]);
  });
});

const SIZE = 400;

function textOf({ after, before, repeated }: WorstCase, size: number): string {
  return `${before}${repeated.repeat(Math.ceil(size / repeated.length))}${after}`;
}

/** A worst case in which twice the text takes clearly more than twice the steps. */
function slowCase(expression: RegExp): WorstCase | undefined {
  const counter = new StepCounter(expression);
  return worstCases(expression).find((worstCase) => {
    const steps = counter.count(textOf(worstCase, SIZE));
    const stepsForTwice = counter.count(textOf(worstCase, 2 * SIZE));
    return stepsForTwice === Infinity || stepsForTwice > 2.3 * steps + SIZE;
  });
}

describe('linear time', () => {
  it.each(Object.values(EXPRESSIONS).flat())('is what %s takes (%s)', (expression) => {
    expect(slowCase(expression)).toBeUndefined();
  });

  it.each([
    /\S+$/,
    /\/+$/,
    /configure .*agency/i,
    /^\s*[\w ]*x/,
    /(?:a*)b+c/,
    /"(?:[^"\\]|\\.)*"$/,
    /(a+)+$/,
    /(?:a|a)*b/,
    /^(?:\\{0,8}\\){30}x/,
  ])('is not what %s takes', (expression) => {
    expect(slowCase(expression)).toBeDefined();
  });

  it('is counted as the engine works', () => {
    // One step for each character and for the match, and one for each start that fails.
    expect(new StepCounter(/abc/).count('abc')).toBe(4 + 1);
    expect(new StepCounter(/c/g).count('abc')).toBe(1 + 1 + 2 + 1);
    expect(new StepCounter(/(?:ab|ac)d/).count('acd')).toBeGreaterThan(6);
  });
});
