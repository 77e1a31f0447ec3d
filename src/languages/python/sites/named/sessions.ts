import type { Reference } from '../../../../core/sites.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Attribute, Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import { isTarget, spanOf } from '../surroundings.ts';
import { isOfTestClient } from './calls.ts';

const SESSION = 'starlette.testclient.WebSocketTestSession';

/** Connections of websockets that are used without being entered; what goes elsewhere may be entered there. */
export function sessionsIn(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  if (!wanted.includes(SESSION)) return [];
  return connectionsIn(module)
    .filter((call) => isUsedAtOnce(module, call) && isOfTestClient(analysis, module, call.callee))
    .map(({ callee }) => ({
      kind: 'reference',
      ...spanOf(callee),
      path: SESSION,
      text: sourceOf(module, callee),
      as: 'call',
    }));
}

/** What a call gives is used at once, or is bound to a name or an attribute whose reads all show that it is not entered. */
function isUsedAtOnce(module: Module, call: Call): boolean {
  const chained = parentExpr(module, call);
  if (chained?.kind === 'attribute') return isTalk(module, chained);
  const statement = parentOf(module, call);
  const [target, ...more] = statement?.kind === 'assign' ? statement.targets : [];
  const reads = target && more.length === 0 ? readsOf(module, target) : [];
  const attributes = reads.map((read) => parentExpr(module, read));
  return (
    attributes.some((one) => one?.kind === 'attribute' && isTalk(module, one)) &&
    attributes.every((one) => one?.kind === 'attribute' && !one.attribute.id.startsWith('__'))
  );
}

const isTalk = (module: Module, node: Attribute): boolean =>
  /^(send|receive|close)/.test(node.attribute.id) && module.callOf(node) !== undefined;

/** Reads of a name, or of an attribute of that name anywhere in the file. */
function readsOf(module: Module, target: Expr): readonly Expr[] {
  if (target.kind === 'name') {
    const binding = module.bindingAt(target);
    return binding ? module.readsOf(binding) : [];
  }
  if (target.kind !== 'attribute') return [];
  const named = module.mentions.get(target.attribute.id) ?? [];
  return named.filter((one) => one.kind === 'attribute' && !isTarget(module, one));
}

/** Names that sessions of a file are bound to, each with its reads. `entered`: by `with client.websocket_connect(...) as name`. */
export const boundSessionsIn = oncePer((module: Module): readonly BoundSession[] =>
  connectionsIn(module).flatMap((call): BoundSession[] => {
    const around = parentOf(module, call);
    const item = around?.kind === 'with' ? around.items.find(({ value }) => value === call) : undefined;
    const target = item ? item.target : around?.kind === 'assign' ? around.targets[0] : undefined;
    return target ? [{ call, entered: item !== undefined, reads: readsOf(module, target) }] : [];
  }),
);

interface BoundSession {
  readonly call: Call;
  readonly entered: boolean;
  readonly reads: readonly Expr[];
}

const connectionsIn = (module: Module): readonly Call[] =>
  module.mentions.has('websocket_connect')
    ? module.calls.filter(
        ({ callee }) => callee.kind === 'attribute' && callee.attribute.id === 'websocket_connect',
      )
    : [];
