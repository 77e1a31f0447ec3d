import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { kindsIn, TEST } from './values.ts';

const form = 'form = {"part": "text"}';
const post = 'client.post("/", data=form["part"])';

describe('an item of a dictionary may be what is put there by another way', () => {
  kindsIn([
    ['another name', `${form}\nother = form\nother["part"] = {"a": 1}\n${post}`, 'text|mapping'],
    [
      'a name for either of two',
      `${form}\nother = form or {}\nother["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      'an assignment in a condition',
      `${form}\nif (other := form):\n    other["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      '`update` of another name',
      `${form}\nother = form\nother.update(part={"a": 1})\n${post}`,
      'text|mapping',
    ],
    ['`|=` of another name', `${form}\nother = form\nother |= {"part": {"a": 1}}\n${post}`, 'text|unknown'],
    ['`setdefault`', `${form}\nform.setdefault("part", {"a": 1})\n${post}`, 'text|mapping'],
    ['a method of its class', `${form}\ndict.update(form, {"part": {"a": 1}})\n${post}`, 'text|mapping'],
    [
      'a function that it is passed to',
      code`
        def fill(given):
            given["part"] = {"a": 1}
        ${form}
        fill(form)
        ${post}
      `,
      'text|mapping',
    ],
    [
      'a function that passes it on',
      code`
        def fill(given):
            given["part"] = {"a": 1}
        def prepare(*, one=None):
            fill(one)
        ${form}
        prepare(one=form)
        ${post}
      `,
      'text|mapping',
    ],
    [
      'a function that gives it back',
      code`
        def same(given):
            return given
        ${form}
        same(form)["part"] = {"a": 1}
        ${post}
      `,
      'text|mapping',
    ],
    ['something out of sight', `import lib\n${form}\nlib.fill(form)\n${post}`, 'text|unknown'],
    ['a bound method', `${form}\nput = form.__setitem__\nput("part", {"a": 1})\n${post}`, 'text|unknown'],
    [
      'a collection that holds it',
      `${form}\nforms = [form]\nforms[0]["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      'a loop over a collection that holds it',
      `${form}\nfor one in [form]:\n    one["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      'a chain that writes through',
      `from collections import ChainMap\n${form}\nChainMap(form)["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      '`monkeypatch.setitem`',
      `def test(monkeypatch):\n    ${form}\n    monkeypatch.setitem(form, "part", {"a": 1})\n    ${post}`,
      'text|mapping',
    ],
    [
      '`patch.dict`',
      `from unittest.mock import patch\n${form}\nwith patch.dict(form, {"part": {"a": 1}}):\n    ${post}`,
      'text|mapping',
    ],
    [
      'a nested subscript',
      'form = {"a": {"b": "text"}}\nform["a"]["b"] = {"c": 1}\nclient.post("/", data=form["a"]["b"])',
      'text|mapping',
    ],
    [
      'a name for a dictionary inside',
      'form = {"a": {"b": "text"}}\ninner = form["a"]\ninner["b"] = {"c": 1}\nclient.post("/", data=form["a"]["b"])',
      'text|mapping',
    ],
    [
      'another file that imports it',
      {
        'tests/data.py': form,
        'tests/conftest.py': 'from data import form\nform["part"] = {"a": 1}',
        [TEST]: `from data import form\n${post}`,
      },
      'text|mapping',
    ],
    [
      'another file that imports its module',
      {
        'tests/data.py': form,
        'tests/conftest.py': 'import data\ndata.form["part"] = {"a": 1}',
        [TEST]: `import data\nclient.post("/", data=data.form["part"])`,
      },
      'text|mapping',
    ],
    [
      'tuples of a list and something else',
      'forms = [{"part": "text"}]\nfor one, _ in zip(forms, xs):\n    one["part"] = {"a": 1}\nclient.post("/", data=forms[0]["part"])',
      'text|mapping',
    ],
    [
      'a sorted list that holds it',
      `${form}\nsorted([form], key=id)[0]["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      'a copy of what holds it',
      'form = {"a": {"b": "text"}}\nother = dict(form)\nother["a"]["b"] = {"c": 1}\nclient.post("/", data=form["a"]["b"])',
      'text|mapping',
    ],
    [
      'a dictionary that it is unpacked into',
      'form = {"a": {"b": "text"}}\nother = {**form}\nother["a"]["b"] = {"c": 1}\nclient.post("/", data=form["a"]["b"])',
      'text|mapping',
    ],
    [
      'a slice',
      'forms = [{"b": "text"}]\nforms[:][0]["b"] = {"c": 1}\nclient.post("/", data=forms[0]["b"])',
      'text|mapping',
    ],
    [
      'a generator that yields it',
      `def each(one):\n    yield one\n${form}\nfor one in each(form):\n    one["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      'a context manager that yields it',
      `from contextlib import contextmanager\n@contextmanager\ndef opened(one):\n    yield one\n${form}\nwith opened(form) as one:\n    one["part"] = {"a": 1}\n${post}`,
      'text|mapping',
    ],
    [
      'a subclass in another file',
      {
        [TEST]: `class Base:\n    ${form}\n    def send(self):\n        client.post("/", data=self.form["part"])`,
        'tests/leaf.py': code`
          from test_app import Base
          class Leaf(Base):
              def change(self):
                  self.form["part"] = {"a": 1}
        `,
      },
      'text|mapping',
    ],
  ]);
});

describe('an item of a list may be what is put there by another way', () => {
  const send = 'for x in xs:\n    client.post("/", data=x)';
  kindsIn([
    ['another name', `xs = ["text"]\nys = xs\nys.append({"a": 1})\n${send}`, 'text|mapping'],
    ['something out of sight', `import lib\nxs = ["text"]\nlib.fill(xs)\n${send}`, 'text|unknown'],
    ['a bound method', `xs = ["text"]\nput = xs.append\nput({"a": 1})\n${send}`, 'text|unknown'],
    ['a heap', `import heapq\nxs = ["text"]\nheapq.heappush(xs, {"a": 1})\n${send}`, 'text|mapping'],
  ]);
});

describe('an item of a collection is what is written there', () => {
  kindsIn([
    ['what is put under another key', `${form}\nform["other"] = {"a": 1}\n${post}`, 'text'],
    ['what clients are given', `${form}\nclient.put("/", json=form)\n${post}`, 'text'],
    ['what is sent by something out of sight', `${form}\nsession.put("/", json=form)\n${post}`, 'text'],
    [
      'what is printed, counted and compared',
      `import json\n${form}\nprint(form, len(form))\nassert form == json.loads(json.dumps(form))\n${post}`,
      'text',
    ],
    ['what is asserted', `${form}\nself.assertEqual(form, answer)\n${post}`, 'text'],
    ['what is copied', `${form}\nother = dict(form)\nother["part"] = {"a": 1}\n${post}`, 'text'],
    ['what is unpacked', `${form}\nlib.fill(**form)\n${post}`, 'text'],
    [
      'what a function of the project only reads',
      code`
        def check(given, answer):
            assert answer == given["part"]
            return len(given)
        ${form}
        check(form, 1)
        ${post}
      `,
      'text',
    ],
    [
      'what a function makes anew in each call',
      code`
        def make():
            form = {"part": "text"}
            return form
        make()["part"] = {"a": 1}
        client.post("/", data=make()["part"])
      `,
      'text',
    ],
    [
      'what stands under the same name in another module',
      {
        'tests/other.py': 'form = {}\nform["part"] = {"a": 1}',
        [TEST]: `${form}\n${post}`,
      },
      'text',
    ],
  ]);
});

describe('collections that are put into each other are looked at with an end', () => {
  const names = Array.from({ length: 40 }, (_, at) => `d${at}`);
  kindsIn([
    [
      'each into all others',
      [
        ...names.map((name) => `${name} = {"part": "text"}`),
        ...names.flatMap((name) => names.map((other) => `${name}["${other}"] = ${other}`)),
        'client.post("/", data=d0["part"])',
      ].join('\n'),
      'text|unknown',
    ],
    [
      'one into itself',
      'd = {"part": "text"}\nd["part"] = d\nclient.post("/", data=d["part"])',
      'text|unknown',
    ],
  ]);
});
