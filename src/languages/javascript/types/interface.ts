import type { ts } from 'ts-morph';
import { REQUESTS } from '../../../clients/methods.ts';
import { areOfOldClient } from '../../../clients/options.ts';
import { optionsIndex } from '../inference/clients.ts';

/** Whether a type, of a package as often as not, declares the methods of the old client: by the options that they take. */
export function showsOldClient(checker: ts.TypeChecker, type: ts.Type): boolean {
  const request = type.getProperty('request');
  if (!request || !parametersOf(checker, request).some((parameters) => parameters.length > 1)) return false;
  const names = REQUESTS.flatMap((name) => {
    const method = type.getProperty(name);
    return method
      ? parametersOf(checker, method).flatMap((parameters) =>
          namesIn(checker, parameters[optionsIndex(name)]),
        )
      : [];
  });
  return areOfOldClient(new Set(names));
}

/** The parameters of each signature of a method. */
const parametersOf = (checker: ts.TypeChecker, method: ts.Symbol): readonly (readonly ts.Symbol[])[] =>
  (typeOf(checker, method)?.getCallSignatures() ?? []).map((signature) => signature.getParameters());

const namesIn = (checker: ts.TypeChecker, parameter: ts.Symbol | undefined): readonly string[] => {
  const type = parameter && typeOf(checker, parameter)?.getNonNullableType();
  return type ? type.getApparentProperties().map((property) => property.getName()) : [];
};

function typeOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Type | undefined {
  const declaration = symbol.declarations?.[0];
  return declaration && checker.getTypeOfSymbolAtLocation(symbol, declaration);
}
