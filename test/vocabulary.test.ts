import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = '{src,simulator,scripts,harness,test}/**/*.ts';
const TEXTS = [
  SOURCES,
  '{docs,examples}/**/*.md',
  '{examples,.github}/**/*.yml',
  'action.yml',
  '.github/*.md',
  '{README,CHANGELOG,CONTRIBUTING,SECURITY}.md',
];
/** This file: it lists what it forbids. */
const SELF = 'test/vocabulary.test.ts';

/** Identifiers that may not occur, and what to write instead. */
const NAMES: Readonly<Record<string, string>> = {
  Answer: 'HttpResponse or ParsedResponse',
  Asked: 'a name that says what was requested',
  Found: 'Result',
  HttpAnswer: 'HttpResponse',
  Meaning: 'Explanation',
  PartialAnswer: 'PartialResponse',
  Reply: 'CallResult',
  SignInWay: 'AuthMethod',
  Way: 'AuthMethod',
  askFor: 'request',
  batchReply: 'a name with result',
  did: 'calls',
  nobodyFor: 'skipReason',
  notAsked: 'skipReason',
  readAnswer: 'parseResponse',
  said: 'serviceMessage, or messages',
  way: 'authMethod',
  wayOf: 'authMethodOf',
  ways: 'authMethods',
  WAYS: 'AUTH_METHODS',
};

/** Words that may not be part of an identifier, in lower case, and what to write instead. */
const WORDS: Readonly<Record<string, string>> = {
  ask: 'request, send',
  asking: 'context',
  deed: 'call',
  discreet: 'expectNoSecrets',
  least: 'min',
  mend: 'fix',
  most: 'max',
  nobody: 'skipReason',
  otherwise: 'defaultValue',
  proposal: 'unmerged change',
  proposals: 'unmerged changes',
  question: 'request',
  secrecy: 'redact',
  tries: 'attempts',
  unasked: 'skipReason',
  untrimmed: 'raw',
  vain: 'fails, failing',
  world: 'context',
};

/**
 * Phrases that may not occur in code, comments, messages or documents, and what to write instead.
 * Case does not matter, and a blank stands for any blanks, also at the beginning of a line.
 */
const PHRASES: Readonly<Record<string, string>> = {
  '[.]wrong\\(': 'addProblem(',
  '[.]word\\(': 'choice(',
  'inputs[.]number\\(': 'inputs.integer(',
  '\\bplan\\(': 'splitIntoBatches(',
  '(?<!\\bthere )\\b(?:is|are|was|were) no (?!longer\\b|more\\b)': 'is not a, is not valid',
  '\\bin vain\\b': 'failed, without effect',
  '\\berrors? of (?:its|their|an) own\\b': 'internal error',
  '\\bcodes? of (?:its|their) own\\b': 'its own error code',
  '\\b(?:is|are|was|were|be|been) (?:not |never )?asked\\b(?! (?:for|to)\\b)':
    'No request was sent',
  '\\basks? nobody\\b': 'sends no request',
  '\\bmend(?:s|ed|ing)?\\b': 'fix',
  '\\b(?:is|are|was|were) said of\\b': 'shown for',
  '\\bsee to ': 'fix',
  '\\bleft out of account\\b': 'skipped, ignored',
  '\\b(?:is|are|was|were) passed by \\d': '3 of 3 servers passed',
  '\\bsign-in ways?\\b': 'authentication method',
  '\\bproposals?\\b': 'unmerged change',
  '\\bof no use\\b': 'cannot be used',
  '\\bfor want of\\b': 'because there is no',
  '\\b(?:first|last|each|every|next|further|second|third) tr(?:y|ies)\\b': 'attempt',
  '\\bcosts? the others?\\b': 'does not affect the other servers',
  '\\banew\\b': 'again',
  '\\blest\\b': 'so that … not',
  '\\btruly\\b': 'really, or nothing',
  '\\bin (?:its|their) turn\\b': 'then',
  '\\bgives? way\\b': 'is replaced',
  '\\bsecrecy\\b': 'redaction',
  '\\b(?:secrecy|failures|answers|fields|sign-in-way)[.]ts\\b': 'the name of the file now',
};

interface Exception {
  readonly file: string;
  /** A key of `NAMES`, `WORDS` or `PHRASES`. */
  readonly term: string;
  readonly reason: string;
}

