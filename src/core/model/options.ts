import type { Line } from '../lines.ts';
import type { Span } from '../text.ts';
import type { Elsewhere, ValueKind, Value, Name } from './values.ts';

/** A named option of a call; its span covers key and value. */
export interface Option extends Span {
  readonly key: Name;
  readonly value: Value;
  /**
   * Where it is written: in the call, or in a dictionary literal that is spread into it and used for nothing but
   * calls of clients.
   */
  readonly place: 'call' | 'spread';
  /** JavaScript: a later spread may override this option, because the last one counts. */
  readonly overruled?: true;
  /** JavaScript: an earlier spread may hold this option too, and counts once this one is removed. */
  readonly covers?: true;
}

export type Hidden =
  | { readonly may: 'nothing' }
  | { readonly may: 'some'; readonly options: readonly HiddenOption[] }
  | {
      readonly may: 'anything';
      readonly positional: boolean;
      readonly because: string;
      /** Options that are known to be among them. */
      readonly with?: readonly HiddenOption[];
    };

export interface HiddenOption {
  readonly name: string;
  readonly kinds: readonly ValueKind[];
  readonly where: Line;
  /** It is a site of its own where it is given, in its own file (`Relay`). */
  readonly relayed?: true;
  /** The value, of an option that a rule asks this of (`Wanted.written`). */
  readonly written?: Elsewhere;
  /** What the code around it says of the texts that names hold wherever the option is given. */
  readonly choices?: readonly Choice[];
}

/** What a condition says of the text that a name holds, in lower case: it is one of `only`, or none of `never`. */
export interface Choice {
  /** The name, as the source writes it. */
  readonly of: string;
  readonly only?: readonly string[];
  readonly never?: readonly string[];
}

/** What is known of options that are hidden. */
export function knownOf(hidden: Hidden): readonly HiddenOption[] {
  if (hidden.may === 'nothing') return [];
  return hidden.may === 'some' ? hidden.options : (hidden.with ?? []);
}
