import type { Analysis } from '../analysis.ts';
import { isChangeable } from '../changes/change.ts';
import { keyword } from '../functions/arguments.ts';
import { unite, unknown, type Placed, type Type, type Types } from '../types.ts';
import type { Call } from '../../ast/expressions.ts';
import { replacedFor, replacedForGood } from './outside.ts';

/** What makes an object whose attributes are those that it is given. */
export const isNamespace = (path: string): boolean =>
  path === 'types.SimpleNamespace' || path === 'argparse.Namespace' || path === 'threading.local';

/** What an attribute of such an object may be, by the call that makes it and by what is put there later. */
export function inNamespace(analysis: Analysis, at: Placed<Call>, name: string): Types {
  const { module, node } = at;
  const given = keyword(node.args, name);
  const isOpen = node.args.some(({ form }) => form !== 'keyword');
  const types = unite(
    given ? analysis.infer({ module, node: given }).map(settled) : [],
    given || !isOpen ? [] : [unknown('what the object is made with is not all written')],
    replacedForGood(analysis, { made: at }, name).map(settled),
  );
  return types.length > 0 ? types : [unknown(`cannot find what sets \`${name}\``)];
}

/** What is put there for a time, as far as the place that reads it may see that. */
export const inNamespaceFor = (analysis: Analysis, at: Placed<Call>, name: string, read: Placed): Types =>
  replacedFor(analysis, { made: at }, name, read);

/** A collection may be changed by any name that the object has. */
export const settled = (type: Type): Type => {
  if (!isChangeable(type)) return type;
  const changed = unknown('cannot tell what is done to the collection that it holds');
  return 'literal' in type ? { ...changed, was: type.literal } : changed;
};
