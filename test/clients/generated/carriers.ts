import { build, gather, indent, type Needs, type Piece } from './piece.ts';

/** A way for a value to reach the place where it is used: `inner` is made elsewhere, the new piece stands in the call. */
export interface Carrier {
  readonly name: string;
  /** `false` where it needs fixtures or parameters of a pytest function, which methods of `unittest` cannot have. */
  readonly plain: boolean;
  readonly carry: (inner: Piece) => Piece;
}

/** Carries a value inside the function that makes the call. */
const here = (
  name: string,
  code: string,
  local: (code: string) => readonly string[],
  more: Needs = {},
): Carrier => ({
  name,
  plain: true,
  carry: (inner) =>
    build(
      code.replaceAll('%', () => inner.code),
      [inner],
      { ...more, local: local(inner.code) },
    ),
});

const isMovable = ({ local = [], params = [] }: Piece): boolean => local.length + params.length === 0;

/** Carries a value that is made outside of the function; what needs its variables stays where it is. */
const outside = (
  name: string,
  code: string,
  module: (code: string) => readonly string[],
  more: Needs = {},
): Carrier => ({
  name,
  plain: !more.params && !more.decorators,
  carry: (inner) =>
    isMovable(inner) ? build(code, [inner], { ...more, module: module(inner.code) }) : inner,
});

/** Carries a value through a decorator of the test. */
const decorated = (name: string, decorator: (code: string) => string): Carrier => ({
  name,
  plain: false,
  carry: (inner) =>
    isMovable(inner) && !inner.decorators?.length
      ? build('value_§', [inner], {
          imports: ['import pytest'],
          params: ['value_§'],
          decorators: [decorator(inner.code)],
        })
      : inner,
});

const fixtureOf = (code: string, verb: 'return' | 'yield'): string =>
  `@pytest.fixture\ndef given_§():\n    ${verb} ${code}\n`;

/** A fixture in a conftest takes along what its value needs. */
const inConftest: Carrier = {
  name: 'fixture of a conftest',
  plain: false,
  carry(inner) {
    // What a conftest imports stays imported for all the modules of the process.
    if (!isMovable(inner) || inner.decorators?.length || inner.helpers?.length) return inner;
    const { imports, module, conftest } = gather(inner, { imports: ['import pytest'] });
    return {
      code: 'shared_§',
      params: ['shared_§'],
      conftest: [
        ...imports,
        ...conftest,
        ...module,
        `@pytest.fixture\ndef shared_§():\n    return ${inner.code}\n`,
      ],
    };
  },
};

/** Something of another module, which takes along what its value needs. */
const imported = (name: string, code: string, binding: string, text: (code: string) => string): Carrier => ({
  name,
  plain: true,
  carry(inner) {
    if (!isMovable(inner) || inner.decorators?.length || inner.conftest?.length) return inner;
    const { imports, module, helpers } = gather(inner);
    return {
      code,
      imports: [`from helpers import ${binding}`],
      helpers: [
        ...imports.filter((line) => !line.includes('helpers')),
        ...helpers,
        ...module,
        text(inner.code),
      ],
    };
  },
});

