import type { Language, Project, Settings } from '../core/language.ts';
import type { LanguageName } from '../core/rule.ts';
import type { Wanted } from '../core/wants.ts';
import type { Specified } from './config/specifiers.ts';
import { isConfiguration } from './javascript/configuration.ts';
import { isConfiguration as isPythonConfiguration } from './python/configuration.ts';
import type { Look } from './kernel/shapes.ts';

export type { Look } from './kernel/shapes.ts';

/** Decides without a parser, on texts decoded as Latin-1, which files are worth parsing. */
export interface Gate {
  /**
   * Whether a text has one of the words of which one stands in every project with a client. Where no text has, only the names of
   * packages matter. Absent: no such words are known.
   */
  speaksOfClients?(text: string): boolean;
  /** Compiles what the rules want, and what the user calls clients, into a look at one text. */
  lookFor(wanted: Wanted, settings: Settings): (text: string) => Look;
  /** Whether the text may call a method of a client that is held in something: a parameter, an attribute, an item. */
  callsValue(text: string): boolean;
  /** What the receivers of calls that look like a test client's are called, with the number of calls: `client.get("/")`. */
  callsIn(text: string): ReadonlyMap<string, number>;
  /** The names that the text visibly gives to test clients. Absent: only a parser tells. */
  clientsIn?(text: string): readonly string[];
  /** Whether the text imports a test client of a framework for Python. Absent: none does. */
  importsClient?(text: string): boolean;
  /** Whether the text is minified code: it is neither migrated nor read for others. Absent: none is. */
  isMinified?(text: string): boolean;
  /** What the text imports, in a form for `neighbours`. */
  linksIn(text: string): readonly string[];
  /** Files of the project from which a client may get into a file, or get there from the file. Each way is told by one end. */
  neighbours(project: Project, path: string, links: readonly string[]): readonly string[];
  /** Whether a package may bring a client to a file; `brings` tells whether a text does. Absent: packages do not. */
  isBrought?(
    project: Project,
    path: string,
    links: readonly string[],
    brings: (text: string) => boolean,
  ): boolean;
}

export interface LanguageEntry {
  readonly name: LanguageName;
  /** Extensions looked for in folders. */
  readonly extensions: readonly string[];
  /** Extensions of files that are read only if they are named. */
  readonly onlyNamed: readonly string[];
  /** Loads the gate; nothing of it is loaded before. */
  loadGate(): Promise<Gate>;
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
    loadGate: () => import('./python/gate/gate.ts'),
    reads: isPythonConfiguration,
    load: async () => (await import('./python/index.ts')).python,
  },
  {
    name: 'javascript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts'],
    onlyNamed: [],
    loadGate: () => import('./javascript/gate/gate.ts'),
    reads: isConfiguration,
    load: async () => (await import('./javascript/index.ts')).javascript,
  },
];

/** The language of the files that list the packages of a Python project. They are opened for the tests of a project, never looked for. */
export const configuration: LanguageEntry = {
  name: 'config',
  extensions: [],
  onlyNamed: [],
  loadGate: () => Promise.reject(new Error('the runner knows which of these files to open')),
  load: async () => (await import('./config/index.ts')).config,
};

/** Reads the files of a Python project that list its packages. */
export interface Manifests {
  /** Whether a file lists packages, or may name some that are installed besides. */
  mayRequire(path: string): boolean;
  /** Whether a file lists packages, by its name. */
  isManifest(path: string): boolean;
  /** Whether it pins what was resolved. */
  isLock(path: string): boolean;
  /** The files among some that people list packages in, with those that they include. */
  listsAmong(paths: readonly string[], read: (path: string) => string | undefined): readonly string[];
  packagesIn(path: string, text: string): Promise<readonly Specified[]>;
}

/** Nothing of it is loaded before. */
export const loadManifests = (): Promise<Manifests> => import('./config/manifests.ts');
