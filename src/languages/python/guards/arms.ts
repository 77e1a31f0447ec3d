import { addAll } from '../../../core/group.ts';
import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { FunctionDef, ClassDef, Handler, Stmt, Try } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { expressionIn } from '../binding/quoted.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { leaves } from '../inference/functions/endings.ts';
import { conftestsOf } from '../inference/functions/conftests.ts';
import { isFixture } from '../inference/functions/marked.ts';
import type { Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { bodiesOf, isExpr, type AnyNode } from '../walk.ts';
import { sourcesOf } from './written.ts';
import { casesTo, leftByCases, type Taken } from './matched.ts';

/** One way of several that the code takes, and what decides that it takes this one. */
export interface Arm {
  /** The condition, the type of an exception, or the mark: what a person has to look at. */
  readonly at: Span;
  /** The condition, and whether it holds on this way. */
  readonly test?: Placed & { readonly holds: boolean };
  /** The case of a `match` that takes this way, or that does not. */
  readonly matched?: Taken;
  /** The `try` whose body or handler this is. */
  readonly of?: { readonly statement: Try; readonly handler?: Handler };
  /** The code on the other ways. */
  readonly others: readonly AnyNode[];
}

/** Every choice that leads to a node, the nearest first. */
export function armsAround(analysis: Analysis, module: Module, place: AnyNode): readonly Arm[] {
  const arms: Arm[] = [];
  let node = place;
  for (let parent = parentOf(module, node); ; parent = parentOf(module, node)) {
    const block = parent && isExpr(parent) ? undefined : blockOf(module, parent, node);
    if (block) addAll(arms, above(module, block, node));
    if (!parent) return [...arms, ...marksOf(module.ast.body, analysis, module)];
    addAll(arms, armsOf(analysis, module, parent, node, block));
    node = parent;
  }
}

const blockOf = (module: Module, parent: AnyNode | undefined, node: AnyNode): readonly Stmt[] | undefined =>
  (parent && !isExpr(parent) ? bodiesOf(parent) : [module.ast.body]).find((one) =>
    one.some((statement) => statement === node),
  );

function armsOf(
  analysis: Analysis,
  module: Module,
  parent: AnyNode,
  node: AnyNode,
  block: readonly Stmt[] | undefined,
): readonly Arm[] {
  switch (parent.kind) {
    case 'if': {
      if (!block) return [];
      const holds = block === parent.body;
      const rest = leaves(block) ? afterIn(module, parent) : [];
      const others = [...(holds ? parent.otherwise : parent.body), ...rest];
      return [{ at: parent.test, test: { module, node: parent.test, holds }, others }];
    }
    case 'conditional': {
      if (node === parent.test) return [];
      const holds = node === parent.then;
      const others = [holds ? parent.otherwise : parent.then];
      return [{ at: parent.test, test: { module, node: parent.test, holds }, others }];
    }
    case 'boolean': {
      if (node !== parent.right) return [];
      const { left, operator } = parent;
      const test = operator === 'or' && left.kind === 'boolean' && left.operator === 'and' ? left.left : left;
      return [{ at: test, test: { module, node: test, holds: operator === 'and' }, others: [left] }];
    }
    case 'try':
      return block ? ofTry(module, parent, block) : [];
    case 'with':
      return parent.items.some(({ value }) => isSuppressing(value))
        ? [{ at: parent.items[0]!.value, others: afterIn(module, parent) }]
        : [];
    case 'match':
      return block ? casesTo(module, parent, block) : [];
    case 'tuple':
    case 'list':
      return ofItem(parent, parent.items, node);
    case 'dict':
      return ofItem(
        parent,
        parent.entries.map(({ value }) => value),
        node,
      );
    case 'call':
      return lastName(parent.callee) === 'param' ? markedParam(analysis, module, parent) : [];
    case 'function':
      return [...marksOf(parent.body, analysis, module, parent), ...ofFixtures(analysis, module, parent)];
    case 'class':
      return marksOf(parent.body, analysis, module, parent);
    default:
      return [];
  }
}

/** One of several functions that are written side by side, for one of them to be taken out. */
const ofItem = (at: Expr, items: readonly Expr[], node: AnyNode): readonly Arm[] =>
  node.kind === 'lambda' || node.kind === 'name' || node.kind === 'call'
    ? [{ at, others: items.filter((item) => item !== node) }]
    : [];

/** What stands behind a statement in its block. */
function afterIn(module: Module, statement: Stmt): readonly Stmt[] {
  const block = blockOf(module, parentOf(module, statement), statement) ?? [];
  return block.slice(block.indexOf(statement) + 1);
}

function ofTry(module: Module, statement: Try, block: readonly Stmt[]): readonly Arm[] {
  const refusing = statement.handlers.filter(mayRefuse);
  const handler = statement.handlers.find(({ body }) => body === block);
  if (handler) return [{ at: handler.type ?? handler, of: { statement, handler }, others: statement.body }];
  const [first] = refusing;
  if (block !== statement.body || !first) return [];
  const others = [...refusing.flatMap(({ body }) => body), ...afterIn(module, statement)];
  return [{ at: first.type ?? first, of: { statement }, others }];
}

/** Whether a handler catches what is raised for arguments that a method does not take, or for a missing package. */
const mayRefuse = ({ type }: Handler): boolean =>
  !type || namesOf(type).some((name) => /^(TypeError|AttributeError|Exception|ImportError)$/.test(name));

/** The last names of an exception, or of those in a tuple. */
export const namesOf = (type: Expr): readonly string[] =>
  type.kind === 'tuple' ? type.items.flatMap(namesOf) : [lastName(type) ?? ''];

/** `suppress(TypeError)`. */
const isSuppressing = (value: Expr): boolean =>
  value.kind === 'call' &&
  lastName(value.callee) === 'suppress' &&
  value.args.some((one) => namesOf(one.value).includes('TypeError'));

/** What statements above a node in its block leave it on. */
const above = (module: Module, block: readonly Stmt[], node: AnyNode): readonly Arm[] =>
  leavingIn(block, module).flatMap(({ end, arms }) => (end <= node.start ? arms : []));

const leavingIn = oncePer((block: readonly Stmt[], module: Module) =>
  block.flatMap((one) => {
    const arms = leftBy(module, one);
    return arms.length > 0 ? [{ end: one.end, arms }] : [];
  }),
);

/** A statement that leaves its block on some condition: what follows runs on the other one. */
function leftBy(module: Module, statement: Stmt): readonly Arm[] {
  switch (statement.kind) {
    case 'if': {
      const { test, body, otherwise } = statement;
      const left = exits(body) ? body : exits(otherwise) ? otherwise : undefined;
      return left ? [{ at: test, test: { module, node: test, holds: left !== body }, others: left }] : [];
    }
    case 'match':
      return leftByCases(module, statement, exits);
    case 'with':
      return statement.items.some(({ value }) => isSuppressing(value))
        ? [{ at: statement.items[0]!.value, others: statement.body }]
        : [];
    case 'try': {
      const handler = statement.handlers.find(mayRefuse);
      if (!handler) return [];
      // Only where the body leaves does what follows run because something was refused.
      const of = leaves(statement.body) ? { of: { statement, handler } } : {};
      return [{ at: handler.type ?? handler, ...of, others: statement.body }];
    }
    case 'other': {
      const [test] = statement.parts;
      return statement.what === 'assert' && test
        ? [{ at: test, test: { module, node: test, holds: true }, others: [] }]
        : [];
    }
    default:
      return [];
  }
}

const exits = (block: readonly Stmt[]): boolean =>
  leaves(block) ||
  block.some((one) => one.kind === 'other' && (one.what === 'continue' || one.what === 'break'));

/** Marks that skip a test, a class or a module on some condition, and what sets up the tests of a class or a module. */
const marksOf = oncePer(
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
      : body.flatMap((one) => (isSetUp(one) ? one.body.flatMap((inner) => leftBy(module, inner)) : []));
  return [...marks, ...setUp];
}

/** Fixtures that a test asks for, by a parameter or by `usefixtures`, and that skip it on some condition. */
function ofFixtures(analysis: Analysis, module: Module, def: FunctionDef): readonly Arm[] {
  const asked = new Map<string, Span>(def.parameters.map(({ name }) => [name.id, name]));
  for (const mark of def.decorators)
    if (mark.kind === 'call' && lastName(mark.callee) === 'usefixtures')
      for (const { value } of mark.args) if (value.kind === 'text') asked.set(value.value ?? '', mark);
  if (asked.size === 0) return [];
  return [module, ...conftestsOf(analysis, module)].flatMap((home) =>
    fixturesIn(home).flatMap((info): Arm[] => {
      const at = asked.get(info.def.name.id);
      if (!at) return [];
      // The code on the other way is another file's, or another test's.
      return info.def.body.flatMap((one) => leftBy(home, one).map((arm) => ({ ...arm, at, others: [] })));
    }),
  );
}

const fixturesIn = oncePer((module: Module) =>
  [...module.functions.values()].filter((info) => isFixture({ module, info })),
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
  const others = def ? otherMarked(module, def) : [];
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

/** Functions and classes of the file that are skipped on some condition as well. */
const otherMarked = (module: Module, own: FunctionDef | ClassDef): readonly Stmt[] =>
  [...module.functions.keys(), ...module.classes.keys()].filter(
    (def) =>
      def !== own &&
      def.decorators.some((mark) => /(skipif|skipIf|skipUnless)\b/.test(sourceOf(module, mark))),
  );

/** `pytest.param(..., marks=pytest.mark.skipif(condition))`. */
function markedParam(analysis: Analysis, module: Module, { args }: Call): readonly Arm[] {
  const marks = keyword(args, 'marks');
  if (!marks) return [];
  const all = marks.kind === 'list' || marks.kind === 'tuple' ? marks.items : [marks];
  return all.flatMap((mark) => armOfMark(analysis, module, mark, undefined) ?? []);
}
