import { groupPairs } from '../../../core/group.ts';
import type { Line } from '../../../core/lines.ts';
import type { Hidden, HiddenOption, Option } from '../../../core/model/options.ts';
import type { Wanted } from '../../../core/wants.ts';
import { areOfOldClient, OPTION_NAMES } from '../../../clients/options.ts';
import { oncePer, onceWithin } from '../../kernel/once.ts';
import { anything, combine, nothing, some, whereIn, type Spread } from '../../kernel/hidden.ts';
import {
  keyName,
  memberName,
  spanOf,
  unwrap,
  type AnyCall,
  type AnyMember,
  type Identifier,
  type Node,
  type ObjectExpression,
} from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { argumentOf, isExported, outermost, returnsOf, sourceOf } from '../binding/places.ts';
import { onlyBinding, type Origin, type Variable } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { membersOf, shapesOf } from '../inference/classes/shapes.ts';
import { isNone, type Placed, type Type } from '../inference/types.ts';
import { plainVariable, toValue } from './values.ts';

/** What a part of an object adds to a call. */
interface Part extends Spread {
  /** Names that the hidden options do not include. */
  readonly lacks?: readonly string[];
}

/** What is known of the calls that options are read for. */
export interface ClientCalls {
  /** Whether a call is certainly a client's and takes its options as the argument at an index. */
  has(call: AnyCall, index: number): boolean;
  /** By option: other options of the same call that decide what a rule makes of it. */
  readonly rivals: Rivals;
}

export type Rivals = NonNullable<Wanted['rivals']>;

/** Reads the options of a call: a literal, or what holds one. */
export function readOptions(
  analysis: Analysis,
  { module, node }: Placed,
  calls: ClientCalls,
  place: Option['place'],
): Spread {
  const plain = unwrap(node);
  if (plain.type === 'ObjectExpression') return ofLiteral(analysis, { module, node: plain }, calls, place);
  const literal = literalFor(analysis, { module, node: plain }, calls);
  if (literal) return ofLiteral(analysis, { module, node: literal }, calls, 'spread');
  return { options: [], hidden: hiddenIn(analysis, { module, node }) };
}

function ofLiteral(
  analysis: Analysis,
  { module, node }: Placed<ObjectExpression>,
  calls: ClientCalls,
  place: Option['place'],
): Spread {
  const parts = node.properties.map((property): Part => {
    if (property.type === 'SpreadElement') {
      const { options, hidden } = readOptions(analysis, { module, node: property.argument }, calls, 'spread');
      return { options, hidden, lacks: takenFrom(module, property.argument) };
    }
    const name = keyName(property.key, property.computed);
    if (name === undefined) return { options: [], hidden: anything('one of its keys is computed') };
    const key = { ...spanOf(property.key), name };
    const value =
      property.type === 'ObjectProperty'
        ? toValue(analysis, { module, node: property.value })
        : { ...spanOf(property), kinds: ['unknown' as const], because: `\`${name}\` is a method` };
    return { options: [{ ...spanOf(property), key, value, place }], hidden: nothing };
  });
  const options = parts.flatMap((part, index) =>
    part.options.map((one): Option => {
      const { name } = one.key;
      const isAgain = parts.slice(index + 1).some((other) => mayHide(other, name, 'anything'));
      const isBefore = parts.slice(0, index).some((other) => mayHide(other, name, 'some', 'anything'));
      return { ...one, ...(isAgain && { overruled: true }), ...(isBefore && { covers: true }) };
    }),
  );
  return {
    options,
    hidden: combine(parts.map(({ hidden }) => hidden)),
  };
}

const mayHide = ({ hidden, lacks }: Part, name: string, ...how: readonly Hidden['may'][]): boolean =>
  how.includes(hidden.may) &&
  !lacks?.includes(name) &&
  (hidden.may !== 'some' || hidden.options.some((one) => one.name === name));

/** The names that `rest` of `{ data, ...rest }` does not include. */
function takenFrom(module: Module, node: Node): readonly string[] {
  const binding = onlyBinding(module.variableOf(unwrap(node)));
  if (!binding || !('path' in binding.origin)) return [];
  const last = binding.origin.path.at(-1)?.to;
  return last?.by === 'rest' ? (last.without ?? []) : [];
}

