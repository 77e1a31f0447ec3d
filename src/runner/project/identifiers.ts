/** 1 for bytes of identifiers: letters, digits, `_`, and every byte of a character that is not ASCII. */
const WORD = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w\x80-\xff]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The hashes of the current text: open addressing, 0 for an empty slot. Emptied after each text. */
let table = new Int32Array(1 << 14);
let seen = new Int32Array(1 << 13);

/** Distinct 32-bit hashes (FNV-1a, never 0) of the identifiers of a text, from its bytes: no string is made. */
export function identifierHashes(bytes: Uint8Array): Int32Array {
  let count = 0;
  const length = bytes.length;
  for (let at = 0; at < length; at++) {
    if (WORD[bytes[at]!] === 0) continue;
    let hash = OFFSET;
    do hash = Math.imul(hash ^ bytes[at]!, PRIME);
    while (++at < length && WORD[bytes[at]!] === 1);
    if (insert(hash || 1)) {
      seen[count++] = hash || 1;
      if (count === seen.length) grow(count);
    }
  }
  const hashes = seen.slice(0, count);
  table.fill(0);
  return hashes;
}

/** The hash that `identifierHashes` gives one identifier. */
export function hashOf(identifier: string): number {
  let hash = OFFSET;
  for (const byte of Buffer.from(identifier, 'utf8')) hash = Math.imul(hash ^ byte, PRIME);
  return hash || 1;
}

/** Adds a hash to the table. Returns whether it is new. */
function insert(hash: number): boolean {
  const mask = table.length - 1;
  let place = (hash ^ (hash >>> 15)) & mask;
  while (table[place] !== 0) {
    if (table[place] === hash) return false;
    place = (place + 1) & mask;
  }
  table[place] = hash;
  return true;
}

function grow(count: number): void {
  const all = seen;
  seen = new Int32Array(all.length * 2);
  seen.set(all);
  table = new Int32Array(table.length * 2);
  for (let index = 0; index < count; index++) insert(all[index]!);
}

/** Whether the text contains a word as a whole identifier. */
export function holdsIdentifier(bytes: Uint8Array, word: string): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = Buffer.from(word, 'utf8');
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!WORD[text[at - 1] ?? 0] && !WORD[text[at + wanted.length] ?? 0]) return true;
  }
  return false;
}
