import { groupBy } from '../../../core/group.ts';
import { firstWhere } from '../../../core/search.ts';
import { oncePer } from '../../kernel/once.ts';
import { isFunction, spanOf, type Node } from '../ast.ts';
import type { Variable, Binding } from './scope.ts';

type Parents = ReadonlyMap<Node, Node>;

/** So many assignments are told apart; a read that more may reach is of a value that is not known. */
const MAX_REACHING = 1000;

/**
 * The bindings whose value a read may see. In the function of the read, one that is certain to come before it hides
 * the ones before; what other functions assign may have happened at any time.
 */
export function bindingsReaching(parents: Parents, variable: Variable, read: Node): readonly Binding[] {
  const { bindings } = variable;
  if (bindings.length < 2) return bindings;
  const placed = placedOf(variable, parents);
  const home = functionOf(parents, read);
  const own = placed.byHome.get(home);
  if (!own) return placed.all;
  const { found, isSure } = lookBack(parents, own, read, home);
  // A hook that assigns what a test then reads has done so before it, and the test's own assignment comes last.
  const isOwnVariable = placed.scope === home;
  const hasOthers = own.inOrder.length < bindings.length;
  if (!hasOthers || (isSure && !isOwnVariable)) return bounded(found, placed.crowd);
  const all = [...found];
  for (const binding of bindings) {
    if (all.length > MAX_REACHING) break;
    if (placed.homes.get(binding) !== home) all.push(binding);
  }
  return bounded(all, placed.crowd);
}

const bounded = (found: readonly Binding[], crowd: Binding): readonly Binding[] =>
  found.length > MAX_REACHING ? [...found.slice(0, MAX_REACHING), crowd] : found;

/** A binding, and where it stands among those of its variable. */
interface Placed {
  readonly binding: Binding;
  readonly index: number;
  readonly start: number;
  /** Where its assignment is over. */
  readonly over: number;
}

/** The bindings of one function. */
interface Own {
  readonly inOrder: readonly Placed[];
  /** By their place in the text. */
  readonly sorted: readonly Placed[];
  /** Functions, which are there before the statement that declares them. */
  readonly hoisted: readonly Placed[];
}

interface PlacedBindings {
  readonly byHome: ReadonlyMap<Node | undefined, Own>;
  readonly homes: ReadonlyMap<Binding, Node | undefined>;
  /** The function that the variable itself belongs to. */
  readonly scope: Node | undefined;
  /** What is seen from a function without bindings of its own. */
  readonly all: readonly Binding[];
  /** Stands for all that are too many. */
  readonly crowd: Binding;
}

/** The places of all bindings of a variable, found out when the first read asks. */
const placedOf = oncePer((variable: Variable, parents: Parents): PlacedBindings => {
  const homes = new Map(variable.bindings.map((one) => [one, functionOf(parents, one.target)] as const));
  const placed = variable.bindings.map((binding, index): Placed => ({
    binding,
    index,
    start: spanOf(binding.target).start,
    over: endOf(parents, binding),
  }));
  const crowd = crowdOf(variable);
  return {
    byHome: new Map(
      [...groupBy(placed, ({ binding }) => homes.get(binding))].map(([home, inOrder]) => {
        const sorted = inOrder.toSorted((a, b) => a.start - b.start);
        return [home, { inOrder, sorted, hoisted: sorted.filter(({ over }) => over === 0) }];
      }),
    ),
    homes,
    scope: functionOf(parents, variable.scope.node),
    all: bounded(variable.bindings, crowd),
    crowd,
  };
});

function crowdOf(variable: Variable): Binding {
  const { target } = variable.bindings[0]!;
  return {
    variable,
    target,
    origin: { by: 'other', what: 'assigned in too many places to follow', node: target },
  };
}

const functionOf = (parents: Parents, node: Node): Node | undefined => {
  let one: Node | undefined = node;
  while (one && !(isFunction(one) || one.type === 'Program' || one.type === 'ClassBody'))
    one = parents.get(one);
  return one;
};

interface Found {
  readonly found: readonly Binding[];
  /** One of them is certain to have happened. */
  readonly isSure: boolean;
}

