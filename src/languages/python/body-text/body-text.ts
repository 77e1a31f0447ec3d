import { NOT_FINITE } from '../../../clients/bodies/json-bytes.ts';
import type { BodyText, NotFinite } from '../../../core/model/body-text.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { lastName, literalText } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isCallToFail } from '../responses/assertions.ts';
import { isExpr, walk } from '../walk.ts';
import { comparedWith, heldBy, readsOf, readsOfTarget, type Held } from './compared.ts';
import { derivedIn } from './derived.ts';
import { isRefused } from './refused.ts';
import { argumentOf, resolved } from './same.ts';

/** Where the function around a call counts on the bytes of the JSON that the call sends; of `websocket_connect`, that its session sends. */
export function bodyTextOf(analysis: Analysis, module: Module, call: Call): readonly BodyText[] {
  if (lastName(call.callee) === 'websocket_connect') return messagesOf(analysis, module, call);
  const sent = argumentOf(call, 'json');
  if (!sent) return [];
  const held = readsOf(module, call).flatMap((response) => heldBy(module, response));
  return [
    ...(isRefused(module, call) ? [] : derivedIn(analysis, module, call, sent)),
    ...held.flatMap((one) => comparedWith(analysis, module, one, [sent])),
    ...(isCallToFail(module, call) ? [] : notFiniteIn(analysis, module, sent)),
  ];
}

/** The texts that the session of a websocket receives, compared with what it sent as JSON. */
function messagesOf(analysis: Analysis, module: Module, call: Call): readonly BodyText[] {
  const parent = parentOf(module, call);
  const target =
    parent?.kind === 'with' ? parent.items.find(({ value }) => value === call)?.target : undefined;
  const sessions = target ? readsOfTarget(module, target) : readsOf(module, call);
  const sent = sessions.flatMap((session) => {
    const made = methodOf(module, session);
    return made?.name === 'send_json' && made.call.args[0] ? [made.call.args[0].value] : [];
  });
  if (sent.length === 0) return [];
  const held = sessions.flatMap((session): readonly Held[] => {
    const made = methodOf(module, session);
    return made && /^receive(?:_text|_bytes)?$/.test(made.name)
      ? readsOf(module, textOf(module, made.call)).map((node) => ({ node, is: 'message' }))
      : [];
  });
  return held.flatMap((one) => comparedWith(analysis, module, one, sent));
}

function methodOf(module: Module, session: Expr): { readonly name: string; readonly call: Call } | undefined {
  const parent = parentOf(module, session);
  if (parent?.kind !== 'attribute' || parent.object !== session) return undefined;
  const call = module.callOf(parent);
  return call && { name: parent.attribute.id, call };
}

/** `session.receive()["text"]`. */
function textOf(module: Module, received: Expr): Expr {
  const parent = parentOf(module, received);
  return parent?.kind === 'subscript' && literalText(parent.indices[0]) === 'text' ? parent : received;
}

/** `float("nan")`, `math.inf`. */
function notFiniteIn(analysis: Analysis, module: Module, sent: Expr): readonly NotFinite[] {
  const found: NotFinite[] = [];
  walk([resolved(module, sent)], (node) => {
    if (isExpr(node) && isNotFinite(analysis, module, node))
      found.push({ is: 'not-finite', start: node.start, end: node.end });
  });
  return found;
}

function isNotFinite(analysis: Analysis, module: Module, node: Expr): boolean {
  const external = (at: Expr): readonly string[] =>
    analysis.infer({ module, node: at }).flatMap((type) => (type.is === 'external' ? [type.path] : []));
  if (node.kind === 'attribute' || node.kind === 'name')
    return external(node).some((path) => NOT_FINITE.includes(path));
  if (node.kind !== 'call' || node.args.length !== 1) return false;
  const text = literalText(node.args[0]?.value) ?? '';
  return /^[+-]?(?:nan|inf(?:inity)?)$/i.test(text) && external(node.callee).includes('builtins.float');
}
