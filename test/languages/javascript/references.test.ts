import { describe, expect, test } from 'vitest';
import type { Reference } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn } from '../../support/sites.ts';
import { ts } from '../../support/snippets.ts';

const REQUESTS: Wanted = { references: ['requests'] };

interface Options {
  readonly wanted?: Wanted;
  readonly others?: Readonly<Record<string, string>>;
  readonly path?: string;
}

async function referencesIn(
  text: string,
  { wanted = REQUESTS, others = {}, path = 'tests/it.test.ts' }: Options = {},
): Promise<{ source: string; found: readonly Reference[] }> {
  const { source, sites } = await sitesIn({ ...ts`a`, text }, wanted, others, { path });
  return { source, found: sites.filter((site) => site.kind === 'reference') };
}

/** `source | use path` of each use; imports are told apart. */
async function uses(text: string, options?: Options): Promise<string[]> {
  const { source, found } = await referencesIn(text, options);
  return found
    .filter(({ as }) => as !== 'import')
    .map((one) => `${slice(source, one)} | ${one.as} ${one.path}`);
}

async function imports(text: string, options?: Options): Promise<string[]> {
  const { source, found } = await referencesIn(text, options);
  return found
    .filter(({ as }) => as === 'import')
    .map((one) =>
      [slice(source, one), '|', one.text, one.path, one.alias && `as ${one.alias}`, one.unused && 'unused']
        .filter(Boolean)
        .join(' '),
    );
}

describe('imports', () => {
  test.each<[string, ...string[]]>([
    ['import requests from "requests"; requests;', 'requests | requests requests'],
    ['import r from "requests"; r;', 'r | requests requests as r'],
    ['import * as r from "requests"; r;', '* as r | requests requests as r'],
    ['import { Session } from "requests"; Session;', 'Session | Session requests.Session'],
    ['import { Session as S } from "requests"; S;', 'Session as S | Session requests.Session as S'],
    ['import { "a b" as S } from "requests"; S;', '"a b" as S | a b requests.a b as S'],
    ['import { default as S } from "requests"; S;', 'default as S | requests requests as S'],
    ['import type { Session } from "requests"; let a: Session;', 'Session | Session requests.Session'],
    ['import { type Session } from "requests"; let a: Session;', 'type Session | Session requests.Session'],
    [
      'import r, { Session } from "requests"; r, Session;',
      'r | requests requests as r',
      'Session | Session requests.Session',
    ],
    ['import "requests";', 'import "requests"; | requests requests'],
    ['const r = require("requests"); r;', 'r | requests requests as r'],
    [
      'const { Session, a: b } = require("requests"); Session, b;',
      'Session | Session requests.Session',
      'a: b | a requests.a as b',
    ],
    ['import r = require("requests"); r;', 'r | requests requests as r'],
    ['function f() { const r = require("requests"); return r; }', 'r | requests requests as r'],
    ['export { Session } from "requests";', 'Session | Session requests.Session'],
    ['export * from "requests";', 'export * from "requests"; | requests requests'],
    ['export * as r from "requests";', '* as r | requests requests'],
    ['const r = await import("requests");', 'import("requests") | import("requests") requests'],
    ['f(require("requests"));', 'require("requests") | require("requests") requests'],
    ['import { a } from "requests-mock"; import b from "./requests"; import "requests2"; f("requests");'],
    ['import { a } from "@requests/a"; import b from "other/requests"; require(requests); import(requests);'],
  ])('%s', async (text, ...expected) => {
    expect(await imports(text)).toEqual(expected);
  });

  test.each<[string, boolean]>([
    ['import { Session } from "requests";', true],
    ['import { Session as S } from "requests"; Session;', true],
    ['import r from "requests"; a.r; ({ r: 1 });', true],
    ['const { Session } = require("requests"); (Session) => Session;', true],
    ['import { Session } from "requests"; export { Session };', false],
    ['import { Session } from "requests"; let a: Session;', false],
    ['import { Session } from "requests"; f({ Session });', false],
    ['import { Session } from "requests"; /** @type {Session} */ let a;', false],
    ['import { Session } from "requests"; // eslint-disable-line no-unused-vars', false],
    ['export { Session } from "requests";', false],
    ['import "requests";', false],
  ])('%s is unused: %s', async (text, unused) => {
    expect((await referencesIn(text)).found.map((one) => one.unused ?? false)).toContain(unused);
  });

  test('a file of the project is no package', async () => {
    const others = {
      'tests/requests.ts': 'export const get = 1;',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "requests": ["./tests/requests.ts"] } } }',
    };
    expect((await referencesIn('import { get } from "requests"; get;', { others })).found).toEqual([]);
  });

  test('only what is wanted and what is below it', async () => {
    const text =
      'import a from "requests"; import { Session, codes } from "requests"; import { Client } from "httpx";';
    const options = { wanted: { references: ['requests.Session', 'httpx'] } };
    expect((await referencesIn(text, options)).found.map(({ path }) => path)).toEqual([
      'requests.Session',
      'httpx.Client',
    ]);
  });

  test('nothing where no rule wants any', async () => {
    expect((await referencesIn('import "requests";', { wanted: {} })).found).toEqual([]);
  });
});

