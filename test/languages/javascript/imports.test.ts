import { describe, expect, test } from 'vitest';
import type { Intent } from '../../../src/core/rule.ts';
import type { Span } from '../../../src/core/text.ts';
import { lowered } from './lowered.ts';

/** The source after an intent for what stands between `«` and `»`. */
function changed(marked: string, intent: (target: Span) => Intent, path?: string): string {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  return lowered(marked.replace(/[«»]/g, ''), [{ start, end }], intent, path);
}

const removed = (marked: string, path?: string): string =>
  changed(marked, (target) => ({ do: 'remove-import', target }), path);

describe('removes an import', () => {
  test.each([
    ['the only name', 'import { «a» } from "x";\nf();\n', 'f();\n'],
    ['the first name', 'import { «a», b } from "x";\nb();\n', 'import { b } from "x";\nb();\n'],
    ['the last name', 'import { b, «a» } from "x";\nb();\n', 'import { b } from "x";\nb();\n'],
    [
      'a name on its line',
      'import {\n  «a»,\n  b,\n} from "x";\nb();\n',
      'import {\n  b,\n} from "x";\nb();\n',
    ],
    ['a name with an alias', 'import { «a as c», b } from "x";\nb();\n', 'import { b } from "x";\nb();\n'],
    ['a type among names', 'import { «type A», b } from "x";\nb();\n', 'import { b } from "x";\nb();\n'],
    ['the only type', 'import type { «A» } from "x";\nf();\n', 'f();\n'],
    ['a default', 'import «a» from "x";\nf();\n', 'f();\n'],
    ['a default of types', 'import type «A» from "x";\nf();\n', 'f();\n'],
    ['a default beside names', 'import «a», { b } from "x";\nb();\n', 'import { b } from "x";\nb();\n'],
    [
      'a default beside a namespace',
      'import «a», * as b from "x";\nb();\n',
      'import * as b from "x";\nb();\n',
    ],
    ['the only name beside a default', 'import b, { «a» } from "x";\nb();\n', 'import b from "x";\nb();\n'],
    [
      'a name among others beside a default',
      'import b, { «a», c } from "x";\nb(c);\n',
      'import b, { c } from "x";\nb(c);\n',
    ],
    ['a namespace', 'import «* as a» from "x";\nf();\n', 'f();\n'],
    ['a namespace beside a default', 'import b, «* as a» from "x";\nb();\n', 'import b from "x";\nb();\n'],
    ['a module for its effect', '«import "x";»\nf();\n', 'f();\n'],
    ['a required module', 'const «a» = require("x");\nf();\n', 'f();\n'],
    ['the only required name', 'const { «a» } = require("x");\nf();\n', 'f();\n'],
    ['a required name', 'const { «a», b } = require("x");\nb();\n', 'const { b } = require("x");\nb();\n'],
    [
      'a required name with an alias',
      'const { «a: c», b } = require("x");\nb();\n',
      'const { b } = require("x");\nb();\n',
    ],
    ['a required module of TypeScript', 'import «a» = require("x");\nf();\n', 'f();\n'],
    ['a name that properties have too', 'import { «a» } from "x";\nb.a({ a: 1 });\n', 'b.a({ a: 1 });\n'],
    ['a name that a function has for itself', 'import { «a» } from "x";\n(a) => a;\n', '(a) => a;\n'],
    [
      'a name that another is imported as',
      'import { «a», b as c } from "x";\nc();\n',
      'import { b as c } from "x";\nc();\n',
    ],
    ['a module that it is named after', 'import { «x» } from "x";\nf();\n', 'f();\n'],
  ])('%s', (_name, before, after) => expect(removed(before)).toBe(after));

  test.each([
    ['a name that is used', 'import { «a» } from "x";\na();\n'],
    ['an alias that is used', 'import { «a as b» } from "x";\nb();\n'],
    ['a default that is used', 'import «a» from "x";\na();\n'],
    ['a namespace that is used', 'import «* as a» from "x";\na.b();\n'],
    ['a name that is used as a type', 'import { «A» } from "x";\nlet b: A;\n'],
    ['a namespace of types that is used', 'import type «* as a» from "x";\nlet b: a.B;\n'],
    ['a name that is used in a `typeof`', 'import { «a» } from "x";\nlet b: typeof a;\n'],
    ['a name that is exported', 'import { «a» } from "x";\nexport { a };\n'],
    ['a name that is a short property', 'import { «a» } from "x";\nf({ a });\n'],
    ['a name that is a computed key', 'import { «a» } from "x";\nf({ [a]: 1 });\n'],
    ['a name that a class implements', 'import { «A» } from "x";\nclass B implements A {}\n'],
    ['a required module that is used', 'const «a» = require("x");\na();\n'],
    ['a name that is handed on', 'export { «a» } from "x";\n'],
    ['a module that is handed on', '«export * from "x";»\n'],
    ['what is exported in place', 'export const { «a», b } = require("x");\n'],
    ['a name that a rest leaves out', 'const { «a», ...b } = require("x");\nf(b);\n'],
    ['one module of several in a statement', 'const «a» = require("x"), b = require("y");\nb();\n'],
    ['a name with a comment', 'import {\n  «a», // all\n  b,\n} from "x";\nb();\n'],
    ['a statement below a comment', '// all\nimport { «a» } from "x";\nf();\n'],
    ['a name that documentation speaks of', '/** As {@link a}. */\n\nimport { «a» } from "x";\nf();\n'],
    ['a name that code made at run time may use', 'import { «a» } from "x";\neval(b);\n'],
    ['what is imported nowhere', 'f(«a»);\n'],
  ])('but not %s', (_name, before) => expect(removed(before)).toBe('refused'));

  test.each([
    ['an element', 'import { «A» } from "x";\nf(<A />);\n'],
    ['an element of a namespace', 'import «* as a» from "x";\nf(<a.B />);\n'],
    ['what makes elements', 'import «React» from "react";\nf(<A />);\n'],
    ['what a comment says makes elements', '/* @jsx h */\nimport { «h» } from "x";\nf(<A />);\n'],
  ])('but not of %s', (_name, before) => expect(removed(before, 'it.test.tsx')).toBe('refused'));
});

