import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    '.bench/',
    '.clients/',
    '.nodes/',
    '.built/',
    'examples/',
    '__testfixtures__/',
    'bench/**/*.cjs',
  ]),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js', 'src/dev/prepare.js'] } },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      // No text becomes code; `@typescript-eslint/no-implied-eval` is on as well.
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `return visit(x);` ends a case or a guard in one line.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // noUncheckedIndexedAccess makes `list[i]!` the plain way to say that a loop stays within bounds.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An empty string is nothing to show, like none at all.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      // A visitor may answer or say nothing: `=> false | void`.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // There are no classes whose methods lose their `this`: contexts are plain objects, taken apart at will.
      '@typescript-eslint/unbound-method': 'off',
      // Keys of a record that are data, not members, are written as strings.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    // Runs as it is in processes of others, and takes hold of what has no types.
    files: ['src/recorders/**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    // Generated: as long as there are rules.
    files: ['src/explanations.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      // Matchers such as expect.stringContaining() are typed as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      // A stand-in has to be as asynchronous as what it stands for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['bench/**/*.ts', 'src/dev/**/*.ts', 'test/clients/run.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['bin/**', 'src/**', 'transforms/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          // From about 120,000 items on, such a call overflows the stack.
          selector:
            'CallExpression[callee.property.name=/^(push|unshift|splice|max|min|fromCharCode|fromCodePoint)$/] > SpreadElement',
          message: 'The list may be of any length: use `addAll`, a loop or `reduce`.',
        },
      ],
    },
  },
);
