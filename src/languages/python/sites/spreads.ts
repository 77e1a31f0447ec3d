import type { Hidden, Option } from '../../../core/model/options.ts';
import { textsOf } from '../../../core/model/values.ts';
import { successorsOf } from '../../../clients/eras.ts';
import type { Span } from '../../../core/text.ts';
import {
  anything,
  combine,
  nothing,
  relayed,
  some,
  whereIn,
  without,
  type Spread,
} from '../../kernel/hidden.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Call, Dict, DictEntry, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import { choicesAt } from '../guards/choices.ts';
import { isForOldClient } from '../guards/purpose.ts';
import { isHarmless, keyTaken, takenBefore } from '../guards/taken.ts';
import type { Analysis } from '../inference/analysis.ts';
import { callersOf, type Caller } from '../inference/callers.ts';
import { changeAt, type Change } from '../inference/changes/change.ts';
import { changesThrough } from '../inference/changes/flows.ts';
import type { FunctionRef, Placed, Type } from '../inference/types.ts';
import { canonical } from '../names.ts';
import { handedTo } from './relays/handing.ts';
import { isSpreadOnlyIntoClients, literalOf, spreadInto, type Spreading } from './relays/spreading.ts';
import { asWritten, lookFor, sharedBy, type Visited } from './relays/unpacked.ts';
import { toValue } from './values.ts';
import { toWrittenValue, writtenAt } from './written/written.ts';

/** Reads a spread dictionary: a literal, a name of one that only clients' calls spread, or the `**kwargs` of a helper. */
export function readSpread(analysis: Analysis, { module, node }: Placed, spreading: Spreading): Spread {
  if (node.kind === 'dict') return ofLiteral(analysis, { module, node }, spreading);
  const literal = literalOf(analysis, { module, node });
  if (literal && isSpreadOnlyIntoClients(analysis, module, node, literal, spreading))
    return ofLiteral(analysis, { module, node: literal }, spreading);
  return { options: [], hidden: hiddenIn(analysis, { module, node }, lookFor(analysis, module, spreading)) };
}

function ofLiteral(analysis: Analysis, { module, node }: Placed<Dict>, spreading: Spreading): Spread {
  const { written = [] } = spreading;
  const options = node.entries.map((entry) => toOption(analysis, module, entry, written));
  if (options.every((one) => one !== undefined)) return { options, hidden: nothing };
  return { options: [], hidden: hiddenIn(analysis, { module, node }, lookFor(analysis, module, spreading)) };
}

/** An entry with a plain string as its key; the name's span is what stands between the quotes. */
function toOption(
  analysis: Analysis,
  module: Module,
  { key, value, start, end }: DictEntry,
  written: readonly string[],
): Option | undefined {
  if (key?.kind !== 'text' || key.value === undefined || !key.inside) return undefined;
  const name = canonical(key.value);
  const read = written.includes(name) ? toWrittenValue : toValue;
  return {
    start,
    end,
    key: { start: key.inside.start, end: key.inside.end, name },
    value: read(analysis, { module, node: value }),
    place: 'spread',
  };
}

/** Which options a dictionary may hold, from what is written into it or from the callers its function gets it from. */
function hiddenIn(analysis: Analysis, { module, node }: Placed, visited: Visited): Hidden {
  if (visited.seen.has(node)) return nothing;
  visited.seen.add(node);
  if (node.kind === 'dict') return ofDict(analysis, { module, node }, visited);
  if (node.kind === 'binary' && node.operator === '|')
    return combine(
      [node.left, node.right].map((side) => hiddenIn(analysis, { module, node: side }, visited)),
    );
  if (isCopy(module, node))
    return combine(node.args.map((one) => fromArgumentOf(analysis, module, one, visited)));
  if (node.kind === 'name') {
    const named = ofName(analysis, { module, node }, visited);
    if (named) return named;
  }
  const types = analysis.infer({ module, node });
  const text = sourceOf(module, node);
  if (types.length === 0) return anything(`cannot tell what \`${text}\` holds`);
  const key = asWritten(types, text);
  return sharedBy(visited, key, () => combine(types.map((type) => fromType(analysis, type, text, visited))));
}

function fromType(analysis: Analysis, type: Type, text: string, visited: Visited): Hidden {
  if (type.is !== 'data') return anything(`cannot tell what \`${text}\` holds`);
  if (type.kind === 'none') return nothing;
  const literal = fromLiteral(analysis, type.literal, text, visited);
  return type.added ? combine([literal, anything(`\`${text}\` is changed elsewhere`)]) : literal;
}

