import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMinified } from '../../../src/languages/javascript/gate/minified.ts';
import { code } from '../../support/snippets.ts';

const CODE =
  'function a(e,t){var n=e.length;if(n>t)return n-t;for(let r=0;r<n;r++)e[r]=t(r,"x;",/[/"]"/);return e}';
const BUNDLE = CODE.repeat(1200);
const TEST = code`
  import { TestClient } from './client.js';
  const client = new TestClient({});
  test('it answers', () => client.delete('/', { data: rows }));
`;
const ROW = `{"id":1,"name":"a; return b){","tags":["x","y"],"price":1.5,"of":null},`;

describe('minified is', () => {
  test.each<[string, string]>([
    ['a bundle on one line', BUNDLE],
    ['a bundle on lines of so many characters', `${CODE.repeat(30)}\n`.repeat(40)],
    [
      'a bundle below a licence',
      `/*! MIT\n * import is a word, and client too long ago\n */\n${BUNDLE}`.replace(/client/, 'licence'),
    ],
    [
      'a bundle with its source map',
      `${BUNDLE}\n//# sourceMappingURL=data:application/json,${'A'.repeat(400_000)}`,
    ],
    ['a bundle that imports', `import{a as b}from"./b.js";${BUNDLE}`],
    ['a bundle with line ends in its templates', `${CODE.repeat(600)}let x=\`\n\`;${CODE.repeat(600)}`],
    ['a bundle with strings', `${CODE}x="${'é'.repeat(40)}";`.repeat(1000)],
    ['a bundle with CRLF', `"use strict";\r\n${BUNDLE}\r\n`],
  ])('%s', (_, text) => {
    expect(isMinified(text)).toBe(true);
    expect(isMinified(Buffer.from(text).toString('latin1'))).toBe(true);
  });
});

describe('not minified is', () => {
  test.each<[string, string]>([
    ['a short file', CODE],
    ['a file that is only said to be', `// @generated\n/* eslint-disable */\n${`${CODE}\n`.repeat(1200)}`],
    ['a test with a constant of JSON on one line', `${TEST}const rows = [${ROW.repeat(3000)}];\n`],
    ['a test with JSON in a string', `${TEST}const rows = JSON.parse('[${ROW.repeat(3000)}]');\n`],
    [
      'a test with a table of numbers on one line',
      `${TEST}const rows = [${'[1, 2, 3], '.repeat(20_000)}];\n`,
    ],
    [
      'a table of regular expressions',
      `const rows = [${`[/["']/, '${CODE.replaceAll("'", '')}'], `.repeat(2000)}];\n`,
    ],
    ['a table of functions', `const rows = [${"['a', (b) => b + 1], ".repeat(8000)}];\n`],
    ['long template literals', `const page = \`\n${`${'<p>one; two;</p>'.repeat(300)}\n`.repeat(100)}\`;\n`],
    ['a template literal that holds a bundle', `const source = \`${BUNDLE.replaceAll('`', '')}\`;\n`],
    ['a snapshot of a bundle', `exports[\`builds 1\`] = \`\n${`${CODE.repeat(40)}\n`.repeat(40)}\`;\n`],
    ['a big string', `expect(text).toBe(${JSON.stringify(BUNDLE)});\n`],
    ['a comment that holds a bundle', `const x = 1;\n/* ${BUNDLE} */\n`],
    ['a test below a library that was pasted', `${BUNDLE}\n${TEST}`],
    ['a client below a library that was pasted', `${BUNDLE}\nclient.delete('/', { data });\n`],
    ['a module that was pasted to with `require`', `${BUNDLE}\nconst made = require('./made');\n`],
    ['nothing but line ends', '\n'.repeat(200_000)],
    ['nothing but comments', `// ${'a; '.repeat(1000)}\n`.repeat(100)],
  ])('%s', (_, text) => {
    expect(isMinified(text)).toBe(false);
  });
});

const statement = fc.constantFrom(
  CODE,
  'client.get("/");',
  'const x = `a\n${b}`;',
  "it('x', () => { return y; });",
  '// isn’t',
  'const a = b / c / d;',
);

test('no file is whose lines are as long as people write them', () => {
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 8 }), (lines) => {
      const part = `${lines.join('\n')}\n`;
      const text = part.repeat(Math.ceil(150_000 / part.length));
      for (const end of ['\n', '\r\n', '\r']) expect(isMinified(text.replaceAll('\n', end))).toBe(false);
    }),
  );
});

test('no string or template is, whatever it holds', () => {
  const text = fc.array(
    fc.oneof(fc.constantFrom(CODE, ';', '){', '"', "'", '`', '\\', '/*', '//', '${'), fc.string()),
    {
      minLength: 1,
      maxLength: 10,
    },
  );
  fc.assert(
    fc.property(text, (parts) => {
      const held = parts.join('').repeat(Math.ceil(150_000 / (parts.join('').length + 1)));
      const quoted = JSON.stringify(held);
      expect(isMinified(`const held = ${quoted};\n`)).toBe(false);
      expect(isMinified(`const held = \`${held.replaceAll(/[\\`$]/g, '\\$&')}\`;\n`)).toBe(false);
    }),
  );
});
