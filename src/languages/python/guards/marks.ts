import type { Span } from '../../../core/text.ts';
import { groupBy } from '../../../core/group.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { ClassDef, FunctionDef, Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { expressionIn } from '../binding/quoted.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { conftestsOf } from '../inference/functions/conftests.ts';
import { isFixture } from '../inference/functions/marked.ts';
import type { Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { leavingIn, type Arm } from './leaving.ts';
import { nowhere, type Region } from './regions.ts';
import { sourcesOf } from './written.ts';

/** Marks that skip a test, a class or a module on some condition, and what sets up the tests of a class or a module. */
export const marksOf = oncePer(
  (body: readonly Stmt[], analysis: Analysis, module: Module, def?: FunctionDef | ClassDef) =>
    findMarks(body, analysis, module, def),
);

function findMarks(
  body: readonly Stmt[],
  analysis: Analysis,
  module: Module,
  def: FunctionDef | ClassDef | undefined,
): readonly Arm[] {
  const marks = [
    ...(def?.decorators ?? []),
    ...(def?.kind === 'function' ? [] : body.flatMap(pytestmarks)),
  ].flatMap((mark) => armOfMark(analysis, module, mark, def) ?? []);
  const setUp =
    def?.kind === 'function'
      ? []
      : body.flatMap((one) => (isSetUp(one) ? leavingIn(one.body, module).arms : []));
  return [...marks, ...setUp];
}

/** Fixtures that a test asks for, by a parameter or by `usefixtures`, and that skip it on some condition. */
export function ofFixtures(analysis: Analysis, module: Module, def: FunctionDef): readonly Arm[] {
  const asked = new Map<string, Span>(def.parameters.map(({ name }) => [name.id, name]));
  for (const mark of def.decorators)
    if (mark.kind === 'call' && lastName(mark.callee) === 'usefixtures')
      for (const { value } of mark.args) if (value.kind === 'text') asked.set(value.value ?? '', mark);
  if (asked.size === 0) return [];
  return [module, ...conftestsOf(analysis, module)].flatMap((home) =>
    [...asked]
      .flatMap(([name, at]) => (fixturesIn(home).get(name) ?? []).map(({ def }) => ({ def, at })))
      .sort((a, b) => a.def.start - b.def.start)
      // The code on the other way is another file's, or another test's.
      .flatMap(({ def, at }) =>
        leavingIn(def.body, home).arms.map((arm) => ({ ...arm, at, others: nowhere })),
      ),
  );
}

const fixturesIn = oncePer((module: Module) =>
  groupBy(
    [...module.functions.values()].filter((info) => isFixture({ module, info })),
    ({ def }) => def.name.id,
  ),
);

const pytestmarks = (statement: Stmt): readonly Expr[] => {
  if (statement.kind !== 'assign' || !statement.value) return [];
  if (!statement.targets.some((target) => lastName(target) === 'pytestmark')) return [];
  const { value } = statement;
  return value.kind === 'list' || value.kind === 'tuple' ? value.items : [value];
};

/** `setUp`, and fixtures that every test gets: where they skip, no test runs. */
const isSetUp = (statement: Stmt): statement is FunctionDef =>
  statement.kind === 'function' &&
  (/^(setUp|setUpClass|setup_method|setup_class|setup_module|setUpModule)$/.test(statement.name.id) ||
    statement.decorators.some((one) => one.kind === 'call' && keyword(one.args, 'autouse')?.kind === 'true'));

/** `skipif(condition)`, `skipUnless(condition)`, a mark that has one, or a name for one of them. */
function armOfMark(
  analysis: Analysis,
  module: Module,
  mark: Expr,
  def: FunctionDef | ClassDef | undefined,
): Arm | undefined {
  const call = callOf(analysis, module, mark);
  const test = call && (positional(call.node.args, 0) ?? keyword(call.node.args, 'condition'));
  if (!call || !test) return undefined;
  const name = lastName(call.node.callee) ?? '';
  if (!/^(skipif|skipIf|skipUnless|xfail)$/.test(name)) return undefined;
  const holds = name === 'skipUnless';
  const others: Region = def ? { spans: [], beside: { all: markedIn(module), own: def } } : nowhere;
  const written = { module: call.module, node: test };
  const read = test.kind === 'text' ? (expressionIn(call.module, test.value ?? '') ?? written) : written;
  return { at: mark, test: { ...read, holds }, others };
}

function callOf(analysis: Analysis, module: Module, mark: Expr): Placed<Call> | undefined {
  if (mark.kind === 'call') return { module, node: mark };
  // `def old_only(test): return pytest.mark.skipif(...)(test)`.
  for (const type of analysis.infer({ module, node: mark })) {
    if (type.is !== 'function') continue;
    for (const { value } of type.fn.info.returns)
      if (value?.kind === 'call' && value.callee.kind === 'call')
        return { module: type.fn.module, node: value.callee };
  }
  const [only] = sourcesOf(analysis, { module, node: mark }).written;
  return only?.node.kind === 'call' ? { module: only.module, node: only.node } : undefined;
}

/** The functions and classes of the file that are skipped on some condition, in the order of their starts. */
const markedIn = oncePer((module: Module): readonly Span[] =>
  [...module.functions.keys(), ...module.classes.keys()]
    .filter(({ decorators }) =>
      decorators.some((mark) => /(skipif|skipIf|skipUnless)\b/.test(sourceOf(module, mark))),
    )
    .sort((a, b) => a.start - b.start),
);

/** `pytest.param(..., marks=pytest.mark.skipif(condition))`. */
export function markedParam(analysis: Analysis, module: Module, { args }: Call): readonly Arm[] {
  const marks = keyword(args, 'marks');
  if (!marks) return [];
  const all = marks.kind === 'list' || marks.kind === 'tuple' ? marks.items : [marks];
  return all.flatMap((mark) => armOfMark(analysis, module, mark, undefined) ?? []);
}
