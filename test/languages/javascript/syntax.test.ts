import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/languages/javascript/parser.ts';
import { openIn, receiversOf } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const CALL = code`
  import { TestClient } from 'framework';
  new TestClient(app).get('/');

`;

const read: readonly (readonly [name: string, path: string, source: string])[] = [
  ['a hashbang', 'a.mjs', `#!/usr/bin/env node\n${CALL}`],
  ['JSX', 'a.jsx', `${CALL}const a = <div {...props}>{x}</div>;`],
  ['JSX in a .js file', 'a.js', `${CALL}const a = <div>{x}</div>;`],
  ['JSX and types', 'a.tsx', `${CALL}const a = <Div<string> x={y as string} />;`],
  ['a cast in angle brackets', 'a.ts', `${CALL}const a = <string>x;`],
  ['a generic arrow function', 'a.ts', `${CALL}const a = <T>(x: T) => x;`],
  ['a generic arrow function in .mts', 'a.mts', `${CALL}const a = <T,>(x: T): x is T => true;`],
  ['import = and export =', 'a.cts', `${CALL}import a = require('a');\nexport = a;`],
  ['satisfies and as const', 'a.ts', `${CALL}const a = { b: 1 } as const satisfies C;`],
  ['decorators of TypeScript', 'a.ts', `${CALL}@a() class B { @c() d = 1; constructor(@e() f: G) {} }`],
  ['decorators of JavaScript', 'a.js', `${CALL}@a export class B { @c accessor d = 1; }`],
  ['decorators behind export', 'a.js', `${CALL}export @a class B {}`],
  [
    'overloads',
    'a.ts',
    code`
      ${CALL}
      function f(a: string): void;
      function f(a: number): void;
      function f(a: any) {}
    `,
  ],
  [
    'names that TypeScript merges',
    'a.ts',
    code`
      ${CALL}
      interface A {}
      class A {}
      namespace A { export const b = 1; }
      enum C { D }
      enum C { E = 1 }
    `,
  ],
  [
    'abstract classes',
    'a.ts',
    `${CALL}abstract class A { abstract b(): void; declare c: string; protected readonly d!: number }`,
  ],
  ['using', 'a.ts', `${CALL}await using a = b();`],
  ['top-level await', 'a.mjs', `${CALL}await fetch('/');`],
  ['private fields', 'a.js', `${CALL}class A { #b = 1; static { this.c = 2; } has(x) { return #b in x; } }`],
  ['import attributes', 'a.mjs', `${CALL}import a from './a.json' with { type: 'json' };`],
  ['dynamic imports', 'a.mjs', `${CALL}const a = await import('./a.js');`],
  ['regular expressions', 'a.js', `${CALL}const a = /(?<b>\\p{L})[[a-z]&&[aeiou]]/v;`],
  [
    'Flow',
    'a.js',
    code`
      // @flow
      ${CALL}
      type A = {| b: ?string |};
      const c = (d: any);
      export type E = A;
    `,
  ],
  ['types of Flow without a pragma', 'a.js', `${CALL}function f(a: ?string): void {}`],
  [
    'a sloppy script',
    'a.cjs',
    code`
      const { TestClient } = require("framework");
      new TestClient(app).get("/");
      with (a) b();
      var c = 010;
    `,
  ],
  [
    'await as a name',
    'a.cjs',
    code`
      const { TestClient } = require("framework");
      new TestClient(app).get("/");
      var await = 1;
    `,
  ],
  [
    'return outside of a function',
    'a.cjs',
    code`
      const { TestClient } = require("framework");
      new TestClient(app).get("/");
      return;
    `,
  ],
  ['types in a .js file', 'a.js', `${CALL}const a = b as string;\ninterface C {}`],
  ['chained optional calls', 'a.js', `${CALL}a?.b?.[c]?.(d);`],
  ['logical assignment and numbers', 'a.js', `${CALL}a ??= 1_000n; b ||= c; d &&= e ** 2;`],
  ['declarations', 'a.d.ts', 'export declare class A { b(): void }\ndeclare const c: string;'],
];

describe('is read', () => {
  test.each(read)('%s', async (_name, path, source) => {
    const opened = await openIn({ [path]: source }, path);
    expect(opened.document.problem).toBeUndefined();
    expect(receiversOf(opened)).toHaveLength(path.endsWith('.d.ts') ? 0 : 1);
  });
});

const broken: readonly (readonly [name: string, path: string, source: string, at: number])[] = [
  ['a call that does not end', 'a.ts', 'f(', 2],
  ['a name that is declared twice', 'a.ts', 'const a = 1;\nconst a = 2;', 19],
  ['JSX in a .ts file', 'a.ts', 'const a = <div>x</div>;', 18],
  ['types in angle brackets in a .tsx file', 'a.tsx', 'const a = <string>x;', 18],
  ['Python', 'a.js', 'def f():\n  pass', 3],
  [
    'a conflict of a merge',
    'a.ts',
    code`
      <<<<<<< HEAD
      a();

    `,
    0,
  ],
];

describe('is no JavaScript', () => {
  test.each(broken)('%s', (_name, path, source, at) => {
    const parsed = parse(path, source);
    expect('problem' in parsed && parsed.problem).toMatchObject({ at });
  });

  test('the message is without the place, which is told apart', () => {
    const parsed = parse('a.ts', 'f(');
    expect('problem' in parsed && parsed.problem.message).toBe('Unexpected token');
  });
});

test('every comment is listed once, in order', async () => {
  const source = code`
    // a
    /* b */ f(/* c */ x); // d

  `;
  const { document } = await openIn({ 'a.ts': source }, 'a.ts');
  expect(document.comments.map(({ start, end }) => source.slice(start, end))).toEqual([
    '// a',
    '/* b */',
    '/* c */',
    '// d',
  ]);
});
