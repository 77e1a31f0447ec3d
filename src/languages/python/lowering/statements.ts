import { slice, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment, type Page } from '../../kernel/lists.ts';
import type { Ast, Stmt } from '../ast/statements.ts';
import { endOfLine, linesAround, startOfLine } from '../lines.ts';
import { bodiesOf } from '../walk.ts';

/** A statement among those of its block. */
export interface Placed {
  readonly block: readonly Stmt[];
  readonly index: number;
  /** The compound statements around the block, the innermost last; none for a statement of the module itself. */
  readonly owners: readonly Stmt[];
}

/** The statement that a span is that of, with its decorators or without. */
export function statementAt({ body }: Ast, source: string, target: Span): Placed | undefined {
  let [block, owners]: [readonly Stmt[], readonly Stmt[]] = [body, []];
  for (;;) {
    const index = block.findIndex((one) => whole(one, source).start <= target.start && target.end <= one.end);
    const found = block[index];
    if (!found) return undefined;
    const isIt = [found, whole(found, source)].some(
      ({ start, end }) => start === target.start && end === target.end,
    );
    if (isIt) return { block, index, owners };
    const inner = bodiesOf(found).find((one) =>
      one.some((stmt) => whole(stmt, source).start <= target.start && target.end <= stmt.end),
    );
    if (!inner) return undefined;
    [block, owners] = [inner, [...owners, found]];
  }
}

/** A definition's own span leaves out its decorators. */
function whole(statement: Stmt, source: string): Span {
  const [first] = 'decorators' in statement ? statement.decorators : [];
  if (!first) return statement;
  return { start: source.lastIndexOf('@', first.outer.start), end: statement.end };
}

/**
 * Removes a simple statement or a definition: its line, or what stands of it on a line that it shares. A block keeps a
 * statement. Refused where a comment stands on its lines or right above it.
 */
export function removeStatement(
  page: Page,
  { block, index, owners }: Placed,
): readonly TextEdit[] | undefined {
  const statement = block[index];
  if (!statement || isCompound(statement)) return undefined;
  const { source } = page;
  const span = whole(statement, source);
  if (holdsComment(page, linesAround(source, span))) return undefined;
  if (owners.length > 0 && block.length === 1) return [{ ...span, text: 'pass' }];
  const removed = onSharedLine(source, span, block[index - 1], block[index + 1]) ?? wholeLines(page, span);
  if (!removed) return undefined;
  const edit = { ...removed, text: '' };
  return owners.length > 0 ? [edit, keepOne(block, index)] : [edit];
}

const isCompound = (statement: Stmt): boolean =>
  statement.kind !== 'function' && statement.kind !== 'class' && bodiesOf(statement).length > 0;

/** A statement with the semicolon between it and the next one, or the previous one, on its line. */
function onSharedLine(
  source: string,
  span: Span,
  previous: Stmt | undefined,
  next: Stmt | undefined,
): Span | undefined {
  const isShared = (a: Span, b: Span): boolean => !/[\r\n]/.test(source.slice(a.end, b.start));
  if (next && isShared(span, next)) return { start: span.start, end: whole(next, source).start };
  return previous && isShared(previous, span) ? { start: previous.end, end: span.end } : undefined;
}

/**
 * An edit that changes nothing, within another statement of the block: fixes that together would empty the block get in
 * each other's way, and the last of them finds its statement alone in the next round.
 */
function keepOne(block: readonly Stmt[], index: number): TextEdit {
  const kept = index === block.length - 1 ? block[0]! : block.at(-1)!;
  return { start: kept.start + 1, end: kept.start + 1, text: '' };
}

/** The lines of a statement that shares them with nothing, and blank lines that would be left doubled. */
function wholeLines(page: Page, { start, end }: Span): Span | undefined {
  const { source } = page;
  const lines = linesAround(source, { start, end });
  if (source.slice(lines.start, start).trim() !== '') return undefined;
  if (!/^\s*;?\s*$/.test(source.slice(end, lines.end))) return undefined;
  const above = linesBefore(source, lines.start);
  // What the file begins with is its header, not a remark about the statement.
  const isHeader = above.every((line) => line.startsWith('#'));
  if (!isHeader && above.at(-1)?.trimStart().startsWith('#')) return undefined;
  const isFirst = above.every(isBlank);
  const blanks = isFirst ? Infinity : above.length - above.findLastIndex((line) => !isBlank(line)) - 1;
  let last = afterBreak(source, lines.end);
  for (let left = blanks; left > 0 && last < source.length; left--) {
    const lineEnd = endOfLine(source, last);
    if (!isBlank(source.slice(last, lineEnd))) break;
    last = afterBreak(source, lineEnd);
  }
  return { start: lines.start, end: last };
}

const isBlank = (line: string): boolean => line.trim() === '';

const linesBefore = (source: string, at: number): readonly string[] =>
  source
    .slice(0, at)
    .split(/\r\n|\n|\r/)
    .slice(0, -1);

const afterBreak = (source: string, lineEnd: number): number =>
  lineEnd + (/^(?:\r\n|\n|\r)/.exec(source.slice(lineEnd, lineEnd + 2))?.[0].length ?? 0);

/** The indentation of a statement that shares its lines with nothing but a comment behind it; `undefined` for any other. */
export function indentOf(page: Page, statement: Span): string | undefined {
  const { source } = page;
  const start = startOfLine(source, statement.start);
  const indent = source.slice(start, statement.start);
  const end = endOfLine(source, statement.end);
  const comment = page.comments.find((one) => one.start >= statement.end && one.start <= end);
  const behind = slice(source, { start: statement.end, end: comment?.start ?? end });
  return indent.trim() === '' && behind.trim() === '' ? indent : undefined;
}
