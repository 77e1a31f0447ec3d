import type { ClientConstruction } from '../../../core/model/calls.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import type { Attribute, Call, Expr } from '../ast/expressions.ts';
import type { FunctionDef } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { ancestry, basesOf, externalBases, overrides } from '../inference/classes/classes.ts';
import { positional } from '../inference/functions/arguments.ts';
import { isNone, type ClassRef, type Type, type Types } from '../inference/types.ts';
import { canonical } from '../names.ts';
import { plainBinding } from './values.ts';

/** What a call makes of a class of httpx. */
export interface Made {
  readonly makes: ClientConstruction['makes'];
  /** The package whose class it is. */
  readonly from: string;
  readonly certainty: Subject['certainty'];
  /** The class of the project that it is made by. */
  readonly isSubclass: boolean;
  /** What names the class. */
  readonly node: Expr;
  /** Why its arguments may be read by something else than httpx. */
  readonly doubt?: string;
}

/** The options of a construction that rules ask about, in canonical spelling. */
export interface Asked {
  readonly all: readonly string[];
  /** Those that do not merely decide what a rule makes of another. */
  readonly main: readonly string[];
}

type ClientClass = Extract<Type, { is: 'client-class' }>;

/** `AsyncClient(...)`, `super().__init__(...)` in a class derived from it, `partial(AsyncClient, ...)`. */
export function made(analysis: Analysis, module: Module, call: Call, asked: Asked): Made | undefined {
  const { callee, args } = call;
  const given = givenIn(call, asked);
  if (callee.kind === 'attribute' && callee.attribute.id === '__init__')
    return setUp(analysis, module, callee, given);
  const partial = partialAt(analysis, module, callee);
  const completed = partial && positional(partial.args, 0);
  if (completed) {
    const found = madeBy(analysis, module, completed, analysis.infer({ module, node: completed }), given);
    return found && { ...found, ...(mayBeGiven(partial, asked) && { doubt: COMPLETED }) };
  }
  const types = analysis.infer({ module, node: callee });
  if (!types.some(isPartial)) return madeBy(analysis, module, callee, types, given);
  const first = positional(args, 0);
  const found = first && madeBy(analysis, module, first, analysis.infer({ module, node: first }), given);
  const doubt = found?.doubt ?? doubtOfPartial(analysis, module, call, asked);
  return found && { ...found, ...(doubt !== undefined && { doubt }) };
}

const COMPLETED = 'the `partial` that this call completes gives some of these options too';

const isPartial = (type: Type): boolean => type.is === 'external' && type.path === 'functools.partial';

/** The `partial(AsyncClient, ...)` that a name stands for. */
function partialAt(analysis: Analysis, module: Module, callee: Expr): Call | undefined {
  const [binding, ...others] = callee.kind === 'name' ? module.bindingsOf(callee) : [];
  if (binding?.origin.by !== 'value' || binding.origin.path.length > 0 || others.length > 0) return undefined;
  const { value } = binding.origin;
  if (value.kind !== 'call') return undefined;
  return analysis.infer({ module, node: value.callee }).some(isPartial) ? value : undefined;
}

/** Whether a call is given an option that rules ask about, or may be. */
export const mayBeGiven = ({ args }: Call, { all }: Asked): boolean =>
  args.some(({ form, name }) => form === 'double-splat' || (name && all.includes(canonical(name.id))));

/** The options that a call is given, of those that rules ask about; all of them where it names none of them. */
function givenIn({ args }: Call, { main }: Asked): readonly string[] {
  const given = main.filter((option) => args.some(({ name }) => name && canonical(name.id) === option));
  return given.length > 0 ? given : main;
}

function madeBy(
  analysis: Analysis,
  module: Module,
  node: Expr,
  all: Types,
  given: readonly string[],
): Made | undefined {
  const types = all.filter((type) => !isNone(type));
  const doubts = new Map(
    types.filter(isOfHttpx).map((type) => [type, type.cls && doubtOfClass(analysis, type.cls, given)]),
  );
  const classes = [...doubts].filter(([, doubt]) => doubt !== OWN).map(([type]) => type);
  const [first] = classes;
  if (!first) return undefined;
  const others = types.filter((type) => !isOfHttpx(type) || !classes.includes(type));
  // `httpx` may be either package where the class is read from it, and so may what else is read from it.
  const isAlike = (type: ClientClass): boolean =>
    node.kind === 'attribute' ? isAsync(type) === isAsync(first) : type.path === first.path;
  const isAgreed = classes.every(isAlike);
  const isSure = isAgreed && others.every(({ is }) => is === 'unknown');
  const doubt = classes.map((type) => doubts.get(type)).find((one) => one !== undefined);
  const isGiven =
    node.kind === 'name' && module.bindingsOf(node).some(({ origin }) => origin.by === 'parameter');
  return {
    ...describe(first),
    certainty: !isSure ? 'mixed' : others.length > 0 ? 'likely' : 'proven',
    node,
    ...(doubt !== undefined && { doubt }),
    ...(isGiven && {
      doubt: `\`${node.id}\` is a parameter, so it may be a class that handles the arguments itself`,
    }),
    ...(isOfObject(node) && {
      doubt: 'the object may be of a derived class that handles the arguments itself',
    }),
  };
}