describe('imports something else', () => {
  const edited = (
    marked: string,
    to: { readonly from: string; readonly name?: string; readonly as?: string },
  ): string => changed(marked, (target) => ({ do: 'edit-import', target, ...to }));

  const CLIENT = { from: 'new', name: 'Client' };

  test.each([
    [
      'in the place of the only name',
      'import { «a» } from "old";\n',
      CLIENT,
      'import { Client } from "new";\n',
    ],
    ['in other quotes', "import {«a»} from 'old'\n", CLIENT, "import {Client} from 'new'\n"],
    [
      'under the old name',
      'import { «a» } from "old";\n',
      { ...CLIENT, as: 'a' },
      'import { Client as a } from "new";\n',
    ],
    [
      'under a new name',
      'import { «a as b» } from "old";\n',
      { ...CLIENT, as: 'C' },
      'import { Client as C } from "new";\n',
    ],
    [
      'from the same module',
      'import { «a», b } from "old";\n',
      { from: 'old', name: 'c' },
      'import { c, b } from "old";\n',
    ],
    [
      'where it is a type',
      'import type { «A» } from "old";\n',
      CLIENT,
      'import type { Client } from "new";\n',
    ],
    [
      'where it is marked as a type',
      'import { «type A» } from "old";\n',
      CLIENT,
      'import { type Client } from "new";\n',
    ],
    [
      'in the place of a default',
      'import «old» from "old";\n',
      { from: 'next' },
      'import next from "next";\n',
    ],
    [
      'in the place of a default, under its name',
      'import «old» from "old";\n',
      { from: '@a/new', as: 'old' },
      'import old from "@a/new";\n',
    ],
    [
      'in the place of a namespace',
      'import «* as old» from "old";\n',
      { from: 'next' },
      'import * as next from "next";\n',
    ],
    [
      'a name in the place of a default',
      'import «old» from "old";\n',
      CLIENT,
      'import { Client } from "new";\n',
    ],
    [
      'a name in the place of a namespace',
      'import «* as old» from "old";\n',
      CLIENT,
      'import { Client } from "new";\n',
    ],
    ['in the place of a module for its effect', '«import "old";»\n', { from: 'new' }, 'import "new";\n'],
    [
      'in the place of a required module',
      'const «old» = require("old");\n',
      { from: 'next' },
      'const next = require("next");\n',
    ],
    [
      'a name in the place of a required module',
      'const «old» = require("old");\n',
      CLIENT,
      'const { Client } = require("new");\n',
    ],
    [
      'in the place of a required name',
      'const { «a» } = require("old");\n',
      CLIENT,
      'const { Client } = require("new");\n',
    ],
    [
      'in the place of a required name, under its own',
      'const { «a» } = require("old");\n',
      { ...CLIENT, as: 'a' },
      'const { Client: a } = require("new");\n',
    ],
    [
      'in the place of a required module of TypeScript',
      'import «old» = require("old");\n',
      { from: 'next' },
      'import next = require("next");\n',
    ],
    [
      'beside others',
      'import { «a», b } from "old";\nb();\n',
      CLIENT,
      'import { b } from "old";\nimport { Client } from "new";\nb();\n',
    ],
    [
      'beside others, as a type',
      'import type { «A», B } from "old";\n',
      CLIENT,
      'import type { B } from "old";\nimport type { Client } from "new";\n',
    ],
    [
      'beside others, marked as a type',
      'import { «type A», b } from "old";\n',
      CLIENT,
      'import { b } from "old";\nimport type { Client } from "new";\n',
    ],
    [
      'beside a default',
      "import b, { «a» } from 'old'\n",
      CLIENT,
      "import b from 'old'\nimport { Client } from 'new'\n",
    ],
    [
      'in the place of a default beside others',
      'import «old», { b } from "old";\n',
      { from: 'next' },
      'import { b } from "old";\nimport next from "next";\n',
    ],
    [
      'in the place of a namespace beside a default',
      'import b, «* as old» from "old";\n',
      { from: 'next' },
      'import b from "old";\nimport * as next from "next";\n',
    ],
    [
      'beside other required names',
      'const { «a», b } = require("old");\n',
      CLIENT,
      'const { b } = require("old");\nconst { Client } = require("new");\n',
    ],
    [
      'where the module is imported already',
      'import { c } from "new";\nimport { «a» } from "old";\n',
      CLIENT,
      'import { c, Client } from "new";\n',
    ],
    [
      'where the module is imported already, beside others',
      'import { c } from "new";\nimport { «a», b } from "old";\n',
      { ...CLIENT, as: 'a' },
      'import { c, Client as a } from "new";\nimport { b } from "old";\n',
    ],
    [
      'where nothing changes',
      'import { «a» } from "old";\n',
      { from: 'old', name: 'a' },
      'import { a } from "old";\n',
    ],
    [
      'with Windows line ends',
      'import { «a», b } from "old";\r\n',
      CLIENT,
      'import { b } from "old";\r\nimport { Client } from "new";\r\n',
    ],
  ])('%s', (_name, before, to, after) => expect(edited(before, to)).toBe(after));

  test.each([
    ['where the name is taken', 'import { «a» } from "old";\nconst Client = 1;\n', CLIENT],
    ['where the name is taken in a function', 'import { «a» } from "old";\n(Client) => a;\n', CLIENT],
    ['where a module would take the place of a name', 'import { «a» } from "old";\n', { from: 'new' }],
    ['where a module has no name', 'import «old» from "old";\n', { from: '@a/new' }],
    ['where a name would take the place of an effect', '«import "old";»\n', CLIENT],
    [
      'where the import says how to load the module',
      'import «a» from "old" with { type: "json" };\n',
      { from: 'next' },
    ],
    ['where it is handed on', 'export { «a» } from "old";\n', CLIENT],
    ['where a comment would be lost', 'import { «a /* all */ as b» } from "old";\n', CLIENT],
    ['where a comment speaks of one of several', 'import {\n  «a», // all\n  b,\n} from "old";\n', CLIENT],
    ['where a name takes the place of a module of TypeScript', 'import «old» = require("old");\n', CLIENT],
    ['where a rest takes what is left', 'const { «a», ...b } = require("old");\n', CLIENT],
    ['where nothing is imported', 'f(«a»);\n', CLIENT],
  ])('but not %s', (_name, before, to) => expect(edited(before, to)).toBe('refused'));
});
