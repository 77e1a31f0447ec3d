import { expect, test } from 'vitest';
import { literal, type Unprintable } from '../../../src/languages/kernel/quotes.ts';

const UNPRINTABLE: Unprintable = { chars: /[\u0000-\u001f]/g, escape: (code) => `<${code}>` };

test.each([
  ['plain', '"plain"', "'plain'"],
  [`'"`, `"'\\""`, `'\\'"'`],
  ['a\\b', '"a\\\\b"', "'a\\\\b'"],
  ['\\"', '"\\\\\\""', `'\\\\"'`],
  ['\t\r\n', '"\\t\\r\\n"', "'\\t\\r\\n'"],
  ['\u0007\u001f', '"<7><31>"', "'<7><31>'"],
])('writes %j in either quotes', (value, double, single) => {
  expect(literal(value, '"', UNPRINTABLE)).toBe(double);
  expect(literal(value, "'", UNPRINTABLE)).toBe(single);
});
