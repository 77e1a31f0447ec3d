import {
  childrenOf,
  isCall,
  isFunction,
  isMember,
  unwrap,
  type AnyCall,
  type AnyFunction,
  type AnyMember,
  type Identifier,
  type Node,
  type Program,
  type VariableDeclaration,
} from '../ast.ts';
import { unpackPattern } from './patterns.ts';
import { isReference } from './reference.ts';
import {
  functionScope,
  lookup,
  newScope,
  variableIn,
  type Annotation,
  type Origin,
  type Scope,
  type Step,
  type Variable,
} from './scope.ts';

/** `object.name = value`. */
export interface Store {
  readonly member: AnyMember;
  readonly origin: Origin;
}

/** What a file declares, and what stands where in it. */
export interface Declarations {
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly parents: ReadonlyMap<Node, Node>;
  /** Of each identifier that reads or writes a variable. */
  readonly variables: ReadonlyMap<Node, Variable>;
  /** Every node, outer before inner. */
  readonly nodes: readonly Node[];
  readonly calls: readonly AnyCall[];
  readonly stores: readonly Store[];
  readonly exports: readonly Node[];
}

interface Pending {
  readonly target: Identifier;
  readonly scope: Scope;
  readonly origin: Origin;
}

interface State {
  readonly scopes: Map<Node, Scope>;
  readonly parents: Map<Node, Node>;
  readonly variables: Map<Node, Variable>;
  readonly nodes: Node[];
  readonly calls: AnyCall[];
  readonly stores: Store[];
  readonly exports: Node[];
  readonly reads: { readonly node: Identifier; readonly scope: Scope }[];
  readonly bindings: Pending[];
}

/** Finds scopes and variables, and who reads and writes each. */
export function declare(program: Program): Declarations {
  const state: State = {
    scopes: new Map(),
    parents: new Map(),
    variables: new Map(),
    nodes: [program],
    calls: [],
    stores: [],
    exports: [],
    reads: [],
    bindings: [],
  };
  const scope = newScope(program, 'function', undefined);
  state.scopes.set(program, scope);
  visitChildren(state, program, scope);
  for (const { target, scope: from, origin } of state.bindings) {
    const variable = lookup(from, target.name);
    if (!variable) continue;
    variable.bindings.push({ variable, target, origin });
    state.variables.set(target, variable);
  }
  for (const { node, scope: from } of state.reads) {
    const variable = lookup(from, node.name);
    if (!variable) continue;
    variable.reads.push(node);
    state.variables.set(node, variable);
  }
  return state;
}

const visitChildren = (state: State, node: Node, scope: Scope): void => {
  for (const child of childrenOf(node)) visit(state, child, node, scope);
};

function open(state: State, node: Node, kind: Scope['kind'], parent: Scope): Scope {
  const scope = newScope(node, kind, parent);
  state.scopes.set(node, scope);
  return scope;
}

function visit(state: State, node: Node, parent: Node, scope: Scope): void {
  state.nodes.push(node);
  state.parents.set(node, parent);
  if (isCall(node)) state.calls.push(node);
  if (isFunction(node)) return visitFunction(state, node, scope);
  switch (node.type) {
    case 'Identifier':
      if (isReference(node, parent, state.parents.get(parent))) state.reads.push({ node, scope });
      return visitChildren(state, node, scope);
    case 'VariableDeclaration':
      return visitVariables(state, node, parent, scope);
    case 'AssignmentExpression':
      return visitAssignment(state, node, scope);
    case 'UpdateExpression': {
      const target = unwrap(node.argument);
      if (target.type === 'Identifier') state.bindings.push({ target, scope, origin: { by: 'count' } });
      return visitChildren(state, node, scope);
    }
    case 'ForOfStatement':
    case 'ForInStatement':
      return visitLoop(state, node, scope);
    default:
      return visitDeclaration(state, node, parent, scope);
  }
}

