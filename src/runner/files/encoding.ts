import { isAscii, isUtf8 } from 'node:buffer';

/** A decoded text with the function that encodes it again, or the problem that prevents it. */
export type Decoded =
  { readonly text: string; readonly encode: (text: string) => Uint8Array | undefined } | Undecodable;

export interface Undecodable {
  /** 1-based, if it is known. */
  readonly line?: number;
  readonly problem: string;
}

export type Decoder = (bytes: Uint8Array) => Decoded;

const UTF8_MARK = '\xEF\xBB\xBF';
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK_OR_COMMENT = /^[ \t\f]*(?:#|$)/;

/** Decodes UTF-8 and nothing else. A byte-order mark stays in the text. */
export const decodeUtf8: Decoder = (bytes) => unreadable(bytes) ?? fromUtf8(bytes);

/** Decodes as Python does: UTF-8, or the encoding declared in a comment on one of the first two lines (PEP 263). */
export const decodePython: Decoder = (bytes) => {
  const problem = unreadable(bytes);
  if (problem) return problem;
  const cookie = declaredEncoding(bytes);
  if (!cookie) return fromUtf8(bytes);
  const hasMark = latin1(bytes.subarray(0, 3)) === UTF8_MARK;
  if (hasMark && cookie.family !== 'utf-8') {
    return { line: cookie.line, problem: `has a UTF-8 byte-order mark, but is declared as ${cookie.name}` };
  }
  switch (cookie.family) {
    case 'utf-8':
      return fromUtf8(bytes);
    case 'ascii':
      return fromAscii(bytes);
    case 'latin-1':
      return { text: latin1(bytes), encode: toLatin1 };
    case 'other':
      return fromTable(bytes, cookie.name, cookie.line);
  }
};

/** Signs that the bytes are not source code in any encoding that is supported. */
function unreadable(bytes: Uint8Array): Undecodable | undefined {
  const mark = latin1(bytes.subarray(0, 2));
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF')
    return { line: 1, problem: 'is UTF-16 or UTF-32, according to its byte-order mark' };
  const nul = bytes.indexOf(0);
  return nul < 0
    ? undefined
    : { line: lineOf(bytes, nul), problem: 'contains a NUL byte: not a text file, or UTF-16' };
}

interface Cookie {
  /** In lower case, with `-` for `_`. */
  readonly name: string;
  readonly line: number;
  readonly family: 'utf-8' | 'ascii' | 'latin-1' | 'other';
}

function declaredEncoding(bytes: Uint8Array): Cookie | undefined {
  const head = latin1(bytes.subarray(0, 4096))
    .replace(UTF8_MARK, '')
    .split(/\r\n|\r|\n/, 2);
  for (const [index, line] of head.entries()) {
    const found = COOKIE.exec(line)?.[1];
    if (found) {
      const name = found.toLowerCase().replaceAll('_', '-');
      return { name, line: index + 1, family: familyOf(name) };
    }
    if (!BLANK_OR_COMMENT.test(line)) return undefined;
  }
  return undefined;
}

/** Not with `TextDecoder`, for which ASCII and Latin-1 are labels of windows-1252. */
function familyOf(name: string): Cookie['family'] {
  if (/^(?:utf-?8(?:-.*)?|u8|cp65001)$/.test(name)) return 'utf-8';
  if (/^(?:us-?)?ascii$|^646$|^ansi-x3\.4-/.test(name)) return 'ascii';
  if (/^(?:iso-?8859-1|iso-latin-1|latin-?1|latin|l1|cp819|8859)(?:-.*)?$/.test(name)) return 'latin-1';
  return 'other';
}

function fromUtf8(bytes: Uint8Array): Decoded {
  if (!isUtf8(bytes))
    return {
      line: firstLine(bytes, (line) => !isUtf8(line)),
      problem: 'not valid UTF-8, and no other encoding is declared',
    };
  return {
    text: buffer(bytes).toString('utf8'),
    encode: (text) => (/\p{Surrogate}/u.test(text) ? undefined : Buffer.from(text, 'utf8')),
  };
}

function fromAscii(bytes: Uint8Array): Decoded {
  if (!isAscii(bytes))
    return {
      line: firstLine(bytes, (line) => !isAscii(line)),
      problem: 'declared as ASCII, but has other characters',
    };
  return {
    text: latin1(bytes),
    encode(text) {
      const encoded = Buffer.from(text, 'utf8');
      return isAscii(encoded) ? encoded : undefined;
    },
  };
}

const toLatin1 = (text: string): Uint8Array | undefined =>
  /[^\0-\xFF]/.test(text) ? undefined : Buffer.from(text, 'latin1');

/** Any other single-byte encoding that Node knows. */
function fromTable(bytes: Uint8Array, name: string, line: number): Decoded {
  const table = tableOf(name);
  if (!table) return { line, problem: `declared as ${name}, which cannot be decoded exactly` };
  if (bytes.some((byte) => table[byte] === undefined)) {
    return {
      line: firstLine(bytes, (one) => one.some((byte) => table[byte] === undefined)),
      problem: `not valid ${name}`,
    };
  }
  const back = new Map(table.map((character, byte) => [character, byte]));
  const encode = (text: string): Uint8Array | undefined => {
    const codes = Array.from(text, (character) => back.get(character));
    return codes.every((code) => code !== undefined) ? Buffer.from(codes) : undefined;
  };
  const text = Array.from(bytes, (byte) => table[byte]).join('');
  return { text, encode };
}

type Table = readonly (string | undefined)[];

/** The character of each byte. `undefined` if the encoding is unknown, or if it is not one byte for one character. */
function tableOf(name: string): Table | undefined {
  const decoder = decoderFor(name);
  if (!decoder || !/^(?:ibm|iso-8859-|koi8-|macintosh|windows-|x-mac-)/.test(decoder.encoding))
    return undefined;
  if (decoder.encoding === 'windows-1252') return WINDOWS_1252;
  // The lower half is ASCII in all of them, although converters swap control characters there (IBM866).
  const table = Array.from({ length: 256 }, (_, byte) =>
    byte < 0x80 ? char(byte) : decodeByte(decoder, byte),
  );
  const known = table.filter((character) => character !== undefined);
  const isExact = new Set(known).size === known.length && known.every((character) => character.length === 1);
  return isExact ? table : undefined;
}

const char = (code: number): string => String.fromCharCode(code);

/** Node 20.18.3 and others decode windows-1252 as Latin-1 (nodejs/node#56542), so its characters are listed here. */
const WINDOWS_1252: Table = Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 || byte > 0x9f
    ? char(byte)
    : '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'[byte - 0x80]?.trim() || undefined,
);

function decodeByte(decoder: InstanceType<typeof TextDecoder>, byte: number): string | undefined {
  try {
    return decoder.decode(Uint8Array.of(byte));
  } catch {
    return undefined;
  }
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return undefined;
  }
}

/** No multi-byte character contains a line feed byte, so lines can be decoded one by one. */
function firstLine(bytes: Uint8Array, isWrong: (line: Uint8Array) => boolean): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    if (isWrong(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}

const lineOf = (bytes: Uint8Array, offset: number): number =>
  latin1(bytes.subarray(0, offset)).split(/\r\n|\r|\n/).length;

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const latin1 = (bytes: Uint8Array): string => buffer(bytes).toString('latin1');
