import { oncePer } from '../once.ts';
import type { Once } from './memo.ts';

/**
 * Remembers something else than answers, such as the callers of a function, among the answers of an analysis. What is concluded from
 * `meanwhile`, which is given where it is asked for in a circle or too deep, is then found anew once it is known. The key is that of
 * the thing: its node, or a text that names it.
 */
export const amongAnswers =
  <T, Analysis extends { readonly once: Once<T> }>() =>
  <Thing, Found>(
    question: string,
    keyOf: (thing: Thing) => object | string,
    meanwhile: Found,
    find: (analysis: Analysis, thing: Thing) => Found,
  ): ((analysis: Analysis, thing: Thing) => Found) => {
    const carried = new WeakMap<readonly T[], { readonly found: Found }>();
    const asked = oncePer((_: object): object => ({}));
    return (analysis, thing) => {
      const key = keyOf(thing);
      const carrier = analysis.once(typeof key === 'string' ? `${question} ${key}` : asked(key), () => {
        const own: readonly T[] = [];
        carried.set(own, { found: find(analysis, thing) });
        return own;
      });
      const known = carried.get(carrier);
      return known ? known.found : meanwhile;
    };
  };
