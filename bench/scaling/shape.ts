/** Relative path to text. */
export type Files = Readonly<Record<string, string>>;

/** An input that grows in one direction. */
export interface Shape {
  /** For `--only`. */
  readonly name: string;
  /** What there is `n` of. */
  readonly what: string;
  /** The `n` that makes about 1 MB, or the largest that somebody may really have. It is a multiple of 8. */
  readonly size: number;
  /** The input of size `n`; the same one each time. */
  files(n: number): Files;
}

/** `count` texts, one below the other. */
export const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join('');
