import { firstWhere } from '../../../core/search.ts';
import type { Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { DictEntry, Expr } from '../ast/expressions.ts';
import type { If, Match, Stmt, Try } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { leaves } from '../inference/functions/endings.ts';
import { lastName } from '../names.ts';
import { inBlock, parentOf } from '../parents.ts';
import type { AnyNode } from '../walk.ts';
import { isSuppressing, leavingIn, mayRefuse, type Arm } from './leaving.ts';
import { markedParam, marksOf, ofFixtures } from './marks.ts';
import { caseOf, missedIn } from './matched.ts';
import { isNowhere, runOf } from './regions.ts';

/**
 * Arms of which a place has the first so many: those of all statements of a block, or all cases of a `match`. A file may have
 * thousands of them, and of places, so that no place has a list of its own.
 */
export interface Arms {
  readonly all: readonly Arm[];
  readonly count: number;
}

/** Every choice that leads to a node from the one around it. */
export function armsAt(analysis: Analysis, module: Module, node: AnyNode): readonly Arms[] {
  const parent = parentOf(module, node);
  const { block } = inBlock(module, node) ?? {};
  const above = block ? aboveIn(module, block, node) : NONE;
  const around = parent
    ? armsOf(analysis, module, parent, node, block)
    : [whole(marksOf(module.ast.body, analysis, module))];
  return above.count > 0 ? [above, ...around] : around;
}

/** Every choice that leads to a node, the nearest first. */
export function* armsAround(analysis: Analysis, module: Module, place: AnyNode): Generator<Arm> {
  for (let node: AnyNode | undefined = place; node; node = parentOf(module, node))
    for (const { all, count } of armsAt(analysis, module, node)) yield* all.slice(0, count);
}

/** As `armsAround`, but for those on whose other ways no code stands. */
export function* divertingAround(analysis: Analysis, module: Module, place: AnyNode): Generator<Arm> {
  for (let node: AnyNode | undefined = place; node; node = parentOf(module, node))
    for (const { all, count } of armsAt(analysis, module, node))
      for (const { arm, index } of divertingIn(all)) {
        if (index >= count) break;
        yield arm;
      }
}

const divertingIn = oncePer((all: readonly Arm[]) =>
  all.flatMap((arm, index) => (isNowhere(arm.others) ? [] : [{ arm, index }])),
);

const whole = (all: readonly Arm[]): Arms => ({ all, count: all.length });

const NONE = whole([]);

/** What statements above a node in its block leave it on. */
function aboveIn(module: Module, block: readonly Stmt[], node: AnyNode): Arms {
  const { arms, ends } = leavingIn(block, module);
  return { all: arms, count: firstWhere(ends, (end) => end > node.start) };
}

function armsOf(
  analysis: Analysis,
  module: Module,
  parent: AnyNode,
  node: AnyNode,
  block: readonly Stmt[] | undefined,
): readonly Arms[] {
  switch (parent.kind) {
    case 'match':
      return block ? ofCase(module, parent, block) : [];
    case 'function':
      return [marksOf(parent.body, analysis, module, parent), ofFixtures(analysis, module, parent)].map(
        whole,
      );
    case 'class':
      return [whole(marksOf(parent.body, analysis, module, parent))];
    default: {
      const arms = choiceOf(analysis, module, parent, node, block);
      return arms.length > 0 ? [whole(arms)] : [];
    }
  }
}

function choiceOf(
  analysis: Analysis,
  module: Module,
  parent: AnyNode,
  node: AnyNode,
  block: readonly Stmt[] | undefined,
): readonly Arm[] {
  switch (parent.kind) {
    case 'if':
      return block ? [ofIf(module, parent, block)] : [];
    case 'conditional': {
      if (node === parent.test) return [];
      const holds = node === parent.then;
      const others = { spans: [holds ? parent.otherwise : parent.then] };
      return [{ at: parent.test, test: { module, node: parent.test, holds }, others }];
    }
    case 'boolean': {
      if (node !== parent.right) return [];
      const { left, operator } = parent;
      const test = operator === 'or' && left.kind === 'boolean' && left.operator === 'and' ? left.left : left;
      const holds = operator === 'and';
      return [{ at: test, test: { module, node: test, holds }, others: { spans: [left] } }];
    }
    case 'try':
      return block ? ofTry(module, parent, block) : [];
    case 'with':
      return parent.items.some(({ value }) => isSuppressing(value))
        ? [{ at: parent.items[0]!.value, others: { spans: behind(module, parent) } }]
        : [];
    case 'tuple':
    case 'list':
      return ofItem(parent, parent.items, node);
    case 'dict':
      return ofItem(parent, valuesOf(parent.entries), node);
    case 'call':
      return lastName(parent.callee) === 'param' ? markedParam(analysis, module, parent) : [];
    default:
      return [];
  }
}

function ofIf(module: Module, parent: If, block: readonly Stmt[]): Arm {
  const { test, body, otherwise } = parent;
  const holds = block === body;
  const rest = leaves(block) ? behind(module, parent) : [];
  const others = { spans: [...runOf(holds ? otherwise : body), ...rest] };
  return { at: test, test: { module, node: test, holds }, others };
}

function ofCase(module: Module, match: Match, block: readonly Stmt[]): readonly Arms[] {
  const { taken, index } = caseOf(module, match, block) ?? {};
  return taken ? [{ all: missedIn(match, module), count: index ?? 0 }, whole([taken])] : [];
}

/** One of several functions that are written side by side, for one of them to be taken out. */
const ofItem = (at: Expr, items: readonly Expr[], node: AnyNode): readonly Arm[] =>
  node.kind === 'lambda' || node.kind === 'name' || node.kind === 'call'
    ? [{ at, others: { spans: [], beside: { all: items, own: node } } }]
    : [];

const valuesOf = oncePer((entries: readonly DictEntry[]) => entries.map(({ value }) => value));

/** What stands behind a statement in its block. */
function behind(module: Module, statement: Stmt): readonly Span[] {
  const { block, index } = inBlock(module, statement) ?? { block: [], index: 0 };
  return runOf(block, index + 1);
}

function ofTry(module: Module, statement: Try, block: readonly Stmt[]): readonly Arm[] {
  const { body, handlers } = statement;
  const handler = handlers.find((one) => one.body === block);
  if (handler)
    return [{ at: handler.type ?? handler, of: { statement, handler }, others: { spans: runOf(body) } }];
  const refusing = handlers.filter(mayRefuse);
  const [first] = refusing;
  if (block !== body || !first) return [];
  const spans = [...refusing.flatMap((one) => runOf(one.body)), ...behind(module, statement)];
  return [{ at: first.type ?? first, of: { statement }, others: { spans } }];
}
