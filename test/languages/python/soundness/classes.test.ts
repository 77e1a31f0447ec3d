import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { kindsIn, TEST } from './values.ts';

const post = 'client.post("/", data=Data().BODY)';

describe('an attribute is what the code of its class makes of it', () => {
  kindsIn([
    [
      '`__getattribute__`',
      `class Data:\n    BODY = "text"\n    def __getattribute__(self, name): return {}\n${post}`,
      'text|unknown',
    ],
    [
      '`__setattr__` of a base',
      `class Base:\n    def __setattr__(self, name, value): pass\nclass Data(Base):\n    BODY = "text"\n${post}`,
      'text|unknown',
    ],
    [
      'a metaclass of the project',
      `class Meta(type):\n    pass\nclass Data(metaclass=Meta):\n    BODY = "text"\n${post}`,
      'text|unknown',
    ],
    [
      'a metaclass of the library',
      `from abc import ABCMeta\nclass Data(metaclass=ABCMeta):\n    BODY = "text"\n${post}`,
      'text',
    ],
    [
      '`__init_subclass__` that assigns',
      `class Base:\n    def __init_subclass__(cls): cls.BODY = {}\nclass Data(Base):\n    BODY = "text"\n${post}`,
      'text|unknown',
    ],
    [
      'a decorator that assigns',
      `def form(cls):\n    cls.BODY = {}\n    return cls\n@form\nclass Data:\n    BODY = "text"\n${post}`,
      'text|unknown',
    ],
    [
      'a decorator that only registers the class',
      `def form(cls):\n    known.append(cls)\n    return cls\n@form\nclass Data:\n    BODY = "text"\n${post}`,
      'text',
    ],
    [
      'a descriptor',
      `class Text(str):\n    def __get__(self, one, cls): return {}\nclass Data:\n    BODY = Text("a")\n${post}`,
      'mapping',
    ],
    [
      '`object.__setattr__`',
      `class Data:\n    BODY = "text"\n    def __init__(self):\n        object.__setattr__(self, "BODY", {})\n${post}`,
      'text|mapping',
    ],
    [
      'a computed name that is set on `self`',
      code`
        class TestIt:
            body = "text"
            def setup_method(self):
                for name, value in values:
                    setattr(self, name, value)
            def test(self):
                client.post("/", data=self.body)
      `,
      'text|unknown',
    ],
  ]);
});

describe('an operator is what a class makes of it', () => {
  kindsIn([
    [
      'on its left',
      `class P:\n    def __add__(self, other): return {}\nclient.post("/", data=P() + "text")`,
      'mapping',
    ],
    [
      'on its right',
      `class P:\n    def __radd__(self, other): return {}\nclient.post("/", data="text" + P())`,
      'mapping',
    ],
    ['that does not define it', `class P(str): pass\nclient.post("/", data=P("a") + "text")`, 'text'],
  ]);
});

describe('a key of a dictionary is what stands there last', () => {
  const last = 'client.post("/", data=form["part"])';
  kindsIn([
    ['an unpacked dictionary', `other = {"part": {}}\nform = {"part": "text", **other}\n${last}`, 'mapping'],
    [
      'an unpacked dictionary with other keys',
      `other = {"more": {}}\nform = {"part": "text", **other}\n${last}`,
      'text',
    ],
    ['an unpacked dictionary out of sight', `form = {"part": "text", **other()}\n${last}`, 'text|unknown'],
    ['one before which others are unpacked', `form = {**other(), "part": "text"}\n${last}`, 'text'],
    ['a computed key', `KEY = "part"\nform = {"part": "text", KEY: {}}\n${last}`, 'text|mapping'],
    ['a computed key that is another', `KEY = "more"\nform = {"part": "text", KEY: {}}\n${last}`, 'text'],
    ['the same key twice', `form = {"part": {}, "part": "text"}\n${last}`, 'text'],
  ]);
});

describe('a decorator of the project is what its body says', () => {
  kindsIn([
    [
      'that is called like one that changes nothing',
      code`
        def retry(fn):
            def wrapper():
                return {"k": fn()}
            return wrapper
        @retry
        def x():
            return "text"
        client.post("/", data=x())
      `,
      'text|unknown',
    ],
    [
      'that calls the function with what it is given',
      code`
        def retry(fn):
            def wrapper(*args, **kwargs):
                return fn(*args, **kwargs)
            return wrapper
        @retry
        def x():
            return "text"
        client.post("/", data=x())
      `,
      'text',
    ],
  ]);
});

describe('a fixture is one object for all that ask for it', () => {
  const form = 'import pytest\n@pytest.fixture\ndef form():\n    return {"part": "text"}\n';
  const test = 'def test_b(form):\n    client.post("/", data=form["part"])';
  kindsIn([
    [
      'another fixture changes it',
      `${form}@pytest.fixture\ndef filled(form):\n    form["part"] = {}\n${test}`,
      'text|mapping',
    ],
    ['another test changes its own', `${form}def test_a(form):\n    form["part"] = {}\n${test}`, 'text'],
    [
      'another test changes what both share',
      `${form.replace('fixture\n', 'fixture(scope="module")\n')}def test_a(form):\n    form["part"] = {}\n${test}`,
      'text|mapping',
    ],
    [
      '`patch.dict` by a dotted name',
      {
        'tests/data.py': 'FORM = {"part": "text"}',
        [TEST]: `import data\nfrom unittest.mock import patch\nwith patch.dict("data.FORM", {"part": {}}):\n    client.post("/", data=data.FORM["part"])`,
      },
      'text|mapping',
    ],
    [
      'a function of the library that is replaced',
      `import textwrap\ndef test(monkeypatch):\n    monkeypatch.setattr(textwrap, "dedent", lambda text: {})\n    client.post("/", data=textwrap.dedent("text"))`,
      'text|mapping',
    ],
  ]);
});
