import type { Span } from '../../../core/text.ts';
import type { Comprehension, Expr, NameExpr, Parameter } from '../ast/expressions.ts';
import type {
  AugAssign,
  ClassDef,
  For,
  FunctionDef,
  If,
  Match,
  Stmt,
  Try,
  While,
  With,
} from '../ast/statements.ts';
import { eachChild } from '../walk.ts';
import type { Declarations } from './declarations.ts';
import { addAllBoundIn, join, mergeInto, swallows, unite, type Env, type Reads } from './env.ts';
import type { Binding, Scope } from './scope.ts';

/** Whether the end of a block is reached: not after `return`, `raise`, `break`, `continue`. */
type Completes = boolean;

/** Follows each scope's statements in order, branches apart and joined again. */
export function flow(body: readonly Stmt[], declared: Declarations): Reads {
  const reads: Reads = { reaching: new Map(), scopes: new Map(), ends: new Map() };
  runWhole(body, { scope: declared.module, env: new Map(), declared, reads });
  return reads;
}

interface Context {
  readonly scope: Scope;
  readonly env: Env;
  readonly declared: Declarations;
  readonly reads: Reads;
}

const branch = (cx: Context): Context => ({ ...cx, env: new Map(cx.env) });

function block(body: readonly Stmt[], cx: Context): Completes {
  let completes = true;
  // What follows a `return` never runs; it is read as if it did, for want of anything better to say of it.
  for (const statement of body) completes = step(statement, cx) && completes;
  return completes;
}

function step(statement: Stmt, cx: Context): Completes {
  switch (statement.kind) {
    case 'function':
      defineFunction(statement, cx);
      return true;
    case 'class':
      defineClass(statement, cx);
      return true;
    case 'assign':
      readAll([statement.value, statement.annotation], cx);
      if (statement.value) setTargets(statement.targets, cx);
      return true;
    case 'augmented':
      augment(statement, cx);
      return true;
    case 'expression':
      read(statement.value, cx);
      return true;
    case 'return':
      readAll([statement.value], cx);
      return false;
    case 'import':
      for (const module of statement.names)
        set(module.alias?.id ?? module.path.split('.')[0] ?? '', module, cx);
      return true;
    case 'import-from':
      for (const { name, alias } of statement.names) set((alias ?? name).id, alias ?? name, cx);
      return true;
    case 'if':
      return stepIf(statement, cx);
    case 'while':
    case 'for':
      return stepLoop(statement, cx);
    case 'with':
      return stepWith(statement, cx);
    case 'try':
      return stepTry(statement, cx);
    case 'match':
      return stepMatch(statement, cx);
    case 'delete':
      readAll(
        statement.targets.filter(({ kind }) => kind !== 'name'),
        cx,
      );
      for (const target of statement.targets) if (target.kind === 'name') cx.env.delete(target.id);
      return true;
    case 'global':
    case 'nonlocal':
      return true;
    case 'other':
      readAll(statement.parts, cx);
      return !['raise', 'break', 'continue'].includes(statement.what);
    default:
      return statement satisfies never;
  }
}

function defineClass(def: ClassDef, cx: Context): void {
  readAll([...def.decorators, ...def.bases.map(({ value }) => value)], cx);
  const info = cx.declared.classes.get(def);
  if (info) runWhole(def.body, { ...cx, scope: info.scope, env: new Map() });
  set(def.name.id, def.name, cx);
}

/** The body of a module or a class, whose names others see as they are in the end. */
function runWhole(body: readonly Stmt[], cx: Context): void {
  block(body, cx);
  cx.reads.ends.set(cx.scope, cx.env);
}

function defineFunction(def: FunctionDef, cx: Context): void {
  readAll([...def.decorators, def.returns], cx);
  readParameters(def.parameters, cx);
  const info = cx.declared.functions.get(def);
  if (info) block(def.body, { ...cx, scope: info.scope, env: parameterEnv(def.parameters, cx) });
  set(def.name.id, def.name, cx);
}

const parameterEnv = (parameters: readonly Parameter[], cx: Context): Env =>
  new Map(parameters.map(({ name }) => [name.id, bindingsOf(name, cx)]));

const readParameters = (parameters: readonly Parameter[], cx: Context): void =>
  readAll(
    parameters.flatMap(({ annotation, default: value }) => [annotation, value]),
    cx,
  );

function stepIf(statement: If, cx: Context): Completes {
  read(statement.test, cx);
  const then = branch(cx);
  const otherwise = branch(cx);
  const ends = [
    { completes: block(statement.body, then), env: then.env },
    { completes: block(statement.otherwise, otherwise), env: otherwise.env },
  ];
  return join(ends, cx.env);
}

function augment({ target, value }: AugAssign, cx: Context): void {
  readAll([target, value], cx);
  // The old value lives on in the new one.
  if (target.kind === 'name')
    cx.env.set(target.id, unite(cx.env.get(target.id) ?? [], bindingsOf(target, cx)));
}

