import { describe, expect, test } from 'vitest';
import type { Text } from '../../../../src/languages/python/ast/expressions.ts';
import { outline, parseExpression } from '../../../support/python-ast.ts';
import { code } from '../../../support/snippets.ts';

function parseText(source: string): Text {
  const text = parseExpression(source);
  if (text.kind !== 'text') throw new Error(`no text: ${source}`);
  return text;
}

describe('the value of a string', () => {
  test.each([
    [`''`, ''],
    [`"a'b"`, `a'b`],
    [`'''a\n"b"'''`, 'a\n"b"'],
    [`"""a\r\nb"""`, 'a\nb'],
    [`u"é😀"`, 'é😀'],
    [`"a\\nb\\t\\\\\\'\\""`, `a\nb\t\\'"`],
    [`"\\x41\\u00e9\\0\\101"`, 'AéA'.replace('é', 'é\0')],
    [`"a\\\nb"`, 'ab'],
    [`r"\\n\\x"`, '\\n\\x'],
    [`r"\\\\"`, '\\\\'],
    [`R'\\''`, "\\'"],
    [`b"\\xff"`, '\xff'],
    [`Rb'\\n'`, '\\n'],
    [`"a" 'b' """c"""`, 'abc'],
    [
      code`
        ("a"
          # why
          "b")
      `,
      'ab',
    ],
    [`f"{{a}}"`, '{a}'],
    [`"a" f"b"`, 'ab'],
  ])('%s', (source, value) => {
    expect(parseText(source).value).toBe(value);
  });

  test.each([
    [`f"{a}"`],
    [`"a" f"{b}"`],
    [`"\\N{BULLET}"`],
    [`"\\U0001F600"`],
    [`"\\d"`],
    [`"\\xg"`],
    [`b"\\u0041"`],
    [`t"a"`],
  ])('%s is not known', (source) => {
    expect(parseText(source).value).toBeUndefined();
  });
});

test.each([
  [`"a"`, false],
  [`b"a"`, true],
  [`Br"a"`, true],
  [`rB"a" b"c"`, true],
  [`"b"`, false],
])('whether %s is bytes: %s', (source, bytes) => {
  expect(parseText(source).bytes).toBe(bytes);
});

test.each([
  [`"a"`, 'a'],
  [`rb'''a\nb'''`, 'a\nb'],
  [`r"\\\\"`, '\\\\'],
  [`u""`, ''],
  [`f"a"`, undefined],
  [`t"a"`, undefined],
  [`"a" "b"`, undefined],
])('between the quotes of %s stands %s', (source, inside) => {
  const { inside: span } = parseText(source);
  expect(span && source.slice(span.start, span.end)).toBe(inside);
});

describe('the expressions in an f-string', () => {
  test.each([
    [`f"a{b}c{d.e}"`, '(? b (. d e))'],
    [`f"{a!r:>{width}.{precision}}"`, '(? a width precision)'],
    [`f"{a=}"`, '(? a)'],
    [`f"{a:%Y-%m}"`, '(? a)'],
    [`f"{a, b}"`, '(? (tuple a b))'],
    [`f"{*a, b}"`, '(? (tuple (* a) b))'],
    [`f"{x:=10}"`, '(? x)'],
    [`f"{(x:=10)}"`, '(? (:= x 10))'],
    [`f"{f'{a}'}"`, '(? (? a))'],
    [`f"{d["k"]}"`, '(? ([] d "k"))'],
    [
      code`
        rf'''{
          a
        }'''
      `,
      '(? a)',
    ],
    [`fR"\\{a}"`, '(? a)'],
    [`"a" f"{b}" F"{c}"`, '(? b c)'],
    [`t"{a}"`, '(? a)'],
    [`f"{lambda_(1)}{{}}{b}"`, '(? (call lambda_ 1) b)'],
  ])('%s', (source, expected) => {
    expect(outline(`${source}\n`)).toBe(expected);
  });

  test('keep their place', () => {
    const source = "f\"é😀{a}\" f'''\n{ b.c:{d} }'''";
    const { parts } = parseText(source);
    expect(parts.map(({ start, end }) => source.slice(start, end))).toEqual(['a', 'b.c', 'd']);
  });
});
