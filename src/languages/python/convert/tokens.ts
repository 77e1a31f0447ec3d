import type { Span } from '../../../core/text.ts';
import { stringEnd } from './literals.ts';

export interface Token extends Span {
  /** `newline` is any end of a line, also inside of brackets. */
  readonly kind: 'name' | 'number' | 'string' | 'comment' | 'newline' | 'operator';
  readonly text: string;
  /** How many brackets are open around it; a bracket itself counts to what is around it. */
  readonly depth: number;
}

const space = /(?:[ \t\f]|\\(?:\r\n?|\n))+/y;
const newline = /\r?\n|\r/y;
const comment = /#[^\r\n]*/y;
const name = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const number = /(?:\d|\.\d)(?:[eE][-+]\d|[\w.])*/y;
const operator = /\*\*=?|\/\/=?|<<=?|>>=?|->|:=|\.\.\.|[-+*/%@&|^<>=!]=|[^]/y;

/** The tokens of a source as Python reads it, but for space; text that is no Python comes as operators. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (let at = 0; at < source.length;) {
    at = match(space, source, at) ?? at;
    const found = tokenAt(source, at);
    if (!found) break;
    const text = source.slice(at, found.end);
    if (/^[)\]}]$/.test(text)) depth = Math.max(0, depth - 1);
    tokens.push({ kind: found.kind, text, start: at, end: found.end, depth });
    if (/^[([{]$/.test(text)) depth += 1;
    at = found.end;
  }
  return tokens;
}

function tokenAt(
  source: string,
  at: number,
): { readonly kind: Token['kind']; readonly end: number } | undefined {
  if (at >= source.length) return undefined;
  const text = stringEnd(source, at);
  if (text !== undefined) return { kind: 'string', end: text };
  for (const [kind, pattern] of patterns) {
    const end = match(pattern, source, at);
    if (end !== undefined) return { kind, end };
  }
  return undefined;
}

const patterns = [
  ['newline', newline],
  ['comment', comment],
  ['name', name],
  ['number', number],
  ['operator', operator],
] as const;

/** Where the match of a sticky pattern at an offset ends. */
function match(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}
