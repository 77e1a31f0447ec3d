import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import { literal, otherQuote, type Quote, type Unprintable } from '../../kernel/quotes.ts';
import { childrenOf, spanOf, type Node } from '../ast.ts';
import { nodesAround, type Tree } from './find.ts';

/** The style of a text that new code follows. */
export interface Style {
  readonly quote: Quote;
  /** Whether a space stands inside the braces of an object on one line. */
  readonly spaced: boolean;
}

/** Counts of one style minus counts of the other. */
interface Balance {
  readonly double: number;
  readonly spaced: number;
}

/** The quote that most strings around `place` have, in its call first and then in the file, and the space in braces. */
export function styleAt(tree: Tree, place: Span): Style {
  const file = balanceOfFile(tree);
  const call = nodesAround(tree, place).findLast(({ type }) => CALLS.has(type));
  const inCall = call ? balanceOf(tree, call).double : 0;
  const double = inCall === 0 ? file.double : inCall;
  return { quote: double < 0 ? "'" : '"', spaced: file.spaced >= 0 };
}

const CALLS: ReadonlySet<string> = new Set(['CallExpression', 'OptionalCallExpression']);

const balanceOfFile = oncePer((tree: Tree) => balanceOf(tree, tree.program));

function balanceOf({ source }: Tree, within: Node): Balance {
  const balance = { double: 0, spaced: 0 };
  const visit = (node: Node): void => {
    const { start } = spanOf(node);
    if (STRINGS.has(node.type)) balance.double += source[start] === '"' ? 1 : source[start] === "'" ? -1 : 0;
    if (node.type === 'ObjectExpression' && /[^\r\n}]/.test(source[start + 1] ?? ''))
      balance.spaced += source[start + 1] === ' ' ? 1 : -1;
    // What is written in an attribute has quotes of its own.
    if (node.type === 'JSXAttribute' && node.value?.type === 'StringLiteral') return;
    for (const child of childrenOf(node)) visit(child);
  };
  visit(within);
  return balance;
}

const STRINGS: ReadonlySet<string> = new Set(['StringLiteral', 'DirectiveLiteral']);

/** A string literal for a value, in the other quotes where that saves an escape. */
export function quoted(value: string, { quote }: Style): string {
  const other = otherQuote(quote);
  return literal(value, value.includes(quote) && !value.includes(other) ? other : quote, UNPRINTABLE);
}

const UNPRINTABLE: Unprintable = {
  chars: /[\u0000-\u001f\u007f\u2028\u2029]/g,
  escape: (code) => `\\u${code.toString(16).padStart(4, '0')}`,
};
