import { isFunction, isMember, memberName, unwrap, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { argumentOf, classAround, nameOfFunction, outermost, returnsOf } from '../../binding/places.ts';
import { onlyBinding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { clientOf, unknown, type Placed, type Type, type Types } from '../types.ts';
import { classType } from './classes.ts';

/** What `this` is: an instance, a class, an object that is being written, or the context of a test. */
export function inferThis(analysis: Analysis, { module, node }: Placed): Types {
  const owner = module.ownerOf(node);
  if (!owner) return [unknown('`this` is used outside a function')];
  const cls = classAround(module, node);
  if (cls) {
    const isStatic = owner.type === 'StaticBlock' || ('static' in owner && owner.static === true);
    return classType(analysis, { module, node: cls }).map((type): Type => {
      if (isStatic) return type;
      return type.is === 'client-class'
        ? clientOf(type, 'subclass')
        : { is: 'instance', cls: { module, node: cls } };
    });
  }
  const maker = constructorOf(module, owner);
  if (maker) return [{ is: 'object', literal: { module, node: maker } }];
  if (owner.type === 'ObjectMethod') {
    const literal = module.parentOf(owner);
    return literal ? [{ is: 'object', literal: { module, node: literal } }] : [];
  }
  const argument = argumentOf(module, owner);
  if (argument) {
    const tests = analysis
      .infer({ module, node: argument.call.callee })
      .filter((type) => type.is === 'tests');
    if (tests.length > 0)
      return [{ is: 'context', module, fixtures: tests.flatMap(({ fixtures }) => fixtures) }];
  }
  return [unknown('cannot tell what `this` is')];
}

/**
 * The function that makes the object that `this` is in a function: that function itself, where the file calls it with `new`, or the
 * one whose prototype the function is a method of. Such a function stands for what it makes.
 */
function constructorOf(module: Module, owner: Node): Node | undefined {
  if (!isFunction(owner)) return undefined;
  const holder = module.parentOf(outermost(module, owner));
  if (owner.type === 'ObjectMethod' || holder?.type === 'ObjectProperty') {
    const literal = holder && owner.type !== 'ObjectMethod' ? module.parentOf(holder) : holder;
    const assignment = literal && module.parentOf(outermost(module, literal));
    return assignment?.type === 'AssignmentExpression' ? ofPrototype(module, assignment.left) : undefined;
  }
  if (holder?.type === 'AssignmentExpression' && isMember(holder.left))
    return ofPrototype(module, holder.left.object);
  return isConstructor(module, owner) ? owner : undefined;
}

/** The function `Name` of `Name.prototype`. */
function ofPrototype(module: Module, node: Node): Node | undefined {
  const plain = unwrap(node);
  if (!isMember(plain) || memberName(plain) !== 'prototype') return undefined;
  const origin = onlyBinding(module.variableOf(unwrap(plain.object)))?.origin;
  if (origin?.by === 'function') return origin.fn;
  const value = origin?.by === 'value' && origin.path.length === 0 ? unwrap(origin.value) : undefined;
  return value?.type === 'FunctionExpression' ? value : undefined;
}

/** Whether a function is written to be called with `new`: by its name, which begins like that of a class. */
export function isConstructor(module: Module, fn: Node): boolean {
  if (fn.type !== 'FunctionDeclaration' && fn.type !== 'FunctionExpression') return false;
  return /^[A-Z]/.test(nameOfFunction(module, fn) ?? '') && returnsOf(fn).length === 0;
}
