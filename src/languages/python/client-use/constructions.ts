import type { ClientConstruction } from '../../../core/model/calls.ts';
import { nothing } from '../../kernel/hidden.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';

/** The classes whose constructors are known: with no subclass between, nothing is done to a client while it is made. */
const CLASSES: ReadonlySet<string> = new Set([
  'starlette.testclient.TestClient',
  'fastapi.testclient.TestClient',
]);

/**
 * A call of the class of a test client itself, or of one of httpx that is given the application, all of whose arguments are in sight and hold
 * no cookies.
 */
export function isConstruction(analysis: Analysis, module: Module, node: Expr): node is Call {
  if (node.kind !== 'call') return false;
  const types = analysis.infer({ module, node: node.callee });
  return (
    types.length > 0 &&
    (types.every((type) => type.is === 'client-class' && !type.cls && CLASSES.has(type.path)) ||
      isOfHttpx(analysis, module, node)) &&
    node.args.every(
      ({ form, name }) => (form === 'positional' || form === 'keyword') && name?.id !== 'cookies',
    )
  );
}

/** A call of `httpx.AsyncClient` or `httpx.Client` that is given the application and follows no redirects. */
export function isOfHttpx(analysis: Analysis, module: Module, node: Call): boolean {
  const [classes, made] = [analysis.infer({ module, node: node.callee }), analysis.infer({ module, node })];
  return (
    classes.length > 0 &&
    classes.every((type) => type.is === 'client-class' && !type.cls && type.httpx) &&
    made.length > 0 &&
    made.every(({ is }) => is === 'client') &&
    !node.args.some(({ name }) => name?.id === 'follow_redirects')
  );
}

/** A construction as something that an intent can give an option to. */
export const constructionSite = (module: Module, { start, end, callee }: Call): ClientConstruction => ({
  kind: 'construction',
  start,
  end,
  receiver: {
    start: callee.start,
    end: callee.end,
    text: sourceOf(module, callee),
    is: 'client',
    certainty: 'proven',
    because: 'constructed',
    library: 'test-client',
  },
  makes: 'sync',
  from: 'starlette',
  args: [],
  options: [],
  hidden: nothing,
});

/** Evaluating it has no effect, and gives the same wherever nothing is assigned in between: names, constants and what is made of them. */
export function isSteady(node: Expr): boolean {
  switch (node.kind) {
    case 'name':
    case 'number':
    case 'true':
    case 'false':
    case 'none':
      return true;
    case 'text':
      return node.parts.every(isSteady);
    case 'attribute':
      return isSteady(node.object);
    case 'list':
    case 'tuple':
    case 'set':
      return node.items.every(isSteady);
    case 'dict':
      return node.entries.every(({ key, value }) => (!key || isSteady(key)) && isSteady(value));
    case 'call':
      return (
        node.callee.kind === 'name' &&
        node.callee.id === 'dict' &&
        node.args.every(({ form, value }) => form !== 'splat' && isSteady(value))
      );
    default:
      return false;
  }
}
