import { describe, expect, test } from 'vitest';
import { parsePython } from '../../../src/languages/python/parser.ts';

const problemOf = async (source: string): Promise<string | undefined> =>
  (await parsePython(source)).problem?.message;

describe('indentation that no Python takes is refused', () => {
  test.each([
    ['unexpected indent', 'x = 1\n  y = 2\n', 8],
    ['unexpected indent', '  x = 1\n', 2],
    ['unexpected indent', 'def f():\n    a\n      # c\n     b\n', 30],
    ['unexpected indent', 'x = [\n  1,\n]\n y = 1\n', 14],
    ['unexpected indent', 'x = 1\r  y = 2\r', 8],
    ['unindent does not match any outer indentation level', 'if x:\n    a\n  b\n', 14],
    ['unindent does not match any outer indentation level', 'if x:\n  if y:\n      a\n    b\n', 26],
    ['inconsistent use of tabs and spaces in indentation', 'if x:\n        a\n\tb\n', 17],
    ['inconsistent use of tabs and spaces in indentation', 'if x:\n\ta\n        b\n', 17],
    ['inconsistent use of tabs and spaces in indentation', 'if x:\n if y:\n\ta\n', 14],
    ['expected an indented block', 'if x:\ny\n', 6],
    ['expected an indented block', 'def f():\n    # c\n', 17],
    ['expected an indented block', 'class A:  # c\n\n\nx = 1\n', 16],
  ])('%s: %#', async (message, source, at) => {
    expect((await parsePython(source)).problem).toEqual({ at, message });
  });
});

describe('what Python takes is not', () => {
  test.each([
    [
      'less than its statement inside of brackets',
      'def f():\n    x = [\n1,\n  2, # c\n# d\n3\n]\n    y = 1\n',
    ],
    [
      'less after a comment and an operator',
      'def f():\n    if (\n        a and  # c\nnot b\n):\n        c\n',
    ],
    ['a comment at any column', 'def f():\n# c\n    a\n  # d\n    b\n        # e\n# f\n'],
    ['a line that is continued at the first column', 'def f():\n    x = 1 + \\\n2\n    y = a.b\\\n.c\n'],
    ['a backslash in front of a line', 'if x:\n    \\\na = 1\n    b = 2\n'],
    ['a string over several lines', 'def f():\n    """a\nb\n  c:\n"""\n    x = f"""\n{a\n}\n"""\n'],
    ['a form feed', '\f\ndef f():\n\f    a\n  \f    b\n    \f\n\f# c\n    c\n'],
    ['tabs alone', 'if a:\n\tif b:\n\t\tc\n\td\n'],
    ['tabs behind spaces of one width', 'if a:\n    \tb\n    \tc\n'],
    ['a block on the line of its head', 'if a: b\nc\n'],
    ['lines with space alone', 'if a:\n    b\n  \n\t\n    c\n   '],
    ['a colon at the end of a line inside of brackets', 'x = {\n1:\n2,\n3: lambda:\n4}\n'],
    ['a colon behind a comment or in a string', 'x = 1  # a:\ny = "b:"\nz = """c:\n"""\n'],
    ['no line break at the end', 'if a:\n    b'],
    [
      'braces, quotes and colons in f-strings',
      `x = f'{a:"<10}' + f'{b:"<{c}}' + f"{d["e"]:{f}}"\ny = f"{{" + rf"\\{x}" + f"\\N{DASH} \\{x}"\n`,
    ],
    ['keywords in front of strings', `x = 1 if"{"in"}" or"("else"["\n`],
    ['comments in f-strings', 'x = f"""{\na # it\'s {\n}"""\ny = 1\n'],
  ])('%s', async (_, source) => {
    for (const ending of ['\n', '\r\n', '\r'])
      expect(await problemOf(source.replaceAll('\n', ending))).toBeUndefined();
  });
});

test('the lines of a file may end in different ways', async () => {
  const { body, comments, problem } = await parsePython(
    'a = 1 # c\rb = 2\nif a: # d\r    c\r\n    """e\rf"""\r',
  );
  expect(problem).toBeUndefined();
  expect(body.map(({ start }) => start)).toEqual([0, 10, 16]);
  expect(comments).toEqual([
    { start: 6, end: 9 },
    { start: 22, end: 25 },
  ]);
});
