import { describe, expect, test } from 'vitest';
import { lowered } from './lowered.ts';

const removed = (before: string, statement: string): string =>
  lowered(before, [statement], (span) => ({ do: 'remove-statement', statement: span }));

describe('removes a statement', () => {
  test.each([
    ['alone in a file', 'a();', 'a();', ''],
    ['on the first line', 'a();\nb();\n', 'a();', 'b();\n'],
    ['between others', 'a();\nb();\nc();\n', 'b();', 'a();\nc();\n'],
    ['on the last line', 'a();\nb();\n', 'b();', 'a();\n'],
    ['on the last line without a line break', 'a();\nb();', 'b();', 'a();'],
    ['with Windows line ends', 'a();\r\nb();\r\nc();\r\n', 'b();', 'a();\r\nc();\r\n'],
    ['with its indentation', 'if (x) {\n  a();\n  b();\n}\n', 'b();', 'if (x) {\n  a();\n}\n'],
    ['over lines', 'a();\nb(\n  1,\n);\nc();\n', 'b(\n  1,\n);', 'a();\nc();\n'],
    ['first of its line', 'a(); b();\n', 'a();', 'b();\n'],
    ['last of its line', 'a(); b();\n', 'b();', 'a();\n'],
    ['among others on a line', 'a(); b(); c();\n', 'b();', 'a(); c();\n'],
    ['of a block on one line', 'x = () => { a(); };', 'a();', 'x = () => {};'],
    ['of a block over lines', 'if (x) {\n  a();\n}\n', 'a();', 'if (x) {}\n'],
    ['among others of a block on one line', 'x = () => { a(); b(); };', 'b();', 'x = () => { a(); };'],
    [
      'of a function with a directive',
      'function f() { "use strict"; a(); }',
      'a();',
      'function f() { "use strict"; }',
    ],
    ['of a condition without braces', 'if (x) a();\n', 'a();', 'if (x) {}\n'],
    ['of an `else` without braces', 'if (x) a(); else b();\n', 'b();', 'if (x) a(); else {}\n'],
    ['of a loop without braces', 'for (const x of y) a(x);\n', 'a(x);', 'for (const x of y) {}\n'],
    [
      'of a case',
      'switch (x) {\n  case 1:\n    a();\n    break;\n}\n',
      'a();',
      'switch (x) {\n  case 1:\n    break;\n}\n',
    ],
    ['without a semicolon', 'a()\nb()\nc()\n', 'b()', 'a()\nc()\n'],
    ['below a block', 'if (x) {}\nb()\n;[c].d\n', 'b()\n;', 'if (x) {}\n[c].d\n'],
    ['that is exported', 'a();\nexport class B {}\n', 'export class B {}', 'a();\n'],
    ['with its decorator', '@a\nclass B {}\nc();\n', '@a\nclass B {}', 'c();\n'],
    ['that is a method', 'class A {\n  a() {}\n\n  b() {}\n}\n', 'b() {}', 'class A {\n  a() {}\n\n}\n'],
    ['that is the only method', 'class A { a() {} }', 'a() {}', 'class A {}'],
    ['far from a comment', '// a\n\nb();\n// c\nc();\n', 'b();', '// a\n\n// c\nc();\n'],
  ])('%s', (_name, before, statement, after) => expect(removed(before, statement)).toBe(after));

  test.each([
    ['with a comment in it', 'a(/* all */);\nb();\n', 'a(/* all */);'],
    ['with a comment behind it', 'a(); // all\nb();\n', 'a();'],
    ['below a comment', '// all\na();\nb();\n', 'a();'],
    ['behind a comment', '/* all */ a();\nb();\n', 'a();'],
    ['above a line that would go on', 'a()\nb();\n[c].d\n', 'b();'],
    ['above a line that would go on once more is removed', 'a()\nb();\nc();\n[d].e\n', 'c();'],
    ['above a template', 'a()\nb();\n`c`.d\n', 'b();'],
    ['that is an expression', 'x = a();', 'a()'],
    ['that a loop begins with', 'for (let i = 0; ;) {}', 'let i = 0'],
    ['that is a part of an export', 'export const a = 1;', 'const a = 1;'],
  ])('but not %s', (_name, before, statement) => expect(removed(before, statement)).toBe('refused'));
});
