/**
 * What a terminal acts on or does not show: control characters (an escape sequence begins with one), lone surrogates, separators
 * of lines, what reorders a text, and what has neither width nor ink. Most are properties that Unicode itself defines.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB]/u
  .source;

/** Emoji are joined, and coloured, by characters that are not seen. */
const OF_EMOJI =
  /(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?)(?:\uFE0F?\u200D(?=\p{Extended_Pictographic})|[\uFE0E\uFE0F])/u
    .source;

/** The codes of a `Painter`, and what forms lines. */
const OURS = /\x1b\[(?:[12]|22|3[1236]|39)m|\r?\n|\t/.source;

const IN_LINE = new RegExp(`(${OF_EMOJI})|${UNSEEN}`, 'gu');
const IN_OUTPUT = new RegExp(`(${OF_EMOJI}|${OURS})|${UNSEEN}`, 'gu');
const IN_JSON = new RegExp(`(?!\\n)${UNSEEN}`, 'gu');

const TAB = '    ';

/**
 * Makes a text from a file, from the name of one or from the command line fit for a line on a terminal: tabs become spaces, and
 * what is not seen is named, as `<U+001B>`.
 */
export const printable = (text: string): string => text.replaceAll('\t', TAB).replace(IN_LINE, named);

/** Names what is not seen in a whole output. It keeps line ends, tabs and the codes of our colours. */
export const harmless = (output: string): string => output.replace(IN_OUTPUT, named);

/** Escapes what is not seen in a text of JSON, which means the same then. */
export const escaped = (json: string): string =>
  json.replace(IN_JSON, (found) =>
    found
      .split('')
      .map((unit) => `\\u${hex(unit)}`)
      .join(''),
  );

const named = (found: string, kept: string | undefined): string => kept ?? `<U+${hex(found).toUpperCase()}>`;

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