/** What is not made of other dictionaries holds the same for all calls that may unpack it, on whatever way they get there. */
function ofDict(analysis: Analysis, { module, node }: Placed<Dict>, visited: Visited): Hidden {
  const find = (): Hidden => combine(node.entries.map((one) => fromEntry(analysis, module, one, visited)));
  if (node.entries.some(({ key }) => !key)) return find();
  const known = visited.shared.get(node)?.held ?? find();
  visited.shared.set(node, { held: known });
  return known;
}

/** `dict(options, key=value)`. */
const isCopy = (module: Module, node: Expr): node is Call =>
  node.kind === 'call' &&
  node.callee.kind === 'name' &&
  node.callee.id === 'dict' &&
  module.bindingsOf(node.callee).length === 0 &&
  node.args.every(({ form }) => form !== 'splat');

/** What an argument of a call that makes, or adds to, a dictionary puts into it. */
const fromArgumentOf = (analysis: Analysis, module: Module, one: Argument, visited: Visited): Hidden =>
  one.form === 'keyword'
    ? fromArgument(analysis, module, one, visited)
    : hiddenIn(analysis, { module, node: one.value }, visited);

/** What a name holds where it is read. */
function ofName(
  analysis: Analysis,
  { module, node }: Placed<NameExpr>,
  visited: Visited,
): Hidden | undefined {
  const bindings = module.bindingsOf(node);
  const [binding] = bindings;
  if (!binding) return undefined;
  const held = sharedBy(visited, bindings.length === 1 ? binding : bindings, () =>
    isKwargs(binding)
      ? fromCallers(analysis, module, binding, visited)
      : fromBindings(analysis, module, bindings, visited),
  );
  return (
    held &&
    without(
      held,
      takenBefore(module, binding, node, (key) => keysIn(analysis)(key, module)),
    )
  );
}

const keysIn = oncePer((analysis: Analysis) =>
  oncePer((node: Expr, module: Module) => textsOf(toValue(analysis, { module, node }))?.map(canonical)),
);

const isKwargs = ({ origin }: Binding): boolean =>
  origin.by === 'parameter' && origin.parameter.form === 'kwargs';

/** A name that is only ever assigned to: what is assigned, and what is put in afterwards. */
function fromBindings(
  analysis: Analysis,
  module: Module,
  bindings: readonly Binding[],
  visited: Visited,
): Hidden | undefined {
  const all = bindings.map((binding): Hidden | undefined => {
    const { origin } = binding;
    if (origin.by !== 'augmented' && (origin.by !== 'value' || origin.path.length > 0)) return undefined;
    if (visited.seen.has(binding)) return nothing;
    visited.seen.add(binding);
    const changes = changesThrough(analysis, module, binding).flatMap(({ change, depth }) =>
      depth === 0 ? [fromChange(analysis, change, visited)] : [],
    );
    return combine([hiddenIn(analysis, { module, node: origin.value }, visited), ...changes]);
  });
  return all.length > 0 && all.every((one) => one !== undefined) ? combine(all) : undefined;
}

/** What is put into a dictionary after it was written. */
function fromChange(analysis: Analysis, change: Change, visited: Visited): Hidden {
  const { module } = change;
  if (change.by === 'escape') return anything(change.because);
  if (change.by === 'item') {
    const [key] = change.target.indices;
    const { origin } = change;
    const isPlain = origin.by === 'value' && origin.path.length === 0;
    return underKey(analysis, { module, key, value: isPlain ? origin.value : undefined }, visited);
  }
  const { args } = change.call;
  if (change.method === 'setdefault' || change.method === '__setitem__') {
    const [key, value] = args;
    return value ? underKey(analysis, { module, key: key?.value, value: value.value }, visited) : nothing;
  }
  return combine(args.map((one) => fromArgumentOf(analysis, module, one, visited)));
}

function fromLiteral(
  analysis: Analysis,
  literal: Placed | undefined,
  text: string,
  visited: Visited,
): Hidden {
  const { node, module } = literal ?? {};
  if (!node || !module) return anything(`cannot tell what \`${text}\` holds`);
  if (node.kind === 'dict') return hiddenIn(analysis, { module, node }, visited);
  if (node.kind !== 'call' || node.args.some(({ form }) => form !== 'keyword'))
    return anything(`cannot tell what \`${text}\` holds`);
  return combine(node.args.map((argument) => fromArgument(analysis, module, argument, visited)));
}

function fromEntry(analysis: Analysis, module: Module, { key, value }: DictEntry, visited: Visited): Hidden {
  return key
    ? underKey(analysis, { module, key, value }, visited)
    : hiddenIn(analysis, { module, node: value }, visited);
}

