import { slice } from '../../../core/text.ts';
import type { Identifier, Node } from '../ast.ts';
import type { Module } from './module.ts';

/** Whether anything in a file can be seen to need an imported name. A name that may stand for it counts. */
export const isNeeded = (module: Module, bound: Identifier): boolean =>
  module.nodes.some((node) => mayRead(module, node, bound)) ||
  isImplied(module, bound.name) ||
  isSpoken(module, bound.name);

/** Whether a node is the name elsewhere than where it is bound, and is no label, key or name of something else. */
function mayRead(module: Module, node: Node, bound: Identifier): boolean {
  if (node === bound || (node.type !== 'Identifier' && node.type !== 'JSXIdentifier')) return false;
  if (node.name !== bound.name && node.name !== 'eval') return false;
  const parent = module.parentOf(node);
  if (!parent || isKey(node, parent)) return false;
  const variable = module.variableOf(node);
  return variable === undefined || variable === module.variableOf(bound) || node.name === 'eval';
}

function isKey(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property === node && !parent.computed;
    case 'ObjectProperty':
      return parent.key === node && !parent.computed && parent.value !== node;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return parent.key === node && !parent.computed;
    case 'ImportSpecifier':
      return parent.imported === node;
    case 'ExportSpecifier':
      return parent.exported === node && parent.local !== node;
    case 'TSQualifiedName':
      return parent.right === node;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'JSXAttribute':
      return true;
    default:
      return false;
  }
}

/** Elements are made by a function that is not named where they stand: `React`, unless a comment names another. */
const isImplied = (module: Module, name: string): boolean =>
  name === 'React' && module.nodes.some(({ type }) => type === 'JSXElement' || type === 'JSXFragment');

/** A name in a comment that means something: of documentation, of the function behind elements, of a linter. */
const isSpoken = ({ comments, source }: Module, name: string): boolean =>
  comments.some((comment) => {
    const text = slice(source, comment);
    return (/^\/\*\*|@jsx/.test(text) && text.includes(name)) || text.includes('no-unused-vars');
  });
