import { isMember, memberName, unwrap, type Node } from '../ast.ts';
import type { Declarations } from './declare.ts';
import { unpackPattern } from './patterns.ts';

/** What a file hands out under a name: a variable of its own, an expression, or what another file hands out. */
export type Exported =
  | { readonly by: 'variable'; readonly name: string }
  | { readonly by: 'node'; readonly node: Node }
  | { readonly by: 'from'; readonly from: string; readonly name: string };

export interface Exports {
  readonly names: ReadonlyMap<string, readonly Exported[]>;
  /** Files that everything is handed on from. */
  readonly stars: readonly string[];
}

/** What a file exports. `=` is what CommonJS makes of all of it. */
export function exportsOf({ exports, stores, variables }: Declarations): Exports {
  const names = new Map<string, Exported[]>();
  const stars: string[] = [];
  const add = (name: string, exported: Exported): void => {
    const known = names.get(name);
    if (known) known.push(exported);
    else names.set(name, [exported]);
  };
  for (const node of exports) readExport(node, add, stars);
  for (const { member, origin } of stores) {
    if (origin.by !== 'value' || origin.path.length > 0) continue;
    const name = commonName(member, variables);
    if (name !== undefined) add(name, { by: 'node', node: origin.value });
  }
  return { names, stars };
}

type Add = (name: string, exported: Exported) => void;

function readExport(node: Node, add: Add, stars: string[]): void {
  switch (node.type) {
    case 'ExportAllDeclaration':
      stars.push(node.source.value);
      return;
    case 'ExportDefaultDeclaration':
      return add('default', fromDeclaration(node.declaration));
    case 'TSExportAssignment':
      return add('=', { by: 'node', node: node.expression });
    case 'ExportNamedDeclaration':
      for (const one of node.specifiers) {
        const name = 'exported' in one ? nameOf(one.exported) : '';
        const from = node.source?.value;
        if (one.type === 'ExportNamespaceSpecifier') add(name, { by: 'from', from: from ?? '', name: '*' });
        else if (one.type === 'ExportDefaultSpecifier')
          add(name, { by: 'from', from: from ?? '', name: 'default' });
        else if (from === undefined) add(name, { by: 'variable', name: one.local.name });
        else add(name, { by: 'from', from, name: nameOf(one.local) });
      }
      for (const name of declaredNames(node.declaration)) add(name, { by: 'variable', name });
      return;
    default:
      return;
  }
}

const nameOf = (node: Node): string =>
  node.type === 'StringLiteral' ? node.value : node.type === 'Identifier' ? node.name : '';

/** `export default class A {}` is the variable `A` as well; a nameless one is what is written. */
const fromDeclaration = (node: Node): Exported =>
  (node.type === 'ClassDeclaration' || node.type === 'FunctionDeclaration') && node.id
    ? { by: 'variable', name: node.id.name }
    : { by: 'node', node };

function declaredNames(node: Node | null | undefined): readonly string[] {
  if (!node) return [];
  if (node.type === 'VariableDeclaration')
    return node.declarations.flatMap(({ id }) => unpackPattern(id).bound.map(({ target }) => target.name));
  return 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : [];
}

/** `=` for `module.exports`, the name for `exports.name` and `module.exports.name`. */
function commonName(member: Node, variables: Declarations['variables']): string | undefined {
  if (isAll(member, variables)) return '=';
  if (!isMember(member)) return undefined;
  const object = unwrap(member.object);
  const isExports = object.type === 'Identifier' && object.name === 'exports' && !variables.has(object);
  return isExports || isAll(object, variables) ? memberName(member) : undefined;
}

function isAll(node: Node, variables: Declarations['variables']): boolean {
  if (!isMember(node) || memberName(node) !== 'exports') return false;
  const object = unwrap(node.object);
  return object.type === 'Identifier' && object.name === 'module' && !variables.has(object);
}
