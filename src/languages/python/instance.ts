import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as TreeSitter from 'web-tree-sitter';
import type { Parser } from 'web-tree-sitter';

type Library = typeof TreeSitter;

/**
 * A parser of Python with a WebAssembly instance of its own. After a trap an instance is broken for good, and the library keeps one
 * for as long as its module lives. So each parser gets a new copy of the module, which is freed with it: of CommonJS, as Node never
 * lets go of an ECMAScript module, and through a `require` of its own, as that keeps what it has loaded.
 */
export async function newParser(): Promise<Parser> {
  const { Parser, Language } = newLibrary();
  await Parser.init();
  return new Parser().setLanguage(await Language.load(grammarFile()));
}

function newLibrary(): Library {
  const load = createRequire(import.meta.url);
  const path = load.resolve('web-tree-sitter');
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

/** The built package has the grammar beside this module; in the repository it is a development dependency. */
function grammarFile(): string {
  const beside = fileURLToPath(new URL('./tree-sitter-python.wasm', import.meta.url));
  return existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
}
