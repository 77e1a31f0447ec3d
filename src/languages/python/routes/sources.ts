import type { Attribute, Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { lookup, type Binding, type Origin } from '../binding/scope.ts';
import { moduleNamed, type Analysis } from '../inference/analysis.ts';
import { callersOf } from '../inference/callers.ts';
import { ancestry } from '../inference/classes/classes.ts';
import { writtenItems } from '../inference/collections/elements.ts';
import { argumentFor } from '../inference/functions/arguments.ts';
import { fixturesFor } from '../inference/pytest/fixtures.ts';
import type { ClassRef, FunctionRef, Placed, Type } from '../inference/types.ts';

type Sources = readonly Placed[];

/** Modules that import from each other in a circle lead nowhere. */
const MAX_IMPORTS = 8;

/** The expressions whose value a name or an attribute may hold; none where they are not in sight. */
export function sourcesOf(analysis: Analysis, { module, node }: Placed): Sources {
  switch (node.kind) {
    case 'name':
      return sourcesOfName(analysis, { module, node });
    case 'attribute':
      return sourcesOfAttribute(analysis, { module, node });
    default:
      return [];
  }
}

function sourcesOfName(analysis: Analysis, { module, node }: Placed<NameExpr>): Sources {
  const bindings = module.bindingsOf(node);
  return bindings.length > 0
    ? bindings.flatMap((binding) => sourcesOfBinding(analysis, module, binding, MAX_IMPORTS))
    : throughStars(analysis, module, node.id, MAX_IMPORTS);
}

function throughStars(analysis: Analysis, module: Module, name: string, left: number): Sources {
  if (left === 0) return [];
  return module.stars.flatMap(({ level, path }) => {
    const source = moduleNamed(analysis, module, level, path);
    return source ? sourcesIn(analysis, source, name, left - 1) : [];
  });
}

/** What a module binds a name to. */
function sourcesIn(analysis: Analysis, module: Module, name: string, left: number): Sources {
  const bindings = lookup(module.scope, name);
  return bindings.length > 0
    ? bindings.flatMap((binding) => sourcesOfBinding(analysis, module, binding, left))
    : throughStars(analysis, module, name, left);
}

function sourcesOfBinding(analysis: Analysis, module: Module, { origin }: Binding, left: number): Sources {
  switch (origin.by) {
    case 'value':
      return unpacked(analysis, { module, node: origin.value }, origin.path);
    case 'with':
      return origin.path.length === 0 ? [{ module, node: origin.value }] : [];
    case 'iteration':
      return (writtenItems(analysis, { module, node: origin.iterable }) ?? []).flatMap((item) =>
        unpacked(analysis, item, origin.path),
      );
    case 'import-from': {
      const { from, name } = origin;
      const source = left > 0 ? moduleNamed(analysis, module, from.level, from.path) : undefined;
      return source && source !== module ? sourcesIn(analysis, source, name, left - 1) : [];
    }
    case 'parameter':
      return sourcesOfParameter(analysis, module, origin);
    default:
      return [];
  }
}

/** The item of a tuple that a target takes. */
function unpacked(analysis: Analysis, at: Placed, path: Extract<Origin, { by: 'value' }>['path']): Sources {
  const [first, ...rest] = path;
  if (first === undefined) return [at];
  const item = typeof first === 'number' ? writtenItems(analysis, at)?.[first] : undefined;
  return item ? unpacked(analysis, item, rest) : [];
}

/** What a fixture of its name gives, or the calls of its function pass. */
function sourcesOfParameter(
  analysis: Analysis,
  module: Module,
  { owner, parameter }: Extract<Origin, { by: 'parameter' }>,
): Sources {
  const info = owner.kind === 'function' ? module.functions.get(owner) : undefined;
  if (!info) return [];
  const fn: FunctionRef = { module, info };
  const passed = callersOf(analysis, fn).calls.flatMap(({ module: from, call, bound }): Sources => {
    const argument = argumentFor(fn, parameter, call.args, bound);
    if (argument === 'hidden') return [];
    if (argument !== 'omitted') return [{ module: from, node: argument.value }];
    return parameter.default ? [{ module, node: parameter.default }] : [];
  });
  if (passed.length > 0) return passed;
  return fixturesFor(analysis, { module, owner: info.owner }, fn, parameter.name.id).flatMap(givenBy);
}

/** What a function returns, or yields. */
export const givenBy = ({ module, info }: FunctionRef): Sources =>
  [...info.returns, ...info.yields].flatMap(({ value }) => (value ? [{ module, node: value }] : []));

function sourcesOfAttribute(analysis: Analysis, { module, node }: Placed<Attribute>): Sources {
  const name = node.attribute.id;
  return analysis.infer({ module, node: node.object }).flatMap((type): Sources => {
    switch (type.is) {
      case 'module':
        return sourcesIn(analysis, type.module, name, MAX_IMPORTS);
      case 'instance':
      case 'class':
        return sourcesOfMember(analysis, type.cls, name);
      default:
        return [];
    }
  });
}

function sourcesOfMember(analysis: Analysis, cls: ClassRef, name: string): Sources {
  return ancestry(analysis, cls).flatMap(({ module, info }): Sources => {
    const own = (info.scope.bindings.get(name) ?? []).flatMap((binding) =>
      sourcesOfBinding(analysis, module, binding, MAX_IMPORTS),
    );
    const stored = module
      .storesOf(name)
      .filter(({ within }) => within?.owner === info)
      .flatMap(({ origin }): Sources => (origin.by === 'value' ? [{ module, node: origin.value }] : []));
    return [...own, ...stored];
  });
}

/** What a call of functions of the project gives. */
export const resultsOf = (analysis: Analysis, { module, node }: Placed<Call>): Sources =>
  functionsIn(analysis.infer({ module, node: node.callee })).flatMap(givenBy);

export const functionsIn = (types: readonly Type[]): readonly FunctionRef[] =>
  types.flatMap((type) => (type.is === 'function' ? [type.fn] : []));

/** The expressions that an expression may come to: either side of `or`, what is awaited, what a `:=` takes. */
export function alternatives(node: Expr): readonly Expr[] | undefined {
  switch (node.kind) {
    case 'await':
    case 'walrus':
      return [node.value];
    case 'boolean':
      return [node.left, node.right];
    case 'conditional':
      return [node.then, node.otherwise];
    default:
      return undefined;
  }
}
