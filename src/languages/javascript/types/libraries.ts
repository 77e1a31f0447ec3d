import type { ts } from 'ts-morph';

/** What the language and its surroundings declare, as one file in place of many. */
export interface Library {
  readonly file: ts.SourceFile;
  /** The paths of those that it stands for. */
  readonly parts: ReadonlySet<string>;
}

/** By the paths of what they are made of, which the compiler brings: they are the same for every project. */
const known = new Map<string, Library>();

/** To be called where the compiler was interrupted: it may have been in the midst of them. */
export const forgetLibraries = (): void => known.clear();

/**
 * The library that options ask for. The compiler has it in a hundred files that declare the same names again and again, and
 * puts them together anew for each file that it is asked about. A single file is put together once.
 *
 * @param path the path that the file is to have
 * @param host reads the files of the compiler
 */
export function libraryFor(
  compiler: typeof ts,
  options: ts.CompilerOptions,
  path: string,
  host: ts.CompilerHost,
): Library {
  const parts = partsOf(compiler, options, host);
  const key = parts.map(({ name }) => name).join('\n');
  const found = known.get(key);
  if (found) return found;
  const scripts = parts.filter(({ text }) => !isModule(text));
  // The others stay what they are, and are asked for.
  const references = parts.flatMap(({ name, text }) =>
    isModule(text) ? `/// <reference lib="${name.replace(/^.*\/lib\.|\.d\.ts$/g, '')}" />` : [],
  );
  const texts = scripts.map(({ text }) => text.replace(REFERENCES, ''));
  const library = {
    file: compiler.createSourceFile(path, [...references, ...texts].join('\n'), compiler.ScriptTarget.Latest),
    parts: new Set(scripts.map(({ name }) => name)),
  };
  known.set(key, library);
  return library;
}

/** What a library says of others. */
const REFERENCES = /^\/\/\/ *<reference lib=.*$/gm;

/** What is declared in a module is its own: `export {}` makes one of a library. */
const isModule = (text: string): boolean => /^export\b/m.test(text);

/** In the order in which the compiler reads them. Only what they say of each other is read for that. */
function partsOf(
  compiler: typeof ts,
  options: ts.CompilerOptions,
  host: ts.CompilerHost,
): readonly { readonly name: string; readonly text: string }[] {
  const program = compiler.createProgram(
    [ASKING],
    { ...options, types: [] },
    {
      ...host,
      getSourceFile: (path) => {
        const text = path === ASKING ? '' : host.readFile(path)?.match(REFERENCES)?.join('\n');
        return compiler.createSourceFile(path, text ?? '', compiler.ScriptTarget.Latest);
      },
    },
  );
  const names = program.getSourceFiles().map(({ fileName }) => fileName);
  return names.flatMap((name) => (name === ASKING ? [] : { name, text: host.readFile(name) ?? '' }));
}

/** An empty file: for none at all the compiler reads no library. */
const ASKING = '/none.ts';
