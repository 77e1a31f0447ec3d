import type { Language } from '../core/language.ts';
import type { LanguageName } from '../core/rule.ts';
import * as javascript from './javascript/gate.ts';
import { isConfiguration } from './javascript/configuration.ts';
import * as python from './python/gate.ts';

/** Decides without a parser, on a text decoded as Latin-1, whether a file is worth parsing. */
export interface Gate {
  /** The text can hold something to migrate. */
  hasCall(text: string): boolean;
  /** The text can know of a client by itself. */
  hasClient(text: string): boolean;
  /** Names the text may hand to other files as a client, or as a thing that carries one. */
  provides(text: string, path: string): readonly string[];
  /** Names the text hands on that carry a client if it mentions a name that does. */
  carries(text: string, path: string): readonly string[];
}

export interface LanguageEntry {
  readonly name: LanguageName;
  /** Extensions looked for in folders. */
  readonly extensions: readonly string[];
  /** Extensions of files that are read only if they are named. */
  readonly onlyNamed: readonly string[];
  readonly gate: Gate;
  /** Whether files of other kinds, by their path in the project, tell how those of this language find each other. */
  reads?(path: string): boolean;
  /** Loads the parser; nothing of it is loaded before. */
  load(): Promise<Language>;
}

/**
 * The language of a file by the extension of its name, also where that is read only if it is named. Undefined if none of
 * `among` reads it.
 */
export function languageOf(path: string, among = languages): LanguageEntry | undefined {
  // A name that begins with its only dot, such as `.py`, has no extension.
  const extension = /[^/](\.[^./]+)$/.exec(path)?.[1];
  return among.find(({ extensions, onlyNamed }) =>
    [...extensions, ...onlyNamed].some((one) => one === extension),
  );
}

export const languages: readonly LanguageEntry[] = [
  {
    name: 'python',
    extensions: ['.py'],
    onlyNamed: ['.pyi'],
    gate: python,
    load: async () => (await import('./python/index.ts')).python,
  },
  {
    name: 'javascript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'],
    onlyNamed: [],
    gate: javascript,
    reads: isConfiguration,
    load: async () => (await import('./javascript/index.ts')).javascript,
  },
];