/** The object literal that a name or a call of a local function stands for, if only calls of clients use it. */
function literalFor(
  analysis: Analysis,
  { module, node }: Placed,
  calls: ClientCalls,
): ObjectExpression | undefined {
  const types = analysis.infer({ module, node }).filter((type) => !isNone(type));
  const [type] = types;
  if (types.length !== 1 || type?.is !== 'object' || type.literal.module !== module) return undefined;
  const literal = type.literal.node;
  if (literal.type !== 'ObjectExpression') return undefined;
  if (node.type === 'Identifier' && isTypedByOthers(analysis, module, node)) return undefined;
  const holder = node.type === 'CallExpression' ? module.variableOf(node.callee) : module.variableOf(node);
  if (!holder) return undefined;
  // A literal that many calls share is looked into once.
  const known = sharedBy(calls);
  let isFor = known.get(holder);
  if (isFor === undefined) known.set(holder, (isFor = isForCallsAlone(module, node, literal, calls)));
  return isFor ? literal : undefined;
}

/** Of each variable that holds the options of calls, or a function that makes them: whether only calls of clients use it. */
const sharedBy = oncePer((_: ClientCalls) => new Map<Variable, boolean>());

function isForCallsAlone(module: Module, node: Node, literal: ObjectExpression, calls: ClientCalls): boolean {
  const reads =
    node.type === 'Identifier'
      ? plainVariable(module, node, literal)?.reads
      : node.type === 'CallExpression'
        ? callsOfMaker(module, node, literal)
        : undefined;
  if (!reads) return false;
  const isShared = reads.length > 1;
  return reads.every((read) => {
    const use = usedBy(module, read);
    return use && calls.has(use.call, use.index) && !(isShared && isAtOdds(use, literal, calls.rivals));
  });
}

/**
 * Whether a variable has a type of the project that declares an option under its old name and is not the type of the options of a
 * client: a new name would not fit it.
 */
const isTypedByOthers = (analysis: Analysis, module: Module, node: Identifier): boolean =>
  (module.variableOf(node)?.bindings ?? []).some(
    ({ annotation }) =>
      annotation?.path.length === 0 &&
      analysis
        .inferAnnotation({ module, node: annotation.type })
        .some((type) => shapesOf(analysis, type).some((shape) => isOfOthers(memberNames(shape)))),
  );

const memberNames = ({ node }: Placed): readonly string[] =>
  membersOf(node).flatMap((one) => ('key' in one ? (keyName(one.key, false) ?? []) : []));

const isOfOthers = (names: readonly string[]): boolean =>
  names.some((name) => name === 'data' || name === 'allowRedirects') &&
  !(areOfOldClient(new Set(names)) && names.every((name) => OPTION_NAMES.includes(name)));

/** The calls of a local function that does nothing but return the literal; `undefined` when it may be used otherwise. */
function callsOfMaker(
  module: Module,
  { callee }: Extract<Node, { type: 'CallExpression' }>,
  literal: Node,
): readonly Node[] | undefined {
  const variable = module.variableOf(callee);
  const binding = onlyBinding(variable);
  if (!variable || !binding || isExported(module, variable)) return undefined;
  const { origin } = binding;
  const made =
    origin.by === 'function'
      ? origin.fn
      : origin.by === 'value' && origin.path.length === 0
        ? unwrap(origin.value)
        : undefined;
  if (
    !made ||
    (made.type !== 'FunctionDeclaration' &&
      made.type !== 'ArrowFunctionExpression' &&
      made.type !== 'FunctionExpression')
  )
    return undefined;
  const [returned, ...others] = returnsOf(made);
  if (!returned || others.length > 0 || unwrap(returned) !== literal) return undefined;
  const calls = variable.reads.map((read) => {
    const call = module.parentOf(read);
    return call?.type === 'CallExpression' && call.callee === read ? call : undefined;
  });
  return calls.every((call) => call !== undefined) ? calls : undefined;
}

interface Use {
  readonly call: AnyCall;
  readonly index: number;
  /** The object it is spread into. */
  readonly beside?: ObjectExpression;
}

/** The call that an object is the options of, or spread into the options of. */
function usedBy(module: Module, read: Node): Use | undefined {
  const direct = argumentOf(module, read);
  if (direct) return direct;
  const spread = module.parentOf(outermost(module, read));
  const object = spread?.type === 'SpreadElement' ? module.parentOf(spread) : undefined;
  if (object?.type !== 'ObjectExpression') return undefined;
  const found = argumentOf(module, object);
  return found && { ...found, beside: object };
}

/** Whether an option in an object that is spread has a rival beside the spread, so that it is not the same for every call. */
function isAtOdds({ beside }: Use, literal: ObjectExpression, rivals: Rivals): boolean {
  if (!beside) return false;
  const beneath = namesIn(beside);
  return [...namesIn(literal)].some((name) => rivals[name]?.some((rival) => beneath.has(rival)));
}

const namesIn = oncePer(
  ({ properties }: ObjectExpression): ReadonlySet<string> =>
    new Set(
      properties.flatMap((one) =>
        one.type === 'SpreadElement' ? [] : (keyName(one.key, one.computed) ?? []),
      ),
    ),
);

