import { modulesMentioning } from '../../../kernel/mentioning.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import { lastName } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import type { Analysis } from '../analysis.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { settled } from '../replaced/namespaces.ts';
import { unite, unknown, type Placed, type Types } from '../types.ts';

/** What `variable.get()` gives: whatever any file sets it to, its default, and that of the call. */
export function heldBy(analysis: Analysis, made: Placed<Call>, get: Placed<Call>): Types {
  const first = positional(get.node.args, 0);
  const usual = keyword(made.node.args, 'default');
  const types = unite(
    usual ? analysis.infer({ module: made.module, node: usual }).map(settled) : [],
    first ? analysis.infer({ module: get.module, node: first }).map(settled) : [],
    analysis.once(`set ${keyOf(made)}`, () => setTo(analysis, made)),
  );
  return types.length > 0 ? types : [unknown('cannot find what sets the variable')];
}

const keyOf = ({ module, node }: Placed): string => `${module.path}#${node.start}`;

function setTo(analysis: Analysis, made: Placed<Call>): Types {
  const names = namesOf(made);
  const modules = names.length > 0 ? modulesMentioning(analysis, made.module, names) : undefined;
  if (!modules) return [unknown('cannot find everything that sets the variable')];
  return unite(
    ...modules.flatMap((module) =>
      module.calls.flatMap(({ callee, args }): Types[] => {
        const value = positional(args, 0);
        if (callee.kind !== 'attribute' || callee.attribute.id !== 'set' || !value) return [];
        const isOf = analysis
          .infer({ module, node: callee.object })
          .some((type) => type.is === 'variable' && keyOf(type.at) === keyOf(made));
        return isOf ? [analysis.infer({ module, node: value }).map(settled)] : [];
      }),
    ),
  );
}

/** What the variable is called where it is made: other files have it under that name, if at all. */
function namesOf({ module, node }: Placed<Call>): readonly string[] {
  const parent = parentOf(module, node);
  const targets: readonly Expr[] = parent?.kind === 'assign' ? parent.targets : [];
  return targets.flatMap((target) => lastName(target) ?? []);
}
