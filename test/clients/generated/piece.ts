/**
 * An expression of Python with what it needs around it. `§` in any of the texts stands for the number of the call it is
 * part of, so that pieces of one module never share a name by accident.
 */
export interface Piece {
  readonly code: string;
  /** Import lines of the module. */
  readonly imports?: readonly string[];
  /** Top-level blocks of the module, in front of the test. */
  readonly module?: readonly string[];
  /** Top-level blocks of a `conftest.py` beside the module. */
  readonly conftest?: readonly string[];
  /** Top-level blocks of a `helpers.py` beside the module, with their imports. */
  readonly helpers?: readonly string[];
  /** Statements in front of the call, in the same function. */
  readonly local?: readonly string[];
  /** Parameters of the test. */
  readonly params?: readonly string[];
  /** Decorators of the test. */
  readonly decorators?: readonly string[];
}

/** What a piece needs, without its own expression. */
export type Needs = Omit<Piece, 'code'>;

/** The needs of several pieces, each line once, in order. */
export function gather(...needs: readonly Needs[]): Required<Needs> {
  const all = (list: keyof Needs): readonly string[] => [...new Set(needs.flatMap((one) => one[list] ?? []))];
  return {
    imports: all('imports'),
    module: all('module'),
    conftest: all('conftest'),
    helpers: all('helpers'),
    local: all('local'),
    params: all('params'),
    decorators: all('decorators'),
  };
}

/** A new expression that needs what `parts` need, and `more`. */
export const build = (code: string, parts: readonly Piece[], more: Needs = {}): Piece => ({
  ...gather(...parts, more),
  code,
});

/** Indents every line but empty ones. */
export const indent = (text: string, by = '    '): string => text.replace(/^(?=[^\n])/gm, by);

/** Puts a number in place of every `§`. */
export const number = (text: string, id: string): string => text.replaceAll('§', id);

/** Needs whose names are those of `id`. */
export function numberNeeds(needs: Needs, id: string): Required<Needs> {
  const texts = (list: readonly string[] = []): readonly string[] => list.map((text) => number(text, id));
  const all = gather(needs);
  return {
    imports: texts(all.imports),
    module: texts(all.module),
    conftest: texts(all.conftest),
    helpers: texts(all.helpers),
    local: texts(all.local),
    params: texts(all.params),
    decorators: texts(all.decorators),
  };
}

/** A piece whose names are those of `id`. */
export const numbered = ({ code, ...needs }: Piece, id: string): Piece => ({
  ...numberNeeds(needs, id),
  code: number(code, id),
});
