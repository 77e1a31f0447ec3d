import {
  call,
  mapping,
  member,
  merged,
  name,
  or,
  quote,
  safe,
  subscript,
  text,
  type Expr,
  type Fix,
} from '../../core/rule.ts';
import type { OverrideEntry } from '../../core/sites.ts';

/**
 * The fix of what an override does with a dictionary among its `**kwargs` that may be `None` now. None where a default that is not
 * empty is given, as that would count where an empty one is passed. `rest` and `key`: as the code spells them; `value`: its text.
 */
export function entryFix(
  { how, call: place, done }: OverrideEntry,
  { rest, key, value }: { readonly rest: string; readonly key: string; readonly value: string },
): Fix | undefined {
  if (value !== '{}' && value !== 'dict()') return undefined;
  const given = (method: string, ...more: readonly Expr[]): Expr =>
    or(call(member(name(rest), method), [text(key), ...more]), mapping([]));
  switch (how) {
    case 'get':
      return place && safe({ do: 'replace', target: place, with: given('get') });
    case 'pop':
      return place && safe({ do: 'replace', target: place, with: given('pop', name('None')) });
    case 'default': {
      if (!done) return undefined;
      const { statement, targets = [], item, other } = done;
      const own = subscript(name(rest), text(key));
      const added = item ? mapping([[quote(item.key), quote(item.value)]]) : other && quote(other);
      return safe({
        do: 'replace-statement',
        statement,
        targets: [...targets.map((one) => quote(one)), own],
        value: added ? merged(given('get'), added) : given('get'),
      });
    }
    default:
      return undefined;
  }
}