/** Nodes that were visited already and are skipped: objects may be spread into each other. */
type Visited = Set<Node>;

/** The options that an object may hold, by what is written into it. */
function hiddenIn(analysis: Analysis, { module, node }: Placed): Hidden {
  const types = analysis.infer({ module, node });
  const [type] = types;
  if (types.length === 1 && type?.is === 'object') {
    // Many calls may share one object, to which much is stored.
    const { hidden, met } = lookedInto(analysis, type);
    if (!met.has(node)) return hidden;
  }
  return hiddenBeside(analysis, { module, node }, new Set());
}

/** As above, of an object that may be spread into one that is being looked into. */
function hiddenBeside(analysis: Analysis, { module, node }: Placed, visited: Visited): Hidden {
  if (visited.has(node)) return nothing;
  visited.add(node);
  const types = analysis.infer({ module, node });
  const unseen = anything(`cannot tell what \`${sourceOf(module, node)}\` holds`);
  if (types.length === 0) return unseen;
  return combine(
    types.map((type): Hidden => {
      if (isNone(type) || (type.is === 'data' && ['boolean', 'number', 'text'].includes(type.kind)))
        return nothing;
      if (type.is !== 'object') return unseen;
      return fromObject(analysis, type, visited);
    }),
  );
}

type ObjectType = Extract<Type, { is: 'object' }>;

interface LookedInto {
  readonly hidden: Hidden;
  /** What is spread into it. */
  readonly met: ReadonlySet<Node>;
}

/** What an object holds that is looked into by itself. */
const lookedInto = onceWithin<Analysis, ObjectType, LookedInto>(
  ({ literal }) => literal.node,
  { hidden: nothing, met: new Set() },
  (analysis, type) => {
    const met: Visited = new Set();
    return { hidden: fromObject(analysis, type, met), met };
  },
);

function fromObject(analysis: Analysis, type: ObjectType, visited: Visited): Hidden {
  const { module, node } = type.literal;
  if (node.type !== 'ObjectExpression') return anything('cannot tell what it holds');
  const written = node.properties.map((property): Hidden => {
    if (property.type === 'SpreadElement')
      return hiddenBeside(analysis, { module, node: property.argument }, visited);
    const name = keyName(property.key, property.computed);
    if (name === undefined) return anything('one of its keys is computed');
    if (property.type === 'ObjectMethod')
      return some({ name, kinds: ['unknown'], where: placeOf(module, property) });
    return some(hiddenOption(analysis, { module, node: property.value }, name, property));
  });
  return combine([...written, ...changesOf(analysis, type)]);
}

/** What is put into an object after it was written. */
const changesOf = (analysis: Analysis, { literal }: ObjectType): readonly Hidden[] =>
  changesIn(analysis, literal.module).get(literal.node) ?? [];

/** What a file puts into the objects that are written in it, by the node of the object. */
const changesIn = onceWithin(
  (module: Module) => module,
  new Map<Node, readonly Hidden[]>(),
  (analysis: Analysis, module: Module): ReadonlyMap<Node, readonly Hidden[]> => {
    const written = (node: Node): readonly Node[] => [
      ...new Set(
        analysis
          .infer({ module, node })
          .flatMap((one) => (one.is === 'object' && one.literal.module === module ? [one.literal.node] : [])),
      ),
    ];
    const stored = module.stores.flatMap(({ member, origin }) =>
      written(member.object).map((object) => [object, storedAs(analysis, module, member, origin)] as const),
    );
    const assigned = module.calls.flatMap(({ callee, arguments: [first] }) =>
      first && sourceOf(module, callee) === 'Object.assign' ? written(first) : [],
    );
    const all = [...new Set(assigned)].map((object) => [object, ASSIGNED] as const);
    return groupPairs([...stored, ...all]);
  },
);

const ASSIGNED = anything('`Object.assign` adds properties to it');

function storedAs(analysis: Analysis, module: Module, member: AnyMember, origin: Origin): Hidden {
  const name = memberName(member);
  if (name === undefined) return anything('one of its keys is computed');
  return origin.by === 'value' && origin.path.length === 0
    ? some(hiddenOption(analysis, { module, node: origin.value }, name, member))
    : some({ name, kinds: ['unknown'], where: placeOf(module, member) });
}

const hiddenOption = (analysis: Analysis, at: Placed, name: string, place: Node): HiddenOption => ({
  name,
  kinds: toValue(analysis, at).kinds,
  where: placeOf(at.module, place),
});

const placeOf = (module: Module, node: Node): Line => whereIn(module, spanOf(node).start);
