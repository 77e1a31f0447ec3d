import { METHOD_NAMES, methodNamed } from '../../clients/methods.ts';
import type { CallPattern, Wanted } from '../../core/wants.ts';

/** What a text shows without being parsed. It errs on the side of `true`. */
export interface Look {
  /** Something that the rules want may stand here, provided that a client gets here. */
  readonly place: boolean;
  /** A method of a client may be held as a value here, and be called where its name does not stand. */
  readonly holds: boolean;
  /** A client may be known here without another file: by its class, by its name, or because the user names it. */
  readonly knows: boolean;
  /** Other files may get a client from here, or from one of them again. */
  readonly brings: boolean;
}

/** What the rules want to see of the calls of one method. Names of options are spelled as the language does. */
export interface WantedCall {
  /** Every call, whatever it is given. */
  readonly any: boolean;
  readonly options: readonly string[];
  /** Arguments after the URL that are given by position. */
  readonly positional: boolean;
  /** How many positional arguments the URL ends. */
  readonly lead: number;
}

/** The methods of which the rules want calls, by their spelled names. */
export function wantedCalls(
  patterns: readonly CallPattern[],
  spell: (name: string) => string,
): ReadonlyMap<string, WantedCall> {
  const calls = new Map<string, WantedCall>();
  for (const name of METHOD_NAMES) {
    const found = patterns.filter(({ methods }) => methods?.includes(name) ?? true);
    if (found.length === 0) continue;
    calls.set(spell(name), {
      any: found.some(({ options, positional }) => !options && !positional),
      options: [...new Set(found.flatMap(({ options = [] }) => options.map(spell)))],
      positional: found.some(({ positional }) => positional),
      lead: Math.max(1, (methodNamed(name)?.positional.indexOf('url') ?? 0) + 1),
    });
  }
  return calls;
}

/** Sticky patterns of what has to be stepped over between parentheses, bounded as all patterns of a gate are. */
export interface Syntax {
  readonly comment: RegExp;
  readonly string: RegExp;
  /** What a comment or a string begins with. */
  readonly opener: RegExp;
}

/** Longer calls are taken to be wanted. */
const MAX_CALL = 4_000;

/**
 * The arguments of the call whose parenthesis opens at `open`, without their comments; `undefined` where the call does not
 * end soon, or it is not clear where.
 */
export function argumentsAt(
  text: string,
  open: number,
  { comment, string, opener }: Syntax,
): readonly string[] | undefined {
  const found: string[] = [];
  const end = Math.min(text.length, open + MAX_CALL);
  let depth = 0;
  let current = '';
  let from = open + 1;
  for (let at = open; at < end; at++) {
    const char = text[at]!;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) {
      if (--depth > 0) continue;
      current += text.slice(from, at);
      return current.trim() === '' ? found : [...found, current.trim()];
    } else if (char === ',' && depth === 1) {
      found.push((current + text.slice(from, at)).trim());
      current = '';
      from = at + 1;
    } else if (opener.test(char)) {
      const pastComment = pastMatch(comment, text, at);
      const past = pastComment ?? pastMatch(string, text, at);
      if (past === undefined) return undefined;
      if (pastComment !== undefined) {
        current += text.slice(from, at);
        from = past;
      }
      at = past - 1;
    }
  }
  return undefined;
}

function pastMatch(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** An expression for one of the words, escaped; for none of them it matches nothing. */
export const anyOf = (words: Iterable<string>): string => {
  const escaped = [...words].map((word) => word.replace(/[^\w\x80-\uffff]/g, '\\$&'));
  return escaped.length > 0 ? `(?:${escaped.join('|')})` : '(?!)';
};

/** The words of dotted names outside the project. A file that refers to one needs no client. */
export const referenced = ({ references = [] }: Wanted): readonly string[] => [
  ...new Set(references.flatMap((path) => path.replace('()', '').split('.'))),
];

/**
 * Whether the rules look at more than calls. Then a file matters that is given a response alone; and one brings responses to others
 * where nothing but the name of a client speaks for it.
 */
export const isAboutSubjects = ({
  reads = {},
  stores = {},
  truths = [],
  iterations = [],
  enters = [],
  takings = {},
}: Wanted): boolean =>
  [
    ...[reads, stores, takings].flatMap((table) => Object.values(table)),
    ...[truths, iterations, enters],
  ].flat().length > 0;

/** `http` of `self.http`, `make_client` of `make_client()`, as it looks in a text that is decoded as Latin-1. */
export const lastWord = (client: string): string => {
  const word = /([^.()\s]+)[()\s]*$/.exec(client)?.[1] ?? client;
  return Array.from(new TextEncoder().encode(word), (byte) => String.fromCharCode(byte)).join('');
};
