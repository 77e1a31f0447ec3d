import type { Invocation } from '../../../core/model/calls.ts';
import type { Option } from '../../../core/model/options.ts';
import type { Name, Value } from '../../../core/model/values.ts';
import type { Expr, Intent } from '../../../core/rule.ts';
import { contains, slice, type Span, type TextEdit } from '../../../core/text.ts';
import { holdsComment, insertFirst, insertLast, removeItems, render, type List } from '../../kernel/lists.ts';
import { keyName, spanOf, typeArgumentsOf, unwrap, type ObjectExpression } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { spell } from '../names.ts';
import { callAt, find, isSame, nodeAt, nodesAround, objectIn } from './find.ts';
import type { Call, Tree } from './find.ts';
import { editImport, removeImport } from './import-edits.ts';
import { importName } from './imports.ts';
import { print } from './print.ts';
import { styleAt } from './quotes.ts';
import { replace } from './replace.ts';
import { removeStatement } from './statements.ts';

type Edits = readonly TextEdit[] | undefined;

/** The edits of an intent; `undefined` where they would lose a comment or break the code. */
export function lower(intent: Intent, module: Module): Edits {
  switch (intent.do) {
    case 'rename':
      return rename(intent.target, intent.to, module);
    case 'name-argument':
      return nameArgument(intent, module);
    case 'prepend-argument':
      return prependArgument(intent.call, intent.value, module);
    case 'add-option':
      return addOption(intent.call, intent.key, intent.value, module);
    case 'remove':
      return remove(intent.call, [intent.item, ...(intent.more ?? [])], module);
    case 'replace':
      return replace(intent.target, intent.with, module);
    case 'edit-text':
      return [{ start: intent.target.start, end: intent.target.end, text: intent.to }];
    case 'insert-statement':
      return undefined;
    case 'remove-statement':
      return removeStatement(intent.statement, module);
    case 'replace-statement':
      return undefined;
    case 'remove-import':
      return removeImport(intent.target, module);
    case 'edit-import':
      return editImport(intent, module);
    case 'choose-option':
    case 'exchange-package':
    case 'add-requirement':
      // No rule asks for it here.
      return undefined;
    case 'import':
      // No rule asks for a whole module here.
      return intent.name === undefined ? undefined : importName(module, intent.from, intent.name);
  }
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** Renames a property, in quotes or not; `{ data }` gets a key beside its value. */
function rename(target: Name, to: string, tree: Tree): Edits {
  // The method of a dynamic call is not written as a name.
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
  const open = find(tree, '(', spanOf(typeArgumentsOf(node).at(-1) ?? node.callee).end);
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
  const text = printed(value, call, tree);
  const entry = text === spell(key) ? text : `${spell(key)}: ${text}`;
  const given = node.arguments[call.args.length];
  if (!given) return insertLast(tree, argumentsOf(tree, node), inBraces(tree, call, entry));
  const literal = objectIn(given);
  if (literal) return addProperty(literal, key, entry, tree);
  // `...args` may include the options object or the arguments before it.
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
