import type { Symbol as CompilerSymbol, Type as CompilerType } from 'ts-morph';
import { REQUESTS } from '../../../clients/methods.ts';
import { areOfOldClient } from '../../../clients/options.ts';
import { optionsIndex } from '../inference/clients.ts';

/** Whether a type, of a package as often as not, declares the methods of the old client: by the options that they take. */
export function showsOldClient(type: CompilerType): boolean {
  const request = type.getProperty('request');
  if (!request || !parametersOf(request).some((parameters) => parameters.length > 1)) return false;
  const names = REQUESTS.flatMap((name) => {
    const method = type.getProperty(name);
    return method
      ? parametersOf(method).flatMap((parameters) => namesIn(parameters[optionsIndex(name)]))
      : [];
  });
  return areOfOldClient(new Set(names));
}

/** The parameters of each signature of a method. */
function parametersOf(method: CompilerSymbol): readonly (readonly CompilerSymbol[])[] {
  return (typeOf(method)?.getCallSignatures() ?? []).map((signature) => signature.getParameters());
}

const namesIn = (parameter: CompilerSymbol | undefined): readonly string[] => {
  const type = parameter && typeOf(parameter)?.getNonNullableType();
  return type ? type.getApparentProperties().map((property) => property.getName()) : [];
};

function typeOf(symbol: CompilerSymbol): CompilerType | undefined {
  const [declaration] = symbol.getDeclarations();
  return declaration && symbol.getTypeAtLocation(declaration);
}
