import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** Who may know whom (DESIGN: the house). `target` may not import `from`, but for `except`. */
const arrow = (target, from, except, message) => ({ target, from, ...(except ? { except } : {}), message });

const arrows = [
  arrow('./src/simulator', '.', ['./src/simulator'], 'the simulator knows nobody'),
  arrow(
    './graders',
    './src',
    ['./simulator/index.ts', './figures/picture-of.ts', './figures/picture.ts', './sandbox/protocol.ts'],
    'graders know the kit, the public face of the simulator, pictures and the protocol',
  ),
  arrow(
    './src/sandbox/guest',
    './src',
    ['./simulator/index.ts', './sandbox', './figures/picture-of.ts'],
    'the guest bundles graders and the public face of the simulator',
  ),
  ...['course', 'figures', 'workspace', 'components', 'layouts', 'i18n', 'styles'].map((room) =>
    arrow(
      `./src/${room}`,
      './src/sandbox',
      ['./client.ts', './protocol.ts'],
      'only the client and the protocol of the sandbox are known outside it',
    ),
  ),
  ...['course', 'workspace', 'components', 'layouts', 'i18n', 'styles'].map((room) =>
    arrow(
      `./src/${room}`,
      './src/simulator',
      ['./index.ts'],
      'only the public face of the simulator is known outside it',
    ),
  ),
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'build/',
      '.astro/',
      'node_modules/',
      'tests/conformance/data/',
      'tests/conformance/recorded/',
      'src/simulator/api/schema/kinds.ts',
      'src/simulator/api/schema/facts.ts',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  ...astro.configs.recommended,
  {
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'require-yield': 'off',
    },
  },
  {
    ignores: ['**/*.test.ts', '**/*.test.tsx'],
    rules: { 'import-x/no-restricted-paths': ['error', { zones: arrows }] },
  },
  {
    files: ['src/**/*.{ts,tsx,astro}', 'graders/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/*.fixture.ts'], message: 'Fixtures are for tests.' }] },
      ],
    },
  },
  {
    files: ['src/simulator/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Date',
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'fetch',
          'performance',
          'process',
          'console',
          'crypto',
          'window',
          'document',
          'globalThis',
          'Promise',
          'structuredClone',
        ].map((name) => ({
          name,
          message: 'The simulator has virtual time, seeded randomness and no outside world.',
        })),
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Use random.ts.' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'AwaitExpression', message: 'No promises in the simulator: use a task (task.ts).' },
        {
          selector: "ForOfStatement[right.type='YieldExpression']",
          message: 'QuickJS 2024 fails to compile for … of yield* …: put the list in a const first.',
        },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', 'scripts/**', 'tests/**', 'src/cli/**'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
