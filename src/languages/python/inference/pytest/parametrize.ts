import { contains } from '../../../../core/text.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { changeAt } from '../changes/change.ts';
import { ancestry } from '../classes/classes.ts';
import { asCollections } from '../classes/iteration.ts';
import { elementsOf, writtenItems } from '../collections/elements.ts';
import { keyword, positional } from '../functions/arguments.ts';
import {
  textOf,
  unite,
  unknown,
  type ClassRef,
  type FunctionRef,
  type Placed,
  type Types,
} from '../types.ts';
import { conftestsOf } from '../functions/conftests.ts';

/** Whether a parametrization gives its values to the test itself, or to a fixture, which reads them from `request.param`. */
export type Way = 'direct' | 'indirect';

/** What `@pytest.mark.parametrize` passes to a parameter, `undefined` when no decorator (or mark) names it. */
export function parametrized(analysis: Analysis, fn: FunctionRef, name: string): Types | undefined {
  const { module, info } = fn;
  const classes = info.owner ? ancestry(analysis, { module, info: info.owner }) : [];
  return parametrizedBy(
    analysis,
    [...marksOn(fn), ...classes.flatMap(marksOfClass), ...marksOfModule(module)],
    name,
  );
}

/** What the marks of a class or its module pass to its tests, wherever these are written. */
export const parametrizedClass = (analysis: Analysis, cls: ClassRef, name: string): Types | undefined =>
  parametrizedBy(analysis, [...marksOfClass(cls), ...marksOfModule(cls.module)], name);

/** What `pytest_generate_tests` of the module, or of a `conftest.py` above it, passes to a parameter. */
export const generated = (analysis: Analysis, module: Module, name: string): Types | undefined =>
  parametrizedBy(
    analysis,
    [module, ...conftestsOf(analysis, module)].flatMap((one) =>
      [...one.functions.values()]
        .filter(({ def }) => def.name.id === 'pytest_generate_tests')
        .flatMap(({ def }) =>
          one.calls
            .filter(({ start, end }) => def.start <= start && end <= def.end)
            .map((node) => ({ module: one, node })),
        ),
    ),
    name,
  );

export function parametrizedBy(
  analysis: Analysis,
  marks: readonly Placed[],
  name: string,
  way: Way = 'direct',
): Types | undefined {
  const found = marks
    .flatMap((mark) => callsBehind(analysis, mark))
    .flatMap((mark) => valuesFor(analysis, mark, name, way) ?? []);
  return found.length > 0 ? unite(found) : undefined;
}

export const isParametrize = (module: Module, mark: Expr): mark is Call =>
  mark.kind === 'call' && /(^|\.)parametrize$/.test(sourceOf(module, mark.callee));

/** A mark may be held in a name of the module, or made by a function of the project. */
function callsBehind(analysis: Analysis, { module, node }: Placed): readonly Placed<Call>[] {
  const maker = node.kind === 'call' ? node.callee : node;
  if (isParametrize(module, node)) return [{ module, node }];
  if (maker.kind !== 'name') return [];
  const held =
    node.kind === 'name'
      ? module
          .bindingsOf(node)
          .flatMap(({ origin }) =>
            origin.by === 'value' && isParametrize(module, origin.value)
              ? [{ module, node: origin.value }]
              : [],
          )
      : [];
  const made = analysis
    .infer({ module, node: maker })
    .flatMap((type) => (type.is === 'function' ? parametrizeIn(type.fn) : []));
  return [...held, ...made];
}

const parametrizeIn = ({ module, info }: FunctionRef): readonly Placed<Call>[] =>
  module.calls.flatMap((node) =>
    isParametrize(module, node) && contains(info.def, node) ? [{ module, node }] : [],
  );

export const marksOn = ({ module, info }: FunctionRef): readonly Placed[] =>
  info.def.decorators.map((node) => ({ module, node }));

const marksOfClass = ({ module, info }: ClassRef): readonly Placed[] => [
  ...info.def.decorators.map((node) => ({ module, node })),
  ...marksIn(module, info.scope),
];

const marksOfModule = (module: Module): readonly Placed[] => marksIn(module, module.scope);

/** `pytestmark = ...` or `pytestmark = [...]`, and what is added to it. */
function marksIn(module: Module, { bindings }: Module['scope']): readonly Placed[] {
  const all = bindings.get('pytestmark') ?? [];
  const written = all.flatMap(({ origin }) =>
    origin.by === 'value' || origin.by === 'augmented' ? [origin.value] : [],
  );
  const added = all.flatMap((binding) =>
    module.readsOf(binding).flatMap((read) => {
      const change = changeAt(module, read);
      return change?.by === 'method' ? change.call.args.map(({ value }) => value) : [];
    }),
  );
  return [...written, ...added].flatMap((value) => {
    const marks = value.kind === 'list' || value.kind === 'tuple' ? value.items : [value];
    return marks.map((node) => ({ module, node }));
  });
}

function valuesFor(
  analysis: Analysis,
  { module, node }: Placed<Call>,
  name: string,
  way: Way,
): Types | undefined {
  const given = positional(node.args, 0) ?? keyword(node.args, 'argnames');
  const names = namesOf(analysis, module, given);
  const index = names.indexOf(name);
  const indirect = keyword(node.args, 'indirect') ?? positional(node.args, 2);
  if (index < 0 || isIndirect(analysis, module, indirect, name) !== (way === 'indirect')) return undefined;
  const values = positional(node.args, 1) ?? keyword(node.args, 'argvalues');
  if (!values) return undefined;
  const written = writtenItems(analysis, { module, node: values });
  if (!written) {
    const elements = elementsOf(asCollections(analysis, analysis.infer({ module, node: values })));
    return isSingle(given, names)
      ? elements
      : [unknown(`cannot see the values that \`${name}\` is parametrized with`)];
  }
  return unite(...written.map((item) => valueOf(analysis, item, isSingle(given, names) ? undefined : index)));
}

/** `"name"`: each value is one of that name; of `("name",)` each is a list of one. */
const isSingle = (given: Expr | undefined, names: readonly string[]): boolean =>
  names.length === 1 && given?.kind !== 'list' && given?.kind !== 'tuple';

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

function namesOf(analysis: Analysis, module: Module, node: Expr | undefined): readonly string[] {
  if (node?.kind === 'list' || node?.kind === 'tuple')
    return node.items.map((item) => (item.kind === 'text' ? (item.value ?? '') : ''));
  const texts = node ? analysis.infer({ module, node }).map(textOf) : [];
  const [text = ''] = texts.length === 1 ? texts : [];
  return text.split(',').flatMap((name) => name.trim() || []);
}

function isIndirect(analysis: Analysis, module: Module, node: Expr | undefined, name: string): boolean {
  if (!node) return false;
  if (node.kind === 'true') return true;
  return (node.kind === 'list' || node.kind === 'tuple') && namesOf(analysis, module, node).includes(name);
}
