import { addAll } from '../../core/group.ts';
import { contains, slice, type Span, type TextEdit } from '../../core/text.ts';

/** A text and every comment in it. */
export interface Page {
  readonly source: string;
  readonly comments: readonly Span[];
}

/** A bracketed list: what stands between its brackets, and its items in order. */
export interface List {
  readonly inside: Span;
  readonly items: readonly Span[];
}

/** Stands for a character of a comment: neither a space, nor a comma, nor a bracket. */
const COMMENT = '\u0000';
const LINE_BREAK = /\r\n|\n|\r/;

/** The one test for refusing an edit: would it take a comment along? */
export const holdsComment = ({ comments }: Page, gap: Span): boolean =>
  comments.some(({ start, end }) => start < gap.end && gap.start < end);

/** The text of a gap, its comments blotted out so that commas and brackets in them are not taken for code. */
function blot({ source, comments }: Page, gap: Span): string {
  // Between items a backslash can only be one that joins lines.
  let text = slice(source, gap).replace(/\\(?=[\r\n])/g, ' ');
  for (const { start, end } of comments) {
    if (end <= gap.start || start >= gap.end) continue;
    const from = Math.max(start, gap.start) - gap.start;
    // The Python grammar counts the first half of a Windows line end as part of a comment.
    const to = Math.min(source[end - 1] === '\r' ? end - 1 : end, gap.end) - gap.start;
    text = text.slice(0, from) + COMMENT.repeat(to - from) + text.slice(to);
  }
  return text;
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });
const removal = (start: number, end: number): TextEdit => ({ start, end, text: '' });

/** Where the space before `at` begins, line breaks left out. */
function startOfBlank(source: string, at: number): number {
  let start = at;
  while (start > 0 && /[^\S\r\n]/.test(source[start - 1]!)) start--;
  return start;
}

/** The line break and the indentation before `at`, when nothing but space stands before it on its line. */
function lineBreakBefore(source: string, at: number): string | undefined {
  const blank = startOfBlank(source, at);
  const [lineBreak] = /(?:\r\n|\n|\r)$/.exec(source.slice(Math.max(0, blank - 2), blank)) ?? [];
  return lineBreak === undefined ? undefined : lineBreak + source.slice(blank, at);
}

/** Makes `text` the first item, on a line of its own where the items stand on lines of their own. */
export function insertFirst(page: Page, { inside, items }: List, text: string): readonly TextEdit[] {
  const [first, second] = items;
  if (!first) return [insertion(inside.start, text)];
  const gap = blot(page, { start: inside.start, end: first.start });
  const isBroken = LINE_BREAK.test(gap);
  const isShared = second && !LINE_BREAK.test(blot(page, { start: first.end, end: second.start }));
  if (isBroken && isShared) return [insertion(first.start, `${text}, `)];
  // A comment above the first item belongs to it: the new item goes before both.
  const lead = /^[^\r\n]*(?:\r\n|\n|\r)\s*/.exec(gap) ?? /^\s*/.exec(gap);
  const at = inside.start + (lead?.[0].length ?? 0);
  const lineBreak = isBroken ? lineBreakBefore(page.source, at) : undefined;
  return [insertion(at, lineBreak === undefined ? `${text}, ` : `${text},${lineBreak}`)];
}

/** Makes `text` the last item, with the trailing comma where there was one. Refuses where the comma stands apart. */
export function insertLast(page: Page, list: List, text: string): readonly TextEdit[] | undefined {
  const last = list.items.at(-1);
  if (!last) return insertFirst(page, list, text);
  const [line = ''] = blot(page, { start: last.end, end: list.inside.end }).split(LINE_BREAK);
  const comma = line.indexOf(',') + 1;
  if (comma === 0 && blot(page, { start: last.end, end: list.inside.end }).includes(',')) return undefined;
  const lineBreak = lineBreakBefore(page.source, last.start);
  if (lineBreak === undefined) {
    return [comma ? insertion(last.end + comma, ` ${text},`) : insertion(last.end, `, ${text}`)];
  }
  // What stands behind the last item on its line, a comment most often, stays with it.
  const at = last.end + line.trimEnd().length;
  if (comma) return [insertion(at, `${lineBreak}${text},`)];
  if (at === last.end) return [insertion(at, `,${lineBreak}${text}`)];
  return [insertion(last.end, ','), insertion(at, `${lineBreak}${text}`)];
}

