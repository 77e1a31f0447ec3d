import { REQUESTS } from '../../../../clients/methods.ts';
import { isOtherPackage, RESPONSE_TYPES } from '../../../../clients/npm.ts';
import type { Identifier } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { onlyBinding } from '../../binding/scope.ts';
import { moduleFor, type Analysis } from '../analysis.ts';
import { callFunction } from '../functions/functions.ts';
import {
  isSamePlace,
  type ClassRef,
  type Placed,
  type SubjectType,
  type Type,
  type Types,
} from '../types.ts';
import { classMemberOf } from './classes.ts';
import { interfaceOf } from './interface.ts';

/**
 * The response that a value of an imported type is: of a class or an interface that the methods of the client return which the
 * same module exports, or of a type of a package that the file imports a client from. `instances`: what is known of the type.
 */
export function importedResponse(
  analysis: Analysis,
  module: Module,
  name: Identifier,
  instances: Types,
): SubjectType | undefined {
  const origin = onlyBinding(module.variableNamed(name.name, name))?.origin;
  if (origin?.by !== 'import') return undefined;
  const source = moduleFor(analysis, module, origin.from);
  if (source) {
    const own = instances.find((type) => placeOf(type) && isReturned(analysis, source, type));
    return own && { is: 'response', because: 'annotated', own: [own] };
  }
  const isKnown = RESPONSE_TYPES.includes(origin.name) && importsClient(analysis, module, origin.from);
  return isKnown ? { is: 'response', because: 'annotated' } : undefined;
}

/** Where a class, an interface or an object type is written. */
function placeOf(type: Type): Placed | undefined {
  if (type.is === 'instance') return type.cls;
  return type.is === 'shape' ? type.at : undefined;
}

/** Whether the methods of a client that a file exports return such a thing. */
function isReturned(analysis: Analysis, source: Module, type: Type): boolean {
  const classes = [...analysis.names.classes]
    .flatMap((name) => analysis.memberOf({ is: 'module', module: source }, name))
    .filter((one) => interfaceOf(analysis, [one]) === 'old')
    .flatMap((one) => ((one.is === 'class' || one.is === 'client-class') && one.cls) || []);
  return classes.some((cls) => returnedBy(analysis, cls).some((one) => isSame(one, type)));
}

const returnedBy = (analysis: Analysis, cls: ClassRef): Types =>
  REQUESTS.flatMap((name) =>
    (classMemberOf(analysis, cls, name, { is: 'instance', cls }) ?? []).flatMap((method) =>
      method.is === 'function' ? callFunction(analysis, method) : [],
    ),
  );

function isSame(a: Type, b: Type): boolean {
  const [first, second] = [placeOf(a), placeOf(b)];
  return first !== undefined && second !== undefined && isSamePlace(first, second);
}

/** Whether a file imports a class of clients from a package. */
const importsClient = ({ names }: Analysis, { scope }: Module, from: string): boolean =>
  !isOtherPackage(from) &&
  [...scope.variables.values()].some(({ bindings }) =>
    bindings.some(
      ({ origin }) => origin.by === 'import' && origin.from === from && names.classes.has(origin.name),
    ),
  );
