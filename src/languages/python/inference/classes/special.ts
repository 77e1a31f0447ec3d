import type { Analysis } from '../analysis.ts';
import { callFunction } from '../functions/functions.ts';
import { unite, type Type, type Types } from '../types.ts';

/** The name of a special method. */
export type Special = `__${string}__`;

/** What a special method of an object's class gives; `undefined` where the project defines none. */
export function callSpecial(
  analysis: Analysis,
  type: Extract<Type, { is: 'instance' }>,
  method: Special,
): Types | undefined {
  const found = (analysis.classMemberOf(type.cls, method, type) ?? []).filter((one) => one.is === 'function');
  return found.length > 0 ? unite(...found.map((one) => callFunction(analysis, one))) : undefined;
}
