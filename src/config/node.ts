/** A value of a file of settings, whatever its syntax. `at`: the UTF-16 offset that it begins at. */
export type Node = { readonly at: number } & (
  | { readonly is: 'table'; readonly entries: readonly Entry[] }
  | { readonly is: 'list'; readonly items: readonly Node[] }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'flag'; readonly value: boolean }
  /** What no setting takes; `name` with its article. */
  | { readonly is: 'other'; readonly name: string }
);

/** A key with its value. */
export interface Entry {
  readonly at: number;
  readonly key: string;
  readonly value: Node;
}

/** Something wrong at a place. */
export interface Problem {
  /** UTF-16 offset. */
  readonly at: number;
  readonly message: string;
}

/** What a node is, with its article, for messages. */
export function kindOf(node: Node): string {
  switch (node.is) {
    case 'table':
      return 'a table';
    case 'list':
      return 'a list';
    case 'text':
      return 'a text';
    case 'flag':
      return String(node.value);
    case 'other':
      return node.name;
  }
}

/** The value of a key; the last one where there are several. */
export const entryOf = (node: Node | undefined, key: string): Entry | undefined =>
  node?.is === 'table' ? node.entries.findLast((one) => one.key === key) : undefined;

/** What a parser gives: a tree, or why there is none. */
export type Parsed = { readonly root: Node } | { readonly problem: Problem };

export const TOO_DEEP: Parsed = { problem: { at: 0, message: 'it is nested too deeply' } };
