import type { Project as Configured, ts } from 'ts-morph';
import { oncePer } from '../../kernel/once.ts';
import { ROOT } from './host.ts';
import { libraryFor } from './libraries.ts';

/** A file that was read with what it imports. */
export interface Opened {
  readonly file: ts.SourceFile;
  readonly checker: ts.TypeChecker;
}

/** Where ts-morph has the libraries of the compiler. */
const LIBRARIES = '/node_modules/typescript/lib';

/** By this name the compiler takes a library before all others. */
const LIBRARY = `${LIBRARIES}/lib.d.ts`;

/**
 * Reads files of a project by its configuration, as the compiler would, each by itself with what it imports. Files that are
 * imported are read as they were before the run, and kept.
 */
export function openerFor(
  compiler: typeof ts,
  configured: Configured,
): (path: string, source: string) => Opened {
  const options = configured.getCompilerOptions();
  const host = hostOf(compiler, configured);
  const library = libraryFor(compiler, options, LIBRARY, host);
  const files = new Map<string, ts.SourceFile | undefined>([[LIBRARY, library.file]]);
  const parse = (path: string, text: string): ts.SourceFile =>
    compiler.createSourceFile(path, text, {
      languageVersion: options.target ?? compiler.ScriptTarget.Latest,
      // Types are in the comments of JavaScript alone, which are read all the same.
      jsDocParsingMode: compiler.JSDocParsingMode.ParseForTypeInfo,
    });
  const read = (path: string): ts.SourceFile | undefined => {
    const text = library.parts.has(path) ? '' : host.readFile(path);
    return text === undefined ? undefined : parse(path, text);
  };
  const fileAt = (path: string): ts.SourceFile | undefined => {
    if (!files.has(path)) files.set(path, read(path));
    return files.get(path);
  };
  const resolving = resolvingIn(compiler, options, host);
  const { lib: _, ...others } = options;
  return (path, source) => {
    const before = files.get(path);
    const file = before?.text === source ? before : parse(path, source);
    const program = compiler.createProgram([path], others, {
      ...host,
      ...resolving,
      getSourceFile: (one) => (one === path ? file : fileAt(one)),
      getDefaultLibFileName: () => LIBRARY,
    });
    return { file, checker: program.getTypeChecker() };
  };
}

/** The files that a configuration is of, and the libraries of the compiler beside them. */
function hostOf(compiler: typeof ts, configured: Configured): ts.CompilerHost {
  const files = configured.getModuleResolutionHost();
  return {
    ...files,
    readFile: (path) => (files.fileExists(path) ? files.readFile(path) : undefined),
    getSourceFile: () => undefined,
    getDefaultLibFileName: (options) => `${LIBRARIES}/${compiler.getDefaultLibFileName(options)}`,
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
}

/** Finds the modules that files import: those of an imported file once, as it stays what it is. */
function resolvingIn(
  compiler: typeof ts,
  options: ts.CompilerOptions,
  host: ts.CompilerHost,
): Pick<ts.CompilerHost, 'getModuleResolutionCache' | 'resolveModuleNameLiterals'> {
  const cache = compiler.createModuleResolutionCache(ROOT, (path) => path, options);
  const resolve = oncePer((file: ts.SourceFile, names: readonly ts.StringLiteralLike[]) =>
    names.map((name) => {
      const mode = compiler.getModeForUsageLocation(file, name, options);
      return compiler.resolveModuleName(name.text, file.fileName, options, host, cache, undefined, mode);
    }),
  );
  return {
    getModuleResolutionCache: () => cache,
    resolveModuleNameLiterals: (names, _path, _redirected, _options, file) => resolve(file, names),
  };
}