/**
 * Removes items with the commas that belong to them, and their lines when they stand alone there. Refuses when a comment
 * would be lost or left without what it speaks of.
 */
export function removeItems(
  page: Page,
  list: List,
  indexes: readonly number[],
): readonly TextEdit[] | undefined {
  if (indexes.some((index) => !list.items[index] || isCommented(page, list, index))) return undefined;
  // Neighbours leave as one, since the commas between them belong to both.
  const items: Span[] = [];
  const gone: number[] = [];
  for (const [index, item] of list.items.entries()) {
    const isGone = indexes.includes(index);
    const last = items.at(-1);
    if (isGone && last && indexes.includes(index - 1)) {
      items[items.length - 1] = { start: last.start, end: item.end };
      continue;
    }
    if (isGone) gone.push(items.length);
    items.push(item);
  }
  const edits = gone.map((index) => removeItem(page, { inside: list.inside, items }, index));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function removeItem(page: Page, list: List, index: number): TextEdit | undefined {
  const { inside, items } = list;
  const item = items[index]!;
  const previous = items[index - 1];
  if (!previous && items.length === 1) {
    return holdsComment(page, inside) ? undefined : removal(inside.start, inside.end);
  }
  if (!previous) return removal(item.start, item.end + separatorAfter(page, list, item));
  if (!holdsComment(page, { start: previous.end, end: item.start })) return removal(previous.end, item.end);
  return lineOf(page, list, item);
}

/** Whether a comment behind the item, or on lines of its own above it, speaks of it or parts it from its comma. */
function isCommented(page: Page, { inside, items }: List, index: number): boolean {
  const item = items[index]!;
  const below = blot(page, { start: item.end, end: items[index + 1]?.start ?? inside.end });
  const above = blot(page, { start: items[index - 1]?.end ?? inside.start, end: item.start });
  const [behind = ''] = below.split(LINE_BREAK);
  const [, ...ownLines] = above.split(LINE_BREAK);
  const between = ownLines.length === 0 ? above.slice(above.lastIndexOf(',') + 1) : '';
  const isParted = below.slice(0, below.indexOf(',') + 1).includes(COMMENT);
  return (
    isParted ||
    between.includes(COMMENT) ||
    behind.includes(COMMENT) ||
    ownLines.some((line) => line.includes(COMMENT))
  );
}

/** How far the comma, and the space up to the next item or to the comment above it, reaches behind an item. */
const separatorAfter = (page: Page, { inside }: List, { end }: Span): number =>
  /^\s*(?:,\s*)?/.exec(blot(page, { start: end, end: inside.end }))?.[0].length ?? 0;

/** An item below a line that ends with a comment: its own line goes whole, the comment and its line break stay. */
function lineOf({ source, ...page }: Page, { inside }: List, item: Span): TextEdit {
  const rest = blot({ source, ...page }, { start: item.end, end: inside.end });
  const [behind = ''] = /^(?:\s*,)?[^\S\r\n]*/.exec(rest) ?? [];
  const lineBreak = /^(?:\r\n|\n|\r)/.exec(rest.slice(behind.length))?.[0];
  const end = item.end + behind.length;
  if (!lineBreak) return removal(item.start, end);
  return removal(startOfBlank(source, item.start), end + lineBreak.length);
}

/**
 * A place in new code where the line break, the indentation and the comments of the replaced code are kept: behind an
 * opening bracket, behind the comma between items, before a closing bracket.
 */
export interface Soft {
  readonly soft: 'open' | 'next' | 'close';
  /** What stands there where no line break is kept: a space behind the comma, and nothing at a bracket, if not told. */
  readonly otherwise?: string;
}

/** New code with quoted source in it: what a language prints an expression to. */
export type Piece = string | Span | Soft;

const isSpan = (piece: Piece): piece is Span => typeof piece === 'object' && 'start' in piece;

const plain = (piece: string | Soft): string =>
  typeof piece === 'string' ? piece : (piece.otherwise ?? (piece.soft === 'next' ? ' ' : ''));

/** New code as text; quoted source is copied. */
export const render = ({ source }: Page, pieces: readonly Piece[]): string =>
  pieces.map((piece) => (isSpan(piece) ? slice(source, piece) : plain(piece))).join('');

export const joined = (parts: readonly (readonly Piece[])[], ...separator: readonly Piece[]): Piece[] =>
  parts.flatMap((part, index) => (index === 0 ? part : [...separator, ...part]));

/**
 * Replaces `target`, editing only the gaps between the quoted spans: quoted source keeps its comments and its place, and
 * fixes inside it still apply. Quotes in another order, or from elsewhere, are copied. Refuses to lose a comment.
 */
export function replaceAround(
  page: Page,
  target: Span,
  pieces: readonly Piece[],
): readonly TextEdit[] | undefined {
  const quotes = pieces.filter(isSpan);
  if (!areInOrder(target, quotes)) return replaceWhole(page, target, pieces, quotes);
  const edits: TextEdit[] = [];
  let from = target.start;
  let parts: (string | Soft)[] = [];
  for (const piece of [...pieces, { start: target.end, end: target.end }]) {
    if (!isSpan(piece)) {
      parts.push(piece);
      continue;
    }
    const filled = fillGap(page, { start: from, end: piece.start }, parts);
    if (!filled) return undefined;
    addAll(edits, filled);
    from = piece.end;
    parts = [];
  }
  return edits;
}

const areInOrder = (target: Span, quotes: readonly Span[]): boolean =>
  quotes.every((quote, index) => contains(target, quote) && (quotes[index - 1]?.end ?? 0) <= quote.start);

function replaceWhole(
  page: Page,
  target: Span,
  pieces: readonly Piece[],
  quotes: readonly Span[],
): readonly TextEdit[] | undefined {
  const isKept = (comment: Span) => quotes.some((quote) => contains(quote, comment));
  const lost = page.comments.some((comment) => contains(target, comment) && !isKept(comment));
  return lost ? undefined : [{ start: target.start, end: target.end, text: render(page, pieces) }];
}

function fillGap(page: Page, gap: Span, parts: readonly (string | Soft)[]): readonly TextEdit[] | undefined {
  const at = parts.findIndex((part) => typeof part !== 'string');
  const kept = at < 0 ? undefined : keptLayout(page, gap, parts[at]);
  if (!kept) return rewrite(page, gap, parts.map(plain).join(''));
  const before = parts.slice(0, at).map(plain).join('') + (kept.comma ? ',' : '');
  const after = parts
    .slice(at + 1)
    .map(plain)
    .join('');
  const first = rewrite(page, { start: gap.start, end: kept.start }, before);
  const second = rewrite(page, { start: kept.end, end: gap.end }, after);
  return first && second && [...first, ...second];
}

const rewrite = (page: Page, gap: Span, text: string): readonly TextEdit[] | undefined =>
  holdsComment(page, gap)
    ? undefined
    : slice(page.source, gap) === text
      ? []
      : [{ start: gap.start, end: gap.end, text }];

/** The line break of a gap that is kept, with the space and the comments around it; `comma`: a trailing one before it. */
function keptLayout(
  page: Page,
  gap: Span,
  part: string | Soft | undefined,
): (Span & { comma: boolean }) | undefined {
  if (part === undefined || typeof part === 'string') return undefined;
  const text = blot(page, gap);
  const runs = [...text.matchAll(/[\s\0]+/g)].filter(([run]) => LINE_BREAK.test(run));
  const run = pick(part.soft, runs, text.lastIndexOf(','));
  if (!run) return undefined;
  const start = gap.start + run.index;
  const comma = part.soft === 'close' && text[run.index - 1] === ',';
  return { start, end: start + run[0].length, comma };
}

function pick<Run extends { readonly index: number }>(
  soft: Soft['soft'],
  runs: readonly Run[],
  comma: number,
) {
  switch (soft) {
    case 'open':
      return runs[0];
    case 'next':
      return runs.find(({ index }) => index > comma);
    case 'close':
      return runs.at(-1);
  }
}
