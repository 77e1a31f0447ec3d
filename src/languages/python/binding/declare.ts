import type { Span } from '../../../core/text.ts';
import type { Attribute, Comprehension, Expr, Identifier, NameExpr, Parameter } from '../ast/expressions.ts';
import type {
  Assign,
  ClassDef,
  For,
  FunctionDef,
  If,
  Import,
  ImportFrom,
  Match,
  Stmt,
  Try,
  While,
  With,
} from '../ast/statements.ts';
import { eachChild } from '../walk.ts';
import type { ClassInfo, Declarations, FunctionInfo } from './declarations.ts';
import { declareScoping } from './scoping.ts';
import { frameOf, newScope, type Binding, type Origin, type Scope, type UnpackPath } from './scope.ts';

interface Context {
  readonly into: Declarations;
  readonly scope: Scope;
  readonly within: FunctionInfo | undefined;
  readonly owner: ClassInfo | undefined;
}

/** Collects scopes, bindings, calls and attribute stores of a file. */
export function declare(body: readonly Stmt[]): Declarations {
  const into: Declarations = {
    module: newScope('module', undefined, undefined),
    functions: new Map(),
    classes: new Map(),
    scopes: new Map(),
    bindings: new Map(),
    stores: [],
    items: [],
    calls: [],
    mentions: new Map(),
  };
  declareAll(body, { into, scope: into.module, within: undefined, owner: undefined });
  return into;
}

function declareAll(body: readonly Stmt[], cx: Context): void {
  // `global` and `nonlocal` concern the whole scope, wherever in it they stand.
  for (const statement of body) declareScoping(statement, cx.scope);
  for (const statement of body) declareStatement(statement, cx);
}

function declareStatement(statement: Stmt, cx: Context): void {
  switch (statement.kind) {
    case 'function':
      return declareFunction(statement, cx);
    case 'class':
      return declareClass(statement, cx);
    case 'assign':
      return declareAssign(statement, cx);
    case 'augmented':
      visit(statement.value, cx);
      visit(statement.target, cx);
      return bind(statement.target, () => ({ by: 'augmented', value: statement.value }), cx);
    case 'return':
      if (statement.value) visit(statement.value, cx);
      cx.within?.returns.push(statement);
      return;
    case 'import':
    case 'import-from':
      return declareImport(statement, cx);
    case 'expression':
      return visit(statement.value, cx);
    case 'delete':
      for (const target of statement.targets) if (target.kind !== 'name') visit(target, cx);
      return;
    case 'global':
    case 'nonlocal':
      return;
    case 'other':
      for (const part of statement.parts) visit(part, cx);
      return;
    default:
      return declareBlock(statement, cx);
  }
}

function declareAssign({ targets, annotation, value }: Assign, cx: Context): void {
  if (value) visit(value, cx);
  if (annotation) visit(annotation, cx);
  for (const target of targets) {
    if (value) bind(target, (path) => ({ by: 'value', value, path, ...(annotation && { annotation }) }), cx);
    else if (annotation) bind(target, () => ({ by: 'annotation', annotation }), cx);
  }
}

function declareImport(statement: Import | ImportFrom, cx: Context): void {
  if (statement.kind === 'import-from') {
    for (const { name, alias } of statement.names) {
      add(alias ?? name, { by: 'import-from', from: statement, name: name.id }, cx);
    }
    return;
  }
  for (const module of statement.names) {
    const { path, alias, start, end } = module;
    const target = alias ?? { id: path.split('.')[0] ?? path, start, end };
    add(target, { by: 'import', path, whole: alias !== undefined }, cx, module);
  }
}

/** Statements with statements inside. */
function declareBlock(statement: If | For | While | With | Try | Match, cx: Context): void {
  switch (statement.kind) {
    case 'if':
    case 'while':
      visit(statement.test, cx);
      declareAll(statement.body, cx);
      return declareAll(statement.otherwise, cx);
    case 'for': {
      const { iterable } = statement;
      visit(iterable, cx);
      bind(statement.target, (path) => ({ by: 'iteration', iterable, path }), cx);
      declareAll(statement.body, cx);
      return declareAll(statement.otherwise, cx);
    }
    case 'with':
      for (const { value, target } of statement.items) {
        visit(value, cx);
        if (target) bind(target, (path) => ({ by: 'with', value, path }), cx);
      }
      return declareAll(statement.body, cx);
    case 'try':
      declareAll(statement.body, cx);
      for (const { type, name, body } of statement.handlers) {
        if (type) visit(type, cx);
        if (name) add(name, { by: 'other' }, cx);
        declareAll(body, cx);
      }
      declareAll(statement.otherwise, cx);
      return declareAll(statement.finally, cx);
    case 'match':
      visit(statement.subject, cx);
      for (const { captures, guard, body } of statement.cases) {
        for (const capture of captures) {
          const { path } = capture;
          add(capture, { by: 'other', ...(path && { value: statement.subject, path }) }, cx);
        }
        if (guard) visit(guard, cx);
        declareAll(body, cx);
      }
  }
}

