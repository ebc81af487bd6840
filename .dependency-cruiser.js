/**
 * The order of imports, checked by `npm run lint:imports`. Type-only imports count too.
 *
 * A folder of src/ may import the folders below it in this list. src/main.ts may import all of them.
 * Every folder of src/ must be in the list.
 */
const ORDER = [
  'actions',
  'report',
  'auth',
  'inputs',
  'huaweicloud',
  'ssh',
  'fleet',
  'github',
  'secrets',
  'retry',
];

const folders = ORDER.join('|');

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...ORDER.slice(1).map((folder, index) => ({
      name: `order-${folder}`,
      comment: `src/${folder}/ may not import a folder above it in the list ORDER.`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${ORDER.slice(0, index + 1).join('|')})/` },
    })),
    {
      name: 'main-is-first',
      comment: 'src/main.ts starts the process: no other file of src/ may import it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/main[.]ts$' },
    },
    {
      name: 'leaf',
      comment: 'Every folder may import the files directly in src/, so these import none.',
      severity: 'error',
      from: { path: '^src/[^/]+$', pathNot: '^src/main[.]ts$' },
      to: { path: '^src/' },
    },
    {
      name: 'listed-importer',
      comment: 'A new folder of src/ needs a place in the list ORDER.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${folders})/` },
      to: {},
    },
    {
      name: 'listed-import',
      comment: 'A new folder of src/ needs a place in the list ORDER.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${folders})/` },
    },
    {
      name: 'separate-actions',
      comment:
        'An action may not import another one: shared code belongs into src/actions/ itself or a folder below.',
      severity: 'error',
      from: { path: '^src/actions/([^/]+)/' },
      to: { path: '^src/actions/[^/]+/', pathNot: '^src/actions/$1/' },
    },
    {
      name: 'shared-by-actions',
      comment: 'What the actions share knows none of them.',
      severity: 'error',
      from: { path: '^src/actions/[^/]+$' },
      to: { path: '^src/actions/[^/]+/' },
    },
    {
      name: 'src-alone',
      comment: 'The action may not contain code of the simulator, tests or scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(simulator|harness|test|scripts)/' },
    },
    {
      name: 'simulator-alone',
      comment: 'Tests prove something only if the simulator shares no code with the action.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved cannot be checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  },
};
