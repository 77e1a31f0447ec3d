import type { Span } from '../../../core/text.ts';
import { tokensOf, type Token } from './tokens.ts';

/**
 * The source with stand-ins of the same length for what tree-sitter-python 0.25 refuses though it is valid Python.
 * Every offset means the same in both, and nothing inside of strings and comments changes. `expressions.ts` and `stars.ts`
 * look at the source itself where a stand-in may be, and read what stands there.
 *
 * - `*` before anything but a name, in a tuple without parentheses or an index: `-`, or a space before a target
 * - the `=` before the default of a type parameter (PEP 696): `:`
 * - a name before `[`, as the grammar reads no call, attribute or operator behind `A[int]` where it expects a type: digits
 * - the end of a line inside of brackets: a space, as a dedent behind a dot or a comment ends the statement for the grammar; so
 *   spaces stand for the comment too, and `hidden` lists it
 */
export function withStandIns(source: string): { readonly text: string; readonly hidden: readonly Span[] } {
  const changes = standIns(tokensOf(source));
  let [text, at] = ['', 0];
  for (const { token, by } of changes) {
    text += source.slice(at, token.start) + by;
    at = token.end;
  }
  const comments = changes.filter(({ token }) => token.kind === 'comment');
  return {
    text: text + source.slice(at),
    hidden: comments.map(({ token: { start, end } }) => ({ start, end })),
  };
}

interface StandIn {
  readonly token: Token;
  readonly by: string;
}

function standIns(tokens: readonly Token[]): readonly StandIn[] {
  const defaults = defaultsOfTypeParameters(tokens);
  const heads = headsOfLoops(tokens);
  return tokens.flatMap((token, index) => {
    const by = standIn({ tokens, index, token, before: neighbour(tokens, index, -1), defaults, heads });
    return by === undefined ? [] : [{ token, by }];
  });
}

interface Place {
  readonly tokens: readonly Token[];
  readonly index: number;
  readonly token: Token;
  /** The index of the token before, or -1. */
  readonly before: number;
  readonly defaults: ReadonlySet<number>;
  readonly heads: ReadonlySet<number>;
}

function standIn(place: Place): string | undefined {
  const { index, token, before, defaults } = place;
  switch (token.kind) {
    case 'newline':
    case 'comment':
      return token.depth > 0 ? blank(token) : undefined;
    case 'name':
      return mayBeDigits(place) ? '1'.repeat(token.text.length) : undefined;
    case 'operator':
      if (token.text === '=') return defaults.has(index) ? ':' : undefined;
      if (token.text !== '*') return undefined;
      return defaults.has(before) ? '-' : star(place);
    default:
      return undefined;
  }
}

const blank = ({ text }: Token): string => ' '.repeat(text.length);

function star(place: Place): string | undefined {
  const { tokens, index, before } = place;
  const after = tokens[neighbour(tokens, index, 1)];
  if (!isPrefix(tokens[before]) || !after || mayFollowStar(after)) return undefined;
  return isTarget(place) ? ' ' : '-';
}

/** The index of the next token in a direction that is no comment and no end of a line inside of brackets. */
function neighbour(tokens: readonly Token[], index: number, step: 1 | -1): number {
  let next = index + step;
  while (tokens[next] && isSkipped(tokens[next]!)) next += step;
  return next;
}

const isSkipped = ({ kind, depth }: Token): boolean =>
  kind === 'comment' || (kind === 'newline' && depth > 0);

const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global
   if import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);
const isKeyword = ({ kind, text }: Token): boolean => kind === 'name' && KEYWORDS.has(text);

/** Whether a star behind this token is no multiplication; that of `except*` and of `import *` is neither. */
const isPrefix = (before: Token | undefined): boolean =>
  !before ||
  before.kind === 'newline' ||
  before.kind === 'comment' ||
  /^(?:[,=([{;:]|return|yield|in)$/.test(before.text);

/** The grammar takes a star before a name; without a value behind it, the star is a separator of parameters. */
const mayFollowStar = (after: Token): boolean =>
  after.kind === 'newline' ||
  /^[,):=]$/.test(after.text) ||
  (after.kind === 'name' && (after.text === 'lambda' || after.text === 'not' || !isKeyword(after)));

/** Whether what is starred is assigned to: a loop has its names there, or an `=` follows in the statement. */
function isTarget({ tokens, index, heads }: Place): boolean {
  if (heads.has(index)) return true;
  for (const { kind, text, depth } of tokens.slice(tokens[index]!.depth > 0 ? tokens.length : index)) {
    if (depth > 0) continue;
    if (text === '=') return true;
    if (kind === 'newline' || text === ';') return false;
  }
  return false;
}

/** The tokens between `for` and `in`. */
function headsOfLoops(tokens: readonly Token[]): ReadonlySet<number> {
  const inside = new Set<number>();
  const open: number[] = [];
  tokens.forEach(({ kind, text, depth }, index) => {
    if (kind === 'name' && text === 'for') open.push(depth);
    else if (kind === 'name' && text === 'in' && open.at(-1) === depth) open.pop();
    else if (open.length > 0) inside.add(index);
  });
  return inside;
}

/** The `=` between each type parameter and its default. */
function defaultsOfTypeParameters(tokens: readonly Token[]): ReadonlySet<number> {
  const found = new Set<number>();
  tokens.forEach(({ text, depth }, index) => {
    if (text !== '[' || !opensTypeParameters(tokens, index)) return;
    let isDefault = false;
    for (let next = index + 1; next < tokens.length && tokens[next]!.depth > depth; next += 1) {
      const inside = tokens[next]!;
      if (inside.depth > depth + 1) continue;
      // A lambda in a default may have defaults too.
      if (inside.text === '=' && !isDefault) found.add(next);
      isDefault = inside.text === '=' || (isDefault && inside.text !== ',');
    }
  });
  return found;
}

/** Of `def f[`, `class C[` and `type A[`. */
function opensTypeParameters(tokens: readonly Token[], bracket: number): boolean {
  const keyword = tokens[bracket - 2];
  if (tokens[bracket - 1]?.kind !== 'name' || keyword?.kind !== 'name') return false;
  return keyword.text === 'def' || keyword.text === 'class' || isSoftKeyword(tokens, bracket - 2, /^type$/);
}

/** Whether a name stands before `[` and is an expression by itself, which may be a number as well. */
function mayBeDigits({ tokens, index, token, before }: Place): boolean {
  const after = neighbour(tokens, index, 1);
  if (tokens[after]?.text !== '[' || isKeyword(token) || tokens[before]?.text === '.') return false;
  return !isSoftKeyword(tokens, index, /^(?:match|case|print|exec)$/) && !opensTypeParameters(tokens, after);
}

/** Whether one of these words begins a statement. */
function isSoftKeyword(tokens: readonly Token[], index: number, words: RegExp): boolean {
  const before = tokens[index - 1];
  const isFirst =
    !before || (before.depth === 0 && (before.kind === 'newline' || /^[;:]$/.test(before.text)));
  return isFirst && words.test(tokens[index]!.text);
}
