import type { Parser } from 'web-tree-sitter';
import { Restart, type SyntaxProblem } from '../../core/language.ts';
import type { Span } from '../../core/text.ts';
import { readAlone, TOO_DEEP } from '../kernel/reading/alone.ts';
import type { Ast } from './ast/statements.ts';
import { toAst } from './convert/module.ts';
import { readTree, type Reading } from './convert/cst.ts';
import { layoutProblem } from './layout.ts';
import { withoutRuns } from './convert/runs.ts';
import { withStandIns } from './convert/standins.ts';
import { newParser } from './instance.ts';
import { piecesOf, reparse, type Pieces } from './reparse.ts';

let loading: Promise<void> | undefined;
let loaded: Parser | undefined;
/** Whether there was a parser before. */
let isLost = false;

/** The grammar, or the library around it, failed while it read a text. Its instance is gone. */
class Trap extends Error {}

/** What depth does to the reading of a text; any other error is one of this program. */
export const isOverflow = (error: unknown): boolean => error instanceof RangeError || error instanceof Trap;

const asts = readAlone<Ast>(isOverflow);

/**
 * Makes `parsePythonSync` usable; cheap when it was called before. After a trap it makes a new parser, and reads again
 * what may have been the cause.
 */
export async function loadPython(): Promise<void> {
  await asts.settle(load);
  await load();
}

async function load(): Promise<void> {
  if (loaded) return;
  loading ??= newParser().then((parser) => {
    loaded = parser;
  });
  await loading;
}

/** Never fails on account of the source: what does not parse is told by `problem`. */
export async function parsePython(source: string): Promise<Ast> {
  await loadPython();
  return parsePythonSync(source);
}

/**
 * As `parsePython`, for callers that cannot wait; `loadPython` must have come to its end before. Throws `Restart` where it has to be
 * awaited again.
 */
export function parsePythonSync(source: string): Ast {
  const whole = { start: 0, end: source.length };
  return asts.read(source, () => parsePart(source, whole)) ?? refused({ at: 0, ...TOO_DEEP });
}

const refused = (problem: SyntaxProblem): Ast => ({ body: [], comments: [], problem });

/**
 * Parses a part as if it were alone; its tree has the offsets of the whole. What does not parse is tried again with
 * stand-ins for what the grammar does not know.
 */
function parsePart(source: string, { start, end }: Span): Ast {
  const part = source.slice(start, end);
  const layout = layoutProblem(part);
  if (layout?.tooDeep) return refused({ ...layout, at: start + layout.at });
  const ast = parseAs(part, source, start);
  if (layout && !(ast.problem && ast.problem.at < start + layout.at))
    return { ...ast, problem: { ...layout, at: start + layout.at } };
  if (!ast.problem) return ast;
  const { text, hidden } = withStandIns(part);
  const again = text === part ? ast : withComments(parseAs(text, source, start), hidden, start);
  // A mistake further on is what is really wrong.
  return !again.problem || again.problem.at > ast.problem.at ? again : ast;
}

/** With comments that spaces took the place of; their offsets count from that of the part. */
function withComments(ast: Ast, hidden: readonly Span[], offset: number): Ast {
  const all = [
    ...ast.comments,
    ...hidden.map(({ start, end }) => ({ start: offset + start, end: offset + end })),
  ];
  return { ...ast, comments: all.sort((a, b) => a.start - b.start) };
}

/** Parses a text in the place of that of the source from an offset on, which is as long. */
function parseAs(text: string, source: string, start: number): Ast {
  const { text: thinned, hidden } = withoutRuns(text);
  const ast = toAst(readingOf(thinned, source, start), source);
  return hidden.length > 0 ? withComments(ast, hidden, start) : ast;
}

function readingOf(text: string, source: string, start: number): Reading {
  const parser = loaded;
  if (!parser) {
    if (isLost) throw new Restart();
    throw new Error('the Python parser is not loaded: await loadPython() first');
  }
  try {
    // A lone CR ends a line for Python, and not for the grammar.
    const tree = parser.parse(text.replace(/\r(?!\n)/g, '\n'));
    if (!tree) throw new Error('the parser gave no tree');
    try {
      return readTree(tree, source, start);
    } finally {
      // Memory of WebAssembly is not garbage collected.
      tree.delete();
    }
  } catch (error) {
    discard(parser);
    throw error instanceof RangeError ? error : new Trap('the parser of Python failed', { cause: error });
  }
}

/** Whatever happened, the memory of its instance may be in any state. */
function discard(parser: Parser): void {
  loaded = undefined;
  loading = undefined;
  isLost = true;
  try {
    // Otherwise the library would free it when it is collected, and a trap there ends the process.
    parser.delete();
  } catch {
    // It went with the instance.
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
