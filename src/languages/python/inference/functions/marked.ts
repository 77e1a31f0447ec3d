import type { Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { keyword, positional } from './arguments.ts';
import type { FunctionRef } from '../types.ts';
import { literalText } from '../../names.ts';

/** The decorator that makes a function a fixture; `undefined` for any other function. */
function fixtureMark({ module, info }: FunctionRef): Expr | undefined {
  return info.def.decorators.find((decorator) => isMark(module, decorator) || isStep(decorator));
}

const isMark = (module: Module, decorator: Expr): boolean =>
  /(^|\.)(yield_)?fixture$/.test(sourceOf(module, decorator.kind === 'call' ? decorator.callee : decorator));

/** A step of pytest-bdd that hands out what it returns: `@given("a client", target_fixture="api")`. */
const isStep = (decorator: Expr): decorator is Call =>
  decorator.kind === 'call' && keyword(decorator.args, 'target_fixture') !== undefined;

/**
 * The function that `pytest.fixture(make)` or `pytest.fixture(scope="module")(make)` makes a fixture of; `undefined` for any
 * other expression.
 */
export function functionMade(module: Module, node: Expr): Expr | undefined {
  if (node.kind !== 'call') return undefined;
  const { callee, args } = node;
  const isMarked = callee.kind === 'call' ? isMark(module, callee) : isMark(module, node);
  return isMarked ? positional(args, 0) : undefined;
}

export const isFixture = (fn: FunctionRef): boolean => fixtureMark(fn) !== undefined;

/** The name tests ask for a fixture by, where it is defined. */
export const fixtureName = (fn: FunctionRef): string => givenName(fn) ?? fn.info.def.name.id;

/** `@fixture(name="...")`, or the target of a step. */
export function givenName(fn: FunctionRef): string | undefined {
  const mark = fixtureMark(fn);
  return literalText(mark && isStep(mark) ? keyword(mark.args, 'target_fixture') : fixtureOption(fn, 'name'));
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
