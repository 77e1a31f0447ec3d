import { describe, expect, test } from 'vitest';
import { decodePython, decodeUtf8, type Decoded } from '../../src/runner/files/encoding.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

const text = (decoded: Decoded): string =>
  'text' in decoded ? decoded.text : `line ${decoded.line}: ${decoded.problem}`;

describe('decoding Python', () => {
  test.each<[string, Buffer, string]>([
    ['an empty file', bytes(), ''],
    ['UTF-8 without a word', Buffer.from('é = "日🎈"\n'), 'é = "日🎈"\n'],
    ['a byte-order mark, which stays', Buffer.from('\uFEFFx\r\n'), '\uFEFFx\r\n'],
    ['a mark and UTF-8 declared', Buffer.from('\uFEFF# coding: utf-8\nx'), '\uFEFF# coding: utf-8\nx'],
    ['every line ending', bytes('a\r\nb\rc\n\f\td'), 'a\r\nb\rc\n\f\td'],
    ['Latin-1', bytes('# -*- coding: latin-1 -*-\n', [0xe9, 0x80]), '# -*- coding: latin-1 -*-\né\x80'],
    [
      'Latin-1 by another name, on line two',
      bytes('#!/usr/bin/python\n# vim: set fileencoding=ISO_8859-1 :\n', [0xff]),
      '#!/usr/bin/python\n# vim: set fileencoding=ISO_8859-1 :\nÿ',
    ],
    [
      'Latin-1 after a blank line that ends as on old Macs',
      bytes('\r# coding=latin1\r', [0xe9]),
      '\r# coding=latin1\ré',
    ],
    ['ASCII', bytes('# coding: us-ascii\nx'), '# coding: us-ascii\nx'],
    ['Windows-1252', bytes('# coding: cp1252\n', [0x80, 0x93, 0xff]), '# coding: cp1252\n€“ÿ'],
    ['Windows-1251', bytes('# coding: windows-1251\n', [0xcf, 0xf0]), '# coding: windows-1251\nПр'],
    ['KOI8-R', bytes('# coding: koi8_r\n', [0xf0]), '# coding: koi8_r\nП'],
    ['Latin-9', bytes('# coding: iso-8859-15\n', [0xa4]), '# coding: iso-8859-15\n€'],
    [
      'a declaration behind code, which is none',
      bytes('x = 1\n# coding: latin-1\n'),
      'x = 1\n# coding: latin-1\n',
    ],
    [
      'a declaration on line three, which is none',
      Buffer.from('#\n#\n# coding: latin-1\né'),
      '#\n#\n# coding: latin-1\né',
    ],
  ])('decodes %s, and encodes it to the same bytes', (_, input, expected) => {
    const decoded = decodePython(input);
    expect(text(decoded)).toBe(expected);
    expect('text' in decoded && decoded.encode(decoded.text)).toEqual(input);
  });

  test.each<[string, Buffer, RegExp]>([
    ['Latin-1 without a word', bytes('a\nb\n', [0xe9], '\n'), /^line 3: not valid UTF-8, and no other/],
    [
      'a broken character in the middle of a long file',
      bytes('é\n'.repeat(1), [0xe2, 0x82], '\n'),
      /^line 1: /,
    ],
    ['UTF-16 little endian', Buffer.from('\uFEFFclient', 'utf16le'), /^line 1: is UTF-16/],
    ['UTF-16 big endian', Buffer.from('\uFEFFclient', 'utf16le').swap16(), /^line 1: is UTF-16/],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0, 0x63, 0, 0, 0]), /^line 1: is UTF-16 or UTF-32/],
    ['UTF-16 without a mark', Buffer.from('x\nclient', 'utf16le'), /^line 1: contains a NUL byte/],
    ['a NUL byte', bytes('a\r\nb\rc\nd\0'), /^line 4: contains a NUL byte/],
    ['ASCII that is not', bytes('# coding: ascii\n\n', [0xc3, 0xa9]), /^line 3: declared as ASCII/],
    ['a byte that Windows-1252 leaves out', bytes('# coding: cp1252\n', [0x81]), /^line 2: not valid cp1252/],
    [
      'a mark with another encoding',
      bytes([0xef, 0xbb, 0xbf], '# coding: latin-1\n'),
      /^line 1: has a UTF-8 byte-order mark, but/,
    ],
    [
      'an encoding of several bytes',
      bytes('#\n# coding: shift_jis\n'),
      /^line 2: declared as shift-jis, which cannot/,
    ],
    ['an encoding nobody knows', bytes('# coding: klingon\n'), /^line 1: declared as klingon, which cannot/],
    ['one that Node does not know', bytes('# coding: cp437\n'), /^line 1: declared as cp437/],
  ])('refuses %s, with its line', (_, input, expected) => {
    expect(text(decodePython(input))).toMatch(expected);
  });

  test.each([
    ['latin-1', '€'],
    ['ascii', 'é'],
    ['cp1252', 'П'],
    ['iso-8859-15', '日'],
    ['utf-8', '\ud800'],
  ])('cannot encode in %s a character that it lacks', (name, added) => {
    const decoded = decodePython(bytes(`# coding: ${name}\n`));
    expect('text' in decoded && decoded.encode(decoded.text + added)).toBeUndefined();
  });

  test.each(['cp1250', 'cp1251', 'cp1253', 'cp1257', 'iso-8859-2', 'iso-8859-7', 'koi8-u', 'cp866'])(
    'every byte that %s knows comes back',
    (name) => {
      const head = `# coding: ${name}\n`;
      const known = Array.from({ length: 255 }, (_, index) => index + 1).filter(
        (byte) => 'text' in decodePython(bytes(head, [byte])),
      );
      const input = bytes(head, known);
      const decoded = decodePython(input);
      expect(known.length).toBeGreaterThan(200);
      expect('text' in decoded && decoded.encode(decoded.text)).toEqual(input);
    },
  );
});

test('other languages are UTF-8, even if a comment declares another encoding', () => {
  expect(text(decodeUtf8(Buffer.from('# coding: latin-1\né')))).toBe('# coding: latin-1\né');
  expect(text(decodeUtf8(bytes('// coding: latin-1\n', [0xe9])))).toMatch(/^line 2: /);
});
