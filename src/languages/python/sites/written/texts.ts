import type { TextShape, Value } from '../../../../core/model/values.ts';
import { slice } from '../../../../core/text.ts';
import type { Expr, Text } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';

/** How a string is written, where it is one literal; several of them side by side have no place for an edit of the whole. */
export function textShape(
  { source }: Pick<Module, 'source'>,
  node: Text,
  toValue: (part: Expr) => Value,
): TextShape {
  const tail = tailOf(source, node);
  return {
    is: 'text',
    bytes: node.bytes,
    ...(node.value !== undefined && node.parts.length === 0 && { text: node.value }),
    ...(tail && { tail }),
    holes: node.parts.map(toValue),
  };
}

/** What stands behind the last interpolation, up to the closing quote. */
function tailOf(source: string, node: Text): TextShape['tail'] {
  const opening = /^([a-z]*)("""|'''|["'])/i.exec(slice(source, node));
  if (!opening) return undefined;
  const [whole, prefix = '', quotes = ''] = opening;
  const inside = { start: node.start + whole.length, end: node.end - quotes.length };
  const text = slice(source, inside);
  if (text.includes(quotes) || /[\\\r\n]/.test(text) || /t/i.test(prefix)) return undefined;
  if (!/f/i.test(prefix)) return { start: inside.start, end: inside.end, text };
  if (/\{\{|\}\}/.test(text)) return undefined;
  const start = inside.start + text.lastIndexOf('}') + 1;
  return { start, end: inside.end, text: source.slice(start, inside.end) };
}
