import type { Layout } from './layouts.ts';
import { build, type Piece } from './piece.ts';

export const VERBS = ['post', 'get', 'put', 'delete', 'patch', 'head', 'options'] as const;
export type Verb = (typeof VERBS)[number];

/** One argument of a call; by position where it has no name. */
export interface Argument {
  readonly name?: string;
  readonly value: Piece;
}

/** A call to be written: `client.verb(url, ...rest)`. */
export interface Wanted {
  readonly client: string;
  readonly verb: Verb;
  readonly url: Argument;
  readonly rest: readonly Argument[];
  readonly layout: Layout;
}

/** A way for a call to reach its client. */
export interface Way {
  readonly name: string;
  /** Calls `request`, which does not follow redirects by itself. */
  readonly request?: boolean;
  /** Whether a method of `unittest` may do it. */
  readonly plain: boolean;
  readonly write: (wanted: Wanted) => Piece;
}

export const written = ({ name, value }: Argument): string => (name ? `${name}=${value.code}` : value.code);

/** A call of `callee` with these arguments, and what they need. */
export const calling = (
  callee: string,
  args: readonly Argument[],
  { layout }: Wanted,
  more: Partial<Piece> = {},
): Piece =>
  build(
    layout.write(callee, args.map(written)),
    args.map(({ value }) => value),
    more,
  );

export const plainly = (code: string): Argument => ({ value: { code } });
export const way = (name: string, write: Way['write'], more: Partial<Way> = {}): Way => ({
  name,
  plain: true,
  write,
  ...more,
});

export const methodOf = ({ client, verb }: Wanted): string => `${client}.${verb}`;
export const named = (rest: readonly Argument[]): readonly Argument[] => rest.filter(({ name }) => name);
export const unnamed = (rest: readonly Argument[]): readonly Argument[] => rest.filter(({ name }) => !name);

export const byName = (url: Argument): Argument => ({ name: 'url', value: url.value });
const isAllNamed = (rest: readonly Argument[]): boolean => rest.every(({ name }) => name);
const isMovable = (rest: readonly Argument[]): boolean =>
  rest.every(({ value }) => !value.local?.length && !value.params?.length && !value.code.includes(':='));

export const direct = (wanted: Wanted): Piece =>
  calling(methodOf(wanted), [wanted.url, ...wanted.rest], wanted);

/** Ways that only make sense for named arguments fall back on the plain one. */
export const ifNamed =
  (write: Way['write']): Way['write'] =>
  (wanted) =>
    wanted.rest.length > 0 && isAllNamed(wanted.rest) ? write(wanted) : direct(wanted);
export const ifMovable =
  (write: Way['write']): Way['write'] =>
  (wanted) =>
    wanted.rest.length > 0 && isAllNamed(wanted.rest) && isMovable(wanted.rest)
      ? write(wanted)
      : direct(wanted);
