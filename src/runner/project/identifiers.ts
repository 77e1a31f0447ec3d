/** 1 for bytes of identifiers: letters, digits, `_`, and every byte of a character that is not ASCII. */
export const WORD = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w\x80-\xff]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Of FNV-1a with 32 bits. */
export const OFFSET = 0x811c9dc5 | 0;
export const PRIME = 0x01000193;

/** The hash of an identifier (FNV-1a). */
export function hashOf(identifier: string): number {
  let hash = OFFSET;
  for (const byte of Buffer.from(identifier, 'utf8')) hash = Math.imul(hash ^ byte, PRIME);
  return hash;
}

/** Whether the text contains a word as a whole identifier; `isMeant` tells of one, from its first byte to the one behind it, whether it counts. */
export function holdsIdentifier(
  bytes: Uint8Array,
  word: string,
  isMeant: (bytes: Uint8Array, start: number, end: number) => boolean = () => true,
): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = Buffer.from(word, 'utf8');
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (!WORD[text[at - 1] ?? 0] && !WORD[text[end] ?? 0] && isMeant(text, at, end)) return true;
  }
  return false;
}

export const DOT = 46;
const [TAB, NEWLINE, SPACE, COMMA, COLON, EQUALS] = [9, 10, 32, 44, 58, 61] as const;
const [LETTER_I, LETTER_N] = [105, 110] as const;
/** In bytes: an annotation, or further targets, that stand in front of `=`. */
const MOST_BETWEEN = 400;
const OPERATOR = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[-+*/|&^%@]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Whether an identifier is an attribute to which something may be stored, by its neighbours: `.name = `, with an operator, an annotation or
 * further targets in front of the `=`, or a target of `for`: `.name in`. Many others look like that, such as an argument in front of a keyword.
 * Not one of `self` or `cls`, which is a class's own.
 */
export function mayBeStored(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start - 1] !== DOT || OWN.some((own) => isBehind(bytes, own, start - 1))) return false;
  let at = end;
  while (bytes[at] === SPACE || bytes[at] === TAB) at++;
  const next = bytes[at];
  if (next === EQUALS) return bytes[at + 1] !== EQUALS;
  if (next === COLON || next === COMMA) return isBeforeEquals(bytes, at + 1);
  if (next === LETTER_I) return at > end && bytes[at + 1] === LETTER_N;
  if (next === undefined || OPERATOR[next] === 0) return false;
  return bytes[at + 1] === EQUALS || bytes[at + 2] === EQUALS;
}

const OWN = ['self', 'cls'].map((name) => Buffer.from(name));

/** Whether a name ends at an offset, as a whole identifier. */
function isBehind(bytes: Uint8Array, name: Uint8Array, end: number): boolean {
  const start = end - name.length;
  if (start < 0 || WORD[bytes[start - 1] ?? 0]) return false;
  for (let at = 0; at < name.length; at++) if (bytes[start + at] !== name[at]) return false;
  return true;
}

function isBeforeEquals(bytes: Uint8Array, from: number): boolean {
  const end = Math.min(bytes.length, from + MOST_BETWEEN);
  for (let at = from; at < end && bytes[at] !== NEWLINE; at++) if (bytes[at] === EQUALS) return true;
  return false;
}
