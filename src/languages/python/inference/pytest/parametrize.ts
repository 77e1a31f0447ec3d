import type { Call, Expr } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf, writtenItems } from '../collections/elements.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { unite, unknown, type FunctionRef, type Placed, type Types } from '../types.ts';

/** What `@pytest.mark.parametrize` passes to a parameter, `undefined` when no decorator (or mark) names it. */
export function parametrized(
  analysis: Analysis,
  { module, info }: FunctionRef,
  name: string,
): Types | undefined {
  const marks = [...info.def.decorators, ...(info.owner?.def.decorators ?? []), ...moduleMarks(module)];
  const found = marks.flatMap((mark) =>
    isParametrize(module, mark) ? (valuesFor(analysis, { module, node: mark }, name) ?? []) : [],
  );
  return found.length > 0 ? unite(found) : undefined;
}

const isParametrize = (module: Module, mark: Expr): mark is Call =>
  mark.kind === 'call' && /(^|\.)parametrize$/.test(sourceOf(module, mark.callee));

/** `pytestmark = ...` or `pytestmark = [...]`. */
function moduleMarks(module: Module): Expr[] {
  return (module.scope.bindings.get('pytestmark') ?? []).flatMap(({ origin }) => {
    if (origin.by !== 'value') return [];
    return origin.value.kind === 'list' || origin.value.kind === 'tuple'
      ? [...origin.value.items]
      : [origin.value];
  });
}

function valuesFor(analysis: Analysis, { module, node }: Placed<Call>, name: string): Types | undefined {
  const names = namesOf(positional(node.args, 0) ?? keyword(node.args, 'argnames'));
  const index = names.indexOf(name);
  if (index < 0 || isIndirect(keyword(node.args, 'indirect'), name)) return undefined;
  const values = positional(node.args, 1) ?? keyword(node.args, 'argvalues');
  if (!values) return undefined;
  const written = writtenItems(analysis, { module, node: values });
  if (!written) {
    const elements = elementsOf(analysis.infer({ module, node: values }));
    return names.length === 1
      ? elements
      : [unknown(`cannot see the values that \`${name}\` is parametrized with`)];
  }
  return unite(...written.map((item) => valueOf(analysis, item, names.length === 1 ? undefined : index)));
}

/** `pytest.param(...)`: a set of values with an id or marks. */
export const isParam = (module: Module, node: Expr): node is Call =>
  node.kind === 'call' && /(^|\.)param$/.test(sourceOf(module, node.callee));

/** One set of values: of a single name, or the one at `index`. `pytest.param(...)` may stand around it. */
function valueOf(analysis: Analysis, { module, node }: Placed, index: number | undefined): Types {
  if (isParam(module, node)) {
    const value = positional(node.args, index ?? 0);
    return value
      ? analysis.infer({ module, node: value })
      : [unknown('cannot read a `pytest.param` that it is parametrized with')];
  }
  if (index === undefined) return analysis.infer({ module, node });
  const items = writtenItems(analysis, { module, node });
  const item = items?.[index];
  return item ? analysis.infer(item) : [unknown('cannot see the values that it is parametrized with')];
}

function namesOf(node: Expr | undefined): string[] {
  if (node?.kind === 'text') return (node.value ?? '').split(',').map((name) => name.trim());
  if (node?.kind !== 'list' && node?.kind !== 'tuple') return [];
  return node.items.map((item) => (item.kind === 'text' ? (item.value ?? '') : ''));
}

function isIndirect(node: Expr | undefined, name: string): boolean {
  if (!node) return false;
  if (node.kind === 'true') return true;
  return (node.kind === 'list' || node.kind === 'tuple') && namesOf(node).includes(name);
}
