import type { Invocation } from '../../../core/model/calls.ts';
import type { Option } from '../../../core/model/options.ts';
import type { Name, Value } from '../../../core/model/values.ts';
import type { Expr as NewExpr, Intent } from '../../../core/rule.ts';
import { contains, slice, type Span, type TextEdit } from '../../../core/text.ts';
import {
  insertFirst,
  insertLast,
  joined,
  removeItems,
  render,
  replaceAround,
  type List,
  type Page,
  type Piece,
} from '../../kernel/lists.ts';
import type { Argument, Call, Dict, Expr, NameExpr } from '../ast/expressions.ts';
import type { Ast, ImportedModule, ImportedName } from '../ast/statements.ts';
import type { Binding } from '../binding/scope.ts';
import { startOfLine } from '../lines.ts';
import { spell } from '../names.ts';
import { parentOf } from '../parents.ts';
import { expressionAt, expressionsAround } from './find.ts';
import { chooseOption } from './choices.ts';
import { editImport, exchangePackage, removeImport } from './import-edits.ts';
import { importModule, importName, sourceFor } from './imports.ts';
import { LEVEL, levelIn } from './precedence.ts';
import { print } from './print.ts';
import { quoteStyle } from './quotes.ts';
import { removeStatement, statementAt } from './statements.ts';

export interface LowerContext {
  readonly source: string;
  readonly ast: Ast;
  /** The node of each site of the document. A copy of a site has none: an intent must hold the site itself. */
  readonly calls: ReadonlyMap<Invocation, Call>;
  /** The bindings a name may have where it stands. */
  bindingsOf(name: NameExpr): readonly Binding[];
  /** Whether the file gives a name of Python itself another meaning. */
  binds(name: string): boolean;
  /** Whether anything can be seen to need what is imported. */
  isNeeded(imported: ImportedModule | ImportedName): boolean;
}

/** The edits an intent comes to; undefined where they cannot be placed without losing a comment or breaking the code. */
export function lower(intent: Intent, context: LowerContext): readonly TextEdit[] | undefined {
  switch (intent.do) {
    case 'rename':
      return rename(intent.target, intent.to, context);
    case 'name-argument':
      return nameArgument(intent, context);
    case 'prepend-argument':
      return prependArgument(intent.call, intent.value, context);
    case 'add-option':
      return addOption(intent.call, intent.key, intent.value, context);
    case 'remove':
      return remove(intent.call, [intent.item, ...(intent.more ?? [])], context);
    case 'choose-option':
      return chooseOption(intent, context, context.calls.get(intent.call));
    case 'replace':
      return replace(intent.target, intent.with, context);
    case 'edit-text':
      return [{ start: intent.target.start, end: intent.target.end, text: intent.to }];
    case 'insert-statement':
      return insertBefore(intent.before, intent.code, context);
    case 'remove-statement': {
      const placed = statementAt(context.ast, context.source, intent.statement);
      return placed && removeStatement(pageOf(context), placed);
    }
    case 'replace-statement':
      return replaceStatement(intent, context);
    case 'remove-import':
      return removeImport(pageOf(context), context.ast, intent.target, (one) => context.isNeeded(one));
    case 'edit-import':
      return editImport(pageOf(context), context.ast, intent);
    case 'exchange-package':
      return exchangePackage(pageOf(context), context.ast, intent.from, intent.to);
    case 'import':
      return makeAvailable(intent, context);
    case 'add-requirement':
      // No file of Python lists packages in a way that is edited.
      return undefined;
  }
}

const pageOf = ({ source, ast }: LowerContext): Page => ({ source, comments: ast.comments });

function makeAvailable(
  { from, name, beside, above, alike = [] }: Extract<Intent, { readonly do: 'import' }>,
  context: LowerContext,
): readonly TextEdit[] | undefined {
  const { ast } = context;
  if (name === undefined) return importModule(pageOf(context), ast, from, above);
  const node = beside && expressionAt(ast, beside);
  const bindings = node?.kind === 'name' ? context.bindingsOf(node) : [];
  const neighbour = beside && { place: beside, bindings };
  return importName(pageOf(context), ast, sourceFor(ast, name, [from, ...alike]), name, { neighbour, above });
}

