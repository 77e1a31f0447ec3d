import { describe, expect, it } from 'vitest';
import { escaped, harmless, printable } from '../../src/reporters/visible.ts';

const NAMED: readonly (readonly [string, string, string])[] = [
  ['the escape that begins a sequence', '\x1b[2J', '<U+001B>[2J'],
  ['a title of the window', '\x1b]0;title\x07', '<U+001B>]0;title<U+0007>'],
  ['a carriage return, which overwrites the line', 'a\rb', 'a<U+000D>b'],
  ['a backspace', 'a\bb', 'a<U+0008>b'],
  ['NUL', '\0', '<U+0000>'],
  ['DEL', '\x7f', '<U+007F>'],
  ['the one-character form of an escape sequence', '\x9b31m', '<U+009B>31m'],
  ['the next line of C1', 'a\x85b', 'a<U+0085>b'],
  ['a separator of lines', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
  ['an override of the direction', '\u202Eyp.tset\u202C', '<U+202E>yp.tset<U+202C>'],
  ['embeddings', '\u202A\u202B\u202D', '<U+202A><U+202B><U+202D>'],
  ['isolates', '\u2066\u2067\u2068\u2069', '<U+2066><U+2067><U+2068><U+2069>'],
  ['marks of direction', '\u200E\u200F\u061C', '<U+200E><U+200F><U+061C>'],
  ['a space without width', 'a\u200Bb', 'a<U+200B>b'],
  ['joiners', 'a\u200Cb\u200Dc\u2060d', 'a<U+200C>b<U+200D>c<U+2060>d'],
  ['a byte-order mark', '\uFEFFa', '<U+FEFF>a'],
  ['a soft hyphen', 'a\u00ADb', 'a<U+00AD>b'],
  ['a filler without ink', 'a\u3164b', 'a<U+3164>b'],
  ['a variation of no emoji', 'a\uFE0Fb', 'a<U+FE0F>b'],
  ['tags', '\u{E0041}', '<U+E0041>'],
  ['annotations', '\uFFF9', '<U+FFF9>'],
  ['a lone surrogate', 'a\uD800b\uDC00', 'a<U+D800>b<U+DC00>'],
];

const KEPT: readonly (readonly [string, string])[] = [
  ['letters and their marks', 'naïve e\u0301 Ω ש नि'],
  ['Chinese, Japanese, Korean', '漢字 かな 한글'],
  ['an emoji', '🎉'],
  ['an emoji of a variation', '❤\uFE0F'],
  ['emoji that are joined', '👩🏽\u200D💻 👨\u200D👩\u200D👧 ❤\uFE0F\u200D🔥'],
  ['a no-break space', 'a\u00A0b'],
];

describe('in a line', () => {
  it.each(NAMED)('%s is named', (_, text, expected) => expect(printable(text)).toBe(expected));
  it.each(KEPT)('%s are kept', (_, text) => expect(printable(text)).toBe(text));
  it.each([
    ['a line end is named', 'a\nerror: b', 'a<U+000A>error: b'],
    ['a colour is named', '\x1b[31mred', '<U+001B>[31mred'],
    ['a tab becomes spaces', '\ta', '    a'],
  ])('%s', (_, text, expected) => expect(printable(text)).toBe(expected));
});

describe('in an output', () => {
  it.each(NAMED)('%s is named', (_, text, expected) => expect(harmless(text)).toBe(expected));
  it.each([
    ...KEPT,
    ['line ends', 'a\nb\r\n'],
    ['tabs', '\ta'],
    ['our colours', '\x1b[1m\x1b[31ma\x1b[39m\x1b[22m'],
  ] as const)('%s are kept', (_, text) => expect(harmless(text)).toBe(text));
  it.each([
    ['a colour that hides text', '\x1b[8ma', '<U+001B>[8ma'],
    ['a colour that is none of ours', '\x1b[31;40ma', '<U+001B>[31;40ma'],
  ])('%s is named', (_, text, expected) => expect(harmless(text)).toBe(expected));
});

describe('in JSON', () => {
  const texts = [...NAMED, ...KEPT].map(([of, text]) => [of, text] as const);
  it.each(texts)('%s keeps its value, and is seen', (_, text) => {
    const json = escaped(JSON.stringify({ text }, null, 2));
    expect(JSON.parse(json)).toEqual({ text });
    expect(json).not.toMatch(/[^\P{C}\n\p{Co}\p{Cn}]/u);
  });
});
