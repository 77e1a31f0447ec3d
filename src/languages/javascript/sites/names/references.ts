import type { Reference, ReferenceUse } from '../../../../core/sites.ts';
import { isBelow } from '../../../../core/wants.ts';
import {
  isCall,
  isMember,
  memberName,
  spanOf,
  unwrap,
  type AnyCall,
  type Identifier,
  type Node,
} from '../../ast.ts';
import { importedBy, type Imported } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import { isNeeded } from '../../binding/needs.ts';
import { argumentOf, lastName, outermost, sourceOf } from '../../binding/places.ts';
import { onlyBinding } from '../../binding/scope.ts';
import { moduleFor, type Analysis } from '../../inference/analysis.ts';
import { packagedPath } from '../../inference/names.ts';
import { patchedName, patchesIn } from './spoken.ts';
import { isTarget } from '../surroundings.ts';

/** Every place that names something of a wanted package: imports, uses, and strings that stand for a package. */
export function findReferences(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  const isWanted = (path: string): boolean => wanted.some((one) => isBelow(path, one));
  const pathOf = (from: string, name = '*'): string | undefined =>
    isPackage(analysis, module, from) ? packagedPath(from, name) : undefined;
  const imports = module.nodes
    .flatMap(importedBy)
    .flatMap((one) => {
      const path = pathOf(one.source.value, one.name);
      return path === undefined ? [] : [{ ...one, path }];
    })
    .filter(({ path }) => isWanted(path) || wanted.some((one) => isBelow(one, path)));
  const all = [
    ...imports.map((one) => toImport(module, one)),
    ...imports.flatMap((one) => (one.local ? usesOf(module, one.local, one.path) : [])),
    ...importedInPlace(module, pathOf),
    ...patchesIn(module, pathOf),
  ];
  return all.filter(({ path }) => isWanted(path));
}

/** Whether a module specifier leads out of the project. */
const isPackage = (analysis: Analysis, module: Module, from: string): boolean =>
  !/^[./]/.test(from) && moduleFor(analysis, module, from) === undefined;

function toImport(
  module: Module,
  { node, source, name, local, form, path }: Imported & { readonly path: string },
): Reference {
  const isWhole = name === '*' || name === '=' || name === 'default';
  const own = isWhole ? source.value : name;
  const isUnused = local !== undefined && form !== 'export' && !isNeeded(module, local);
  return {
    kind: 'reference',
    ...spanOf(node),
    path,
    text: own,
    as: 'import',
    ...(local && local.name !== own && { alias: local.name }),
    ...(isUnused && { unused: true }),
  };
}

/** What is read of an imported name, with the properties that are read from it: `requests.Session`. */
function usesOf(module: Module, local: Identifier, root: string): readonly Reference[] {
  const variable = module.variableOf(local);
  // Something else may be bound to the name.
  if (!variable || !onlyBinding(variable)) return [];
  const isRead = (node: Node): boolean =>
    (node.type === 'Identifier' || node.type === 'JSXIdentifier') &&
    node.name === local.name &&
    node !== local &&
    (variable.reads.some((read) => read === node) ||
      (isNamed(module, node) && module.variableNamed(local.name, node) === variable));
  return module.nodes.filter(isRead).map((node) => toUse(module, node, root));
}

/** Whether a name that reads no variable stands for one all the same: in a type, or as an element. */
function isNamed(module: Module, node: Node): boolean {
  const parent = module.parentOf(node);
  if (node.type === 'JSXIdentifier')
    return parent?.type === 'JSXOpeningElement' || parent?.type === 'JSXClosingElement';
  const isShadowed = node.type === 'Identifier' && module.typesNamed(node.name, node).length > 0;
  return parent !== undefined && isTypeName(node, parent) && !isShadowed;
}

