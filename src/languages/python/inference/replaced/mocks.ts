import { lastName } from '../../names.ts';
import { walk } from '../../walk.ts';
import { CLIENT_METHODS } from '../knowledge.ts';
import type { Type } from '../types.ts';

/** A mock, or the client's own method that a mock wraps. */
export const isMock = (type: Type): boolean =>
  (type.is === 'made' && /\b(?:mock|Mock|DEFAULT|create_autospec)\b/i.test(type.by)) ||
  (type.is === 'member' && type.of.is === 'client');

/** Whether a function passes what it is given on to something else, as a rule to the method that it replaces. */
export function handsOn(type: Type): boolean {
  const body =
    type.is === 'function' ? type.fn.info.def.body : type.is === 'lambda' ? [type.at.node.body] : [];
  let found = false;
  walk(body, (node) => {
    if (node.kind !== 'call') return;
    const isMethod = CLIENT_METHODS.has(lastName(node.callee) ?? '');
    found ||= isMethod || node.args.some(({ form }) => form.endsWith('splat'));
  });
  return found;
}