describe('uses', () => {
  const R = 'import * as r from "requests"; ';
  const S = 'import { Session as S } from "requests"; ';

  test.each<[string, string, ...string[]]>([
    ['a call', `${R}r.get("/");`, 'r.get | call requests.get'],
    ['a construction', `${S}new S();`, 'S | call requests.Session'],
    ['a tag', `${R}r.a\`b\`;`, 'r.a | call requests.a'],
    ['a value', `${R}x = r.codes.ok;`, 'r.codes.ok | value requests.codes.ok'],
    ['in brackets', `${R}x = r["codes"].ok;`, 'r["codes"].ok | value requests.codes.ok'],
    ['through a default', `${R}x = r.default.ok;`, 'r.default.ok | value requests.ok'],
    ['a cast', `${R}(r as any).get();`, '(r as any).get | call requests.get'],
    ['a type', `${S}let a: S;`, 'S | annotation requests.Session'],
    ['a type of a namespace', `${R}let a: r.Session;`, 'r.Session | annotation requests.Session'],
    ['a type in another', `${S}let a: Promise<S[]>;`, 'S | annotation requests.Session'],
    ['the type of a value', `${R}let a: typeof r.get;`, 'r.get | annotation requests.get'],
    [
      'a type that is imported in place',
      'let a: import("requests").Session;',
      'import("requests").Session | annotation requests',
    ],
    ['a base', `${S}class A extends S {}`, 'S | base requests.Session'],
    ['a base of an interface', `${S}interface A extends S {}`, 'S | base requests.Session'],
    ['what a class implements', `${S}class A implements S {}`, 'S | base requests.Session'],
    ['a test of a class', `${R}a instanceof r.HTTPError;`, 'r.HTTPError | isinstance requests.HTTPError'],
    [
      'an expected class',
      `${R}expect(a).toBeInstanceOf(r.Session);`,
      'r.Session | isinstance requests.Session',
    ],
    ['any of a class', `${R}expect.any(r.Session);`, 'r.Session | isinstance requests.Session'],
    ['an expected error', `${R}expect(f).toThrow(r.HTTPError);`, 'r.HTTPError | raises requests.HTTPError'],
    [
      'an expected rejection',
      `${R}await expect(f()).rejects.toThrow(r.HTTPError);`,
      'r.HTTPError | raises requests.HTTPError',
    ],
    ['an asserted error', `${R}assert.throws(f, r.HTTPError);`, 'r.HTTPError | raises requests.HTTPError'],
    ['a spy', `${R}vi.spyOn(r, "get");`, 'r | patch requests.get'],
    [
      'a stub',
      `${R}sinon.stub(r.Session.prototype, "get");`,
      'r.Session.prototype | patch requests.Session.prototype.get',
    ],
    ['an assignment', `${R}r.get = f;`, 'r.get | patch requests.get'],
    ['a mock', 'vi.mock("requests", f);', 'requests | patch requests'],
    ['a mock of what is imported', 'vi.mock(import("requests"), f);', 'requests | patch requests'],
    ['a mock of Jest', 'jest.doMock("requests");', 'requests | patch requests'],
    ['what a mock replaced', 'jest.requireActual("requests");', 'requests | patch requests'],
    ['an argument', `${S}f(S);`, 'S | value requests.Session'],
    ['an export', `${S}export { S };`, 'S | value requests.Session'],
    ['a use in a function', `${S}function f() { return new S(); }`, 'S | call requests.Session'],
    ['a required name', 'const { get } = require("requests"); get();', 'get | call requests.get'],
  ])('%s', async (_name, text, ...expected) => {
    expect(await uses(text)).toEqual(expected);
  });

  test.each([
    ['of a parameter of that name', `${S}(S) => new S();`],
    ['of a variable of that name', `${S}{ const S = 1; f(S); }`],
    ['of a property of that name', `${S}a.S; f({ S: 1 });`],
    ['of a type of that name', `${S}function f() { type S = 1; let a: S; }`],
    ['of the own name behind an alias', `${S}new Session();`],
    ['of another package', 'import { Session } from "other"; new Session(); vi.mock("other");'],
    ['of a file', 'vi.mock("./requests"); jest.mock("../requests");'],
    ['of a string', 'f("requests"); vi.fn("requests"); a.mock("requests");'],
    ['of what is not imported', 'requests.get();'],
    ['of a name that is assigned as well', 'let r = require("requests"); r = f(); r.get();'],
  ])('but none %s', async (_name, text) => expect(await uses(text)).toEqual([]));

  test('elements are uses', async () => {
    const options = { path: 'tests/it.test.tsx' };
    expect(await uses(`${S}f(<S a="b"></S>);`, options)).toEqual([
      'S | value requests.Session',
      'S | value requests.Session',
    ]);
  });
});
