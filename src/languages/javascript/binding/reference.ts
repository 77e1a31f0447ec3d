import type { Identifier, Node } from '../ast.ts';

/** Types in which a name stands for a value all the same. */
const READING = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSTypeQuery',
]);

const FLOW =
  /(?:TypeAnnotation|TypeParameter|TypeIdentifier|FunctionTypeParam|InterfaceExtends|ClassImplements)$|^(?:Object|Declare|Opaque|Type|Interface)(?:Type|[A-Z])?\w*(?:Property|Indexer|Alias|Declaration)$/;

const isTypeNode = ({ type }: Node): boolean =>
  type.startsWith('TS')
    ? !READING.has(type)
    : FLOW.test(type) && type !== 'ObjectProperty' && type !== 'TypeofTypeAnnotation';

/** Whether a name reads a variable where it stands, and is no key, label, type or part of a pattern. */
export function isReference(node: Identifier, parent: Node, grandparent: Node | undefined): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === node || parent.computed;
    case 'ObjectProperty':
      return (
        (parent.value === node && grandparent?.type !== 'ObjectPattern') ||
        (parent.computed && parent.key === node)
      );
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return parent.value === node || parent.computed;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'TSDeclareMethod':
      return parent.key === node && parent.computed === true;
    case 'PrivateName':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportNamespaceSpecifier':
    case 'ImportAttribute':
    case 'FunctionDeclaration':
    case 'EnumDeclaration':
      return false;
    case 'ExportSpecifier':
      return parent.local === node && !(grandparent?.type === 'ExportNamedDeclaration' && grandparent.source);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    case 'VariableDeclarator':
      return parent.init === node;
    case 'AssignmentPattern':
      return parent.right === node;
    case 'AssignmentExpression':
      return parent.right === node || parent.operator !== '=';
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.right === node;
    case 'ArrayPattern':
    case 'RestElement':
    case 'CatchClause':
      return false;
    default:
      return !isTypeNode(parent);
  }
}