/** What a name spells in Python: an identifier, or what stands between the quotes of a dictionary's key. */
function rename(target: Name, to: string, { source }: LowerContext): readonly TextEdit[] | undefined {
  // The name of a dynamic call stands nowhere in the text.
  if (target.start === target.end) return undefined;
  const { start, end } = target;
  return slice(source, target) === spell(to) ? [] : [{ start, end, text: spell(to) }];
}

type NameArgument = Extract<Intent, { readonly do: 'name-argument' }>;

function nameArgument(intent: NameArgument, context: LowerContext): readonly TextEdit[] | undefined {
  const { call, index, as } = intent;
  const node = context.calls.get(call);
  const argument = node?.args.filter(({ form }) => form === 'positional')[index];
  if (!node || !argument || isSoleGenerator(node) || isTaken(node, as)) return undefined;
  if (node.args.some((one) => staysPositional(one, argument, intent))) return undefined;
  const { start, end, value } = argument;
  // A walrus needs parentheses behind a keyword, which it may do without as an argument.
  const isBare = value.kind === 'walrus' && value.outer.start === value.start;
  if (!isBare) return [{ start, end: start, text: `${spell(as)}=` }];
  return [
    { start, end: start, text: `${spell(as)}=(` },
    { start: end, end, text: ')' },
  ];
}

const isTaken = ({ args }: Call, option: string): boolean =>
  args.some(({ name }) => name?.id === spell(option));

/** Positional arguments cannot follow a keyword, and what `*args` holds would move to another parameter. */
function staysPositional(one: Argument, named: Argument, { call, also = [] }: NameArgument): boolean {
  if (one.form === 'splat') return true;
  if (one.form !== 'positional' || one.start <= named.start) return false;
  return !also.some((index) => call.args[index] && contains(one, call.args[index]));
}

/** `f(x for x in y)`: one more argument would need parentheses around the first. */
const isSoleGenerator = ({ args, list }: Call): boolean => args[0]?.start === list.start;

const listOf = ({ args, list }: Call): List => ({
  inside: { start: list.start + 1, end: list.end - 1 },
  items: args,
});

function prependArgument(
  call: Invocation,
  value: NewExpr,
  context: LowerContext,
): readonly TextEdit[] | undefined {
  const node = context.calls.get(call);
  const text = node && printed(value, node.list, context);
  if (!node || text === undefined || isSoleGenerator(node)) return undefined;
  return insertFirst(pageOf(context), listOf(node), text);
}

function addOption(
  call: Invocation,
  key: string,
  value: NewExpr,
  context: LowerContext,
): readonly TextEdit[] | undefined {
  const node = context.calls.get(call);
  const text = node && printed(value, node.list, context);
  if (!node || text === undefined || isSoleGenerator(node) || isTaken(node, key)) return undefined;
  return insertLast(pageOf(context), listOf(node), `${spell(key)}=${text}`);
}

/** A line in front of that of a statement, with its indentation and its line break. */
function insertBefore(before: Span, code: NewExpr, context: LowerContext): readonly TextEdit[] | undefined {
  const { source } = context;
  const text = printed(code, before, context);
  const start = startOfLine(source, before.start);
  const indent = source.slice(start, before.start);
  // `elif` goes on with what stands above it.
  const isElif = /^elif\b/.test(slice(source, before));
  const isFirst = statementAt(context.ast, source, before) !== undefined && indent.trim() === '' && !isElif;
  if (text === undefined || !isFirst) return undefined;
  const lineBreak = /\r\n|\n|\r/.exec(source)?.[0] ?? '\n';
  return [{ start, end: start, text: `${indent}${text}${lineBreak}` }];
}

/** New code as text, in the quotes of its place. */
function printed(expr: NewExpr, place: Span, context: LowerContext): string | undefined {
  const style = quoteStyle(context.source, context.ast, place);
  const pieces = print(expr, { ...context, style });
  return pieces && render(pageOf(context), pieces);
}

