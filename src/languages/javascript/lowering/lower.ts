import type { Name, Option, Invocation, Value } from '../../../core/model.ts';
import type { Expr, Intent } from '../../../core/rule.ts';
import { contains, slice, type Span, type TextEdit } from '../../../core/text.ts';
import {
  holdsComment,
  insertFirst,
  insertLast,
  removeItems,
  render,
  replaceAround,
  type List,
  type Piece,
} from '../../kernel/lists.ts';
import { isMember, keyName, spanOf, unwrap, type ObjectExpression } from '../ast.ts';
import { spell } from '../names.ts';
import { callAt, find, isSame, nodeAt, nodesAround, objectIn } from './find.ts';
import type { Call, Tree } from './find.ts';
import { importName } from './imports.ts';
import { print } from './print.ts';
import { styleAt } from './quotes.ts';

type Edits = readonly TextEdit[] | undefined;

/** The edits an intent comes to; undefined where they cannot be placed without losing a comment or breaking the code. */
export function lower(intent: Intent, tree: Tree): Edits {
  switch (intent.do) {
    case 'rename':
      return rename(intent.target, intent.to, tree);
    case 'name-argument':
      return nameArgument(intent, tree);
    case 'prepend-argument':
      return prependArgument(intent.call, intent.value, tree);
    case 'add-option':
      return addOption(intent.call, intent.key, intent.value, tree);
    case 'remove':
      return remove(intent.call, [intent.item, ...(intent.more ?? [])], tree);
    case 'replace':
      return replace(intent.target, intent.with, tree);
    case 'remove-statement':
    case 'remove-import':
    case 'edit-import':
      return undefined;
    case 'import':
      return importName(tree, intent.from, intent.name);
  }
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** A name may stand bare, between quotes, or for its value too: `{ data }`. */
function rename(target: Name, to: string, tree: Tree): Edits {
  // The name of a dynamic call stands nowhere in the text.
  if (target.start === target.end) return undefined;
  const name = insideQuotes(tree, target);
  if (slice(tree.source, name) === spell(to)) return [];
  const isShorthand = nodesAround(tree, target).some(
    (node) => node.type === 'ObjectProperty' && node.shorthand && isSame(spanOf(node.key), target),
  );
  return isShorthand ? [insertion(name.start, `${spell(to)}: `)] : [{ ...name, text: spell(to) }];
}

/** Where a name is written, quotes, parentheses and casts around it left out: `client["get" as Method]`. */
function insideQuotes(tree: Tree, target: Span): Span {
  const node = nodeAt(tree, target);
  const { start, end } = node ? spanOf(unwrap(node)) : target;
  return /["'`]/.test(tree.source[start] ?? '') ? { start: start + 1, end: end - 1 } : { start, end };
}

function argumentsOf(tree: Tree, node: Call): List {
  const types = 'typeParameters' in node ? node.typeParameters : undefined;
  const typed = types ?? ('typeArguments' in node ? node.typeArguments : undefined);
  const open = find(tree, '(', (typed ? spanOf(typed) : spanOf(node.callee)).end);
  const items = node.arguments.map(spanOf);
  return { inside: { start: open + 1, end: spanOf(node).end - 1 }, items };
}

function propertiesOf(object: ObjectExpression): List {
  const { start, end } = spanOf(object);
  return { inside: { start: start + 1, end: end - 1 }, items: object.properties.map(spanOf) };
}

/** New code as text, in the style of its place. */
function printed(expr: Expr, place: Span, tree: Tree): string {
  return render(tree, print(expr, { tree, style: styleAt(tree, place) }));
}

const inBraces = (tree: Tree, place: Span, text: string): string =>
  styleAt(tree, place).spaced ? `{ ${text} }` : `{${text}}`;

function prependArgument(call: Invocation, value: Expr, tree: Tree): Edits {
  const node = callAt(tree, call);
  return node && insertFirst(tree, argumentsOf(tree, node), printed(value, call, tree));
}

function addOption(call: Invocation, key: string, value: Expr, tree: Tree): Edits {
  const node = callAt(tree, call);
  if (!node) return undefined;
  const entry = `${spell(key)}: ${printed(value, call, tree)}`;
  const given = node.arguments[call.args.length];
  if (!given) return insertLast(tree, argumentsOf(tree, node), inBraces(tree, call, entry));
  const literal = objectIn(given);
  if (literal) return addProperty(literal, key, entry, tree);
  // `...args` may hold the object, or what stands before it.
  if (given.type === 'SpreadElement') return undefined;
  const { start, end } = spanOf(given);
  const space = styleAt(tree, call).spaced ? ' ' : '';
  return [insertion(start, `{${space}...`), insertion(end, `, ${entry}${space}}`)];
}

function addProperty(object: ObjectExpression, key: string, entry: string, tree: Tree): Edits {
  if (object.properties.some((one) => isNamed(one, spell(key)))) return undefined;
  const list = propertiesOf(object);
  if (list.items.length > 0) return insertLast(tree, list, entry);
  const text =
    slice(tree.source, list.inside).trim() === '' ? inBraces(tree, spanOf(object), entry) : undefined;
  return text === undefined ? undefined : [{ ...spanOf(object), text }];
}

const isNamed = (property: ObjectExpression['properties'][number], name: string): boolean =>
  property.type !== 'SpreadElement' && keyName(property.key, property.computed) === name;

type NameArgument = Extract<Intent, { readonly do: 'name-argument' }>;

/** Only an argument that stands last before the options, or last of all, can become one of them. */
function nameArgument({ call, index, as }: NameArgument, tree: Tree): Edits {
  const node = callAt(tree, call);
  const argument = node?.arguments[index];
  if (!node || !argument || node.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const { start, end } = spanOf(argument);
  const isShort = argument.type === 'Identifier' && argument.name === spell(as);
  const named = isShort ? '' : `${spell(as)}: `;
  const [next, ...others] = node.arguments.slice(index + 1);
  const space = styleAt(tree, call).spaced ? ' ' : '';
  if (!next) return [insertion(start, `{${space}${named}`), insertion(end, `${space}}`)];
  const [first] = next.type === 'ObjectExpression' ? next.properties : [];
  if (!first || others.length > 0) return undefined;
  const gap = { start: end, end: spanOf(first).start };
  if (holdsComment(tree, gap)) return undefined;
  return [insertion(start, `{${space}${named}`), { ...gap, text: ', ' }];
}

function remove(call: Invocation, items: readonly (Option | Value)[], tree: Tree): Edits {
  const node = callAt(tree, call);
  const [item] = items;
  if (!node || !item) return undefined;
  if (!('key' in item)) return removeFrom(argumentsOf(tree, node), items, tree);
  const owner = nodesAround(tree, item).findLast((one) => one.type === 'ObjectExpression');
  if (!owner) return undefined;
  const isWhole = owner.properties.length === items.length && !holdsComment(tree, spanOf(owner));
  const at = node.arguments.findIndex((argument) => objectIn(argument) === owner);
  const isLast = at >= 0 && at === node.arguments.length - 1;
  const removed = isWhole && isLast ? removeItems(tree, argumentsOf(tree, node), [at]) : undefined;
  return removed ?? removeFrom(propertiesOf(owner), items, tree);
}

const removeFrom = (list: List, items: readonly Span[], tree: Tree): Edits =>
  removeItems(
    tree,
    list,
    items.map((one) => list.items.findIndex((place) => contains(place, one))),
  );

function replace(target: Span, by: Expr, tree: Tree): Edits {
  const pieces = memberInPlace(target, by, tree) ?? print(by, { tree, style: styleAt(tree, target) });
  const placed = startsWith(pieces, '{') && opensBody(target, tree) ? ['(', ...pieces, ')'] : pieces;
  return continuesLine(target, placed, tree) ? undefined : replaceAround(tree, target, placed);
}

/** A member of what it was a member of: `client?.[method]` keeps its `?.`, and nothing needs parentheses. */
function memberInPlace(target: Span, by: Expr, tree: Tree): readonly Piece[] | undefined {
  if (by.expr !== 'member' || by.object.expr !== 'source') return undefined;
  const node = nodeAt(tree, target);
  if (!node || !isMember(node)) return undefined;
  const object = spanOf(node.object);
  const dot = node.optional ? '?.' : '.';
  return contains(object, by.object.span) ? [object, dot + spell(by.name)] : undefined;
}

const startsWith = ([first]: readonly Piece[], ...chars: readonly string[]): boolean =>
  typeof first === 'string' && chars.some((char) => first.startsWith(char));

/** Where a brace would open a block: at the start of a statement, or of an arrow function's body. */
const opensBody = ({ start, end }: Span, tree: Tree): boolean =>
  nodesAround(tree, { start, end }).some(
    (node) =>
      (node.type === 'ArrowFunctionExpression' && node.body.start === start) ||
      (node.type === 'ExpressionStatement' && node.start === start),
  );

/** Whether new code at the start of a statement would go on with the line above, which ends without a semicolon. */
function continuesLine(target: Span, pieces: readonly Piece[], tree: Tree): boolean {
  const { source } = tree;
  const opens = nodesAround(tree, target).some(
    (node) => node.type === 'ExpressionStatement' && node.start === target.start,
  );
  if (!opens || !startsWith(pieces, '(', '[', '`') || source[target.start] === '(') return false;
  let at = target.start;
  const isBlank = (): boolean =>
    /\s/.test(source[at - 1] ?? '') || holdsComment(tree, { start: at - 1, end: at });
  while (at > 0 && isBlank()) at--;
  return at > 0 && source[at - 1] !== ';' && source[at - 1] !== '{';
}
