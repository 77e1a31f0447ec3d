import { keyName, withoutDefault, type AnyFunction } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { annotationOf } from '../binding/patterns.ts';
import { argumentOf, nameOfFunction } from '../binding/places.ts';
import type { Origin } from '../binding/scope.ts';
import type { Analysis } from './analysis.ts';
import { passedBack } from './callbacks.ts';
import { callersOf } from './callers.ts';
import { clientMethod } from './classes/held.ts';
import { overriddenBy } from './classes/replaced.ts';
import { membersOf } from './classes/shapes.ts';
import { isClientMethod } from './clients.ts';
import { unpack } from './collections/elements.ts';
import { argumentAt } from './functions/arguments.ts';
import { questionOn } from './keys.ts';
import { fixtureContext } from './runners/contexts.ts';
import { isFetched } from './subjects.ts';
import { because, isIdentified, unite, unknown, type Placed, type Types } from './types.ts';

type Parameter = Extract<Origin, { readonly by: 'parameter' }>;

/** What a parameter may be given: what its type, its default and its callers say. */
export function inferParameter(
  analysis: Analysis,
  module: Module,
  { fn, index, rest, path }: Parameter,
): Types {
  const whole = analysis.once(questionOn(fn, `parameter ${index}`), () => {
    const node = fn.params[index];
    const type =
      node && annotationOf(node.type === 'TSParameterProperty' ? node.parameter : withoutDefault(node));
    const annotated = type ? analysis.inferAnnotation({ module, node: type }) : [];
    // `send: TestClient["post"]` says as much as the name of a client does.
    if (isIdentified(annotated) || annotated.some((type) => clientMethod(analysis, type))) {
      const clients = isSending(annotated) ? clientsPassed(analysis, { module, node: fn }, index, rest) : [];
      return unite(because('annotated', annotated), clients);
    }
    const found = passedTo(analysis, { module, node: fn }, index, rest);
    if (annotated.some(isFetched) && found.every((one) => one.is === 'unknown')) return annotated;
    return found.length > 0 || annotated.length === 0 ? found : annotated;
  });
  const [first] = path;
  const types =
    first?.to.by === 'itself' &&
    first.fallback &&
    !isIdentified(whole) &&
    whole.every(({ is }) => is === 'unknown')
      ? unite(whole)
      : whole;
  return unpack(analysis, module, types, path);
}

/** Whether a type declares a method of a client, so that a client may be passed without a word of it. */
const isSending = (annotated: Types): boolean =>
  annotated.some(
    (type) =>
      type.is === 'shape' &&
      membersOf(type.at.node).some(
        (member) => 'key' in member && isClientMethod(keyName(member.key, false) ?? ''),
      ),
  );

/** The clients among what the callers pass for a parameter whose type names none. */
const clientsPassed = (analysis: Analysis, fn: Placed<AnyFunction>, index: number, rest: boolean): Types =>
  passedTo(analysis, fn, index, rest).filter(({ is }) => is === 'client');

function passedTo(analysis: Analysis, fn: Placed<AnyFunction>, index: number, rest: boolean): Types {
  const { module, node } = fn;
  const argument = argumentOf(module, node);
  if (argument && node.type !== 'ObjectMethod' && node.type !== 'ClassMethod')
    return passedBack(analysis, module, argument.call, { at: argument.index, index });
  const fixture = fixtureContext(analysis, fn, index);
  if (fixture) return fixture;
  const overridden = overriddenBy(analysis, fn);
  if (overridden !== undefined)
    return [unknown(`\`${overridden}\` is overridden here, and called from elsewhere too`)];
  const { calls, incomplete } = callersOf(analysis, fn);
  const name = nameOfFunction(module, node) ?? 'a function';
  const passed = calls.map(({ module: from, call }) => argumentAt(analysis, from, call, index, rest));
  const missing =
    incomplete ??
    (calls.length === 0
      ? `it is a parameter of \`${name}\`, and no call of \`${name}\` is found`
      : undefined);
  return because('caller', unite(...passed, missing === undefined ? [] : [unknown(missing)]));
}