function remove(
  call: Invocation,
  items: readonly (Option | Value)[],
  context: LowerContext,
): readonly TextEdit[] | undefined {
  const node = context.calls.get(call);
  const [item] = items;
  if (!node || !item) return undefined;
  const isOwn = node.args.some((argument) => isArgument(argument, item));
  const list = isOwn ? listOf(node) : spreadHolding(item, context);
  if (!list) return undefined;
  const indexes = items.map((one) => list.items.findIndex((place) => contains(place, one)));
  return removeItems(pageOf(context), list, indexes);
}

const isArgument = (argument: Argument, item: Option | Value): boolean =>
  'key' in item
    ? argument.name?.start === item.key.start
    : contains(argument, item) && argument.form === 'positional';

/** The dictionary, or the call of `dict`, that an option is written in as an entry. */
function spreadHolding(item: Option | Value, { source, ast }: LowerContext): List | undefined {
  const owner = expressionsAround(ast, item).findLast(
    (node): node is Dict | Call =>
      (node.kind === 'dict' &&
        node.entries.some(({ key }) => key && 'key' in item && contains(key.outer, item.key))) ||
      (node.kind === 'call' && node.args.some((argument) => isArgument(argument, item))),
  );
  if (!owner) return undefined;
  if (owner.kind === 'call') return listOf(owner);
  const inside = { start: source.indexOf('{', owner.start) + 1, end: owner.end - 1 };
  return { inside, items: owner.entries };
}

function replace(target: Span, by: NewExpr, context: LowerContext): readonly TextEdit[] | undefined {
  const { source, ast } = context;
  const style = quoteStyle(source, ast, target);
  const node = expressionAt(ast, target);
  if (node && isShown(node, context)) return undefined;
  const pieces = print(by, { ...context, style }, node && levelAt(node, target, context));
  if (!pieces) return undefined;
  // `f"{{` would be a brace of the text.
  const isBehindBrace = style.banned && source[target.start - 1] === '{';
  const opens = typeof pieces[0] === 'string' && pieces[0].startsWith('{');
  if (isBehindBrace && opens) return undefined;
  return replaceAround(
    pageOf(context),
    target,
    isGlued(target, pieces, source) ? ['(', ...pieces, ')'] : pieces,
  );
}

/** An assignment, or an expression that stands alone, in the place of another one. */
function replaceStatement(
  { statement, targets, value }: Extract<Intent, { readonly do: 'replace-statement' }>,
  context: LowerContext,
): readonly TextEdit[] | undefined {
  const { source, ast } = context;
  const placed = statementAt(ast, source, statement);
  const kind = placed?.block[placed.index]?.kind;
  if (kind === undefined || !REPLACEABLE.has(kind)) return undefined;
  const style = quoteStyle(source, ast, statement);
  const parts = [
    ...targets.map((one) => print(one, { ...context, style }, LEVEL.primary)),
    print(value, { ...context, style }),
  ];
  if (!parts.every((one) => one !== undefined)) return undefined;
  return replaceAround(pageOf(context), statement, joined(parts, ' = '));
}

const REPLACEABLE: ReadonlySet<string> = new Set(['expression', 'assign', 'augmented', 'delete']);

/** `f"{x=}"` shows the code itself. */
const isShown = (node: Expr, { source, ast }: LowerContext): boolean =>
  parentOf({ ast }, node)?.kind === 'text' && /^\s*=(?!=)/.test(source.slice(node.outer.end));

/** How tightly new code has to hold together in the place of an expression, with its parentheses or within them. */
function levelAt(node: Expr, target: Span, { ast }: LowerContext): number {
  if (node.outer.start < target.start) return LEVEL.loose;
  const parent = parentOf({ ast }, node);
  return parent ? levelIn(parent, node) : LEVEL.conditional;
}

/** Whether new code would run into a word beside it: `assert(x)`, `(x)if y`. */
function isGlued({ start, end }: Span, pieces: readonly Piece[], source: string): boolean {
  const text = pieces.map((piece) => textOf(piece, source));
  return (
    (/^\w/.test(source.charAt(start - 1)) && /^\w/.test(text.find(Boolean) ?? '')) ||
    (/^\w/.test(source.charAt(end)) && /\w$/.test(text.findLast(Boolean) ?? ''))
  );
}

const textOf = (piece: Piece, source: string): string =>
  typeof piece === 'string' ? piece : 'start' in piece ? slice(source, piece) : '';
