import type { Through } from '../../../../core/model/calls.ts';
import { whereIn } from '../../../kernel/hidden.ts';
import {
  isClass,
  isFunction,
  isMember,
  keyName,
  memberName,
  spanOf,
  textOf,
  unwrap,
  withoutDefault,
  type AnyFunction,
  type Node,
} from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { findInside, outermost } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { isClientMethod, optionsIndex } from '../clients.ts';
import type { ClassRef, FunctionRef, Types } from '../types.ts';
import { ancestry, classType } from './classes.ts';
import { derivedFrom } from './derived.ts';

/**
 * The client's method that a function of the project stands in the place of, in a class that derives from a client. The client calls
 * such a function itself, so the calls that the project writes are not all there are.
 */
export function overriddenBy(analysis: Analysis, { module, node }: FunctionRef): string | undefined {
  const member = isMethod(node) ? node : module.parentOf(outermost(module, node));
  if (!member || !('key' in member) || !('static' in member) || member.static) return undefined;
  const name = keyName(member.key, 'computed' in member && member.computed);
  const cls = module.parentOf(module.parentOf(member) ?? member);
  if (name === undefined || !isClientMethod(name) || !isClass(cls)) return undefined;
  return classType(analysis, { module, node: cls }).some(({ is }) => is === 'client-class')
    ? name
    : undefined;
}

const isMethod = ({ type }: Node): boolean => type === 'ClassMethod';

/**
 * The override of `request` that a call of another method of these clients goes through. `self`: the class of which the receiver is
 * `this`, so that it may be an object of a derived class.
 */
export function throughOf(analysis: Analysis, receiver: Types, self?: ClassRef): Through | undefined {
  const below = self ? derivedFrom(analysis, self) : [];
  const all = below.flatMap(({ module, node }) => {
    const fn = requestOf({ module, node });
    return fn ? [passedOnBy(module, fn)] : [];
  });
  const above = throughAbove(analysis, receiver);
  const [first, ...others] = above ? [above, ...all] : all;
  return first && others.reduce(both, first);
}

/** The call goes through either of them. The one that is told is the first that loses options. */
const both = (a: Through, b: Through): Through => ({
  where: b.closed && !a.closed ? b.where : a.where,
  reads: [...a.reads, ...b.reads],
  closed: a.closed || b.closed,
});

function throughAbove(analysis: Analysis, receiver: Types): Through | undefined {
  for (const type of receiver) {
    if (type.is !== 'client' || !type.cls || !type.derived) continue;
    for (const cls of ancestry(analysis, type.cls)) {
      // The client's own `request` is none.
      if (!classType(analysis, cls).some((one) => one.is === 'client-class' && one.derived)) break;
      const fn = requestOf(cls);
      if (fn) return passedOnBy(cls.module, fn);
    }
  }
  return undefined;
}

function requestOf({ node }: ClassRef): AnyFunction | undefined {
  for (const member of node.body.body) {
    if (member.type !== 'ClassMethod' && member.type !== 'ClassProperty') continue;
    if (member.static || keyName(member.key, member.computed) !== 'request') continue;
    const fn = member.type === 'ClassMethod' ? member : member.value && unwrap(member.value);
    if (fn && isFunction(fn)) return fn;
  }
  return undefined;
}

function passedOnBy(module: Module, fn: AnyFunction): Through {
  const at = optionsIndex('request');
  const last = fn.params.at(-1);
  const parameter = fn.params[at] ?? (last?.type === 'RestElement' ? last : undefined);
  const plain = parameter && withoutDefault(parameter);
  return {
    where: whereIn(module, spanOf(fn).start),
    reads: [
      ...(plain ? namesTaken(module, plain) : []),
      ...findInside(fn.body, (node) => namesRead(module, node)),
    ],
    closed: plain === undefined || !wholeIn(plain).some((name) => isHandedOn(module, name)),
  };
}

/** The names that hold all options, or all but those that are taken out. */
function wholeIn(parameter: Node): readonly Node[] {
  switch (parameter.type) {
    case 'Identifier':
      return [parameter];
    case 'RestElement':
      return wholeIn(parameter.argument);
    case 'ObjectPattern':
      return parameter.properties.flatMap((one) => (one.type === 'RestElement' ? wholeIn(one.argument) : []));
    default:
      return [];
  }
}

/** Whether what a name holds is an argument of a call, or spread into something. */
const isHandedOn = (module: Module, name: Node): boolean =>
  (module.variableOf(name)?.reads ?? []).some((read) => {
    const parent = module.parentOf(outermost(module, read));
    return parent?.type === 'SpreadElement' || parent?.type === 'CallExpression';
  });

/**
 * Names of options that a pattern takes out: those that are used for more than to pass them on, and the old name of an option, whose
 * new name would be overruled by what is passed on behind the rest.
 */
function namesTaken(module: Module, parameter: Node): readonly string[] {
  if (parameter.type !== 'ObjectPattern') return [];
  return parameter.properties.flatMap((one) => {
    const name = one.type === 'RestElement' ? undefined : keyName(one.key, one.computed);
    if (one.type === 'RestElement' || name === undefined) return [];
    const reads = module.variableOf(withoutDefault(one.value))?.reads ?? [];
    const isPassed = reads.every((read) => {
      const parent = module.parentOf(outermost(module, read));
      return parent?.type === 'ObjectProperty' && keyName(parent.key, parent.computed) === name;
    });
    return isPassed && name !== 'allowRedirects' ? [] : [name];
  });
}

/** Names of options that code looks at, other than to pass them on under their name: `data: options.data`. */
function namesRead(module: Module, node: Node): readonly string[] {
  const text = textOf(node);
  if (text !== undefined) return [text];
  const name = isMember(node) ? memberName(node) : undefined;
  if (name === undefined) return [];
  const parent = module.parentOf(outermost(module, node));
  const isPassed = parent?.type === 'ObjectProperty' && keyName(parent.key, parent.computed) === name;
  return isPassed ? [] : [name];
}
