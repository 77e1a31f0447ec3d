import type { Expr } from '../../ast.ts';
import { sourceOf } from '../../binding/places.ts';
import { keyword } from '../functions/arguments.ts';
import type { FunctionRef } from '../types.ts';

/** The decorator that makes a function a fixture; `undefined` for any other function. */
export function fixtureMark({ module, info }: FunctionRef): Expr | undefined {
  return info.def.decorators.find((decorator) =>
    /(^|\.)(yield_)?fixture$/.test(
      sourceOf(module, decorator.kind === 'call' ? decorator.callee : decorator),
    ),
  );
}

export const isFixture = (fn: FunctionRef): boolean => fixtureMark(fn) !== undefined;

/** The name tests ask for a fixture by, where it is defined. */
export const fixtureName = (fn: FunctionRef): string => givenName(fn) ?? fn.info.def.name.id;

/** `@fixture(name="...")`. */
export function givenName(fn: FunctionRef): string | undefined {
  const name = fixtureOption(fn, 'name');
  return name?.kind === 'text' ? name.value : undefined;
}

/** `@fixture(autouse=True)`, or anything that may be true. */
export function isAutouse(fn: FunctionRef): boolean {
  const autouse = fixtureOption(fn, 'autouse');
  return autouse !== undefined && autouse.kind !== 'false';
}

export function fixtureOption(fn: FunctionRef, option: string): Expr | undefined {
  const mark = fixtureMark(fn);
  return mark?.kind === 'call' ? keyword(mark.args, option) : undefined;
}
