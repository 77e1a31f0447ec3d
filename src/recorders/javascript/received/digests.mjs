import { crypto } from '../crypto.mjs';

/** Digests that are kept, as most fields come again and again. */
const KEPT = 5000;
const LONGEST_KEPT = 200;
const SHOWN = 1000;

/**
 * Digests of one salt: the beginning of the HMAC-SHA-256 of the bytes of a field, and with `values` the field itself.
 * @param {string} salt hexadecimal
 * @param {boolean} values
 * @returns {(field: string | Uint8Array) => string}
 */
export function digestsBy(salt, values) {
  const key = Buffer.from(salt, 'hex');
  const kept = new Map();
  const make = (field) => {
    const digest = crypto().createHmac('sha256', key).update(field).digest('hex').slice(0, 12);
    return values ? `${digest}:${shown(field)}` : digest;
  };
  return (field) => {
    if (typeof field !== 'string' || field.length > LONGEST_KEPT) return make(field);
    if (!kept.has(field)) {
      if (kept.size >= KEPT) kept.clear();
      kept.set(field, make(field));
    }
    return kept.get(field);
  };
}

/** The text of a field; bytes that are no UTF-8 are escaped. */
function shown(field) {
  if (typeof field === 'string') return field.slice(0, SHOWN);
  const bytes = Buffer.from(field.buffer, field.byteOffset, field.byteLength);
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text.slice(0, SHOWN);
  const one = (byte) => (byte < 128 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`);
  return Array.from(bytes.subarray(0, SHOWN), one).join('').slice(0, SHOWN);
}
