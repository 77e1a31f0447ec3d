import { contains } from '../../../../core/text.ts';
import { isBelow } from '../../../../core/wants.ts';
import type { Attribute, Call, Expr, NameExpr } from '../../ast/expressions.ts';
import type { Stmt } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { lastName } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { isExpr, walk } from '../../walk.ts';
import type { Analysis } from '../analysis.ts';
import { isSubject, unite, type Placed, type Types } from '../types.ts';

/** Attributes of an exception that is raised by `raise_for_status()`, and what they are of the response that raised it. */
const OF_EXCEPTION: ReadonlySet<string> = new Set(['response', 'request']);

/**
 * The response whose `raise_for_status()` raised an exception, for `error.response` below `except HTTPError as error` or for
 * `error.value.response` behind `with pytest.raises(HTTPError) as error`. Nothing where the code may raise it for another response.
 */
export function responseRaisedBy(analysis: Analysis, { module, node }: Placed<Attribute>): Types {
  if (!OF_EXCEPTION.has(node.attribute.id)) return [];
  const code = raisingCode(module, node.object);
  if (!code) return [];
  const found: (Types | 'open')[] = [];
  walk(code, (one) => {
    if (!isExpr(one)) return one.kind !== 'function' && one.kind !== 'class';
    if (one.kind === 'call') found.push(raisedBy(analysis, module, one));
    return one.kind !== 'lambda';
  });
  const known = found.filter((one) => one !== 'open');
  return known.length === found.length ? unite(...known) : [];
}

/** What a call may raise as a response's; `open`: something that cannot be told. */
function raisedBy(analysis: Analysis, module: Module, call: Call): Types | 'open' {
  const { callee } = call;
  const types = analysis.infer({ module, node: callee });
  if (callee.kind === 'attribute' && callee.attribute.id === 'raise_for_status') {
    const responses = analysis.infer({ module, node: callee.object });
    return responses.some((type) => !isSubject(type)) || responses.length === 0 ? 'open' : responses;
  }
  if (types.some((type) => type.is === 'external' && isBelow(type.path, 'requests'))) return 'open';
  // A function of the project may send with requests itself, unless it is one that gives a response of a test client.
  const isOpen =
    types.some(({ is }) => is === 'function') && !analysis.infer({ module, node: call }).some(isSubject);
  return isOpen ? 'open' : [];
}

/** Names may lead to names again. */
const MAX_DEPTH = 3;

/** The code that an exception comes from, where an expression is one that is caught or expected. */
export function raisingCode(module: Module, node: Expr, depth = MAX_DEPTH): readonly Stmt[] | undefined {
  if (depth === 0) return undefined;
  if (node.kind === 'attribute')
    return node.object.kind === 'name' && /^(?:value|exception)$/.test(node.attribute.id)
      ? expectedIn(module, node.object)
      : undefined;
  if (node.kind !== 'name') return undefined;
  const [binding, ...others] = module.bindingsOf(node);
  if (!binding || others.length > 0) return undefined;
  const { origin } = binding;
  if (origin.by === 'other' && !origin.value) return caughtIn(module, node);
  return origin.by === 'value' && origin.path.length === 0
    ? raisingCode(module, origin.value, depth - 1)
    : undefined;
}

/** The body of the `try` whose handler gives a name to what it catches. */
function caughtIn(module: Module, name: NameExpr): readonly Stmt[] | undefined {
  for (let at = parentOf(module, name); at; at = parentOf(module, at)) {
    if (at.kind !== 'try') continue;
    const handler = at.handlers.find((one) => contains(one, name));
    if (handler?.name?.id === name.id) return at.body;
  }
  return undefined;
}

/** The body of `with pytest.raises(...) as name`. */
function expectedIn(module: Module, name: NameExpr): readonly Stmt[] | undefined {
  const [binding, ...others] = module.bindingsOf(name);
  if (binding?.origin.by !== 'with' || others.length > 0) return undefined;
  const { value } = binding.origin;
  const around = parentOf(module, value);
  const isExpected =
    value.kind === 'call' && /^(?:raises|assertRaises\w*)$/.test(lastName(value.callee) ?? '');
  return isExpected && around?.kind === 'with' ? around.body : undefined;
}
