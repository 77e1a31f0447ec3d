import type { Constant } from '../../../core/model/values.ts';
import { contains, type Span } from '../../../core/text.ts';
import type { Comparing, Known, Operand, Reading, Relation, Step } from '../../../core/trace.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call, Comparison, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isExpr, walk } from '../walk.ts';
import { assertedOf, isAsserted, isDemanded, isExpectedToFail, relationAsserted } from './assertions.ts';
import { topOf } from './places.ts';
import { numberOf, valuesOf, type Frame } from './values.ts';

/** What is done with a value of a response at one of the places it comes to. */
type Use = Omit<Reading, 'is' | 'attribute' | 'at' | 'certain'>;

/** Reads the code around a value. `frame` says what the parameters of the function around it are. */
export function usedAt(analysis: Analysis, { module, node }: Placed, frame: Frame | undefined): Use {
  const steps: Step[] = [];
  let last = node;
  for (let next = nextStep(module, last); next; next = nextStep(module, last)) {
    steps.push(next.step);
    last = next.to;
  }
  return {
    called: module.callOf(node) !== undefined,
    steps,
    ...comparedAt(module, last, (operand) => operandOf(analysis, { module, node: operand }, frame)),
    around: writtenIn(topOf(module, node), module).flatMap(({ at, known }) =>
      contains(node, at) ? [] : [known],
    ),
  };
}

/** The operation directly around a value, when nothing else but constants takes part in it. */
function nextStep(module: Module, node: Expr): { readonly to: Expr; readonly step: Step } | undefined {
  const parent = parentOf(module, node);
  if (!parent || !isExpr(parent) || isDemanded(module, node)) return undefined;
  switch (parent.kind) {
    case 'binary': {
      const others = parent.left === node ? constantsOf(module, [parent.right]) : [];
      return others.length > 0 ? { to: parent, step: { by: parent.operator, with: others } } : undefined;
    }
    case 'subscript':
      return parent.object === node
        ? { to: parent, step: { by: '[]', with: constantsOf(module, parent.indices) } }
        : undefined;
    case 'attribute': {
      const call = module.callOf(parent);
      const by = parent.attribute.id;
      return call && { to: call, step: { by, with: constantsOf(module, valuesIn(call)) } };
    }
    case 'call':
      return parent.callee !== node && parent.args.length === 1
        ? { to: parent, step: { by: stepOf(module, parent), with: [] } }
        : undefined;
    default:
      return undefined;
  }
}

const valuesIn = ({ args }: Call): readonly Expr[] => args.map(({ value }) => value);

function stepOf(module: Module, { callee }: Call): string {
  const name = lastName(callee) ?? sourceOf(module, callee);
  return (callee.kind === 'name' && BUILTINS.get(name)) || name;
}

const BUILTINS: ReadonlyMap<string, string> = new Map([
  ['str', 'text'],
  ['len', 'length'],
]);

function constantsOf(module: Module, nodes: readonly Expr[]): readonly Constant[] {
  return nodes.flatMap((node): readonly Constant[] => {
    if (node.kind === 'number') return [numberOf(sourceOf(module, node))];
    return node.kind === 'text' && !node.bytes && node.value !== undefined ? [node.value] : [];
  });
}

type Compared = Pick<Use, 'compared' | 'beside' | 'matched' | 'asserted'>;

/** What a value is compared with, directly or by an assertion, or passed beside. */
function comparedAt(module: Module, node: Expr, operand: (node: Expr) => Operand): Compared {
  const nothing: Compared = { compared: [], beside: [], matched: [], asserted: isAsserted(module, node) };
  const parent = parentOf(module, node);
  if (parent?.kind === 'comparison') {
    const asserted = assertedOf(module, parent);
    const both = neighbours(parent, node);
    // `not a < b < c` says of neither of the two that it does not hold.
    const isDenied = asserted === false && both.length === 1;
    const compared = both.map(([relation, other]) => ({
      operator: isDenied ? DENIED[relation] : relation,
      with: operand(other),
    }));
    return { ...nothing, compared, asserted: asserted === true || isDenied };
  }
  if (parent?.kind === 'call' && parent.callee !== node) {
    const others = valuesIn(parent).filter((other) => other !== node);
    const relation = relationAsserted(parent);
    if (!relation) return { ...nothing, beside: others.map(operand) };
    return {
      ...nothing,
      compared: asserting(parent, node, relation, operand),
      asserted: !isExpectedToFail(module, node),
    };
  }
  if (parent?.kind === 'match' && parent.subject === node)
    return { ...nothing, matched: parent.cases.flatMap(({ constants }) => constants) };
  return nothing;
}

/** A message may stand behind the two that are compared. */
function asserting(
  call: Call,
  node: Expr,
  relation: Relation,
  operand: (node: Expr) => Operand,
): readonly Comparing[] {
  const [left, right] = valuesIn(call);
  if (left === node && right) return [{ operator: relation, with: operand(right) }];
  return left ? [{ operator: TURNED[relation], with: operand(left) }] : [];
}

/** The operands on both sides of a part of a comparison, with the relation that the part has to each. */
function neighbours({ operators, parts }: Comparison, node: Expr): readonly (readonly [Relation, Expr])[] {
  const index = parts.indexOf(node);
  const [before, after] = [parts[index - 1], parts[index + 1]];
  return [
    ...(before ? [[TURNED[relationOf(operators[index - 1])], before] as const] : []),
    ...(after ? [[relationOf(operators[index]), after] as const] : []),
  ];
}

function relationOf(operator = ''): Relation {
  switch (operator) {
    case '<':
    case '<=':
    case '>':
    case '>=':
    case 'in':
    case 'not in':
      return operator;
    case '!=':
    case '<>':
    case 'is not':
      return '!=';
    default:
      return '==';
  }
}

/** The same relation, told from the other side. */
const TURNED: Readonly<Record<Relation, Relation>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  in: 'contains',
  'not in': 'lacks',
  contains: 'in',
  lacks: 'not in',
};

/** The relation that holds where the other does not. */
const DENIED: Readonly<Record<Relation, Relation>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  in: 'not in',
  'not in': 'in',
  contains: 'lacks',
  lacks: 'contains',
};

function operandOf(analysis: Analysis, at: Placed, frame: Frame | undefined): Operand {
  const values = valuesOf(analysis, at, frame);
  return {
    ...(values && { values }),
    ...(at.node.kind === 'text' && { text: at.node.value === '' ? 'empty' : 'full' }),
  };
}

/** The numbers, texts and dotted names in an expression, and the names that these begin with. */
const writtenIn = oncePer((top: Expr, module: Module) => {
  const found: { readonly at: Span; readonly known: Known }[] = [];
  walk([top], (node) => {
    if (!isExpr(node)) return;
    const [known] = isDotted(node) ? [{ name: sourceOf(module, node) }] : constantsOf(module, [node]);
    if (known !== undefined) found.push({ at: node, known });
  });
  return found;
});

const isDotted = (node: Expr): boolean =>
  node.kind === 'name' || (node.kind === 'attribute' && isDotted(node.object));
