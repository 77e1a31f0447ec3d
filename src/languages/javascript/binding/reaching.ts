import { contains } from '../../../core/text.ts';
import { isFunction, spanOf, type Node } from '../ast.ts';
import type { Variable, Binding } from './scope.ts';

type Parents = ReadonlyMap<Node, Node>;

/**
 * The bindings whose value a read may see. In the function of the read, one that is certain to come before it hides
 * the ones before; what other functions assign may have happened at any time.
 */
export function bindingsReaching(parents: Parents, { bindings }: Variable, read: Node): readonly Binding[] {
  if (bindings.length < 2) return bindings;
  const home = functionOf(parents, read);
  const own = bindings.filter(({ target }) => functionOf(parents, target) === home);
  const others = bindings.filter((binding) => !own.includes(binding));
  if (own.length === 0) return others;
  const { found, isSure } = lookBack(parents, own, read, home);
  // A hook that assigns what a test then reads has done so before it, and the test's own assignment comes last.
  const isOwnVariable = own.some(({ variable }) => functionOf(parents, variable.scope.node) === home);
  return isSure && (!isOwnVariable || others.length === 0) ? found : [...found, ...others];
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
function lookBack(parents: Parents, bindings: readonly Binding[], read: Node, home: Node | undefined): Found {
  const found = new Set<Binding>();
  let isSure = false;
  for (
    let node = read, parent = parents.get(node);
    parent && node !== home;
    node = parent, parent = parents.get(node)
  ) {
    if (!isSure) isSure = throughSiblings(parents, bindings, node, parent, found);
    if (isLoop(parent))
      for (const binding of bindings)
        if (isWithin(binding, parent) && !isBeside(parents, binding, parent)) found.add(binding);
  }
  return { found: [...found], isSure };
}

/** A variable that the loop's body declares anew in each turn sees nothing of the turn before. */
const isBeside = (parents: Parents, { variable }: Binding, loop: Node): boolean => {
  for (let node: Node | undefined = variable.scope.node; node; node = parents.get(node))
    if (node === loop) return variable.scope.node !== loop;
  return false;
};

/** Whether a sure binding stands among what comes before `node` in `parent`; unsure ones are added on the way. */
function throughSiblings(
  parents: Parents,
  bindings: readonly Binding[],
  node: Node,
  parent: Node,
  found: Set<Binding>,
): boolean {
  const before = spanOf(node).start;
  const candidates = bindings
    .filter((binding) => isWithin(binding, parent) && endOf(parents, binding) <= before)
    .toSorted((a, b) => spanOf(b.target).start - spanOf(a.target).start);
  // What belongs to the other branch of the same condition has not happened.
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
    return addWithin(
      parents,
      candidates.filter((binding) => isWithin(binding, parent.test)),
      parent,
      found,
    );
  }
  if (parent.type === 'SwitchCase' || parent.type === 'SwitchStatement' || parent.type === 'TryStatement') {
    for (const binding of candidates) found.add(binding);
    return false;
  }
  return addWithin(parents, candidates, parent, found);
}

function addWithin(
  parents: Parents,
  candidates: readonly Binding[],
  parent: Node,
  found: Set<Binding>,
): boolean {
  for (const binding of candidates) {
    found.add(binding);
    if (isCertain(parents, binding, parent)) return true;
  }
  return false;
}

const isWithin = ({ target }: Binding, node: Node): boolean => contains(spanOf(node), spanOf(target));

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
