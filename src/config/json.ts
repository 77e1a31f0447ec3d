import { parseTree, printParseErrorCode, type Node as JsonNode, type ParseError } from 'jsonc-parser';
import { TOO_DEEP, type Entry, type Node, type Parsed } from './node.ts';

/** Parses JSON; with `comments`, these and trailing commas are allowed. The text has no byte-order mark. Never throws. */
export function parseJson(text: string, { comments }: { readonly comments: boolean }): Parsed {
  try {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
    const [error] = errors;
    if (error) return { problem: { at: error.offset, message: wordsOf(error) } };
    return tree ? { root: nodeOf(tree) } : { problem: { at: 0, message: 'value expected' } };
  } catch (error) {
    // The parser calls itself for what is nested.
    if (error instanceof RangeError) return TOO_DEEP;
    throw error;
  }
}

/** "PropertyNameExpected" as "property name expected". */
const wordsOf = ({ error }: ParseError): string =>
  printParseErrorCode(error)
    .replace(/\B[A-Z]/g, (letter) => ` ${letter}`)
    .toLowerCase();

function nodeOf({ type, offset: at, value, children = [] }: JsonNode): Node {
  const plain: unknown = value;
  if (type === 'object') return { is: 'table', at, entries: children.flatMap(entryOf) };
  if (type === 'array') return { is: 'list', at, items: children.map(nodeOf) };
  if (typeof plain === 'string') return { is: 'text', at, value: plain };
  if (typeof plain === 'boolean') return { is: 'flag', at, value: plain };
  return { is: 'other', at, name: type === 'number' ? 'a number' : type };
}

function entryOf({ children: [key, value] = [] }: JsonNode): readonly Entry[] {
  return key && value ? [{ at: key.offset, key: String(key.value), value: nodeOf(value) }] : [];
}
