import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../../../core/text.ts';

/**
 * A node of the grammar, copied out of wasm memory. Left out are comments, line continuations and, where the whole
 * file parses, what says nothing that the nodes around it do not say: most tokens, and the content of strings.
 */
export interface Cst extends Span {
  readonly type: string;
  /** Whether it is a rule of the grammar; otherwise it is a token and `type` is how that is written. */
  readonly named: boolean;
  /** Whether the parser expected it and did not find it; its span is empty. */
  readonly missing: boolean;
  /** Of named nodes, and not where their order tells as much. */
  readonly field: string | undefined;
  readonly children: readonly Cst[];
}

export interface Reading {
  readonly root: Cst;
  /** In source order. */
  readonly comments: readonly Span[];
  /** Whether there is an error or a missing node anywhere. */
  readonly broken: boolean;
}

/** The first child in a field; in broken code, where there may be none, an empty stand-in at the end of the node. */
export const field = (node: Cst, name: string): Cst => maybeField(node, name) ?? absent(node);

export const maybeField = (node: Cst, name: string): Cst | undefined =>
  node.children.find((child) => child.field === name);

export const fields = (node: Cst, name: string): readonly Cst[] =>
  node.children.filter((child) => child.named && child.field === name);

/** The children that are not tokens. */
export const named = (node: Cst): readonly Cst[] => node.children.filter((child) => child.named);

/** The child at `index` that is not a token, or a stand-in as of `field`. */
export const nth = (node: Cst, index: number): Cst => named(node)[index] ?? absent(node);

export const ofType = (node: Cst, type: string): Cst | undefined =>
  node.children.find((child) => child.type === type);

const absent = ({ end }: Cst): Cst => ({
  ...{ type: 'ERROR', named: true, missing: true, field: undefined },
  ...{ start: end, end, children: noChildren },
});

/** Copies a tree into plain data; the tree is still to be freed. It may be that of a part of the source, from an offset on. */
export function readTree(tree: Tree, source: string, offset = 0): Reading {
  const broken = tree.rootNode.hasError;
  const cursor = tree.walk();
  const { language } = tree;
  try {
    return read({ cursor, source, offset, broken, kinds: kindsOf(language), fields: language.fields });
  } finally {
    cursor.delete();
  }
}

interface Context {
  readonly cursor: TreeCursor;
  readonly source: string;
  readonly offset: number;
  readonly broken: boolean;
  readonly kinds: readonly Kind[];
  readonly fields: readonly (string | null)[];
}

interface Draft extends Cst {
  children: readonly Cst[];
}

// A loop with a stack of its own: code may be nested deeper than the call stack allows.
function read(cx: Context): Reading {
  const { cursor, broken, offset } = cx;
  const comments: Span[] = [];
  const top = { kind: kindHere(cx), node: copy(cx, kindHere(cx), undefined), from: 0 };
  if (!cursor.gotoFirstChild()) return { root: top.node, comments, broken };
  // Children wait here until their parent is complete: an array for each that grows one by one wastes most of its room.
  const pending: Cst[] = [];
  const open: { readonly kind: Kind; readonly node: Draft; readonly from: number }[] = [top];
  for (;;) {
    const kind = kindHere(cx);
    if (kind.type === 'comment')
      comments.push({ start: offset + cursor.startIndex, end: offset + cursor.endIndex });
    if (!kind.extra && (broken || !kind.dispensable)) {
      const node = copy(cx, kind, open.at(-1)?.kind);
      if (!isLeaf(node, kind, cx) && cursor.gotoFirstChild()) {
        open.push({ kind, node, from: pending.length });
        continue;
      }
      pending.push(node);
    }
    while (!cursor.gotoNextSibling()) {
      const closed = open.pop();
      if (!closed) return { root: top.node, comments, broken };
      closed.node.children = pending.splice(closed.from);
      pending.push(closed.node);
      cursor.gotoParent();
    }
  }
}

const kindHere = ({ cursor, kinds }: Context): Kind => kinds[cursor.nodeTypeId] ?? errorKind;

function copy({ cursor, offset, fields, broken }: Context, kind: Kind, parent: Kind | undefined): Draft {
  const start = offset + cursor.startIndex;
  const mayHaveField = kind.named && parent && !parent.ordered;
  return {
    type: kind.type,
    named: kind.named,
    missing: broken && cursor.nodeIsMissing,
    field: mayHaveField ? (fields[cursor.currentFieldId] ?? undefined) : undefined,
    start,
    end: kind.length < 0 || broken ? offset + cursor.endIndex : start + kind.length,
    children: noChildren,
  };
}

const isLeaf = ({ start }: Span, { childless, type }: Kind, { broken, source }: Context): boolean =>
  // Only in f-strings and template strings does the grammar find more than text.
  childless || (type === 'string' && !broken && !/^r?[ft]/i.test(source.slice(start, start + 2)));

/** What a type tells of every node of it, so that the slow border to wasm is crossed less often. */
interface Kind {
  readonly type: string;
  readonly named: boolean;
  /** Of a token that is always written alike; otherwise -1. */
  readonly length: number;
  readonly childless: boolean;
  readonly extra: boolean;
  /** Whether it can be left out of a tree without errors. */
  readonly dispensable: boolean;
  /** Whether its children are told by their order, so that nobody asks for their fields. */
  readonly ordered: boolean;
}

const noChildren: readonly Cst[] = [];
const extras = new Set(['comment', 'line_continuation']);
const childless = new Set([
  ...['identifier', 'integer', 'float', 'true', 'false', 'none', 'ellipsis'],
  ...['pass_statement', 'break_statement', 'continue_statement', 'not in', 'is not'],
]);
const ordered = new Set([
  ...['module', 'block', 'expression_statement', 'call', 'argument_list', 'keyword_argument', 'attribute'],
  ...['subscript', 'list', 'tuple', 'dictionary', 'pair', 'parameters', 'with_item'],
]);
const stringParts = new Set(['string_start', 'string_content', 'string_end']);
const telling = /^([-+*@/%|&^<>]+=?|[=!]=|[,;_]|or|async|from|type|(not )?in|is( not)?)$/;

const errorKind: Kind = kindOf('ERROR', true);

const known = new WeakMap<Language, readonly Kind[]>();

function kindsOf(language: Language): readonly Kind[] {
  const kinds =
    known.get(language) ?? language.types.map((type, id) => kindOf(type, language.nodeTypeIsNamed(id)));
  known.set(language, kinds);
  return kinds;
}

function kindOf(type: string, isNamed: boolean): Kind {
  // `not in` and `is not` are nodes with two tokens and any space between them.
  const fixed = !isNamed && !type.includes(' ');
  const extra = extras.has(type);
  return {
    type,
    named: isNamed,
    length: fixed ? type.length : -1,
    childless: fixed || extra || childless.has(type),
    extra,
    dispensable: isNamed ? stringParts.has(type) : !telling.test(type),
    ordered: ordered.has(type),
  };
}