/** `type(self)`, `self.__class__`. */
const isOfObject = (node: Expr): boolean =>
  node.kind === 'call' || (node.kind === 'attribute' && node.attribute.id === '__class__');

const isOfHttpx = (type: Type): type is ClientClass => type.is === 'client-class' && type.httpx;

const isAsync = ({ path }: ClientClass): boolean => path.endsWith('.AsyncClient');

const describe = (type: ClientClass): Pick<Made, 'makes' | 'from' | 'isSubclass'> => ({
  makes: isAsync(type) ? 'async' : 'sync',
  from: type.path.slice(0, type.path.lastIndexOf('.')),
  isSubclass: type.cls !== undefined,
});

/** The class itself takes the option: what it makes of it is seen where it sets itself up. */
const OWN = 'own';

/** Whether a class of the project hands its arguments to httpx as they come: `undefined` when it does. */
function doubtOfClass(analysis: Analysis, cls: ClassRef, given: readonly string[]): string | undefined {
  const all = ancestry(analysis, cls);
  const own = all.flatMap(({ info }) => ownMethod(info.scope.bindings, '__init__')).at(0);
  if (own && (given.some((name) => has(own, name)) || !own.parameters.some(({ form }) => form === 'kwargs')))
    return OWN;
  const name = cls.info.def.name.id;
  if (own) return `\`${name}.__init__\` may change the arguments before it passes them on`;
  if (overrides(analysis, cls, '__new__')) return `\`${name}.__new__\` may change the arguments`;
  const foreign = externalBases(analysis, cls).find((path) => !isSilent(path));
  return foreign === undefined
    ? undefined
    : `\`${foreign}\`, a base of \`${name}\`, may change the arguments`;
}

const ownMethod = (bindings: ClassRef['info']['scope']['bindings'], name: string): FunctionDef[] =>
  (bindings.get(name) ?? []).flatMap(({ origin }) => (origin.by === 'function' ? [origin.def] : []));

const has = ({ parameters }: FunctionDef, name: string): boolean =>
  parameters.some((parameter) => canonical(parameter.name.id) === name);

/** Bases that say something of a class and do nothing. */
const isSilent = (path: string): boolean => /^(typing|typing_extensions|abc)\./.test(path);

/** `super().__init__(...)`, `AsyncClient.__init__(self, ...)`. */
function setUp(
  analysis: Analysis,
  module: Module,
  callee: Attribute,
  given: readonly string[],
): Made | undefined {
  const { object } = callee;
  if (!isSuper(analysis, module, object))
    return madeBy(analysis, module, callee, analysis.infer({ module, node: object }), given);
  const owner = functionAround(module, callee)?.owner;
  let doubt: string | undefined;
  for (const base of owner ? basesOf(analysis, { module, info: owner }) : []) {
    if (base.is === 'client-class') {
      const found = madeBy(analysis, module, callee, [base], given);
      const reason = found?.doubt ?? doubt;
      return found && { ...found, isSubclass: true, ...(reason !== undefined && { doubt: reason }) };
    }
    doubt ??= doubtOfMixin(analysis, base);
  }
  return undefined;
}

const isSuper = (analysis: Analysis, module: Module, node: Expr): boolean =>
  node.kind === 'call' &&
  analysis
    .infer({ module, node: node.callee })
    .some((type) => type.is === 'external' && type.path === 'builtins.super');

/** A base that stands before the client's is set up first, with the same arguments. */
function doubtOfMixin(analysis: Analysis, base: Type): string | undefined {
  if (base.is === 'external')
    return isSilent(base.path)
      ? undefined
      : `\`${base.path}\` is an earlier base class, and may change the arguments`;
  if (base.is !== 'class') return 'an earlier base class cannot be seen, and may change the arguments';
  const foreign = externalBases(analysis, base.cls).some((path) => !isSilent(path));
  return foreign || overrides(analysis, base.cls, '__init__')
    ? `\`${base.cls.info.def.name.id}\` is an earlier base class, and may change the arguments`
    : undefined;
}

/** A partial call may be completed with other options: not where every call of it is in sight. */
function doubtOfPartial(analysis: Analysis, module: Module, call: Call, { all }: Asked): string | undefined {
  const scopes = [module.scope, ...[...module.functions.values()].map(({ scope }) => scope)];
  const binding = scopes
    .flatMap(({ bindings }) => [...bindings.values()].flat())
    .find(({ origin }) => origin.by === 'value' && origin.value === call);
  const reads = binding ? module.readsOf(binding) : [];
  const isPlain = reads.every(
    (read) =>
      plainBinding(analysis, module, read, call) === binding &&
      module
        .callOf(read)
        ?.args.every(
          ({ form, name }) => form !== 'double-splat' && !(name && all.includes(canonical(name.id))),
        ),
  );
  return reads.length > 0 && isPlain ? undefined : 'cannot see every call that completes this `partial`';
}
