import type { Escape } from '../../../../core/sites.ts';
import type { Wanted } from '../../../../core/wants.ts';
import type { Attribute, Call, Expr } from '../../ast/expressions.ts';
import { bindModule, type Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { lookup } from '../../binding/scope.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { CLIENT_METHODS } from '../../inference/knowledge.ts';
import { memberOf } from '../../inference/members.ts';
import { isNone, textOf, unite, type Types } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { parsePythonSync } from '../../parser.ts';
import type { Reached } from '../bound.ts';
import { mayBeOf } from '../calls.ts';
import { isProvenClient } from './escapes.ts';

/** Wanted calls of a client in code that is written as a text: `exec("client.delete(...)")`. One site for each such text. */
export function findQuoted(analysis: Analysis, module: Module, wanted: Wanted): readonly Escape[] {
  return module.calls.flatMap((call): Escape[] => {
    const { callee, args } = call;
    const code = positional(args, 0);
    if (callee.kind !== 'name' || !/^(?:exec|eval)$/.test(callee.id) || !code) return [];
    if (module.bindingsOf(callee).length > 0) return [];
    const texts = analysis.infer({ module, node: code }).flatMap((type) => textOf(type) ?? []);
    const clients = new Set(texts.flatMap((text) => clientsIn(analysis, module, call, text, wanted)));
    const [first, ...others] = [...clients].map((text) => ({ text, path: module.path }));
    return first
      ? [{ kind: 'escape', start: code.start, end: code.end, uses: [first, ...others], isCode: true }]
      : [];
  });
}

/** What clients are called in a text, as far as their calls are wanted there. */
function clientsIn(
  analysis: Analysis,
  module: Module,
  place: Call,
  text: string,
  { calls = [] }: Wanted,
): readonly string[] {
  const source = text.trim();
  const ast = parsePythonSync(source);
  if (ast.problem) return [];
  const inner = bindModule(module.path, source, ast);
  return inner.calls.flatMap((call) => {
    const { callee } = call;
    if (callee.kind !== 'attribute' || !CLIENT_METHODS.has(callee.attribute.id)) return [];
    // What is about the answer of any call is not asked here.
    const isWanted = calls.some(
      (pattern) =>
        (pattern.options ?? pattern.positional) && mayBeOf(pattern, call, reachedBy(inner, callee)),
    );
    if (!isWanted) return [];
    const types = typesIn(analysis, module, place, inner, callee.object).filter((type) => !isNone(type));
    // `exec` of a text that is not written may assign any name: nothing is certain in such a file.
    const isClient =
      types.some(isProvenClient) && types.every((one) => isProvenClient(one) || one.is === 'unknown');
    return isClient ? [sourceOf(inner, callee.object)] : [];
  });
}

const reachedBy = (inner: Module, { object, attribute, outer }: Attribute): Reached => ({
  receiver: {
    start: object.start,
    end: object.end,
    is: 'client',
    text: sourceOf(inner, object),
    certainty: 'proven',
    because: 'constructed',
    library: 'test-client',
  },
  callee: { via: 'member', span: outer },
  method: { start: attribute.start, end: attribute.end, name: canonical(attribute.id) },
});

/** What a name or an attribute in a text may be, by the names that are seen where the text is run. */
function typesIn(analysis: Analysis, module: Module, place: Call, inner: Module, node: Expr): Types {
  if (node.kind === 'attribute')
    return unite(
      ...typesIn(analysis, module, place, inner, node.object).map((type) =>
        memberOf(analysis, module, type, node.attribute.id),
      ),
    );
  if (node.kind !== 'name' || inner.bindingsOf(node).length > 0) return [];
  const scope = functionAround(module, place)?.scope ?? module.scope;
  return unite(...lookup(scope, node.id).map((binding) => analysis.inferBinding(module, binding)));
}
