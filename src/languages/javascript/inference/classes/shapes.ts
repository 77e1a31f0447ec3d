import type { Node } from '../../ast.ts';
import type { Analysis } from '../analysis.ts';
import type { Placed, Type, Types } from '../types.ts';

/** What an interface extends. */
export const basesOf = (analysis: Analysis, { module, node }: Placed): Types =>
  node.type === 'TSInterfaceDeclaration'
    ? (node.extends ?? []).flatMap((base) => analysis.inferAnnotation({ module, node: base }))
    : [];

/** The members that an interface or an object type declares itself. */
export function membersOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'TSTypeLiteral':
      return node.members;
    case 'TSInterfaceDeclaration':
      return node.body.body;
    case 'ObjectTypeAnnotation':
      return node.properties;
    case 'InterfaceDeclaration':
      return node.body.properties;
    default:
      return [];
  }
}

/** Interfaces may extend themselves, by way of others. */
const MAX_BASES = 8;

/** A type and those it extends. */
export function shapesOf(analysis: Analysis, type: Type, depth = 0): readonly Placed[] {
  if (type.is !== 'shape' || depth > MAX_BASES) return [];
  return [type.at, ...basesOf(analysis, type.at).flatMap((one) => shapesOf(analysis, one, depth + 1))];
}
