import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import ts from 'typescript';

/** What is done to the n-th call of a function of node:fs (1-based) that is about something below `root`. */
export type Fault = {
  readonly root: string;
  /** Where it is written what was hit, or, of a record, how often each function was called. */
  readonly log: string;
} & (
  | { readonly kind: 'record' }
  | {
      readonly kind: 'error';
      readonly call: string;
      readonly nth: number;
      readonly error: ErrorName;
      /** How many calls in a row fail. Default: one. */
      readonly times?: number;
    }
  | {
      readonly kind: 'kill';
      readonly call: string;
      readonly nth: number;
      /** Sent to itself, one after the other. */
      readonly signals: readonly NodeJS.Signals[];
      readonly when: 'before' | 'after';
    }
);

/** `SHORT`: the call writes less than it was given, and no error is told. */
export type ErrorName = (typeof ERRORS)[number] | 'SHORT';
export const ERRORS = [
  ...([
    'EIO',
    'ENOSPC',
    'EACCES',
    'EROFS',
    'EMFILE',
    'EXDEV',
    'ETXTBSY',
    'ENOENT',
    'EPERM',
    'EBUSY',
  ] as const),
] as const;

export interface Hit {
  readonly call: string;
  /** Absolute. */
  readonly path: string;
}

/** The environment that makes a command of Node meet the fault. `module` is what `writeInjector` returned. */
export const faultEnv = (fault: Fault, module: string): Readonly<NodeJS.ProcessEnv> => ({
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${pathToFileURL(module).href}`.trim(),
  TORTURE_FAULT: JSON.stringify(fault),
});

/** Compiles the module that injects faults into a folder, as Node 20 reads no TypeScript; returns its path. */
export function writeInjector(folder: string): string {
  const source = readFileSync(new URL('inject.ts', import.meta.url), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  const path = join(folder, 'inject.mjs');
  writeFileSync(path, outputText);
  return path;
}

export const hitOf = ({ log }: Fault): Hit | undefined =>
  existsSync(log) ? (JSON.parse(readFileSync(log, 'utf8')) as Hit) : undefined;

/** How often the run called each function. */
export const callsOf = ({ log }: Fault): Readonly<Record<string, number>> =>
  JSON.parse(readFileSync(log, 'utf8')) as Record<string, number>;
