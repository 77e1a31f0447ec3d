import type { Block } from '../project.ts';
import { testOf, type Given, type Scene } from './scene.ts';

/** A value that is not what it seems: the eye sees one of these, and the client is given the other. */
const TEXT = '"raw"';
const FORM = '{"a": "1"}';

interface Way {
  readonly name: string;
  /** With what is seen, and what it is. */
  readonly code: string;
  readonly blocks?: (seen: string, real: string) => readonly Block[];
  /** Statements of the test in front of the call. */
  readonly lines?: (seen: string, real: string) => readonly string[];
  readonly above?: (seen: string, real: string) => string;
  readonly imports?: readonly string[];
  readonly params?: readonly string[];
  /** Only what seems to be text and is a form. */
  readonly oneWay?: boolean;
}

const DATA = 'tests/data_§.py';
const constant = (seen: string): readonly Block[] => [{ path: DATA, text: `BODY = ${seen}` }];
const MODULE = ['from tests import data_§'];

const WAYS: readonly Way[] = [
  {
    name: 'a constant of a module that is assigned',
    blocks: constant,
    imports: MODULE,
    lines: (_, real) => [`data_§.BODY = ${real}`],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that monkeypatch replaces',
    blocks: constant,
    imports: MODULE,
    params: ['monkeypatch'],
    lines: (_, real) => [`monkeypatch.setattr(data_§, "BODY", ${real})`],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that monkeypatch replaces by its path',
    blocks: constant,
    imports: MODULE,
    params: ['monkeypatch'],
    lines: (_, real) => [`monkeypatch.setattr("tests.data_§.BODY", ${real})`],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that setattr replaces',
    blocks: constant,
    imports: MODULE,
    lines: (_, real) => [`setattr(data_§, "BODY", ${real})`],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that setattr replaces under a computed name',
    blocks: constant,
    imports: [...MODULE, 'import sys'],
    lines: (_, real) => [
      `for name, value in {"BODY": ${real}}.items():`,
      '    setattr(sys.modules["tests.data_§"], name, value)',
    ],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that is replaced in the dictionary of its module',
    blocks: constant,
    imports: MODULE,
    lines: (_, real) => [`vars(data_§)["BODY"] = ${real}`],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that patch replaces',
    blocks: constant,
    imports: [...MODULE, 'from unittest.mock import patch'],
    lines: (_, real) => [`patch("tests.data_§.BODY", ${real}).start()`],
    code: 'data_§.BODY',
  },
  {
    name: 'a constant that another file replaces',
    blocks: (seen, real) => [
      ...constant(seen),
      {
        path: 'tests/conftest.py',
        imports: ['import pytest', 'import tests.data_§'],
        text: `@pytest.fixture(autouse=True)\ndef replace_§():\n    tests.data_§.BODY = ${real}`,
      },
    ],
    imports: MODULE,
    code: 'data_§.BODY',
  },
  {
    name: 'an item changed through another name',
    lines: (seen, real) => [`parts = {"part": ${seen}}`, 'alias = parts', `alias["part"] = ${real}`],
    code: 'parts["part"]',
  },
  {
    name: 'an item changed by a function',
    above: (_, real) => `def fill_§(parts):\n    parts["part"] = ${real}`,
    lines: (seen) => [`parts = {"part": ${seen}}`, 'fill_§(parts)'],
    code: 'parts["part"]',
  },
  {
    name: 'an item of an item that is changed',
    lines: (seen, real) => [`parts = {"one": {"part": ${seen}}}`, `parts["one"]["part"] = ${real}`],
    code: 'parts["one"]["part"]',
  },
  {
    name: 'an item that monkeypatch changes',
    params: ['monkeypatch'],
    lines: (seen, real) => [`parts = {"part": ${seen}}`, `monkeypatch.setitem(parts, "part", ${real})`],
    code: 'parts["part"]',
  },
  {
    name: 'an item that update changes',
    lines: (seen, real) => [`parts = {"part": ${seen}}`, `parts.update(part=${real})`],
    code: 'parts["part"]',
  },
  {
    name: 'an item that a loop changes',
    lines: (seen, real) => [`parts = [${seen}]`, 'for index in range(1):', `    parts[index] = ${real}`],
    code: 'parts[0]',
  },
  {
    name: 'an item of an imported dictionary',
    blocks: (seen) => [{ path: DATA, text: `PARTS = {"part": ${seen}}` }],
    imports: ['from tests.data_§ import PARTS as PARTS_§'],
    lines: (_, real) => [`PARTS_§["part"] = ${real}`],
    code: 'PARTS_§["part"]',
  },
  {
    name: 'a star import below an assignment',
    blocks: (_, real) => [{ path: DATA, text: `BODY_§ = ${real}` }],
    above: (seen) => `BODY_§ = ${seen}\n\nfrom tests.data_§ import *`,
    code: 'BODY_§',
  },
  {
    name: 'an attribute of a class that is assigned',
    above: (seen, real) => `class Data§:\n    body = ${seen}\n\n\nData§.body = ${real}`,
    code: 'Data§.body',
  },
  {
    name: 'an attribute of a subclass',
    above: (seen, real) =>
      `class Data§:\n    body = ${seen}\n\n    def get(self):\n        return self.body\n\n\nclass Form§(Data§):\n    body = ${real}`,
    code: 'Form§().get()',
  },
  {
    name: 'a comprehension in a class body',
    above: (seen, real) =>
      `BODY_§ = ${real}\n\n\nclass Data§:\n    BODY_§ = ${seen}\n    bodies = [BODY_§ for _ in range(1)]`,
    code: 'Data§.bodies[0]',
  },
  {
    name: 'a global that a function replaces',
    above: (seen, real) => `BODY_§ = ${seen}\n\n\ndef replace_§():\n    global BODY_§\n    BODY_§ = ${real}`,
    lines: () => ['replace_§()'],
    code: 'BODY_§',
  },
  {
    name: 'a name that an inner function replaces',
    lines: (seen, real) => [
      `body = ${seen}`,
      'def replace():',
      '    nonlocal body',
      `    body = ${real}`,
      'replace()',
    ],
    code: 'body',
  },
  {
    name: 'a name that globals() replaces',
    above: (seen) => `BODY_§ = ${seen}`,
    lines: (_, real) => [`globals()["BODY_§"] = ${real}`],
    code: 'BODY_§',
  },
  {
    name: 'a cast against what it is',
    imports: ['from typing import cast'],
    lines: (_, real) => [`body = cast(TYPE, ${real})`],
    code: 'body',
  },
  {
    name: 'an annotation against what it is',
    above: (_, real) => `def body_§() -> TYPE:\n    return ${real}`,
    code: 'body_§()',
  },
  {
    name: 'a default that a caller replaces',
    above: (seen) => `def body_§(body=${seen}):\n    return body`,
    lines: (_, real) => [`make = body_§`, `body = make(${real})`],
    code: 'body',
  },
  {
    name: 'a decorator that replaces what a function returns',
    above: (seen, real) =>
      `def other_§(function):\n    return lambda: ${real}\n\n\n@other_§\ndef body_§():\n    return ${seen}`,
    code: 'body_§()',
  },
  {
    name: 'a property that a subclass overrides',
    above: (seen, real) =>
      `class Data§:\n    @property\n    def body(self):\n        return ${seen}\n\n    def get(self):\n        return self.body\n\n\nclass Form§(Data§):\n    @property\n    def body(self):\n        return ${real}`,
    code: 'Form§().get()',
  },
  {
    name: 'a method that is assigned to an instance',
    above: (seen) => `class Data§:\n    def body(self):\n        return ${seen}`,
    lines: (_, real) => ['made = Data§()', `made.body = lambda: ${real}`],
    code: 'made.body()',
  },
  {
    name: 'an attribute that __getattribute__ gives',
    above: (seen, real) =>
      `class Data§:\n    body = ${seen}\n\n    def __getattribute__(self, name):\n        return ${real}`,
    code: 'Data§().body',
  },
  {
    name: 'a dictionary with items of its own',
    above: (_, real) => `class Parts§(dict):\n    def __getitem__(self, key):\n        return ${real}`,
    lines: (seen) => [`parts = Parts§(part=${seen})`],
    code: 'parts["part"]',
  },
  {
    name: 'a json that monkeypatch replaces',
    blocks: () => [{ path: DATA, imports: ['import json'], text: 'def body():\n    return json.dumps({})' }],
    imports: MODULE,
    params: ['monkeypatch'],
    above: (_, real) => `class json_§:\n    @staticmethod\n    def dumps(value):\n        return ${real}`,
    lines: () => ['monkeypatch.setattr(data_§, "json", json_§)'],
    code: 'data_§.body()',
    oneWay: true,
  },
  {
    name: 'a json of the project',
    above: (_, real) => `class json_§:\n    @staticmethod\n    def dumps(value):\n        return ${real}`,
    lines: () => ['json = json_§'],
    code: 'json.dumps({})',
    oneWay: true,
  },
  {
    name: 'a decoder that decodes',
    imports: ['import json as json_§'],
    lines: () => ['decoder = json_§.JSONDecoder()'],
    code: `decoder.decode('{"a": "1"}')`,
    oneWay: true,
  },
  {
    name: 'a str that the module defines',
    above: (_, real) => `def text_§(value):\n    return ${real}`,
    lines: () => ['str = text_§'],
    code: 'str(1)',
    oneWay: true,
  },
  {
    name: 'a match that binds the name again',
    lines: (seen, real) => [`body = ${seen}`, `match ${real}:`, '    case body:', '        pass'],
    code: 'body',
  },
  {
    name: 'a walrus in a comprehension',
    lines: (seen, real) => [`body = ${seen}`, `[body := one for one in [${real}]]`],
    code: 'body',
  },
  {
    name: 'a loop that binds the name again',
    lines: (seen, real) => [`body = ${seen}`, `for body in [${real}]:`, '    pass'],
    code: 'body',
  },
  {
    name: 'a name that exec binds',
    above: (seen) => `BODY_§ = ${seen}`,
    lines: (_, real) => [`exec('BODY_§ = ${real}', globals())`],
    code: 'BODY_§',
  },
  {
    name: 'a value that a generator is sent',
    above: (seen) =>
      `def echo_§():\n    body = ${seen}\n    while True:\n        body = (yield body) or body`,
    lines: (_, real) => ['gen = echo_§()', 'next(gen)', `body = gen.send(${real})`],
    code: 'body',
  },
  {
    name: 'a context manager that changes what it is given',
    imports: ['from contextlib import contextmanager'],
    above: (_, real) => `@contextmanager\ndef changed_§(parts):\n    parts["part"] = ${real}\n    yield`,
    lines: (seen) => [`parts = {"part": ${seen}}`, 'with changed_§(parts):', '    pass'],
    code: 'parts["part"]',
  },
  {
    name: 'a list that is sorted by another name',
    lines: (seen, real) => [`parts = [${seen}, ${real}]`, 'parts.reverse()'],
    code: 'parts[0]',
  },
  {
    name: 'a list that is swapped',
    lines: (seen, real) => [`parts = [${seen}, ${real}]`, 'parts[0], parts[1] = parts[1], parts[0]'],
    code: 'parts[0]',
  },
  {
    name: 'an object that keeps what it is given elsewhere',
    above: (seen) =>
      `class Box§:\n    def __init__(self):\n        self.body = ${seen}\n\n    def put(self, **values):\n        self.__dict__.update(values)`,
    lines: (_, real) => ['box = Box§()', `box.put(body=${real})`],
    code: 'box.body',
  },
  {
    name: 'more subclasses than can be looked at',
    above: (seen, real) =>
      `class Many§:\n    body = ${seen}\n\n    def get(self):\n        return self.body\n\n\nmade_§ = [type(f"Made{n}", (Many§,), {"body": ${real}}) for n in range(50)]`,
    code: 'made_§[7]().get()',
  },
];

/** As a type annotation spells what is seen. */
const typeOf = (seen: string): string => (seen === TEXT ? 'str' : 'dict');

const replaced = (way: Way, [seen, real]: readonly [string, string]): Scene => {
  const { name, code, blocks, lines, above, imports = [], params = [] } = way;
  const typed = (text: string): string => text.replace(/\bTYPE\b/g, typeOf(seen));
  return {
    name: `${name}, ${real === FORM ? 'a form' : 'text'} at last`,
    family: 'replaced',
    own: true,
    write: (given: Given) => [
      ...(blocks?.(seen, real) ?? []),
      testOf(
        given,
        [
          ...(lines?.(seen, real) ?? []).map(typed),
          `response = ${given.client}.post("/echo/§", data=${code})`,
          'assert response.status_code == 200',
        ],
        { imports, params, above: typed(above?.(seen, real) ?? '') },
      ),
    ],
  };
};

export const OF_REPLACED: readonly Scene[] = [
  ...WAYS.map((way) => replaced(way, [TEXT, FORM])),
  ...WAYS.filter(({ oneWay }) => !oneWay).map((way) => replaced(way, [FORM, TEXT])),
];
