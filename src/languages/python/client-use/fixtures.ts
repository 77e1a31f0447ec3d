import type { NameExpr } from '../ast/expressions.ts';
import type { FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { fixtureOption, isAutouse, isFixture } from '../inference/functions/marked.ts';
import { subclassesOf } from '../inference/classes/subclasses.ts';
import { fixturesFor } from '../inference/pytest/fixtures.ts';
import { importersOf } from '../inference/pytest/importers.ts';
import { levels } from '../inference/pytest/levels.ts';
import { generated, parametrized } from '../inference/pytest/parametrize.ts';
import { functionKey, type FunctionRef } from '../inference/types.ts';
import { isTestFunction } from '../collected.ts';
import { literalText } from '../names.ts';
import { localUse } from './locals.ts';

/**
 * The fixture that makes a client anew for each test that asks for it, and gives it to nothing else that the test asks for; `undefined`
 * where that cannot be told.
 */
export function ownFixture(
  analysis: Analysis,
  module: Module,
  info: FunctionInfo,
  client: string,
): FunctionRef | undefined {
  const test: FunctionRef = { module, info };
  if (!isTestFunction(info) || info.outer || isFixture(test) || /\busefixtures\b/.test(module.source))
    return undefined;
  if (isGivenOtherwise(analysis, test, client) || isRepeated(test)) return undefined;
  const [fixture, ...others] = fixturesFor(analysis, { module, owner: info.owner }, test, client);
  if (!fixture || others.length > 0 || !isFresh(analysis, fixture)) return undefined;
  return isShared(analysis, test, client) ? undefined : fixture;
}

/** `@given(...)`, `@repeat(3)`, `@retry`: the test runs several times with what the fixtures gave it once. */
const isRepeated = ({ module, info }: FunctionRef): boolean =>
  info.def.decorators.some((mark) => /\b(?:given|repeat|retry|flaky|stress)/.test(sourceOf(module, mark)));

/** Whether marks give the test its client, or other classes and files run the test with fixtures of their own. */
function isGivenOtherwise(analysis: Analysis, test: FunctionRef, client: string): boolean {
  const { module, info } = test;
  return (
    parametrized(analysis, test, client) !== undefined ||
    generated(analysis, module, client) !== undefined ||
    importersOf(analysis, test).length > 0 ||
    (info.owner !== undefined && subclassesOf(analysis, { module, info: info.owner }).length > 0)
  );
}

/** Made for each test, by the class of the client itself, and handed out without another use. */
function isFresh(analysis: Analysis, fixture: FunctionRef): boolean {
  const { module, info } = fixture;
  const scope = fixtureOption(fixture, 'scope');
  if (scope && literalText(scope) !== 'function') return false;
  if (fixtureOption(fixture, 'params')) return false;
  const given = [...info.returns, ...info.yields].map(({ value }) => value);
  const [value] = given;
  return given.length === 1 && value !== undefined && localUse(analysis, module, value) !== undefined;
}

/** Whether anything else that pytest gives to a test, or runs for it, is given the client too. */
function isShared(analysis: Analysis, test: FunctionRef, client: string): boolean {
  const visited = new Set<string>();
  const asks = (fn: FunctionRef, isTest: boolean): boolean => {
    if (visited.has(functionKey(fn))) return false;
    visited.add(functionKey(fn));
    const { module, info } = fn;
    return info.def.parameters.some(({ name: { id } }) => {
      if (id === 'request' || (id === client && !isTest)) return true;
      if (id === client) return false;
      return fixturesFor(analysis, { module, owner: info.owner }, fn, id).some((one) => asks(one, false));
    });
  };
  const { module, info } = test;
  const always = [...levels(analysis, { module, owner: info.owner })].flatMap((level) =>
    [...level.values()].flat().flatMap(({ fn }) => (isAutouse(fn) ? [fn] : [])),
  );
  return asks(test, true) || always.some((fn) => asks(fn, false));
}

/** The parameter of a function that a name is, where it is never bound to anything else there. */
export function parameterOf(module: Module, name: NameExpr): FunctionInfo | undefined {
  const [binding, ...others] = module.bindingsOf(name);
  if (!binding || others.length > 0 || binding.origin.by !== 'parameter') return undefined;
  const { owner } = binding.origin;
  return owner.kind === 'function' ? module.functions.get(owner) : undefined;
}
