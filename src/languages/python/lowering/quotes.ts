import { contains, type Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import { literal, otherQuote, type Quote, type Unprintable } from '../../kernel/quotes.ts';
import type { Text } from '../ast/expressions.ts';
import type { Ast } from '../ast/statements.ts';
import { expressionsAround, textsIn } from './find.ts';

/** How strings are to be written at one place. */
export interface QuoteStyle {
  readonly quote: Quote;
  /** Characters that new code must not hold: before Python 3.12 an f-string's own quote, `\` and line breaks. */
  readonly banned: RegExp | undefined;
}

const OPENING = /[a-zA-Z]*("""|'''|"|')/y;

/** The quote that most strings around `place` have, and what the f-strings around it forbid. */
export function quoteStyle(source: string, ast: Ast, place: Span): QuoteStyle {
  const around = expressionsAround(ast, place);
  const used = around.flatMap((node) =>
    node.kind === 'text' ? (delimiterAround(source, ast, node, place) ?? []) : [],
  );
  const call = around.findLast(({ kind }) => kind === 'call');
  const preferred = majority(source, call) ?? majorityOfFile(ast, source) ?? '"';
  const banned = used.length === 0 ? undefined : new RegExp(`[\\\\\\r\\n${used.join('')}]`);
  return { quote: banned?.test(preferred) ? otherQuote(preferred) : preferred, banned };
}

/** Undefined where both are used alike, or none is. */
function majority(source: string, within: unknown): Quote | undefined {
  let balance = 0;
  for (const { start } of textsIn(within)) {
    const delimiter = delimiterAt(source, start);
    if (delimiter === '"') balance++;
    if (delimiter === "'") balance--;
  }
  return balance > 0 ? '"' : balance < 0 ? "'" : undefined;
}

const majorityOfFile = oncePer(({ body }: Ast, source: string) => majority(source, body));

function delimiterAt(source: string, start: number): string | undefined {
  OPENING.lastIndex = start;
  return OPENING.exec(source)?.[1];
}

/** The quote of the f-string, one of several side by side perhaps, that `place` is interpolated in. */
function delimiterAround(source: string, { comments }: Ast, text: Text, place: Span): Quote | undefined {
  // A quoted annotation is code within the quotes.
  if (text.inside && contains(text.inside, place)) return source[text.inside.end] === "'" ? "'" : '"';
  if (!text.parts.some((part) => contains(part.outer, place))) return undefined;
  let literal = '';
  let at = text.start;
  while (at < text.end) {
    const delimiter = delimiterAt(source, at);
    if (!delimiter) {
      at = comments.find(({ start }) => start === at)?.end ?? at + 1;
      continue;
    }
    const end = endOfLiteral(source, text, at, delimiter);
    if (at <= place.start && place.end <= end) literal = delimiter;
    at = end;
  }
  return literal.startsWith("'") ? "'" : '"';
}

/** Where a literal that starts at `start` ends: its closing quote stands in none of the interpolated expressions. */
function endOfLiteral(source: string, text: Text, start: number, delimiter: string): number {
  let at = source.indexOf(delimiter, start) + delimiter.length;
  while (at < text.end) {
    const part = text.parts.find(({ outer }) => outer.start <= at && at < outer.end);
    if (part) at = part.outer.end;
    else if (source[at] === '\\') at += 2;
    else if (source.startsWith(delimiter, at)) return at + delimiter.length;
    else at++;
  }
  return text.end;
}

/** A Python string literal for a value. */
export function quoted(value: string, { quote, banned }: QuoteStyle): string {
  const other = otherQuote(quote);
  const isBetter = value.includes(quote) && !value.includes(other) && !banned?.test(other);
  return literal(value, isBetter ? other : quote, UNPRINTABLE);
}

const UNPRINTABLE: Unprintable = {
  chars: /[\u0000-\u001f\u007f]/g,
  escape: (code) => `\\x${code.toString(16).padStart(2, '0')}`,
};

/** Whether new code may stand at a place with this style. */
export const mayStand = ({ banned }: QuoteStyle, text: string): boolean => !banned?.test(text);