export const CARRIERS: readonly Carrier[] = [
  here('as it is', '%', () => []),
  here('in parentheses', '(%)', () => []),
  here('a name', 'value_§', (code) => [`value_§ = ${code}`]),
  here('an annotated name', 'value_§', (code) => [`value_§: object = ${code}`]),
  here('two names', 'other_§', (code) => [`value_§ = ${code}`, 'other_§ = value_§']),
  here('a name bound again', 'value_§', (code) => ['value_§ = {"old": "1"}', `value_§ = ${code}`]),
  here('a name bound on two paths', 'value_§', (code) => [
    `if len("a"):\n    value_§ = ${indent(code).trimStart()}\nelse:\n    value_§ = {"other": "1"}`,
  ]),
  here('a name bound on one path', 'value_§', (code) => [
    'value_§ = "default"',
    `if len("a"):\n    value_§ = ${indent(code).trimStart()}`,
  ]),
  here('a name bound in a try', 'value_§', (code) => [
    `try:\n    value_§ = ${indent(code).trimStart()}\nexcept KeyError:\n    value_§ = "fallback"`,
  ]),
  here('an unpacked tuple', 'value_§', (code) => [`value_§, rest_§ = (${code}), 1`]),
  here('a chain of targets', 'value_§', (code) => [`value_§ = again_§ = ${code}`]),
  here('an assignment expression', '(value_§ := %)', () => []),
  here('a conditional', '% if len("a") else "other"', () => []),
  here('a conditional of a name', 'value_§ if value_§ else None', (code) => [`value_§ = ${code}`]),
  here('an alternative', '(%) or "other"', () => []),
  here('an item of a dictionary', '{"key": %}["key"]', () => []),
  here('an item of a dictionary in a name', 'case_§["body"]', (code) => [
    `case_§ = {"body": ${code}, "n": 1}`,
  ]),
  here('an item of a list', '[%][0]', () => []),
  here('a call of a lambda', '(lambda: %)()', () => []),
  here('a call of a local function', 'inner_§()', (code) => [
    `def inner_§():\n    return ${indent(code).trimStart()}`,
  ]),
  here('the target of a with', 'value_§', (code) => [`with nullcontext(${code}) as value_§:\n    pass`], {
    imports: ['from contextlib import nullcontext'],
  }),
  here('the target of a loop', 'value_§', (code) => [`for value_§ in [${code}]:\n    pass`]),
  here('a cast', 'cast(object, %)', () => [], { imports: ['from typing import cast'] }),
  here('an attribute', 'holder_§.value', (code) => [`holder_§ = SimpleNamespace(value=${code})`], {
    imports: ['from types import SimpleNamespace'],
  }),
  outside('a constant', 'VALUE_§', (code) => [`VALUE_§ = ${code}\n`]),
  outside('a private annotated constant', '_value_§', (code) => [`_value_§: object = ${code}\n`]),
  outside('a constant in a dictionary', 'CASES_§["a"]', (code) => [`CASES_§ = {"a": ${code}}\n`]),
  outside('an attribute of a class', 'Holder_§.value', (code) => [`class Holder_§:\n    value = ${code}\n`]),
  outside('what a function returns', 'make_§()', (code) => [`def make_§():\n    return ${code}\n`]),
  outside('what an annotated function returns', 'make_§()', (code) => [
    `def make_§() -> object:\n    return ${code}\n`,
  ]),
  outside('what a function returns on one path', 'make_§()', (code) => [
    `def make_§(full=True):\n    if not full:\n        return "other"\n    return ${code}\n`,
  ]),
  outside('what a function returns from a name', 'make_§(1)', (code) => [
    `def make_§(count):\n    result = ${code}\n    assert count\n    return result\n`,
  ]),
  outside('what a function is given', 'same_§(VALUE_§)', (code) => [
    'def same_§(value):\n    return value\n',
    `VALUE_§ = ${code}\n`,
  ]),
  outside('what a method returns', 'Maker_§().make()', (code) => [
    `class Maker_§:\n    def make(self):\n        return ${indent(code).trimStart()}\n`,
  ]),
  outside('a property', 'Maker_§().made', (code) => [
    `class Maker_§:\n    @property\n    def made(self):\n        return ${indent(code).trimStart()}\n`,
  ]),
  outside('an attribute of an instance', 'Maker_§().made', (code) => [
    `class Maker_§:\n    def __init__(self):\n        self.made = ${indent(code).trimStart()}\n`,
  ]),
  outside('a fixture', 'given_§', (code) => [fixtureOf(code, 'return')], {
    imports: ['import pytest'],
    params: ['given_§'],
  }),
  outside('a fixture that yields', 'given_§', (code) => [fixtureOf(code, 'yield')], {
    imports: ['import pytest'],
    params: ['given_§'],
  }),
  outside(
    'a fixture that makes',
    'given_§()',
    (code) => [
      `@pytest.fixture\ndef given_§():\n    def make():\n        return ${indent(code).trimStart()}\n\n    return make\n`,
    ],
    { imports: ['import pytest'], params: ['given_§'] },
  ),
  inConftest,
  imported('an imported constant', 'SHARED_§', 'SHARED_§', (code) => `SHARED_§ = ${code}\n`),
  imported(
    'what an imported function returns',
    'build_§()',
    'build_§',
    (code) => `def build_§():\n    return ${code}\n`,
  ),
  imported(
    'an attribute of an imported class',
    'Data_§.body',
    'Data_§',
    (code) => `class Data_§:\n    body = ${code}\n`,
  ),
  imported('an imported alias', 'alias_§', 'SHARED_§ as alias_§', (code) => `SHARED_§ = ${code}\n`),
  decorated('a parameter', (code) => `@pytest.mark.parametrize("value_§", [${code}])`),
  decorated('one of two parameters', (code) => `@pytest.mark.parametrize("value_§", [${code}, "other"])`),
  decorated(
    'a parameter with an id',
    (code) => `@pytest.mark.parametrize("value_§", [pytest.param(${code}, id="one")])`,
  ),
  decorated('a parameter in a tuple', (code) => `@pytest.mark.parametrize(("value_§",), [(${code},)])`),
];
