import type { Meeting } from '../../../../core/model/meetings.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { lastName } from '../../names.ts';
import { canonical } from '../../names.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import { joined, nothing, thingAt } from './things.ts';

/** What a value is compared with: `response.status_code == requests.codes.ok`. */
export function comparedWith(analysis: Analysis, module: Module, node: Expr): Meeting {
  const parent = parentExpr(module, node);
  if (!parent) return nothing;
  if (parent.kind === 'tuple' || parent.kind === 'list' || parent.kind === 'set')
    return comparedWith(analysis, module, parent);
  const others = (parts: readonly Expr[]): Meeting =>
    joined(parts.filter((one) => one !== node).map((one) => statusOf(analysis, module, one)));
  if (parent.kind === 'comparison') return others(parent.parts);
  return parent.kind === 'call' && /^assert(Not)?(Equals?|In)$/.test(lastName(parent.callee) ?? '')
    ? others(parent.args.slice(0, 2).map(({ value }) => value))
    : nothing;
}

function statusOf(analysis: Analysis, module: Module, node: Expr): Meeting {
  if (node.kind !== 'attribute') return nothing;
  const member = node.attribute.id;
  return thingAt(analysis, module, node.object, ['response'], { member, does: canonical(member) }) ?? nothing;
}

/** The clients that are given what a call makes as `auth`, where nothing else is given it. */
export function givenAsAuth(analysis: Analysis, module: Module, call: Call): Meeting {
  const parent = parentOf(module, call);
  if (parent?.kind !== 'assign') return takenBy(analysis, module, call);
  const [target, ...others] = parent.targets;
  if (!target || others.length > 0) return nothing;
  if (target.kind === 'attribute')
    return target.attribute.id === 'auth'
      ? (thingAt(analysis, module, target.object, ['client'], { member: 'auth', does: 'auth' }) ?? nothing)
      : nothing;
  const binding = module.bindingAt(target);
  const reads = binding ? module.readsOf(binding) : [];
  const all = reads.map((read) => takenBy(analysis, module, read));
  return all.every(({ things }) => things.length > 0) ? joined(all) : nothing;
}

/** `client.get(url, auth=value)`. */
function takenBy(analysis: Analysis, module: Module, value: Expr): Meeting {
  const parent = parentExpr(module, value);
  if (parent?.kind !== 'call' || parent.callee.kind !== 'attribute') return nothing;
  if (!parent.args.some((one) => one.name?.id === 'auth' && one.value === value)) return nothing;
  const member = parent.callee.attribute.id;
  return (
    thingAt(analysis, module, parent.callee.object, ['client'], { member, does: canonical(member) }) ??
    nothing
  );
}