const EXCEPTIONS: readonly Exception[] = [];

interface Hit {
  readonly file: string;
  readonly term: string;
  readonly line: number;
}

/** The words of an identifier, in lower case: `MAX_rowCount` has `max`, `row` and `count`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .toLowerCase()
    .split(/[_#$]+/);
}

function forbiddenNames(file: string, source: string): Hit[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const hits: Hit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      const name = node.text.replace(/^#/, '');
      const terms = wordsOf(name).filter((word) => Object.hasOwn(WORDS, word));
      if (Object.hasOwn(NAMES, name)) terms.push(name);
      hits.push(...terms.map((term) => ({ file, term, line: line + 1 })));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return hits;
}

const patterns = Object.keys(PHRASES).map(
  (term) => [term, new RegExp(term.replaceAll(' ', ' +'), 'gi')] as const,
);

function forbiddenPhrases(file: string, text: string): Hit[] {
  // Joins lines, without what begins the next line of a comment or a quotation.
  const joined = text.replace(/\r?\n *(?:\*|\/\/|#|>)? ?/g, (gap) => ' '.repeat(gap.length));
  return patterns.flatMap(([term, pattern]) =>
    Array.from(joined.matchAll(pattern), ({ index }) => ({
      file,
      term,
      line: text.slice(0, index).split('\n').length,
    })),
  );
}

async function read(pattern: string | readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const path of glob(pattern, { cwd: ROOT })) {
    const file = path.replaceAll('\\', '/');
    if (file !== SELF)
      texts.set(file, await readFile(new URL(file, new URL('..', import.meta.url)), 'utf8'));
  }
  return texts;
}

const sources = await read(SOURCES);
const texts = await read(TEXTS);
const hits = [
  ...Array.from(sources).flatMap(([file, source]) => forbiddenNames(file, source)),
  ...Array.from(texts).flatMap(([file, text]) => forbiddenPhrases(file, text)),
];

function isException(hit: Hit): boolean {
  return EXCEPTIONS.some(({ file, term }) => hit.file === file && hit.term === term);
}

function placesOf(term: string): string[] {
  return hits
    .filter((hit) => hit.term === term && !isException(hit))
    .map(({ file, line }) => `${file}:${String(line)}`);
}

describe('the vocabulary', () => {
  it('is looked for in all folders', () => {
    const folders = new Set(Array.from(texts.keys(), (file) => file.split('/')[0]));
    expect([...folders]).toEqual(
      expect.arrayContaining([
        'src',
        'simulator',
        'scripts',
        'harness',
        'test',
        'docs',
        'action.yml',
      ]),
    );
    expect(sources.size).toBeGreaterThan(100);
  });

  it.each(Object.entries(NAMES))('has no identifier %s: write %s', (term) => {
    expect(placesOf(term)).toEqual([]);
  });

  it.each(Object.entries(WORDS))('has no identifier with the word %s: write %s', (term) => {
    expect(placesOf(term)).toEqual([]);
  });

  it.each(Object.entries(PHRASES))('has no phrase %s: write %s', (term) => {
    expect(placesOf(term)).toEqual([]);
  });

  it('has only exceptions that still occur', () => {
    const unused = EXCEPTIONS.filter(
      ({ file, term }) => !hits.some((hit) => hit.file === file && hit.term === term),
    );
    expect(unused).toEqual([]);
  });
});

describe('the search', () => {
  it.each([
    ['const MOST_ROWS = 3;', ['most']],
    ['interface Limits { readonly leastWait: number }', ['least']],
    ['class A { #mostTries = 1; }', ['most', 'tries']],
    ['type A = Found<string>;', ['Found']],
    ['const found = almost(1);', []],
    ["const text = 'nobody'; // nobody", []],
  ])('finds in %s the identifiers %j', (source, terms) => {
    expect(forbiddenNames('a.ts', source).map(({ term }) => term)).toEqual(terms);
  });

  it.each([
    ['// It is\n// no server ID.', 1],
    [' * This was\n *   mended.', 2],
    ['> There is no server. It is no longer there.', undefined],
    ["inputs.wrong('region', '')", 1],
    ['A comment.', undefined],
  ])('finds the phrase in %j in line %s', (text, line) => {
    expect(forbiddenPhrases('a.ts', text)[0]?.line).toBe(line);
  });
});
