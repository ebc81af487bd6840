import { describe, expect, it } from '@jest/globals';
import { parsePasswordSecret } from '../../src/inputs/password-secret.ts';

describe('password_secret', () => {
  it.each([
    ['fleet@pending', { name: 'fleet', stage: 'pending' }],
    ['fleet@SYSCURRENT', { name: 'fleet', stage: 'SYSCURRENT' }],
    ['fleet@v7', { name: 'fleet', versionId: 'v7' }],
    ['fleet@v12345678901', { name: 'fleet', stage: 'v12345678901' }],
    ['a_b-C9@x', { name: 'a_b-C9', stage: 'x' }],
  ])('%s names a version', (text, value) => {
    expect(parsePasswordSecret(text)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    'fleet',
    '@pending',
    'fleet@',
    'fleet@a@b',
    'fleet @pending',
    '../x@pending',
    'fleet@a/b',
    `${'a'.repeat(65)}@pending`,
    'x'.repeat(100_000),
  ])('%s is refused and not quoted', (text) => {
    expect(parsePasswordSecret(text)).toEqual({
      ok: false,
      error:
        'is not the name of a secret with a stage or a version: write NAME@pending, NAME@SYSCURRENT or a version such as NAME@v7',
    });
  });

  it.each(['fleet@latest', 'fleet@LATEST'])('%s is refused', (text) => {
    expect(parsePasswordSecret(text)).toMatchObject({
      error: expect.stringContaining('names the version latest'),
    });
  });
});
