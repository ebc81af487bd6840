import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', 'build/', 'coverage/', '.tools/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      // One program for all files: a project service takes a fifth longer.
      parserOptions: { project: 'tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers in a sentence for people need no conversion ceremony.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Node removes `import type`, but still loads the module of `import { type A }`.
      // `typeof import(…)` stays possible: it is the type of a module that is loaded later.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  {
    rules: {
      // One statement for the values of a module, and one for its types.
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
      // The names in a statement are in alphabetical order.
      'sort-imports': ['error', { ignoreCase: true, ignoreDeclarationSort: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[importKind="value"] > ImportSpecifier[importKind="type"]',
          message: 'Import types in their own statement: import type { … } from …',
        },
        // The order is node:, packages, parent folders, this folder.
        {
          selector:
            'ImportDeclaration:not([source.value=/^node:/]) ~ ImportDeclaration[source.value=/^node:/]',
          message: 'Import modules of Node first.',
        },
        {
          selector:
            'ImportDeclaration[source.value=/^[.]/] ~ ImportDeclaration[source.value=/^(?!node:)[^.]/]',
          message: 'Import packages before files of this repository.',
        },
        {
          selector:
            'ImportDeclaration[source.value=/^[.][^.]/] ~ ImportDeclaration[source.value=/^[.][.]/]',
          message: 'Import files of parent folders before files of this folder.',
        },
      ],
      // The prefix shows that a module belongs to Node.
      'no-restricted-imports': [
        'error',
        ...builtinModules
          .filter((name) => !name.startsWith('node:'))
          .map((name) => ({ name, message: `Import node:${name}.` })),
      ],
    },
  },
  {
    // The action writes through @actions/core alone; scripts and the simulator are command lines.
    files: ['src/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
);