/** A loop body may see what any turn of it has bound; so may what follows (`break`, or no turn at all). */
function stepLoop(loop: For | While, cx: Context): Completes {
  if (loop.kind === 'for') read(loop.iterable, cx);
  addAllBoundIn(loop.body, cx);
  if (loop.kind === 'while') read(loop.test, cx);
  const turn = branch(cx);
  if (loop.kind === 'for') setTargets([loop.target], turn);
  block(loop.body, turn);
  mergeInto(cx.env, turn.env);
  const otherwise = branch(cx);
  block(loop.otherwise, otherwise);
  mergeInto(cx.env, otherwise.env);
  return true;
}

function stepWith({ items, body }: With, cx: Context): Completes {
  for (const { value, target } of items) {
    read(value, cx);
    if (target) setTargets([target], cx);
  }
  if (!items.some(({ value }) => swallows(value))) return block(body, cx);
  const before = branch(cx);
  addAllBoundIn(body, before);
  block(body, cx);
  mergeInto(cx.env, before.env);
  return true;
}

function stepTry(statement: Try, cx: Context): Completes {
  const before = branch(cx);
  const tried = branch(cx);
  const triedCompletes = block(statement.body, tried);
  const completes = block(statement.otherwise, tried) && triedCompletes;
  // An exception may have come before or after any of the bindings.
  addAllBoundIn(statement.body, before);
  const ends = [{ completes, env: tried.env }];
  for (const { type, name, body } of statement.handlers) {
    const handler = branch(before);
    if (type) read(type, handler);
    if (name) set(name.id, name, handler);
    ends.push({ completes: block(body, handler), env: handler.env });
  }
  const reached = join(ends, cx.env);
  if (!reached) mergeInto(cx.env, before.env);
  return stepFinally(statement, before, cx) && reached;
}

/** It runs after an exception as well, from anywhere; what follows it does not. */
function stepFinally(statement: Try, before: Context, cx: Context): Completes {
  if (statement.finally.length === 0) return true;
  for (const { body } of statement.handlers) addAllBoundIn(body, before);
  const left = branch(cx);
  mergeInto(left.env, before.env);
  const completes = block(statement.finally, left);
  const bound = { ...cx, env: new Map<string, readonly Binding[]>() };
  addAllBoundIn(statement.finally, bound);
  for (const name of bound.env.keys()) cx.env.set(name, left.env.get(name) ?? []);
  return completes;
}

function stepMatch(statement: Match, cx: Context): Completes {
  read(statement.subject, cx);
  const ends = statement.cases.map(({ captures, guard, body }) => {
    const matched = branch(cx);
    for (const capture of captures) set(capture.id, capture, matched);
    if (guard) read(guard, matched);
    return { completes: block(body, matched), env: matched.env };
  });
  const isComplete = statement.cases.some(({ irrefutable }) => irrefutable);
  return join(isComplete ? ends : [...ends, { completes: true, env: new Map(cx.env) }], cx.env);
}

function setTargets(targets: readonly Expr[], cx: Context): void {
  for (const target of targets) {
    if (target.kind === 'name') set(target.id, target, cx);
    else if (target.kind === 'tuple' || target.kind === 'list') setTargets(target.items, cx);
    else if (target.kind === 'starred') setTargets([target.value], cx);
    else read(target, cx);
  }
}

const set = (name: string, target: Span, cx: Context): void => void cx.env.set(name, bindingsOf(target, cx));

function bindingsOf(target: Span, { declared }: Context): readonly Binding[] {
  const binding = declared.bindings.get(target);
  return binding ? [binding] : [];
}

function readAll(exprs: readonly (Expr | undefined)[], cx: Context): void {
  for (const expr of exprs) if (expr) read(expr, cx);
}

function read(expr: Expr, cx: Context): void {
  switch (expr.kind) {
    case 'name':
      return readName(expr, cx);
    case 'walrus':
      read(expr.value, cx);
      return set(expr.target.id, expr.target, cx);
    case 'lambda': {
      readParameters(expr.parameters, cx);
      const scope = cx.declared.scopes.get(expr);
      if (scope) read(expr.body, { ...cx, scope, env: parameterEnv(expr.parameters, cx) });
      return;
    }
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return readComprehension(expr, cx);
    default:
      return eachChild(expr, read, cx);
  }
}

function readComprehension(expr: Comprehension, cx: Context): void {
  const inside = { ...cx, scope: cx.declared.scopes.get(expr) ?? cx.scope };
  for (const [index, clause] of expr.clauses.entries()) {
    // Its own names live in its own scope and are found there, so the targets set nothing here.
    if (clause.kind === 'if') read(clause.test, inside);
    else read(clause.iterable, index === 0 ? cx : inside);
  }
  readAll([expr.key, expr.element], inside);
}

function readName(name: NameExpr, cx: Context): void {
  cx.reads.scopes.set(name, cx.scope);
  let at = cx.scope;
  while (at.kind === 'comprehension' && at.parent) {
    const own = at.bindings.get(name.id);
    if (own) return void cx.reads.reaching.set(name, own);
    at = at.parent;
  }
  if (!at.bindings.has(name.id) || at.elsewhere.has(name.id) || at.remote.has(name.id)) return;
  const reached = cx.env.get(name.id);
  // In a class body a name that is not bound yet is looked up outside, and a comprehension never looks into the class.
  if (at.kind === 'class' && (!reached || at !== cx.scope)) return;
  cx.reads.reaching.set(name, unite(cx.reads.reaching.get(name) ?? [], reached ?? []));
}
