import { linesOf, type Line } from '../../core/lines.ts';
import { knownOf, type Hidden, type HiddenOption, type Option } from '../../core/model/options.ts';
import { oncePer } from './once.ts';

/** What unpacking adds to a call: options that can be edited where they are written, and what else may come with it. */
export interface Spread {
  readonly options: readonly Option[];
  readonly hidden: Hidden;
}

export const nothing: Hidden = { may: 'nothing' };

export const some = (...options: readonly HiddenOption[]): Hidden => ofThese(options);

/** Without a spread, which would overflow the stack from about 120,000 options on. */
const ofThese = (options: readonly HiddenOption[]): Hidden => ({ may: 'some', options });

/** Any option; `because` says why, for a person. */
export const anything = (because: string): Hidden => ({ may: 'anything', positional: false, because });

/** Any option, and any positional argument. */
export const anyArguments = (because: string): Hidden => ({ may: 'anything', positional: true, because });

/** What several parts of a call hide together. Options that are known are named, even where others may come with them. */
export function combine(parts: readonly Hidden[]): Hidden {
  const all = parts.filter((one) => one.may === 'anything' || knownOf(one).length > 0);
  const [only, ...others] = all;
  // Many calls may share what one object of thousands of options hides.
  if (others.length === 0) return only ?? nothing;
  const unseen =
    all.find((one) => one.may === 'anything' && one.positional) ?? all.find(({ may }) => may === 'anything');
  const options = all.flatMap(knownOf);
  if (unseen?.may === 'anything') return options.length > 0 ? { ...unseen, with: options } : unseen;
  return options.length > 0 ? ofThese(options) : nothing;
}

/** What is hidden, without options of some canonical names that are known not to be there. */
export function without(hidden: Hidden, gone: ReadonlySet<string>): Hidden {
  if (gone.size === 0 || hidden.may === 'nothing') return hidden;
  const left = knownOf(hidden).filter(({ name }) => !gone.has(name));
  if (hidden.may === 'anything') return { ...hidden, with: left };
  return left.length > 0 ? ofThese(left) : nothing;
}

/** What is hidden, where all of it is a site of its own. */
export const relayed = (hidden: Hidden): Hidden =>
  hidden.may === 'some'
    ? { ...hidden, options: hidden.options.map((one) => ({ ...one, relayed: true })) }
    : hidden;

/** The line of a UTF-16 offset in a file. */
export const whereIn = (
  module: { readonly path: string; readonly source: string },
  offset: number,
): Line => ({ path: module.path, line: linesIn(module).at(offset).line });

const linesIn = oncePer(({ source }: { readonly source: string }) => linesOf(source));
