import type { Name } from '../../../../core/model/values.ts';
import type { Call, Expr, NameExpr, Attribute } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { canonical, lastName } from '../../names.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import { walk } from '../../walk.ts';
import { readsOf } from './handles.ts';

/** What a test expects a mocked method to have been called with. */
export interface Expectations {
  readonly calls: readonly Call[];
  readonly keys: readonly Name[];
  readonly byPosition: boolean;
}

const NOTHING: Expectations = { calls: [], keys: [], byPosition: false };

const ASSERTING = /^assert_(?:called_with|called_once_with|any_call|has_calls|awaited_with|any_await)$/;
/** What says nothing of the arguments. */
const SILENT =
  /^(?:assert_(?:called|called_once|not_called|awaited|awaited_once)|called|call_count|return_value|side_effect|reset_mock|start|stop|configure_mock|spy_return)$/;
const RECORDS = /^(?:call_args|call_args_list|mock_calls|await_args)$/;

/** All that is expected of a mock at the places that it is read at; undefined where one of them is not understood. */
export function expectationsOf(module: Module, handles: readonly Expr[]): Expectations | undefined {
  return joined(handles.map((handle) => expectationAt(module, handle)));
}

function joined(all: readonly (Expectations | undefined)[]): Expectations | undefined {
  if (!all.every((one) => one !== undefined)) return undefined;
  return {
    calls: [...new Set(all.flatMap(({ calls }) => calls))],
    keys: all.flatMap(({ keys }) => keys),
    byPosition: all.some(({ byPosition }) => byPosition),
  };
}

function expectationAt(module: Module, handle: Expr): Expectations | undefined {
  const read = parentExpr(module, handle);
  // Where it is put in place: `monkeypatch.setattr(client, "post", mock)`.
  if (read?.kind === 'call' && /^(?:setattr|patch|object)$/.test(lastName(read.callee) ?? '')) return NOTHING;
  if (read?.kind !== 'attribute' || read.object !== handle) return undefined;
  const name = read.attribute.id;
  const call = module.callOf(read);
  if (SILENT.test(name)) return hasEffect(module, read, call) ? undefined : NOTHING;
  if (ASSERTING.test(name) && call) return asserted(name, call);
  return RECORDS.test(name) ? recorded(module, read) : undefined;
}

/** Whether a mock is given a function to call: `spy.side_effect = fake`, `spy.configure_mock(side_effect=fake)`. */
function hasEffect(module: Module, read: Attribute, call: Call | undefined): boolean {
  if (read.attribute.id === 'configure_mock')
    return call?.args.some(({ form, name }) => form !== 'keyword' || name?.id === 'side_effect') ?? true;
  const parent = parentOf(module, read);
  if (read.attribute.id !== 'side_effect' || parent?.kind !== 'assign') return false;
  const { value } = parent;
  if (!value || ['list', 'tuple', 'none'].includes(value.kind)) return false;
  return !/(?:Error|Exception)$/.test(lastName(value.kind === 'call' ? value.callee : value) ?? '');
}

function asserted(name: string, call: Call): Expectations | undefined {
  if (name !== 'assert_has_calls') return { ...NOTHING, calls: [call] };
  const calls = callsIn(call);
  return calls.length > 0 ? { ...NOTHING, calls } : undefined;
}

/** `spy.call_args.kwargs["data"]`, `_, kwargs = spy.call_args`, `spy.call_args == call(...)`. */
function recorded(module: Module, record: Expr): Expectations | undefined {
  const unpacked = unpackedFrom(module, record);
  if (unpacked) return unpacked;
  const chain = chainFrom(module, record);
  const last = chain.at(-1) ?? record;
  const kwargs = chain.findIndex(isKwargs);
  if (kwargs >= 0) return ofKwargs(module, chain[kwargs]!);
  if (chain.some((node) => node.kind === 'attribute' && node.attribute.id === 'args'))
    return { ...NOTHING, byPosition: true };
  const compared = parentExpr(module, last);
  if (compared?.kind !== 'comparison') return undefined;
  const calls = compared.parts.flatMap((side) => (side === last ? [] : callsIn(side)));
  return calls.length > 0 ? { ...NOTHING, calls } : undefined;
}

/** `.kwargs`, or the `[1]` of a record that is not a list of them. */
function isKwargs(node: Expr): boolean {
  if (node.kind === 'attribute') return node.attribute.id === 'kwargs';
  if (node.kind !== 'subscript' || node.indices[0]?.kind !== 'number') return false;
  const isOne = node.indices[0].end - node.indices[0].start === 1;
  return isOne && node.object.kind === 'attribute' && node.object.attribute.id === 'call_args';
}

/** What is looked at among the options. */
function ofKwargs(module: Module, node: Expr): Expectations | undefined {
  const parent = parentExpr(module, node);
  if (parent?.kind === 'subscript' && parent.object === node) return keyOf(parent.indices[0]);
  if (parent?.kind === 'attribute' && parent.object === node) {
    const call = ['get', 'pop'].includes(parent.attribute.id) ? module.callOf(parent) : undefined;
    return call && keyOf(positional(call.args, 0));
  }
  if (parent?.kind !== 'comparison') return undefined;
  const [other, ...more] = parent.parts.filter((side) => side !== node);
  if (!other || more.length > 0) return undefined;
  if (other.kind === 'dict') return joined(other.entries.map(({ key }) => keyOf(key)));
  return /\bin$/.test(parent.operators[0] ?? '') ? keyOf(other) : undefined;
}

function keyOf(node: Expr | undefined): Expectations | undefined {
  if (node?.kind !== 'text' || !node.inside || node.value === undefined) return undefined;
  return { ...NOTHING, keys: [{ ...node.inside, name: canonical(node.value) }] };
}

/** `args, kwargs = spy.call_args`. */
function unpackedFrom(module: Module, record: Expr): Expectations | undefined {
  const parent = parentOf(module, record);
  const [target, ...others] = parent?.kind === 'assign' ? parent.targets : [];
  if (target?.kind !== 'tuple' || others.length > 0) return undefined;
  const [args, kwargs, ...more] = target.items;
  if (args?.kind !== 'name' || kwargs?.kind !== 'name' || more.length > 0) return undefined;
  const reads = (name: NameExpr): readonly NameExpr[] =>
    readsOf(module, name, functionAround(module, name)?.def);
  return joined([
    { ...NOTHING, byPosition: reads(args).length > 0 },
    ...reads(kwargs).map((read) => ofKwargs(module, read)),
  ]);
}

/** The subscripts and attributes that lead on from an expression. */
function chainFrom(module: Module, node: Expr): readonly Expr[] {
  const parent = parentExpr(module, node);
  const isStep = (parent?.kind === 'subscript' || parent?.kind === 'attribute') && parent.object === node;
  return isStep ? [parent, ...chainFrom(module, parent)] : [];
}

/** `call(...)`, `mock.call(...)`. */
function callsIn(node: Expr): readonly Call[] {
  const found: Call[] = [];
  walk([node], (one) => {
    if (one.kind === 'call' && lastName(one.callee) === 'call') found.push(one);
  });
  return found;
}
