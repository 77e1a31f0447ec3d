import { contains, type Span } from '../../../../core/text.ts';
import type { Expr, NameExpr } from '../../ast/expressions.ts';
import type { If, Stmt } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import type { Placed, Types } from '../types.ts';
import { lastName } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { bodiesOf, isExpr, type AnyNode } from '../../walk.ts';

/** What an expression may be, without None where tests show that it is not. */
export function shownTypes({ module, node }: Placed, types: Types): Types {
  const others = types.filter((type) => !(type.is === 'data' && type.kind === 'none'));
  const isMixed = others.length > 0 && others.length < types.length;
  return isMixed && isNeverNone(module, node) ? others : types;
}

/**
 * Whether a name is read only where a test shows that it is not None: `q if q else ...`, the body of `if q is not None`, behind
 * `if q is None: return`.
 */
function isNeverNone(module: Module, node: Expr): boolean {
  if (node.kind !== 'name') return false;
  let inner: AnyNode = node;
  for (let at = parentOf(module, node); at; inner = at, at = parentOf(module, at)) {
    if (isShownBy(module, at, node) || isLeftBefore(module, at, inner, node)) return true;
    if (at.kind === 'function' || at.kind === 'lambda') return false;
  }
  return false;
}

/** On the side of a test where the name is not None. */
function isShownBy(module: Module, at: AnyNode, name: NameExpr): boolean {
  if (at.kind !== 'conditional' && at.kind !== 'if') return false;
  const [then, otherwise] = at.kind === 'if' ? [at.body, at.otherwise] : [[at.then], [at.otherwise]];
  const isIn = (parts: readonly Span[]): boolean => parts.some((part) => contains(part, name));
  const isShown =
    (isIn(then) && shows(at.test, name, true)) || (isIn(otherwise) && shows(at.test, name, false));
  return isShown && !isBoundBehind(module, name, at.test.end);
}

/** Behind an `if` of the same block that leaves where the name is None, or gives it another value. */
function isLeftBefore(module: Module, at: AnyNode, inner: AnyNode, name: NameExpr): boolean {
  if (isExpr(at)) return false;
  const block = bodiesOf(at).find((body) => body.some((one) => one === inner)) ?? [];
  return block.some(
    (one) =>
      one.kind === 'if' &&
      one.end <= name.start &&
      one.otherwise.length === 0 &&
      shows(one.test, name, false) &&
      leaves(one, name) &&
      !isBoundBehind(module, name, one.end),
  );
}

function leaves({ body }: If, { id }: NameExpr): boolean {
  const last: Stmt | undefined = body.at(-1);
  switch (last?.kind) {
    case 'return':
      return true;
    case 'other':
      return /^(?:raise|continue|break)$/.test(last.what);
    case 'expression':
      return last.value.kind === 'call' && /^(?:skip|fail|xfail)$/.test(lastName(last.value.callee) ?? '');
    case 'assign': {
      const isTarget = last.targets.some((target) => target.kind === 'name' && target.id === id);
      return isTarget && /^(?:text|number|true|false|dict|list)$/.test(last.value?.kind ?? '');
    }
    default:
      return false;
  }
}

const isBoundBehind = (module: Module, node: NameExpr, from: number): boolean =>
  module.bindingsOf(node).some(({ target }) => target.start > from);

/** Whether a test shows that a name is not None where it holds, or where it does not. */
function shows(test: Expr, name: NameExpr, holds: boolean): boolean {
  if (test.kind === 'name') return holds && test.id === name.id;
  if (test.kind === 'other')
    return test.what === 'not' && test.parts.some((part) => shows(part, name, !holds));
  if (test.kind === 'boolean')
    return (
      holds === (test.operator === 'and') && [test.left, test.right].some((part) => shows(part, name, holds))
    );
  if (test.kind !== 'comparison') return false;
  const [left, right] = test.parts;
  const isAsked = left?.kind === 'name' && left.id === name.id && right?.kind === 'none';
  return isAsked && test.operators.join() === (holds ? 'is not' : 'is');
}
