import type { Done, OverrideEntry } from '../../../../core/sites.ts';
import type { Attribute, Call, Dict, Expr, NameExpr, Parameter } from '../../ast/expressions.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { canonical, literalText } from '../../names.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import type { AnyNode } from '../../walk.ts';
import { spanOf } from '../surroundings.ts';

/** What a method does with single options among its `**kwargs`. */
export function entriesOf(
  module: Module,
  { scope }: FunctionInfo,
  rest: Parameter,
): readonly OverrideEntry[] {
  const [binding] = scope.bindings.get(rest.name.id) ?? [];
  if (!binding) return [];
  const reads = module.readsOf(binding);
  const changed = new Set(reads.flatMap((read) => keyChanged(module, read) ?? []));
  return reads.flatMap((read): readonly OverrideEntry[] => {
    const found = entryAt(module, read);
    return found.map((one) =>
      changed.has(one.key.name) && one.how === 'default' ? { ...one, used: true } : one,
    );
  });
}

function entryAt(module: Module, read: NameExpr): readonly OverrideEntry[] {
  const parent = parentExpr(module, read);
  switch (parent?.kind) {
    case 'attribute':
      return ofMethod(module, parent);
    case 'comparison': {
      const [operator] = parent.operators;
      const isTest = parent.parts[1] === read && (operator === 'in' || operator === 'not in');
      return isTest ? entry(parent.parts[0], { how: operator === 'in' ? 'present' : 'absent' }) : [];
    }
    case 'subscript': {
      if (parent.object !== read) return [];
      const [key] = parent.indices;
      if (parentOf(module, parent)?.kind === 'delete') return entry(key, { how: 'taken' });
      if (isExpected(module, parent)) return entry(key, { how: 'expected', used: true });
      return isStored(module, parent) ? [] : entry(key, { how: 'read' });
    }
    case 'dict':
      return beforeSpread(module, parent.entries, read);
    default:
      return [];
  }
}

/** `kwargs.setdefault(...)`, `kwargs.get(...)`, `kwargs.pop(...)`. */
function ofMethod(module: Module, callee: Attribute): readonly OverrideEntry[] {
  const call = module.callOf(callee);
  if (!call) return [];
  const [key, value] = [positional(call.args, 0), positional(call.args, 1)];
  const isOpen = value !== undefined && value.kind !== 'none';
  switch (callee.attribute.id) {
    case 'setdefault':
      return isOpen
        ? entry(key, {
            how: 'default',
            value,
            used: isUsed(module, call),
            call,
            done: doneWith(module, call),
          })
        : [];
    case 'get':
      return entry(
        key,
        isOpen && !hasAlternative(module, call) ? { how: 'get', value, call } : { how: 'read' },
      );
    case 'pop':
      return [
        ...entry(
          key,
          isOpen && !hasAlternative(module, call) ? { how: 'pop', value, call } : { how: 'read' },
        ),
        ...entry(key, { how: 'taken' }),
      ];
    default:
      return [];
  }
}

/** The statement around a call of `setdefault`, as far as it does nothing else with what that gives. */
function doneWith(module: Module, call: Call): Done | undefined {
  const parent = parentOf(module, call);
  switch (parent?.kind) {
    case 'expression':
      return { statement: spanOf(parent) };
    case 'assign': {
      const isPlain = parent.value === call && parent.targets.every(({ kind }) => kind === 'name');
      return isPlain ? { statement: spanOf(parent), targets: parent.targets.map(spanOf) } : undefined;
    }
    case 'subscript': {
      const around = parentOf(module, parent);
      const [key] = parent.indices;
      if (around?.kind !== 'assign' || around.targets.length > 1 || around.targets[0] !== parent)
        return undefined;
      if (!key || !around.value) return undefined;
      return {
        statement: spanOf(around),
        item: { key: spanOf(key.outer), value: spanOf(around.value.outer) },
      };
    }
    case 'attribute': {
      const update = parent.attribute.id === 'update' ? module.callOf(parent) : undefined;
      const around = update && parentOf(module, update);
      const [other, ...more] = update?.args ?? [];
      if (around?.kind !== 'expression' || other?.form !== 'positional' || more.length > 0) return undefined;
      return { statement: spanOf(around), other: spanOf(other.value.outer) };
    }
    default:
      return undefined;
  }
}

