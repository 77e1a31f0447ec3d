import type { Through } from '../../../../core/model/calls.ts';
import { whereIn } from '../../../kernel/hidden.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Expr, NameExpr, Parameter } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Line } from '../../../../core/lines.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { assignedTo } from '../../inference/assigned.ts';
import { ancestry } from '../../inference/classes/classes.ts';
import { methodsReplaced, replacementsAt } from '../../inference/pytest/replaced.ts';
import type { ClassRef, Types } from '../../inference/types.ts';
import { canonical, lastName } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { isExpr, walk, type AnyNode } from '../../walk.ts';
import { isMock } from '../../inference/replaced/mocks.ts';
import { replacedForCallers } from '../doubles/doubles.ts';

/**
 * What a call of another method of a client goes through: the override of `request` in the client's class, or what is put in the
 * place of its `request` from outside.
 */
export function throughOf(analysis: Analysis, module: Module, object: Expr): Through | undefined {
  const [own, replaced] = [overriding(analysis, module, object), replacedAt(analysis, module, object)];
  if (!own || !replaced) return own ?? replaced;
  const first = replaced.reads.includes('data') ? replaced : own;
  return { ...first, reads: [...own.reads, ...replaced.reads], closed: own.closed || replaced.closed };
}

function overriding(analysis: Analysis, module: Module, object: Expr): Through | undefined {
  for (const type of analysis.infer({ module, node: object }))
    if (type.is === 'client' && type.cls)
      for (const cls of ancestry(analysis, type.cls)) {
        const found = requestOf(module, cls);
        if (found) return found;
      }
  return undefined;
}

function replacedAt(analysis: Analysis, module: Module, object: Expr): Through | undefined {
  for (const one of assignedTo(analysis, { module, node: object }, 'request')) {
    const at = one.owner.by === 'expression' ? one.owner.node.start : 0;
    const found = ofTypes(one.types(analysis), module, whereIn(one.module, at));
    if (found) return found;
  }
  const replacements = [
    ...replacementsAt(analysis, module, object, 'request'),
    ...replacedForCallers(analysis, module, object, 'request'),
  ];
  for (const one of replacements) {
    // Of a name that is not known, too little is known to speak of `request`.
    if (!methodsReplaced(analysis, one)) continue;
    const { home, call, by } = one;
    const types = by ? analysis.infer({ module: home, node: by }) : [];
    const found = ofTypes(types, module, whereIn(home, call.start));
    if (found) return found;
  }
  return undefined;
}

/** A function says what it looks at. A mock counts if the file looks at what mocks were called with, all else always. */
function ofTypes(types: Types, module: Module, where: Line): Through | undefined {
  const [first, ...more] = types;
  if (first?.is === 'function' && more.length === 0)
    return seenFrom(module, ofFunction(first.fn.info.def, first.fn.module));
  const reading = { where, reads: ['data'], closed: false };
  if (!types.every(isMock)) return reading;
  return LOOKS_AT_CALLS.test(module.source) ? { ...reading, mocked: true } : undefined;
}

const LOOKS_AT_CALLS = /\b(?:assert_(?:any_call|has_calls|called\w*_with)|call_args|mock_calls)/;

function requestOf(module: Module, { module: home, info }: ClassRef): Through | undefined {
  const [binding] = info.scope.bindings.get('request') ?? [];
  if (binding?.origin.by !== 'function') return undefined;
  return seenFrom(module, ofFunction(binding.origin.def, home));
}

interface Passing {
  readonly through: Through;
  /** Whether it gives its options as a whole to something that may keep them, so that others can look at them. */
  readonly keeps: boolean;
}

/** Options that may be kept are looked at where the file of a call names one as a text: `client.calls[-1]["data"]`. */
function seenFrom({ source }: Module, { through, keeps }: Passing): Through {
  if (!keeps) return through;
  const named = Array.from(source.matchAll(QUOTED_NAME), ([, , name = '']) => canonical(name));
  return { ...through, reads: [...new Set([...through.reads, ...named])] };
}

