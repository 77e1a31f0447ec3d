import { POSITIONS } from '../../../clients/bases/options.ts';
import type { ClientConstruction } from '../../../core/model/calls.ts';
import type { Value } from '../../../core/model/values.ts';
import { nothing } from '../../kernel/hidden.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import { purposeOf } from '../guards/purpose.ts';
import type { Analysis } from '../inference/analysis.ts';
import { ancestry, basesOf } from '../inference/classes/classes.ts';
import { plainArguments, positional } from '../inference/functions/arguments.ts';
import { isNone, type Type, type Types } from '../inference/types.ts';
import { canonical } from '../names.ts';
import { toOption } from '../sites/calls.ts';
import { spanOf } from '../sites/surroundings.ts';
import { toValue } from '../sites/values.ts';
import { toWrittenValue } from '../sites/written/written.ts';

/** Every call in a file that makes a test client, or sets one up, and is given a wanted option in sight; with its node in the tree. */
export function findTestClients(
  analysis: Analysis,
  module: Module,
  wanted: readonly string[],
  written: readonly string[],
): ReadonlyMap<ClientConstruction, Call> {
  const sites = new Map<ClientConstruction, Call>();
  for (const call of module.calls) {
    const types = isGiven(call, wanted) ? madeBy(analysis, module, call, wanted) : [];
    if (types.length > 0) sites.set(toSite(analysis, module, call, types, written), call);
  }
  return sites;
}

/** Whether an option is given by its name, or by its position. */
const isGiven = ({ args }: Call, wanted: readonly string[]): boolean =>
  args.some(({ name }) => name && wanted.includes(canonical(name.id))) ||
  wanted.some((name) => plainArguments(args).length > (POSITIONS[name] ?? args.length));

type ClientClass = Extract<Type, { is: 'client-class' }>;

const isOfTests = (type: Type): type is ClientClass => type.is === 'client-class' && !type.httpx;

/**
 * What a call makes an object of: the class that is called, completed by `partial`, or set up by `super().__init__`; and what a function
 * of the project makes that passes on what it is given.
 */
function madeBy(analysis: Analysis, module: Module, call: Call, wanted: readonly string[]): Types {
  const { callee, args } = call;
  if (callee.kind === 'attribute' && callee.attribute.id === '__init__') {
    const owner = functionAround(module, callee)?.owner;
    return owner ? basesOf(analysis, { module, info: owner }).filter(isOfTests) : [];
  }
  const called = analysis.infer({ module, node: callee }).filter((type) => !isNone(type));
  const first = called.some(isPartial) ? positional(args, 0) : undefined;
  const types = first ? analysis.infer({ module, node: first }) : called;
  const classes = types.filter(isOfTests);
  if (classes.length > 0)
    return classes.every((one) => takesItself(analysis, one, call, wanted)) ? [] : types;
  const given = analysis.infer({ module, node: call });
  return given.some((type) => type.is === 'client' && !type.httpx && type.given?.open) ? given : [];
}

const isPartial = (type: Type): boolean => type.is === 'external' && type.path === 'functools.partial';

/** A class that names one of the options in its own constructor: what it makes of it is seen there. */
function takesItself(
  analysis: Analysis,
  { cls }: ClientClass,
  call: Call,
  wanted: readonly string[],
): boolean {
  const own = cls && ancestry(analysis, cls).find(({ info }) => info.scope.bindings.has('__init__'));
  const [binding] = own?.info.scope.bindings.get('__init__') ?? [];
  if (binding?.origin.by !== 'function') return false;
  const named = binding.origin.def.parameters.map(({ name }) => canonical(name.id));
  const isPassedOn = call.args.some(({ name }) => {
    const option = name && canonical(name.id);
    return option !== undefined && wanted.includes(option) && !named.includes(option);
  });
  return !isPassedOn;
}

function toSite(
  analysis: Analysis,
  module: Module,
  call: Call,
  types: Types,
  written: readonly string[],
): ClientConstruction {
  const { callee, args } = call;
  const [first] = types.filter(isOfTests);
  const purpose = purposeOf(analysis, module, call, 'test-client');
  const read = written.length > 0 ? toWrittenValue : toValue;
  const valueOf = (node: Expr): Value => read(analysis, { module, node });
  return {
    kind: 'construction',
    ...spanOf(call),
    receiver: {
      ...spanOf(callee),
      text: sourceOf(module, callee),
      certainty: types.every((type) => isOfTests(type) || type.is === 'client') ? 'proven' : 'likely',
      because: !first ? 'factory' : first.cls ? 'subclass' : 'constructed',
      is: 'client',
      library: 'test-client',
    },
    makes: 'sync',
    from: first?.path.slice(0, first.path.lastIndexOf('.')) ?? '',
    args: plainArguments(args).map(({ value }) => valueOf(value)),
    options: args.flatMap((argument) => toOption(analysis, module, argument, written)),
    hidden: nothing,
    ...(purpose && { purpose }),
  };
}
