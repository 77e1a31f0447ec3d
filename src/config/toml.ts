import { parseTOML, type AST } from 'toml-eslint-parser';
import { TOO_DEEP, type Entry, type Node, type Parsed } from './node.ts';

/** Parses TOML. The text has no byte-order mark. Never throws. */
export function parseToml(text: string): Parsed {
  try {
    const root = new Table(0);
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === 'TOMLTable') addTable(root, node);
      else addPair(root, node);
    }
    return { root: root.node() };
  } catch (error) {
    if (error instanceof RangeError) return TOO_DEEP;
    return {
      problem: { at: offsetOf(error), message: error instanceof Error ? error.message : String(error) },
    };
  }
}

const offsetOf = (error: unknown): number =>
  error instanceof Error && 'index' in error && typeof error.index === 'number' ? error.index : 0;

/** A table that is put together from all that the text says of it. Lists of tables have tables by their numbers. */
class Table {
  readonly #at: number;
  readonly #entries = new Map<string | number, { readonly at: number; readonly value: Table | Node }>();

  constructor(at: number) {
    this.#at = at;
  }

  /** The table of a key, which is made where it is not there yet. */
  table(key: string | number, at: number): Table {
    const known = this.#entries.get(key)?.value;
    if (known instanceof Table) return known;
    const made = new Table(at);
    this.#entries.set(key, { at, value: made });
    return made;
  }

  set(key: string | number, at: number, value: Node): void {
    this.#entries.set(key, { at, value });
  }

  node(): Node {
    const all = Array.from(this.#entries, ([key, { at, value }]) => ({
      key,
      at,
      value: value instanceof Table ? value.node() : value,
    }));
    return all.length > 0 && all.every(({ key }) => typeof key === 'number')
      ? { is: 'list', at: this.#at, items: all.map(({ value }) => value) }
      : { is: 'table', at: this.#at, entries: all.map((one): Entry => ({ ...one, key: String(one.key) })) };
  }
}

function addTable(root: Table, { resolvedKey, key, body }: AST.TOMLTable): void {
  const at = key.range[0];
  const table = resolvedKey.reduce((above, name) => above.table(name, at), root);
  for (const pair of body) addPair(table, pair);
}

function addPair(table: Table, { key, value }: AST.TOMLKeyValue): void {
  const at = key.range[0];
  const names = key.keys.map((one) => (one.type === 'TOMLBare' ? one.name : one.value));
  const owner = names.slice(0, -1).reduce((above, name) => above.table(name, at), table);
  owner.set(names.at(-1) ?? '', at, nodeOf(value));
}

function nodeOf(node: AST.TOMLContentNode): Node {
  const at = node.range[0];
  if (node.type === 'TOMLArray') return { is: 'list', at, items: node.elements.map(nodeOf) };
  if (node.type === 'TOMLInlineTable') {
    const table = new Table(at);
    for (const pair of node.body) addPair(table, pair);
    return table.node();
  }
  if (node.kind === 'string') return { is: 'text', at, value: node.value };
  if (node.kind === 'boolean') return { is: 'flag', at, value: node.value };
  return { is: 'other', at, name: /^[io]/.test(node.kind) ? `an ${node.kind}` : `a ${node.kind}` };
}
