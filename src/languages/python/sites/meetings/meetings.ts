import type { Meeting } from '../../../../core/model/meetings.ts';
import type { ReferenceUse } from '../../../../core/sites.ts';
import type { Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { raisingCode } from '../../inference/names/raised.ts';
import { parentExpr, parentOf } from '../../parents.ts';
import { raisedAround, raisedBy } from './raised.ts';
import { readsOfParametrized } from './parametrized.ts';
import { groupAround, useOf } from './roles.ts';
import { joined, nothing, thingsIn } from './things.ts';
import { annotatedBy } from './typed.ts';
import { comparedWith, givenAsAuth } from './values.ts';

/** What of clients a name is about where it stands. `root`: the package that the name belongs to. */
export function meetingOf(
  analysis: Analysis,
  module: Module,
  node: Expr,
  as: ReferenceUse,
  root: string,
): Meeting {
  switch (as) {
    case 'except':
    case 'raises':
      return raisedAround(analysis, module, groupAround(module, node), root);
    case 'annotation':
      return annotatedBy(analysis, module, node, root);
    case 'isinstance': {
      const call = parentExpr(module, groupAround(module, node));
      const tested = call?.kind === 'call' ? positional(call.args, 0) : undefined;
      if (!tested) return nothing;
      const things = thingsIn(analysis, module, analysis.infer({ module, node: tested }), root);
      const code = things.things.length === 0 ? raisingCode(module, tested) : undefined;
      return code ? raisedBy(analysis, module, code, root) : things;
    }
    case 'call': {
      const call = module.callOf(node);
      return call ? givenAsAuth(analysis, module, call) : nothing;
    }
    case 'value': {
      const compared = comparedWith(analysis, module, node);
      if (compared.things.length > 0) return compared;
      const reads = readsOfParametrized(module, node);
      return reads ? ofReads(analysis, module, reads, root) : throughAlias(analysis, module, node, root);
    }
    default:
      return nothing;
  }
}

/** `Reply = Optional[requests.Response]`, `ERRORS = (requests.HTTPError, ValueError)`: what all reads of the name are about. */
function throughAlias(analysis: Analysis, module: Module, node: Expr, root: string): Meeting {
  const whole = typeAround(module, node);
  const parent = parentOf(module, whole);
  const [target, ...others] = parent?.kind === 'assign' ? parent.targets : [];
  const binding = target && others.length === 0 ? module.bindingAt(target) : undefined;
  return ofReads(analysis, module, binding ? module.readsOf(binding) : [], root);
}

function ofReads(analysis: Analysis, module: Module, reads: readonly NameExpr[], root: string): Meeting {
  const all = reads.map((read) => {
    const as = useOf(module, read);
    return as === 'value' || as === 'call' ? nothing : meetingOf(analysis, module, read, as, root);
  });
  return all.every(({ things }) => things.length > 0) ? joined(all) : nothing;
}

/** The type, or the tuple of classes, that a class is part of. */
function typeAround(module: Module, node: Expr): Expr {
  const parent = parentExpr(module, node);
  return parent?.kind === 'subscript' || parent?.kind === 'tuple' || parent?.kind === 'binary'
    ? typeAround(module, parent)
    : node;
}
