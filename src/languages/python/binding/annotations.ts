import { addAll } from '../../../core/group.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Expr, Text } from '../ast/expressions.ts';
import { lastName } from '../names.ts';
import { isExpr, nodesIn, type AnyNode } from '../walk.ts';
import type { Module } from './module.ts';

/** Every annotation of a file: of parameters, results and variables, and what `cast` and `TypeVar` are given as a type. */
export const annotationsIn = oncePer(({ ast }: Module): readonly Expr[] => {
  const found: Expr[] = [];
  for (const node of nodesIn(ast.body).all) addAll(found, annotationsOf(node));
  return found;
});

/** The annotations that stand directly in a node. */
function annotationsOf(node: AnyNode): readonly Expr[] {
  switch (node.kind) {
    case 'function':
      return [
        ...node.parameters.flatMap(({ annotation }) => annotation ?? []),
        ...(node.returns ? [node.returns] : []),
      ];
    case 'assign':
      return node.annotation ? [node.annotation] : [];
    case 'call':
      return typesGiven(lastName(node.callee), node.args);
    default:
      return [];
  }
}

function typesGiven(callee: string | undefined, args: readonly Argument[]): readonly Expr[] {
  if (callee === 'cast') return args.slice(0, 1).map(({ value }) => value);
  return callee === 'TypeVar' ? args.flatMap(({ name, value }) => (name?.id === 'bound' ? [value] : [])) : [];
}

/** The strings in an annotation that stand for types; not those of `Literal`, and not what `Annotated` adds. */
export function quotedIn(annotation: Expr): readonly Text[] {
  switch (annotation.kind) {
    case 'text':
      return annotation.bytes || annotation.value === undefined ? [] : [annotation];
    case 'binary':
      return [annotation.left, annotation.right].flatMap(quotedIn);
    case 'tuple':
    case 'list':
      return annotation.items.flatMap(quotedIn);
    case 'starred':
      return quotedIn(annotation.value);
    case 'subscript': {
      const name = lastName(annotation.object);
      if (name === 'Literal') return [];
      const types = name === 'Annotated' ? annotation.indices.slice(0, 1) : annotation.indices;
      return types.flatMap(quotedIn);
    }
    default:
      return [];
  }
}

/** The annotation that an expression is, or is a part of; `parentOf` tells what is around a node. */
export function isInAnnotation(node: Expr, parentOf: (node: AnyNode) => AnyNode | undefined): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  if (annotationsOf(parent).includes(node)) return true;
  if (!isExpr(parent)) return false;
  switch (parent.kind) {
    case 'subscript':
    case 'tuple':
    case 'list':
    case 'starred':
    case 'binary':
      return isInAnnotation(parent, parentOf);
    default:
      return false;
  }
}
