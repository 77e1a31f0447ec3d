import { DUMPERS, RESTYLED } from '../../../clients/bodies/json-bytes.ts';
import type { Json } from '../../../core/model/body-text.ts';
import type { Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { positional } from '../inference/functions/arguments.ts';
import type { Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { numberOf } from '../responses/values.ts';
import { isExpr, walk } from '../walk.ts';

/** What `json.dumps` is given, where it writes JSON as requests did; `undefined` for any other expression. */
export function dumpedBy(analysis: Analysis, { module, node }: Placed): Expr | undefined {
  if (node.kind !== 'call' || !mayDump(node)) return undefined;
  const isDumper = analysis
    .infer({ module, node: node.callee })
    .some((type) => type.is === 'external' && DUMPERS.includes(type.path));
  const isPlain = node.args.every(({ form, name }) => !form.endsWith('splat') && !isRestyling(name?.id));
  return isDumper && isPlain ? positional(node.args, 0) : undefined;
}

/** A name may be another one for it; looking at what every call calls would take long. */
const mayDump = ({ callee }: Call): boolean => callee.kind === 'name' || lastName(callee) === 'dumps';

const isRestyling = (option = ''): boolean => RESTYLED.includes(option);

/** Whether two expressions of a file have the same value where they stand, with nothing done to it in between. */
export function isSameValue(module: Module, one: Expr, other: Expr): boolean {
  const [names, others] = [namesIn(one), namesIn(other)];
  return (
    bare(module, one) === bare(module, other) &&
    isRepeatable(one) &&
    names.every((name, index) => isSameName(module, name, others[index])) &&
    !names.some((name) => isChangedBetween(module, name, one, other))
  );
}

const bare = (module: Module, node: Expr): string =>
  sourceOf(module, node).replace(/\s+|,(?=\s*[)\]}])/g, '');

function isSameName(module: Module, one: NameExpr, other: NameExpr | undefined): boolean {
  const [bindings, others] = [module.bindingsOf(one), other ? module.bindingsOf(other) : []];
  return bindings.length === others.length && bindings.every((binding) => others.includes(binding));
}

/** Something that gives the same whenever it is evaluated; of calls, those that turn a model into a dictionary. */
function isRepeatable(node: Expr): boolean {
  let found = true;
  walk([node], (part) => {
    if (part.kind === 'call') found &&= REPEATABLE.has(lastName(part.callee) ?? '');
    if (part.kind === 'lambda' || part.kind === 'await' || part.kind === 'yield') found = false;
    return found;
  });
  return found;
}

const REPEATABLE: ReadonlySet<string> = new Set([
  'dict',
  'model_dump',
  'jsonable_encoder',
  'copy',
  'list',
  'str',
]);

/** An item of it is assigned or deleted, or a method of it is called by itself, between two places. */
function isChangedBetween(module: Module, name: NameExpr, one: Expr, other: Expr): boolean {
  const [from, to] = one.start < other.start ? [one.end, other.start] : [other.end, one.start];
  return module
    .bindingsOf(name)
    .flatMap((binding) => module.readsOf(binding))
    .some((read) => from <= read.start && read.start < to && isChanging(module, read));
}

function isChanging(module: Module, read: Expr): boolean {
  const parent = parentOf(module, read);
  if (!parent || !isExpr(parent)) return false;
  if (parent.kind === 'attribute') {
    const call = module.callOf(parent);
    return (call && parentOf(module, call)?.kind === 'expression') ?? false;
  }
  if (parent.kind !== 'subscript') return false;
  const around = parentOf(module, parent);
  if (around?.kind === 'assign') return around.targets.includes(parent);
  return around?.kind === 'augmented' ? around.target === parent : around?.kind === 'delete';
}

function namesIn(node: Expr): readonly NameExpr[] {
  const names: NameExpr[] = [];
  walk([node], (one) => {
    if (one.kind === 'name') names.push(one);
  });
  return names;
}

/** The one expression that a name is bound to, or the expression itself. */
export function resolved(module: Module, node: Expr): Expr {
  if (node.kind !== 'name') return node;
  const [binding, ...others] = module.bindingsOf(node);
  const origin = binding?.origin;
  const isPlain = others.length === 0 && origin?.by === 'value' && origin.path.length === 0;
  return isPlain ? origin.value : node;
}

/** The value of JSON that an expression writes down; `undefined` where a part of it is not known. */
export function jsonOf(module: Module, node: Expr, depth = 8): { readonly json: Json } | undefined {
  if (depth === 0) return undefined;
  switch (node.kind) {
    case 'text':
      return node.bytes || node.value === undefined ? undefined : { json: node.value };
    case 'number': {
      const number = numberOf(sourceOf(module, node));
      return Number.isSafeInteger(number) ? { json: number } : undefined;
    }
    case 'true':
    case 'false':
      return { json: node.kind === 'true' };
    case 'none':
      return { json: null };
    case 'name': {
      const value = resolved(module, node);
      return value === node ? undefined : jsonOf(module, value, depth - 1);
    }
    case 'list':
    case 'tuple': {
      const items = node.items.flatMap((item) => jsonOf(module, item, depth - 1) ?? []);
      return items.length === node.items.length ? { json: items.map(({ json }) => json) } : undefined;
    }
    case 'dict': {
      const entries = node.entries.flatMap(({ key, value }): readonly (readonly [string, Json])[] => {
        const made = jsonOf(module, value, depth - 1);
        return key?.kind === 'text' && !key.bytes && key.value !== undefined && made
          ? [[key.value, made.json]]
          : [];
      });
      return entries.length === node.entries.length ? { json: Object.fromEntries(entries) } : undefined;
    }
    default:
      return undefined;
  }
}

/** The argument that a call is given by a name. */
export const argumentOf = ({ args }: Call, name: string): Expr | undefined =>
  args.find((one) => one.name?.id === name)?.value;
