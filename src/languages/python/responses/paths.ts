import { contains, type Span } from '../../../core/text.ts';
import type { FunctionDef, Stmt, Try } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import { parentOf } from '../parents.ts';
import { bodiesOf, isExpr, walk, type AnyNode } from '../walk.ts';
import { expectsFailure, isDemanded } from './assertions.ts';

/** Where a value comes from: the place that gave it its name, and the function that this stands in. */
export interface Source {
  readonly at?: Span;
  readonly within?: FunctionDef;
}

export const sourceAt = (module: Module, at: Span): Source => {
  const within = functionAround(module, at)?.def;
  return { at, ...(within && { within }) };
};

/** Whether something that is bound later, where the value still has its name, may take its place. */
export function mayReplace(module: Module, { at, within }: Source, later: Span): boolean {
  if (!at) return within !== undefined && contains(within, later);
  const last = blockOf(module, at).at(-1);
  return last !== undefined && at.end <= later.start && later.end <= last.end;
}

/** The innermost statements that a place stands among. */
function blockOf(module: Module, at: Span): readonly Stmt[] {
  let block: readonly Stmt[] = module.ast.body;
  for (let inner: typeof block | undefined = block; inner;) {
    block = inner;
    inner = block.flatMap(bodiesOf).find((one) => one.some((stmt) => contains(stmt, at)));
  }
  return block;
}

/** Whether code that runs the one place runs the other after it, unless something fails in between. */
export function isCertain(module: Module, { at, within }: Source, to: AnyNode): boolean {
  let node = to;
  for (let parent = parentOf(module, node); parent; parent = parentOf(module, node)) {
    const block = isExpr(parent)
      ? undefined
      : bodiesOf(parent).find((one) => one.some((stmt) => stmt === node));
    if (block && mayLeave(block, at, node)) return false;
    if (parent.kind === 'function' || parent.kind === 'lambda') return !isInside(within, parent);
    if (at && block?.some((stmt) => contains(stmt, at))) return true;
    if (mayBeSkipped(module, parent, node, at)) return false;
    node = parent;
  }
  return true;
}

/** A function inside the one that knows the value is called whenever it likes. */
const isInside = (within: FunctionDef | undefined, inner: Span): boolean =>
  within !== undefined && within !== inner && contains(within, inner);

/** A statement between two of a block may end it before the second. */
function mayLeave(block: readonly Stmt[], at: Span | undefined, node: AnyNode): boolean {
  return block.some((one) => one.end <= node.start && !(at && one.end <= at.start) && holdsExit(one));
}

function holdsExit(statement: Stmt): boolean {
  let found = false;
  walk([statement], (node) => {
    if (isExpr(node) || node.kind === 'function' || node.kind === 'class') return false;
    found ||= node.kind === 'return' || (node.kind === 'other' && EXITS.has(node.what));
    return !found;
  });
  return found;
}

const EXITS: ReadonlySet<string> = new Set(['break', 'continue']);

/** Whether `node` may be left out, or may fail without notice, where its parent runs. */
function mayBeSkipped(module: Module, parent: AnyNode, node: AnyNode, at: Span | undefined): boolean {
  switch (parent.kind) {
    case 'if':
    case 'while':
    case 'conditional':
      return node !== parent.test;
    case 'match':
      return node !== parent.subject;
    case 'boolean':
      return node === parent.right && !(parent.operator === 'and' && isDemanded(module, parent));
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return (
        (node === parent.element || node === parent.key) && parent.clauses.some(({ kind }) => kind === 'if')
      );
    case 'try':
      return isGuarded(parent, node, at);
    case 'with':
      return expectsFailure(parent) && parent.body.some((one) => one === node);
    case 'other':
      // A message is made when the assertion fails.
      return parent.what === 'assert' && parent.parts[1] === node;
    default:
      return false;
  }
}

function isGuarded(statement: Try, node: AnyNode, at: Span | undefined): boolean {
  const isIn = (block: readonly Stmt[]): boolean => block.some((one) => one === node);
  if (statement.handlers.length === 0 || isIn(statement.finally)) return false;
  const isFromBody = at !== undefined && statement.body.some((one) => contains(one, at));
  return !(isFromBody && isIn(statement.otherwise));
}