function isTypeName(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'TSTypeReference':
      return parent.typeName === node;
    case 'TSQualifiedName':
      return parent.left === node;
    case 'TSTypeQuery':
      return parent.exprName === node;
    case 'GenericTypeAnnotation':
    case 'InterfaceExtends':
    case 'ClassImplements':
      return parent.id === node;
    default:
      return parent.type === 'TSExpressionWithTypeArguments' && parent.expression === node;
  }
}

function toUse(module: Module, name: Node, root: string): Reference {
  let [node, path] = [name, root];
  for (let next = readFrom(module, node); next; next = readFrom(module, node)) {
    node = next.node;
    // `axios.default` of a package is what a default import of it gives.
    path = next.name === 'default' ? path : `${path}.${next.name}`;
  }
  const patched = patchedName(module, node);
  return {
    kind: 'reference',
    ...spanOf(node),
    path: patched === undefined ? path : `${path}.${patched}`,
    text: sourceOf(module, node),
    as: patched === undefined ? useOf(module, node) : 'patch',
  };
}

/** The expression, or the type, that reads a property of a known name from another. */
function readFrom(module: Module, node: Node): { readonly node: Node; readonly name: string } | undefined {
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  if (parent?.type === 'TSQualifiedName' && parent.left === node)
    return { node: parent, name: parent.right.name };
  const name = parent && isMember(parent) && parent.object === outer ? memberName(parent) : undefined;
  return parent && name !== undefined ? { node: parent, name } : undefined;
}

function useOf(module: Module, node: Node): ReferenceUse {
  if (isTarget(module, node)) return 'patch';
  const outer = outermost(module, node);
  const parent = module.parentOf(outer);
  if (!parent) return 'value';
  switch (parent.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === outer ? 'base' : 'value';
    case 'TSExpressionWithTypeArguments':
    case 'InterfaceExtends':
    case 'ClassImplements':
      return 'base';
    case 'TaggedTemplateExpression':
      return parent.tag === outer ? 'call' : 'value';
    case 'BinaryExpression':
      return parent.operator === 'instanceof' && parent.right === outer ? 'isinstance' : 'value';
    default:
      if (isCall(parent)) return parent.callee === outer ? 'call' : useIn(module, outer);
      return isTypeName(node, parent) ? 'annotation' : 'value';
  }
}

/** What a call makes of a class that it is given: `toThrow(HTTPError)`, `assert.throws(f, HTTPError)`, `toBeInstanceOf(Session)`. */
function useIn(module: Module, node: Node): ReferenceUse {
  const callee = lastName(argumentOf(module, node)?.call.callee ?? node) ?? '';
  if (/^(?:toThrow(?:Error)?|throws(?:Async)?|rejects|rejectedWith)$/.test(callee)) return 'raises';
  return /^(?:toBeInstanceOf|isInstanceOf|instanceOf|instanceof|any)$/.test(callee) ? 'isinstance' : 'value';
}

/** `await import("pkg")`, and `require("pkg")` where nothing is bound to it; `import("pkg").Session` in a type. */
function importedInPlace(module: Module, pathOf: (from: string) => string | undefined): readonly Reference[] {
  const declared = new Set(module.nodes.flatMap(importedBy).map(({ source }) => source));
  return module.nodes.flatMap((node): readonly Reference[] => {
    const source = node.type === 'TSImportType' ? node.argument : isCall(node) ? loadedBy(node) : undefined;
    const path = source && !declared.has(source) ? pathOf(source.value) : undefined;
    if (!source || path === undefined) return [];
    const as = node.type === 'TSImportType' ? 'annotation' : 'import';
    return [{ kind: 'reference', ...spanOf(node), path, text: sourceOf(module, node), as }];
  });
}

type Source = Imported['source'];

function loadedBy({ callee, arguments: [first] }: AnyCall): Source | undefined {
  const isLoading = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
  const plain = first && unwrap(first);
  return isLoading && plain?.type === 'StringLiteral' ? plain : undefined;
}
