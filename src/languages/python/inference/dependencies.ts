import { modulesMentioning } from '../../kernel/mentioning.ts';
import type { Expr, Parameter } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { lastName } from '../names.ts';
import type { Analysis } from './analysis.ts';
import { positional } from './functions/arguments.ts';
import { callFunction } from './functions/functions.ts';
import { functionKey, unite, type Placed, type Type, type Types } from './types.ts';

/**
 * The clients that tests give a parameter `= Depends(get_http)` of FastAPI: `app.dependency_overrides[get_http] = lambda: client`. Only
 * clients: what else it may be is for the application to know.
 */
export function overriddenDependency(
  analysis: Analysis,
  module: Module,
  { default: node }: Parameter,
): Types {
  if (node?.kind !== 'call' || !/^(?:Depends|Security)$/.test(lastName(node.callee) ?? '')) return [];
  const dependency = positional(node.args, 0);
  const name = dependency && lastName(dependency);
  if (dependency === undefined || name === undefined) return [];
  const wanted = keysOf(analysis, { module, node: dependency });
  const modules = wanted.length > 0 ? (modulesMentioning(analysis, module, [name]) ?? []) : [];
  return unite(...modules.map((one) => putFor(analysis, one, wanted)));
}

function putFor(analysis: Analysis, module: Module, wanted: readonly string[]): Types {
  return unite(
    ...module.items.map(({ target, origin }): Types => {
      const [key] = target.indices;
      if (lastName(target.object) !== 'dependency_overrides' || !key) return [];
      if (origin.by !== 'value' || origin.path.length > 0) return [];
      const isSame = keysOf(analysis, { module, node: key }).some((one) => wanted.includes(one));
      return isSame ? clientsFrom(analysis, module, origin.value) : [];
    }),
  );
}

const keysOf = (analysis: Analysis, at: Placed): readonly string[] =>
  analysis.infer(at).flatMap((type) => (type.is === 'function' ? [functionKey(type.fn)] : []));

const clientsFrom = (analysis: Analysis, module: Module, value: Expr): Types =>
  analysis
    .infer({ module, node: value })
    .flatMap((type: Type): Types => {
      if (type.is === 'lambda') return analysis.infer({ module: type.at.module, node: type.at.node.body });
      return type.is === 'function' ? callFunction(analysis, type) : [];
    })
    .filter(({ is }) => is === 'client');
