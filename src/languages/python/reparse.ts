import type { Span } from '../../core/text.ts';
import type { Expr } from './ast/expressions.ts';
import type { Ast, Stmt } from './ast/statements.ts';
import { bodiesOf } from './walk.ts';

/** Lines of a text that begin and end between two statements of its module, with what they hold. */
interface Piece {
  readonly start: number;
  readonly body: readonly Stmt[];
  readonly comments: readonly Span[];
}

/** The pieces of a text by what stands in them. */
export type Pieces = ReadonlyMap<string, Piece>;

/** Takes a text apart; one that does not parse has no pieces. */
export function piecesOf(source: string, { body, comments, problem }: Ast): Pieces {
  const pieces = new Map<string, Piece>();
  if (problem) return pieces;
  const starts = new Set(body.map((statement) => startOf(statement, source)));
  const [takeStatements, takeComments] = [takerOf(body), takerOf(comments)];
  for (const { start, end } of split(source)) {
    const piece = { start, body: takeStatements(end), comments: takeComments(end) };
    const isWhole = (start === 0 || starts.has(start)) && (end === source.length || starts.has(end));
    if (isWhole && isPlain(piece.body, source)) pieces.set(source.slice(start, end), piece);
  }
  return pieces;
}

/**
 * The tree of a text, made of the pieces of an earlier text that are still in it; `parse` parses what stands between
 * them. `undefined` where a part cannot be parsed alone.
 *
 * It is the tree of the whole text: where a statement of the module begins no bracket, string, block or line is open.
 * Text that parses alone ends in that state, so that what follows is read as if nothing stood before it; and nothing that
 * can begin a module can go on with a statement either, as `else` does.
 */
export function reparse(source: string, known: Pieces, parse: (part: Span) => Ast): Ast | undefined {
  const body: Stmt[] = [];
  const comments: Span[] = [];
  const add = (part: Omit<Piece, 'start'>, by: number): void => {
    for (const statement of moved(part.body, by)) body.push(statement);
    for (const comment of moved(part.comments, by)) comments.push(comment);
  };
  let from = 0;
  const parseUpTo = (to: number): boolean => {
    if (from === to) return true;
    const ast = parse({ start: from, end: to });
    add(ast, 0);
    return !ast.problem && isPlain(ast.body, source);
  };
  for (const { start, end } of split(source)) {
    const piece = known.get(source.slice(start, end));
    if (!piece) continue;
    if (!parseUpTo(start)) return undefined;
    add(piece, start - piece.start);
    from = end;
  }
  return from > 0 && parseUpTo(source.length) ? { body, comments } : undefined;
}

/** The text in parts that end where a statement of the module may begin, in its first column. */
function split(source: string): readonly Span[] {
  const starts = [0, ...Array.from(source.matchAll(/(?<!\\\r?)\n(?=[A-Za-z_@])/g), ({ index }) => index + 1)];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? source.length }));
}

/**
 * Whether the grammar has one reading only for each of the statements. It lets a tuple without parentheses go on in the
 * next line after its last comma, when it takes it for a target, and decides by what stands around. Python does not.
 */
const isPlain = (body: readonly Stmt[], source: string): boolean =>
  body.every((statement) => {
    switch (statement.kind) {
      case 'expression':
        return !endsOpen(statement, source);
      case 'assign':
        return !endsOpen(statement, source) && !statement.targets.some((one) => isBroken(one, source));
      case 'augmented':
        return !endsOpen(statement, source) && !isBroken(statement.target, source);
      default:
        return bodiesOf(statement).every((inside) => isPlain(inside, source));
    }
  });

const endsOpen = ({ end }: Span, source: string): boolean => source[end - 1] === ',';

/** A tuple that goes on in another line, maybe without parentheses. */
const isBroken = ({ kind, start, end }: Expr, source: string): boolean =>
  kind === 'tuple' && /[\r\n]/.test(source.slice(start, end));

/** Where the line of a statement begins, that of its first decorator if it has one; -1 if something stands before. */
function startOf(statement: Stmt, source: string): number {
  const [decorator] = 'decorators' in statement ? statement.decorators : [];
  if (!decorator) return statement.start;
  const start = source.lastIndexOf('\n', decorator.outer.start) + 1;
  return source[start] === '@' ? start : -1;
}

/** Hands out the items of a list in order, each time those that begin before an offset. */
function takerOf<Item extends Span>(items: readonly Item[]): (before: number) => readonly Item[] {
  let next = 0;
  return (before) => {
    const from = next;
    while (next < items.length && items[next]!.start < before) next += 1;
    return items.slice(from, next);
  };
}

type Fields = Record<string, unknown>;

const isNode = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Copies of parts of a tree as they are `by` characters further on. */
const moved = <Part extends Span>(parts: readonly Part[], by: number): readonly Part[] =>
  by === 0 ? parts : parts.map((part) => move({ ...part }, by));

/** Moves a node, and puts moved copies in the place of those inside. The tree is plain data, so every field is one or none. */
function move<Node>(node: Node, by: number): Node {
  if (!isNode(node)) return node;
  const fields: Fields = node;
  for (const key in fields) {
    const value = fields[key];
    if (typeof value === 'number') {
      if (key === 'start' || key === 'end') fields[key] = value + by;
    } else if (Array.isArray(value)) {
      fields[key] = value.map((item: unknown) => move(isNode(item) ? { ...item } : item, by));
    } else if (isNode(value)) {
      fields[key] = move({ ...value }, by);
    }
  }
  return node;
}
