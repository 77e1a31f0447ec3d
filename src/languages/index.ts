import type { Language } from '../core/language.ts';
import type { LanguageName } from '../core/rule.ts';
import * as python from './python/gate.ts';

/** Decides without a parser, on a text decoded as Latin-1, whether a file is worth parsing. */
export interface Gate {
  /** The text can hold something to migrate. */
  hasCall(text: string): boolean;
  /** The text can know of a client by itself. */
  hasClient(text: string): boolean;
  /** Names the text may hand to other files as a client, or as a thing that carries one. */
  provides(text: string): readonly string[];
  /** Names the text hands on that carry a client if it mentions a name that does. */
  carries(text: string): readonly string[];
}

export interface LanguageEntry {
  readonly name: LanguageName;
  /** Extensions looked for in folders. */
  readonly extensions: readonly string[];
  /** Extensions of files that are read only if they are named. */
  readonly onlyNamed: readonly string[];
  readonly gate: Gate;
  /** Loads the parser; nothing of it is loaded before. */
  load(): Promise<Language>;
}

/** The language of a file by its name, a file that is read only if it is named included. */
export const languageOf = (path: string): LanguageEntry | undefined =>
  languages.find(({ extensions, onlyNamed }) =>
    [...extensions, ...onlyNamed].some((one) => path.endsWith(one)),
  );

export const languages: readonly LanguageEntry[] = [
  {
    name: 'python',
    extensions: ['.py'],
    onlyNamed: ['.pyi'],
    gate: python,
    load: async () => (await import('./python/index.ts')).python,
  },
];
