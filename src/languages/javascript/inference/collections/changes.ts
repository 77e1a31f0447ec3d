import { isMember, memberName } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Variable } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import type { Types } from '../types.ts';
import { elementsOf } from './elements.ts';

/** What `name.push(...)` puts into an array. */
export const addedTo = (analysis: Analysis, module: Module, variable: Variable): readonly Types[] =>
  variable.reads.flatMap((read) => {
    const member = module.parentOf(read);
    if (!member || !isMember(member) || member.object !== read) return [];
    const call = module.parentOf(member);
    if (call?.type !== 'CallExpression' || call.callee !== member) return [];
    if (!/^(?:push|unshift)$/.test(memberName(member) ?? '')) return [];
    return call.arguments.map((node) =>
      node.type === 'SpreadElement'
        ? elementsOf(analysis.infer({ module, node: node.argument }))
        : analysis.infer({ module, node }),
    );
  });