interface Found {
  readonly how: OverrideEntry['how'];
  readonly value?: Expr;
  readonly used?: boolean;
  readonly call?: Call;
  readonly done?: Done | undefined;
}

function entry(key: Expr | undefined, { how, value, used, call, done }: Found): readonly OverrideEntry[] {
  if (key?.kind !== 'text' || key.value === undefined || !key.inside) return [];
  const { start, end } = key;
  return [
    {
      ...{ start, end, how },
      key: { ...key.inside, name: canonical(key.value) },
      ...(value && { value: { start: value.outer.start, end: value.outer.end } }),
      ...(used && { used }),
      ...(call && { call: spanOf(call) }),
      ...(done && { done }),
    },
  ];
}

/** `{"headers": own, **kwargs}`, `{**DEFAULTS, **kwargs}`: what is unpacked behind an entry replaces it. */
function beforeSpread(module: Module, entries: Dict['entries'], read: NameExpr): readonly OverrideEntry[] {
  const index = entries.findIndex(({ key, value }) => !key && value === read);
  return entries
    .slice(0, index)
    .flatMap(({ key, value }) => (key ? [{ key, value, at: key }] : literalEntries(module, value)))
    .flatMap(({ key, value, at }) =>
      entry(key, { how: 'before', value }).map((one) => ({ ...one, start: at.start, end: at.end })),
    );
}

/** The entries of a dictionary that a name of the file is assigned once; each stands where the name is unpacked. */
function literalEntries(module: Module, node: Expr) {
  const [binding, ...more] = node.kind === 'name' ? module.bindingsOf(node) : [];
  const value = binding?.origin.by === 'value' && more.length === 0 ? binding.origin.value : undefined;
  return value?.kind === 'dict'
    ? value.entries.flatMap((one) => (one.key ? [{ key: one.key, value: one.value, at: node }] : []))
    : [];
}

/** In a `try` that is there for a key that is missing. */
function isExpected(module: Module, node: Expr): boolean {
  let child: AnyNode = node;
  for (let around = parentOf(module, child); around; child = around, around = parentOf(module, around)) {
    if (around.kind === 'function') return false;
    if (around.kind !== 'try' || !around.body.some((one) => one === child)) continue;
    if (around.handlers.some(({ type }) => type && sourceOf(module, type).includes('KeyError'))) return true;
  }
  return false;
}

/** `kwargs["headers"]["X"] = ...`, `kwargs["headers"].update(...)`: what is there is changed. */
function keyChanged(module: Module, read: NameExpr): string | undefined {
  const item = parentExpr(module, read);
  if (item?.kind !== 'subscript' || item.object !== read || !isObject(module, item)) return undefined;
  const key = literalText(item.indices[0]);
  return key === undefined ? undefined : canonical(key);
}

/** `kwargs["headers"] = ...`: the old item is not looked at. */
function isStored(module: Module, node: Expr): boolean {
  const parent = parentOf(module, node);
  return parent?.kind === 'assign' && parent.targets.includes(node);
}

/** Whether a call's result is more than thrown away. */
const isUsed = (module: Module, call: Expr): boolean => parentOf(module, call)?.kind !== 'expression';

function isObject(module: Module, node: Expr): boolean {
  const parent = parentExpr(module, node);
  return (parent?.kind === 'subscript' || parent?.kind === 'attribute') && parent.object === node;
}

/** `kwargs.get("headers", {}) or {}`. */
function hasAlternative(module: Module, call: Expr): boolean {
  const parent = parentExpr(module, call);
  return parent?.kind === 'boolean' && parent.operator === 'or' && parent.left === call;
}
