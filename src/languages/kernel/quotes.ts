export type Quote = '"' | "'";

export const otherQuote = (quote: Quote): Quote => (quote === '"' ? "'" : '"');

/** What a language writes in another form than quotes, backslashes, tabs and line breaks, which all write alike. */
export interface Unprintable {
  /** Matches one character at a time, everywhere. */
  readonly chars: RegExp;
  /** How a character of this code is written: `\x07`. */
  escape(code: number): string;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** A string literal for a value in these quotes. */
export function literal(value: string, quote: Quote, { chars, escape }: Unprintable): string {
  const text = value
    .replace(/[\\\n\r\t]/g, (char) => SHORT.get(char) ?? char)
    .replaceAll(quote, `\\${quote}`)
    .replace(chars, (char) => escape(char.charCodeAt(0)));
  return quote + text + quote;
}
