import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import type { Span } from '../../core/text.ts';
import type { Ast } from './ast/statements.ts';
import { toAst } from './convert/module.ts';
import { readTree } from './convert/cst.ts';
import { withStandIns } from './convert/standins.ts';
import { piecesOf, reparse, type Pieces } from './reparse.ts';

let loading: Promise<Parser> | undefined;
let loaded: Parser | undefined;

/** Makes `parsePythonSync` usable; cheap when it was called before. */
export async function loadPython(): Promise<void> {
  loaded ??= await (loading ??= load());
}

/** Never fails on account of the source: what does not parse is told by `problem`. */
export async function parsePython(source: string): Promise<Ast> {
  await loadPython();
  return parsePythonSync(source);
}

/** As `parsePython`, for callers that cannot wait; `loadPython` must have come to its end before. */
export const parsePythonSync = (source: string): Ast => parsePart(source, { start: 0, end: source.length });

/**
 * Parses a part as if it were alone; its tree has the offsets of the whole. What does not parse is tried again with
 * stand-ins for what the grammar does not know.
 */
function parsePart(source: string, { start, end }: Span): Ast {
  const part = source.slice(start, end);
  const ast = parseAs(part, source, start);
  if (!ast.problem) return ast;
  const prepared = withStandIns(part);
  const again = prepared === part ? ast : parseAs(prepared, source, start);
  // A mistake further on is what is really wrong.
  return !again.problem || again.problem.at > ast.problem.at ? again : ast;
}

/** Parses a text in the place of that of the source from an offset on, which is as long. */
function parseAs(text: string, source: string, start: number): Ast {
  const tree = loaded?.parse(text);
  if (!tree) throw new Error('the Python parser is not loaded: await loadPython() first');
  try {
    return toAst(readTree(tree, source, start), source);
  } finally {
    // Memory of WebAssembly is not garbage collected.
    tree.delete();
  }
}

let pieces: Pieces = new Map();

/**
 * As `parsePythonSync`, and the same tree; parses only what is not in the text of the call before. That makes it cheap
 * to read a file again after a few edits.
 */
export function reparsePythonSync(source: string): Ast {
  const ast = reparse(source, pieces, (part) => parsePart(source, part)) ?? parsePythonSync(source);
  pieces = piecesOf(source, ast);
  return ast;
}

async function load(): Promise<Parser> {
  await Parser.init();
  return new Parser().setLanguage(await Language.load(grammarFile()));
}

/** The built package has the grammar beside this module; in the repository it is a development dependency. */
function grammarFile(): string {
  const beside = fileURLToPath(new URL('./tree-sitter-python.wasm', import.meta.url));
  return existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
}
