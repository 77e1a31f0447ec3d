import type { Reference } from '../../../../core/sites.ts';
import type { Call } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import { spanOf } from '../surroundings.ts';
import { sendsIn } from './sent.ts';

const SESSION = 'starlette.testclient.WebSocketTestSession';

/** Connections of websockets that are bound to a name and used without being entered; a name that goes elsewhere may be entered there. */
export function sessionsIn(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
): readonly Reference[] {
  if (!wanted.includes(SESSION) || !module.mentions.has('websocket_connect')) return [];
  const connections = module.calls.filter(
    ({ callee }) => callee.kind === 'attribute' && callee.attribute.id === 'websocket_connect',
  );
  return connections
    .filter((call) => isUsedAtOnce(module, call) && sendsIn(analysis, module, call).length > 0)
    .map(({ callee }) => ({
      kind: 'reference',
      ...spanOf(callee),
      path: SESSION,
      text: sourceOf(module, callee),
      as: 'call',
    }));
}

/** Every read of the name that a call is bound to is a call of a method that sends or receives. */
function isUsedAtOnce(module: Module, call: Call): boolean {
  const statement = parentOf(module, call);
  const [target, ...more] = statement?.kind === 'assign' ? statement.targets : [];
  if (target?.kind !== 'name' || more.length > 0) return false;
  const binding = module.bindingAt(target);
  const reads = binding ? module.readsOf(binding) : [];
  return (
    reads.length > 0 &&
    reads.every((read) => {
      const parent = parentExpr(module, read);
      return (
        parent?.kind === 'attribute' &&
        /^(send|receive|close)/.test(parent.attribute.id) &&
        module.callOf(parent)
      );
    })
  );
}