function declareFunction(def: FunctionDef, cx: Context): void {
  for (const decorator of def.decorators) visit(decorator, cx);
  if (def.returns) visit(def.returns, cx);
  visitParameters(def.parameters, cx);
  add(def.name, { by: 'function', def }, cx);
  const scope = newScope('function', cx.scope, def);
  const owner = cx.scope.kind === 'class' ? cx.owner : undefined;
  const info: FunctionInfo = { def, scope, owner, outer: cx.within, returns: [], yields: [] };
  cx.into.functions.set(def, info);
  const inside: Context = { into: cx.into, scope, within: info, owner: undefined };
  for (const parameter of def.parameters)
    add(parameter.name, { by: 'parameter', parameter, owner: def }, inside);
  declareAll(def.body, inside);
}

function declareClass(def: ClassDef, cx: Context): void {
  for (const decorator of def.decorators) visit(decorator, cx);
  for (const { value } of def.bases) visit(value, cx);
  add(def.name, { by: 'class', def }, cx);
  const info: ClassInfo = { def, scope: newScope('class', cx.scope, def), outer: cx.within };
  cx.into.classes.set(def, info);
  declareAll(def.body, { ...cx, scope: info.scope, owner: info });
}

/** Defaults and annotations are evaluated where the function is defined. */
function visitParameters(parameters: readonly Parameter[], cx: Context): void {
  for (const parameter of parameters) {
    if (parameter.annotation) visit(parameter.annotation, cx);
    if (parameter.default) visit(parameter.default, cx);
  }
}

/** Declares what an expression binds, and books calls and mentions. */
function visit(expr: Expr, cx: Context): void {
  switch (expr.kind) {
    case 'name':
      return book(expr.id, expr, cx);
    case 'attribute':
      book(expr.attribute.id, expr, cx);
      return visit(expr.object, cx);
    case 'call':
      cx.into.calls.push(expr);
      break;
    case 'walrus':
      visit(expr.value, cx);
      // A walrus in a comprehension binds in the function around it.
      return add(
        expr.target,
        { by: 'value', value: expr.value, path: [] },
        { ...cx, scope: frameOf(cx.scope) },
      );
    case 'lambda': {
      visitParameters(expr.parameters, cx);
      const scope = newScope('lambda', cx.scope, expr);
      cx.into.scopes.set(expr, scope);
      const inside = { ...cx, scope };
      for (const parameter of expr.parameters)
        add(parameter.name, { by: 'parameter', parameter, owner: expr }, inside);
      return visit(expr.body, inside);
    }
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return visitComprehension(expr, cx);
    case 'yield':
      cx.within?.yields.push(expr);
      break;
    default:
      break;
  }
  eachChild(expr, visit, cx);
}

function visitComprehension(expr: Comprehension, cx: Context): void {
  const scope = newScope('comprehension', cx.scope, expr);
  cx.into.scopes.set(expr, scope);
  const inside = { ...cx, scope };
  for (const [index, clause] of expr.clauses.entries()) {
    if (clause.kind === 'if') visit(clause.test, inside);
    else {
      const { iterable } = clause;
      // Only the first iterable is evaluated outside.
      visit(iterable, index === 0 ? cx : inside);
      bind(clause.target, (path) => ({ by: 'iteration', iterable, path }), inside);
    }
  }
  if (expr.key) visit(expr.key, inside);
  visit(expr.element, inside);
}

/** Binds the names of a target, however nested; other targets are read or stored to. */
function bind(target: Expr, origin: (path: UnpackPath) => Origin, cx: Context, path: UnpackPath = []): void {
  switch (target.kind) {
    case 'name':
      return add(target, origin(path), cx);
    case 'tuple':
    case 'list': {
      let starred = false;
      for (const [index, item] of target.items.entries()) {
        const isStar = item.kind === 'starred';
        const step = isStar ? 'rest' : starred ? 'after' : index;
        starred ||= isStar;
        bind(isStar ? item.value : item, origin, cx, [...path, step]);
      }
      return;
    }
    case 'starred':
      return bind(target.value, origin, cx, [...path, 'rest']);
    case 'attribute':
      visit(target.object, cx);
      cx.into.stores.push({ target, origin: origin(path), within: cx.within });
      return;
    case 'subscript':
      visit(target, cx);
      cx.into.items.push({ target, origin: origin(path) });
      return;
    default:
      return visit(target, cx);
  }
}

function add(target: NameExpr | Identifier, origin: Origin, cx: Context, key: Span = target): void {
  const scope = cx.scope.elsewhere.get(target.id) ?? cx.scope;
  if (scope !== cx.scope) scope.remote.add(target.id);
  const binding: Binding = { name: target.id, target, origin, scope };
  cx.into.bindings.set(key, binding);
  const known = scope.bindings.get(target.id);
  if (known) known.push(binding);
  else scope.bindings.set(target.id, [binding]);
}

function book(id: string, expr: NameExpr | Attribute, cx: Context): void {
  const known = cx.into.mentions.get(id);
  if (known) known.push(expr);
  else cx.into.mentions.set(id, [expr]);
}
