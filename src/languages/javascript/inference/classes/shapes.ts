import type { Node } from '../../ast.ts';
import type { Analysis } from '../analysis.ts';
import type { Placed, Types } from '../types.ts';

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