/** Goes from the read outwards and backwards through the statements before it. */
function lookBack(parents: Parents, own: Own, read: Node, home: Node | undefined): Found {
  const found = new Set<Binding>();
  let isSure = false;
  for (
    let node = read, parent = parents.get(node);
    parent && node !== home && found.size <= MAX_REACHING;
    node = parent, parent = parents.get(node)
  ) {
    if (!isSure) isSure = throughSiblings(parents, own, node, parent, found);
    if (isLoop(parent)) addTurns(parents, own, parent, found);
  }
  return { found: [...found], isSure };
}

/** What a loop around a read binds in the turn before. */
function addTurns(parents: Parents, { sorted, inOrder }: Own, loop: Node, found: Set<Binding>): void {
  if (isBeside(parents, inOrder[0]!.binding, loop)) return;
  const { start, end } = spanOf(loop);
  const within = sorted.slice(
    firstWhere(sorted, (one) => one.start >= start),
    firstWhere(sorted, (one) => one.start >= end),
  );
  for (const { binding } of within.toSorted((a, b) => a.index - b.index)) found.add(binding);
}

/** A variable that the loop's body declares anew in each turn sees nothing of the turn before. */
const isBeside = (parents: Parents, { variable }: Binding, loop: Node): boolean => {
  for (let node: Node | undefined = variable.scope.node; node; node = parents.get(node))
    if (node === loop) return variable.scope.node !== loop;
  return false;
};

/** Whether a sure binding stands among what comes before `node` in `parent`; unsure ones are added on the way. */
function throughSiblings(parents: Parents, own: Own, node: Node, parent: Node, found: Set<Binding>): boolean {
  const before = spanOf(node).start;
  // What belongs to the other branch of the same condition has not happened.
  const isBranch = parent.type === 'IfStatement' || parent.type === 'ConditionalExpression';
  const isOpen =
    parent.type === 'SwitchCase' || parent.type === 'SwitchStatement' || parent.type === 'TryStatement';
  for (const { binding } of comingBefore(own, before, isBranch ? parent.test : parent)) {
    found.add(binding);
    if (!isOpen && isCertain(parents, binding, parent)) return true;
    if (found.size > MAX_REACHING) return false;
  }
  return false;
}

/** The bindings within a node that are over before an offset, the last first. */
function* comingBefore({ sorted, hoisted }: Own, before: number, within: Node): Generator<Placed> {
  const { start, end } = spanOf(within);
  let at = firstWhere(sorted, (one) => one.start >= Math.min(before, end)) - 1;
  let late = firstWhere(hoisted, (one) => one.start >= end) - 1;
  for (;;) {
    const [one, other] = [sorted[at], hoisted[late]];
    const isLate = other !== undefined && other.start >= Math.min(before, end);
    const next = isLate ? other : one;
    if (!next || next.start < start) return;
    if (isLate) late--;
    else at--;
    if (next.over <= before) yield next;
  }
}

/** Where the assignment that a binding belongs to is over: its right side still sees the value before. */
function endOf(parents: Parents, { target, origin }: Binding): number {
  if (origin.by === 'parameter' || origin.by === 'element') return spanOf(target).end;
  let node: Node | undefined = target;
  while (
    node &&
    ![
      'VariableDeclarator',
      'AssignmentExpression',
      'UpdateExpression',
      'ClassDeclaration',
      'FunctionDeclaration',
    ].includes(node.type)
  ) {
    if (node.type.endsWith('Statement')) break;
    node = parents.get(node);
  }
  return node ? (node.type === 'FunctionDeclaration' ? 0 : spanOf(node).end) : spanOf(target).end;
}

/** Nothing between the binding and `outer` decides whether it happens. */
function isCertain(parents: Parents, { target, origin }: Binding, outer: Node): boolean {
  if (origin.by === 'compound' && origin.operator !== '=') return false;
  for (
    let node = parents.get(target), child: Node = target;
    node && node !== outer;
    child = node, node = parents.get(node)
  ) {
    if (isLoop(node) && !(node.type === 'ForStatement' && node.init === child)) return false;
    if (
      ['IfStatement', 'ConditionalExpression'].includes(node.type) &&
      !('test' in node && node.test === child)
    )
      return false;
    if (node.type === 'LogicalExpression' && node.right === child) return false;
    if (['SwitchCase', 'TryStatement', 'CatchClause', 'AssignmentPattern'].includes(node.type)) {
      if (!(node.type === 'TryStatement' && node.block === child)) return false;
    }
  }
  return true;
}

const isLoop = ({ type }: Node): boolean => /^(?:For|ForOf|ForIn|While|DoWhile)Statement$/.test(type);