const QUOTED_NAME = /(["'])([a-z_]+)\1/g;

const ofFunction = oncePer((def: FunctionDef, module: Module): Passing => {
  const rest = def.parameters.find(({ form }) => form === 'kwargs');
  const through = {
    where: whereIn(module, def.name.start),
    reads: [...namesRead(module, def), ...(rest && isRecorded(module, def, rest) ? ['data'] : [])].map(
      canonical,
    ),
    closed: rest === undefined || !isHandedOn(module, def, rest),
  };
  return { through, keeps: rest !== undefined && isGivenWhole(module, def, rest) };
});

/** Whether a function does something with one of its parameters: at some place where it stands in the body. */
function usesSo({ body }: FunctionDef, { name }: Parameter, isSo: (use: NameExpr) => boolean): boolean {
  let found = false;
  walk(body, (node) => {
    found ||= node.kind === 'name' && node.id === name.id && isSo(node);
  });
  return found;
}

/** Given to something as a whole, assigned, or put into something: `self.calls.append((url, kwargs))`. */
const isGivenWhole = (module: Module, def: FunctionDef, rest: Parameter): boolean =>
  usesSo(def, rest, (use) => {
    const parent = parentOf(module, use);
    return parent !== undefined && takesWhole(parent, use);
  });

function takesWhole(parent: AnyNode, node: AnyNode): boolean {
  switch (parent.kind) {
    case 'call':
      return parent.args.some(({ form, value }) => value === node && !form.endsWith('splat'));
    case 'assign':
      return parent.value === node;
    case 'dict':
      return parent.entries.some(({ key, value }) => key && value === node);
    default:
      return parent.kind === 'tuple' || parent.kind === 'list';
  }
}

/** Unpacked, or made a part of something that may be. */
const isHandedOn = (module: Module, def: FunctionDef, rest: Parameter): boolean =>
  usesSo(def, rest, (use) => {
    const parent = parentOf(module, use);
    return parent !== undefined && (parent.kind === 'dict' || isArgument(parent, use));
  });

const isArgument = (parent: AnyNode, node: AnyNode): boolean =>
  parent.kind === 'call' && parent.callee !== node;

/** Names and texts in a function, but those that are only passed on: `data=data`. */
function namesRead(module: Module, { body }: FunctionDef): ReadonlySet<string> {
  const found = new Set<string>();
  walk(body, (node) => {
    if (node.kind === 'text') found.add(node.value ?? '');
    if (node.kind !== 'name') return;
    const parent = parentOf(module, node);
    if (!parent || !isArgument(parent, node)) found.add(node.id);
  });
  return found;
}

/** Whether a function keeps the options that it is given, for a test to look at: `self.log = dict(kwargs)`, `calls.append(kwargs)`. */
const isRecorded = (module: Module, def: FunctionDef, rest: Parameter): boolean =>
  usesSo(def, rest, (use) => isKept(module, use, rest.name.id));

const KEEPING = /^(?:append|appendleft|add|extend|insert|put|put_nowait|update|setattr)$/;

/** Whether the value of an expression, or what is made of it, goes to an attribute, an item or a collection. */
function isKept(module: Module, node: Expr, options: string): boolean {
  const parent = parentOf(module, node);
  if (!parent) return false;
  switch (parent.kind) {
    case 'subscript':
      return (
        (parent.object !== node || parent.indices[0]?.kind !== 'text') && isKept(module, parent, options)
      );
    case 'attribute':
      return !/^(?:get|pop|setdefault|update)$/.test(parent.attribute.id) && isKept(module, parent, options);
    case 'call': {
      const argument = parent.args.find(({ value }) => value === node);
      if (argument?.form === 'double-splat') return false;
      return (argument && KEEPING.test(lastName(parent.callee) ?? '')) || isKept(module, parent, options);
    }
    case 'assign':
      return parent.value === node && parent.targets.some((target) => isOutside(target, options));
    case 'augmented':
      return isOutside(parent.target, options);
    default:
      return isExpr(parent) && isKept(module, parent, options);
  }
}

/** An attribute or an item of something else than the options themselves. */
const isOutside = (target: Expr, options: string): boolean =>
  target.kind === 'attribute' ||
  (target.kind === 'subscript' && !(target.object.kind === 'name' && target.object.id === options));
