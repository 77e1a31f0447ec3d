import { contains } from '../../../../core/text.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { ClassDef, FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { isInside, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { lastName } from '../../names.ts';
import type { FunctionRef, Type, Types } from '../types.ts';
import { keyword, positional } from './arguments.ts';

/** Decorators that leave alone what a function is given and what it gives back, or that are understood elsewhere. */
const TRANSPARENT = new RegExp(
  `(^|\\.)(${[
    'mark\\.\\w+|(yield_)?fixture|parametrize|usefixtures|skip\\w*|expectedFailure|given|example|settings|freeze_time',
    '(async)?contextmanager|staticmethod|classmethod|abstract\\w*|(cached_)?property|setter|getter|deleter',
    '(lru_)?cache|cached|memoize|override|overload|final|no_type_check|typechecked|beartype|deprecated|wraps|hookimpl',
    'retry|flaky|timeout|patch(\\.\\w+)?|activate|use_cassette|override_settings|sync_to_async|async_to_sync',
  ].join('|')})$`,
);

export const isStatic = ({ module, info }: FunctionRef): boolean =>
  isMarked(module, info.def, /^staticmethod$/);

export const isOfClass = ({ module, info }: FunctionRef): boolean =>
  isMarked(module, info.def, /^classmethod$/);

/** Whether a function is given the object or class that it is read from, which is then not among the arguments of a call. */
export const isBound = ({ fn, self }: Extract<Type, { is: 'function' }>): boolean =>
  isOfClass(fn) || (!isStatic(fn) && (self?.is === 'instance' || self?.is === 'client'));

/** Whether a decorator of a function, as it is written, is of the form of `mark`. */
export const isMarked = (module: Module, { decorators }: FunctionDef, mark: RegExp): boolean =>
  decorators.some((decorator) => mark.test(sourceOf(module, decorator)));

/** A decorator that may change the arguments or the result of a function, as it is written. */
export function decoratorOf(analysis: Analysis, { module, info }: FunctionRef): string | undefined {
  const found = info.def.decorators.find((decorator) => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    const types = analysis.infer({ module, node: name });
    // A function of the project is what its body says, whatever it is called.
    const isKnown = TRANSPARENT.test(sourceOf(module, name)) && !types.some(({ is }) => is === 'function');
    return !isKnown && !isPassedThrough(types);
  });
  return found && sourceOf(module, found);
}

/** A decorator of the project that does more with the `**kwargs` of calls than to hand them on, as it is written. */
export function decoratorReadingOptions(
  analysis: Analysis,
  { module, info }: FunctionRef,
): string | undefined {
  const found = info.def.decorators.find((decorator) => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    return analysis
      .infer({ module, node: name })
      .some((type) => type.is === 'function' && readsOptions(type.fn));
  });
  return found && sourceOf(module, found);
}

function readsOptions({ module, info }: FunctionRef): boolean {
  const unpacked = new Set(
    module.calls.flatMap(({ args }) =>
      args.flatMap(({ form, value }) => (form === 'double-splat' ? [value] : [])),
    ),
  );
  const inner = [...module.functions.values()].filter((one) => isInside(one, info));
  return inner.some(({ def }) =>
    def.parameters
      .filter(({ form }) => form === 'kwargs')
      .some(({ name }) => {
        const binding = module.bindingAt(name);
        return !binding || module.readsOf(binding).some((read) => !unpacked.has(read));
      }),
  );
}

/** A decorator of the project that may change a class, or put something else in its place, as it is written. */
export function classDecoratorOf(
  analysis: Analysis,
  module: Module,
  { decorators }: ClassDef,
): string | undefined {
  const found = decorators.find((decorator) => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    const types = analysis.infer({ module, node: name });
    const own = types.filter(({ is }) => is === 'function' || is === 'class');
    return own.length > 0 && !(isPassedThrough(types) && types.every(setsNothing));
  });
  return found && sourceOf(module, found);
}

/** Whether a function assigns no attribute of anything. */
function setsNothing(type: Type): boolean {
  if (type.is !== 'function') return false;
  const { module, info } = type.fn;
  return (
    module.stores.every(({ target }) => !contains(info.def, target)) &&
    module.calls.every((call) => lastName(call.callee) !== 'setattr' || !contains(info.def, call))
  );
}

/** A decorator of the project that returns the function, or one that calls it with just what it is given. */
const isPassedThrough = (types: Types): boolean =>
  types.length > 0 &&
  types.every((type) => {
    if (type.is !== 'function') return false;
    const { fn } = type;
    const all = [...fn.module.functions.values()].filter((one) => isInside(one, fn.info));
    return all.every(
      ({ returns, yields }) =>
        yields.length === 0 && returns.every(({ value }) => value !== undefined && isPlain(fn.module, value)),
    );
  });

/** A name of a parameter or of an inner function, or `function(*args, **kwargs)`. */
function isPlain(module: Module, value: Expr): boolean {
  if (value.kind === 'await') return isPlain(module, value.value);
  if (value.kind === 'name')
    return module
      .bindingsOf(value)
      .every(
        ({ origin, scope }) =>
          origin.by === 'parameter' || (origin.by === 'function' && scope.kind !== 'module'),
      );
  if (value.kind !== 'call' || value.callee.kind !== 'name') return false;
  const isGiven = module.bindingsOf(value.callee).every(({ origin }) => origin.by === 'parameter');
  return isGiven && value.args.every(({ form }) => form === 'splat' || form === 'double-splat');
}

/** Whether `mock.patch` passes a mock for a parameter of a test: the first ones behind `self`, one for each patch. */
export function isMocked({ module, info }: FunctionRef, name: string): boolean {
  const marks = [...info.def.decorators, ...(info.owner?.def.decorators ?? [])];
  const count = marks.filter((mark) => isPatch(module, mark)).length;
  const first = info.owner ? 1 : 0;
  return parametersOf(info.def)
    .slice(first, first + count)
    .includes(name);
}

const parametersOf = ({ parameters }: FunctionDef): string[] =>
  parameters.flatMap(({ form, name }) => (form === 'positional' ? [name.id] : []));

/** A patch that is told what to put in place passes nothing. */
function isPatch(module: Module, mark: Expr): mark is Call {
  if (mark.kind !== 'call') return false;
  const kind = /(?:^|\.)patch(\.object)?$/.exec(sourceOf(module, mark.callee));
  const isTold = kind && (positional(mark.args, kind[1] ? 2 : 1) ?? keyword(mark.args, 'new')) !== undefined;
  return kind !== null && !isTold;
}
