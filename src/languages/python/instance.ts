import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as TreeSitter from 'web-tree-sitter';
import type { Parser } from 'web-tree-sitter';

type Library = typeof TreeSitter;

interface Located {
  readonly file: string;
  readonly resolvedBy: string;
}

/** It looks for a `.wasm` of its own beside itself. */
const LIBRARY: Located = { file: 'web-tree-sitter.cjs', resolvedBy: 'web-tree-sitter' };
const GRAMMAR: Located = {
  file: 'tree-sitter-python.wasm',
  resolvedBy: 'tree-sitter-python/tree-sitter-python.wasm',
};

/**
 * A parser of Python with a WebAssembly instance of its own. After a trap an instance is broken for good, and the library keeps one
 * for as long as its module lives. So each parser gets a new copy of the module, which is freed with it: of CommonJS, as Node never
 * lets go of an ECMAScript module, and through a `require` of its own, as that keeps what it has loaded.
 */
export async function newParser(): Promise<Parser> {
  const { Parser, Language } = newLibrary();
  await Parser.init();
  return new Parser().setLanguage(await Language.load(locate(GRAMMAR)));
}

function newLibrary(): Library {
  const load = createRequire(import.meta.url);
  const path = locate(LIBRARY);
  const known = load.cache[path];
  Reflect.deleteProperty(load.cache, path);
  try {
    // What `require` returns has no type.
    return load(path) as Library;
  } finally {
    if (known) load.cache[path] = known;
    else Reflect.deleteProperty(load.cache, path);
  }
}

/** The built package has the files beside this module; in the repository they are in development dependencies. */
function locate({ file, resolvedBy }: Located): string {
  const beside = fileURLToPath(new URL(`./${file}`, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(resolvedBy);
}
