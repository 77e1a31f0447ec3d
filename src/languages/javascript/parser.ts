import parserOf from 'jscodeshift/parser/babylon.js';
import type { SyntaxProblem } from '../../core/language.ts';
import type { Span } from '../../core/text.ts';
import { spanOf, type File, type Program } from './ast.ts';

/** A file as the parser reads it. Parentheses are nodes, so that what they hold can be replaced with them. */
export interface Parsed {
  readonly program: Program;
  readonly comments: readonly Span[];
}

const SHARED = [
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'sourcePhaseImports',
  'deferredImportEvaluation',
  'doExpressions',
  'exportDefaultFrom',
  'functionBind',
  'throwExpressions',
];

const DECORATORS = ['decorators', { version: '2023-11' }];

/** What a file may be written in. `legacy`: decorators as TypeScript had them first, on parameters too. */
const DIALECTS = {
  ts: ['typescript', 'decorators-legacy'],
  declarations: [['typescript', { dts: true }], 'decorators-legacy'],
  tsx: ['typescript', 'jsx', 'decorators-legacy'],
  flow: ['jsx', ['flow', { all: true }], DECORATORS],
  babel: ['jsx', 'flow', DECORATORS],
  plain: ['jsx', DECORATORS],
  legacy: ['jsx', 'flow', 'decorators-legacy'],
} as const;

type Dialect = keyof typeof DIALECTS;

interface Attempt {
  readonly dialect: Dialect;
  readonly sourceType: 'module' | 'script';
}

const asModule = (dialect: Dialect): Attempt => ({ dialect, sourceType: 'module' });

/** `// @flow` above the first statement. */
const isFlow = (source: string): boolean =>
  /^(?:#![^\n]*\n)?(?:\s|\/\/[^\n]*\n|\/\*(?:(?!\*\/)[^])*?\*\/){0,20}?[^\n]*@flow\b/.test(
    source.slice(0, 4000),
  );

/** How a file may be read, the likeliest first: any file that one of them takes is read. */
function attemptsFor(path: string, source: string): readonly Attempt[] {
  if (/\.d\.[mc]?ts$/.test(path)) return [asModule('declarations')];
  if (/\.[mc]?ts$/.test(path)) return [asModule('ts'), { dialect: 'ts', sourceType: 'script' }];
  if (path.endsWith('.tsx')) return [asModule('tsx'), { dialect: 'tsx', sourceType: 'script' }];
  return [
    ...(isFlow(source) ? [asModule('flow')] : []),
    asModule('babel'),
    // A sloppy script may say `with`, `delete name`, and use `await` as a name.
    { dialect: 'babel', sourceType: 'script' },
    asModule('plain'),
    { dialect: 'plain', sourceType: 'script' },
    asModule('legacy'),
    asModule('tsx'),
  ];
}

const optionsFor = ({ dialect, sourceType }: Attempt): Readonly<Record<string, unknown>> => ({
  sourceType,
  allowImportExportEverywhere: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: sourceType === 'module',
  allowNewTargetOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  createParenthesizedExpressions: true,
  attachComment: false,
  plugins: [...DIALECTS[dialect], ...SHARED],
});

/** Reads a file the way its name says, or any other that it can be read. Never throws for what is written in it. */
export function parse(path: string, source: string): Parsed | { readonly problem: SyntaxProblem } {
  let problem: SyntaxProblem | undefined;
  for (const attempt of attemptsFor(path, source)) {
    try {
      return toParsed(parserOf(optionsFor(attempt)).parse(source));
    } catch (error) {
      const failed = problemOf(error);
      if (!failed) throw error;
      problem ??= failed;
    }
  }
  return { problem: problem ?? { at: 0, message: 'no parser takes it' } };
}

const toParsed = ({ program, comments }: File): Parsed => ({
  program,
  comments: (comments ?? []).map(spanOf),
});

/** What a syntax error of the parser says; `undefined` for any other error. */
function problemOf(error: unknown): SyntaxProblem | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const at = 'pos' in error && typeof error.pos === 'number' ? error.pos : 0;
  return { at, message: error.message.replace(/\s*\(\d+:\d+\)$/, '') };
}