/** Classes, imports, types, and the statements that have a scope of their own. */
function visitDeclaration(state: State, node: Node, parent: Node, scope: Scope): void {
  switch (node.type) {
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const inner = node.type === 'ClassExpression' && node.id ? open(state, node, 'block', scope) : scope;
      if (node.id) record(state, inner, node.id, { by: 'class', cls: node });
      return visitChildren(state, node, inner);
    }
    case 'TSDeclareFunction':
      if (node.id) record(state, scope, node.id, { by: 'function', fn: node });
      return visitChildren(state, node, open(state, node, 'function', scope));
    case 'ImportDeclaration':
      for (const one of node.specifiers)
        record(state, scope, one.local, { by: 'import', from: node.source.value, name: importedName(one) });
      return visitChildren(state, node, scope);
    case 'TSImportEqualsDeclaration':
      record(state, scope, node.id, importEquals(node));
      return visitChildren(state, node, scope);
    case 'TSEnumDeclaration':
    case 'EnumDeclaration':
    case 'TSModuleDeclaration':
      if (node.id.type === 'Identifier')
        record(state, scope, node.id, {
          by: 'other',
          what: node.type === 'TSModuleDeclaration' ? 'a namespace' : 'an enum',
          node,
        });
      return visitChildren(state, node, open(state, node, 'function', scope));
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'InterfaceDeclaration':
    case 'TypeAlias':
      declareType(scope, node.id.name, node);
      return visitChildren(state, node, scope);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
    case 'TSExportAssignment':
      state.exports.push(node);
      return visitChildren(state, node, scope);
    case 'BlockStatement':
      return visitChildren(state, node, isFunction(parent) ? scope : open(state, node, 'block', scope));
    case 'ForStatement':
    case 'SwitchStatement':
    case 'TSModuleBlock':
    case 'StaticBlock':
      return visitChildren(
        state,
        node,
        open(state, node, node.type === 'StaticBlock' ? 'function' : 'block', scope),
      );
    case 'CatchClause': {
      const inner = open(state, node, 'block', scope);
      if (node.param) bind(state, node.param, inner, () => ({ by: 'other', what: 'a caught error', node }));
      return visitChildren(state, node, inner);
    }
    default:
      return visitChildren(state, node, scope);
  }
}

function declareType({ types }: Scope, name: string, node: Node): void {
  const known = types.get(name);
  if (known) known.push(node);
  else types.set(name, [node]);
}

function visitFunction(state: State, node: AnyFunction, scope: Scope): void {
  const isDeclaration = node.type === 'FunctionDeclaration';
  if (isDeclaration && node.id) record(state, scope, node.id, { by: 'function', fn: node });
  const inner = open(state, node, 'function', scope);
  if (node.type === 'FunctionExpression' && node.id)
    record(state, inner, node.id, { by: 'function', fn: node });
  for (const [index, parameter] of node.params.entries()) {
    const rest = parameter.type === 'RestElement';
    bind(state, parameter, inner, (path) => ({ by: 'parameter', fn: node, index, rest, path }));
  }
  visitChildren(state, node, inner);
}

function visitVariables(state: State, node: VariableDeclaration, parent: Node, scope: Scope): void {
  const home = node.kind === 'var' ? functionScope(scope) : scope;
  const isLoop =
    (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') && parent.left === node;
  for (const { id, init } of node.declarations) {
    bind(state, id, home, (path) => {
      if (isLoop) return { by: 'element', of: parent.right, keys: parent.type === 'ForInStatement', path };
      return init ? { by: 'value', value: init, path } : { by: 'nothing' };
    });
  }
  visitChildren(state, node, scope);
}

function visitLoop(
  state: State,
  node: Extract<Node, { type: 'ForOfStatement' | 'ForInStatement' }>,
  scope: Scope,
): void {
  const inner = open(state, node, 'block', scope);
  if (node.left.type !== 'VariableDeclaration')
    assign(state, node.left, inner, (path) => ({
      by: 'element',
      of: node.right,
      keys: node.type === 'ForInStatement',
      path,
    }));
  visitChildren(state, node, inner);
}

function visitAssignment(
  state: State,
  node: Extract<Node, { type: 'AssignmentExpression' }>,
  scope: Scope,
): void {
  const { operator, left, right } = node;
  assign(state, left, scope, (path) =>
    operator === '=' ? { by: 'value', value: right, path } : { by: 'compound', operator, value: right },
  );
  visitChildren(state, node, scope);
}

function assign(state: State, pattern: Node, scope: Scope, origin: (path: readonly Step[]) => Origin): void {
  const { bound, stored } = unpackPattern(pattern);
  for (const { target, path } of bound) state.bindings.push({ target, scope, origin: origin(path) });
  for (const { member, path } of stored) {
    if (isMember(member)) state.stores.push({ member, origin: origin(path) });
  }
}

/** Declares the names of a pattern in `home`. */
function bind(state: State, pattern: Node, home: Scope, origin: (path: readonly Step[]) => Origin): void {
  for (const { target, path, annotation } of unpackPattern(pattern).bound)
    record(state, home, target, origin(path), annotation);
}

function record(state: State, scope: Scope, target: Node, origin: Origin, annotation?: Annotation): void {
  if (target.type !== 'Identifier') return;
  const variable = variableIn(scope, target.name);
  variable.bindings.push({ variable, target, origin, ...(annotation && { annotation }) });
  state.variables.set(target, variable);
}

function importedName(specifier: Extract<Node, { type: 'ImportDeclaration' }>['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
}

function importEquals(node: Extract<Node, { type: 'TSImportEqualsDeclaration' }>): Origin {
  const { moduleReference: from } = node;
  return from.type === 'TSExternalModuleReference'
    ? { by: 'import', from: from.expression.value, name: '=' }
    : { by: 'value', value: from, path: [] };
}