/** `value` is absent where it is not written by itself. */
interface Keyed {
  readonly module: Module;
  readonly key: Expr | undefined;
  readonly value: Expr | undefined;
}

/** What is written under a key: a text, or a name for one of several. */
function underKey(analysis: Analysis, { module, key, value }: Keyed, visited: Visited): Hidden {
  const names = key && textsOf(toValue(analysis, { module, node: key }));
  if (!key || !names) return anything('a key of the unpacked dictionary is computed');
  // `{"content" if isinstance(body, bytes) else "data": body}` decides itself.
  const isChosen = (name: string): boolean =>
    key.kind === 'conditional' && names.some((one) => one === successorsOf(name)[0]);
  return combine(
    names.flatMap((name) =>
      isChosen(name) ? [] : hiddenOption(analysis, { module, key, value }, name, visited),
    ),
  );
}

const fromArgument = (
  analysis: Analysis,
  module: Module,
  { name, value, start, end }: Argument,
  visited: Visited,
): Hidden => hiddenOption(analysis, { module, key: { start, end }, value }, name?.id ?? '', visited);

/** Nothing where the option is there for the old client alone, beside what the new one takes. */
function hiddenOption(
  analysis: Analysis,
  { module, key, value }: Pick<Keyed, 'module' | 'value'> & { readonly key: Span },
  name: string,
  { home, written }: Visited,
): Hidden {
  if (value && isForOldClient(analysis, { module, node: value }, name)) return nothing;
  const kinds = value ? toValue(analysis, { module, node: value }).kinds : (['unknown'] as const);
  const choices = value ? choicesAt(analysis, module, value) : [];
  const where = whereIn(module, key.start);
  const isAsked = value && written.includes(canonical(name));
  return some({
    name: canonical(name),
    kinds,
    where,
    ...(isAsked && { written: writtenAt(analysis, { module, node: value }, home) }),
    ...(choices.length > 0 && { choices }),
  });
}

/** `**kwargs` of a helper holds what its callers pass beyond its parameters. */
function fromCallers(analysis: Analysis, module: Module, binding: Binding, visited: Visited): Hidden {
  if (binding.origin.by !== 'parameter' || binding.origin.owner.kind !== 'function')
    return anything('the unpacked dictionary is a parameter of a lambda');
  if (visited.seen.has(binding)) return nothing;
  visited.seen.add(binding);
  const info = module.functions.get(binding.origin.owner);
  const modified = anything(`\`${binding.name}\` may be modified before it is unpacked`);
  if (!info) return modified;
  const changes = changed(analysis, module, binding, visited) ?? modified;
  const { calls, incomplete } = callersOf(analysis, { module, info });
  const unseen =
    incomplete ?? (calls.length === 0 ? `cannot find a call of \`${info.def.name.id}\`` : undefined);
  return combine([
    unseen === undefined ? nothing : anything(unseen),
    changes,
    ...calls.flatMap((caller) =>
      caller.call.args.flatMap((argument) => extra(analysis, { module, info }, caller, argument, visited)),
    ),
  ]);
}

function extra(
  analysis: Analysis,
  { info }: FunctionRef,
  { module, call }: Caller,
  argument: Argument,
  visited: Visited,
): Hidden[] {
  if (argument.form === 'double-splat')
    return [hiddenIn(analysis, { module, node: argument.value }, visited)];
  const isOwn = info.def.parameters.some(
    ({ name, form }) => name.id === argument.name?.id && form !== 'kwargs' && form !== 'args',
  );
  if (argument.form !== 'keyword' || isOwn) return [];
  const hidden = fromArgument(analysis, module, argument, visited);
  const isRelayed =
    visited.relays?.includes(canonical(argument.name?.id ?? '')) === true &&
    handedTo(analysis, { module, call }, argument, visited.rivals) !== undefined;
  return [isRelayed ? relayed(hidden) : hidden];
}

/** What the function itself does to its `**kwargs`: `undefined` when that is more than reading or setting plain keys. */
function changed(analysis: Analysis, module: Module, binding: Binding, visited: Visited): Hidden | undefined {
  const found = module.readsOf(binding).map((read): Hidden | undefined => {
    if (spreadInto(module, read)) return nothing;
    const change = changeAt(module, read);
    if (change) return fromChange(analysis, change, visited);
    return isHarmless(module, read) || keyTaken(module, read) ? nothing : undefined;
  });
  return found.every((one) => one !== undefined) ? combine(found) : undefined;
}
