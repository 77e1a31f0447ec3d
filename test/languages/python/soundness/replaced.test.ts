import { describe, expect, test } from 'vitest';
import { namesReplacedIn } from '../../../../src/languages/python/inference/replaced/texts.ts';
import { code } from '../../../support/snippets.ts';
import { kindsIn, TEST } from './values.ts';

const DATA = 'tests/data.py';
const data = 'BODY = "text"\nclass Data:\n    BODY = "text"\n';
const post = 'client.post("/", data=data.BODY)';

const from = (conftest: string, test = `import data\n${post}`) => ({
  [DATA]: data,
  'tests/conftest.py': `import data\n${conftest}`,
  [TEST]: test,
});

describe('a name of a module is what any file puts in its place', () => {
  kindsIn([
    ['an assignment', from('data.BODY = {"a": 1}'), 'text|mapping'],
    ['an assignment to several', from('data.BODY, data.OTHER = {"a": 1}, 1'), 'text|mapping'],
    [
      'an assignment through `sys.modules`',
      from('import sys\nsys.modules["data"].BODY = {"a": 1}'),
      'text|mapping',
    ],
    ['`setattr`', from('setattr(data, "BODY", {"a": 1})'), 'text|mapping'],
    [
      '`setattr` with a computed name',
      from('for name in names:\n    setattr(data, name, {"a": 1})'),
      'text|unknown',
    ],
    ['its namespace', from('data.__dict__["BODY"] = {"a": 1}'), 'text|mapping'],
    ['`vars`', from('vars(data).update(BODY={"a": 1})'), 'text|mapping'],
    [
      'an import of the name',
      from('data.BODY = {"a": 1}', 'from data import BODY\nclient.post("/", data=BODY)'),
      'text|mapping',
    ],
    [
      'an assignment to what is put in the place of another name',
      {
        'tests/settings.py': 'holder = None\n',
        [DATA]: data,
        'tests/conftest.py': 'import settings\nfrom data import Data\nsettings.holder = Data\n',
        'tests/other.py': 'import settings\nsettings.holder.BODY = {"a": 1}\n',
        [TEST]: 'from data import Data\nclient.post("/", data=Data.BODY)',
      },
      'text|mapping',
    ],
    [
      'an assignment to what is put in several steps in the place of other names',
      {
        'tests/settings.py': 'one = None\n',
        'tests/box.py': 'class Box: pass\n',
        [DATA]: data,
        'tests/conftest.py': code`
          import settings
          from box import Box
          from data import Data
          settings.one = Box
          settings.one.two = Box()
          settings.one.two.three = Box()
          settings.one.two.three.four = Data
          settings.one.two.three.four.BODY = {"a": 1}
        `,
        [TEST]: 'from data import Data\nclient.post("/", data=Data.BODY)',
      },
      'text|mapping',
    ],
    [
      'an assignment to what is kept in a namespace',
      from('import types\ns = types.SimpleNamespace()\ns.kept = data\ns.kept.BODY = {"a": 1}'),
      'text|mapping',
    ],
    [
      '`setattr` of what is put in the place of another name',
      from('import app\napp.data = data\nsetattr(app.data, "BODY", {"a": 1})'),
      'text|mapping',
    ],
    [
      '`globals` of the file itself',
      'BODY = "text"\nglobals()["BODY"] = {"a": 1}\nclient.post("/", data=BODY)',
      'text|mapping',
    ],
    [
      '`exec` in the file itself',
      'BODY = "text"\nexec("BODY = {}")\nclient.post("/", data=BODY)',
      'text|unknown',
    ],
    [
      'a fixture that every test uses',
      from(
        'import pytest\n@pytest.fixture(autouse=True)\ndef form(monkeypatch):\n    monkeypatch.setattr(data, "BODY", {"a": 1})',
        `import data\ndef test_a():\n    ${post}`,
      ),
      'text|mapping',
    ],
    [
      'a fixture that the test asks for through another',
      from(
        code`
          import pytest
          @pytest.fixture
          def form(monkeypatch):
              monkeypatch.setattr("data.BODY", {"a": 1})
          @pytest.fixture
          def other(form): pass
        `,
        `import data\ndef test_a(other):\n    ${post}`,
      ),
      'text|mapping',
    ],
    [
      'a patch over the test',
      from(
        '',
        `import data\nfrom unittest.mock import patch\n@patch("data.BODY", {"a": 1})\ndef test_a():\n    ${post}`,
      ),
      'text|mapping',
    ],
    [
      'a patch of several over the test',
      from(
        '',
        `import data\nfrom unittest.mock import patch\n@patch.multiple(data, BODY={"a": 1})\ndef test_a():\n    ${post}`,
      ),
      'text|mapping',
    ],
    [
      'a patch in the test',
      from(
        '',
        `import data\nfrom unittest.mock import patch\ndef test_a():\n    with patch.object(data, "BODY", {"a": 1}):\n        ${post}`,
      ),
      'text|mapping',
    ],
    [
      'a helper that runs in a patched test',
      from(
        '',
        `import data\ndef send():\n    ${post}\ndef test_a(monkeypatch):\n    monkeypatch.setattr(data, "BODY", {"a": 1})\n    send()`,
      ),
      'text|mapping',
    ],
  ]);
});

describe('an attribute of a class is what any file puts in its place', () => {
  const ofClass = `import data\nclient.post("/", data=data.Data.BODY)`;
  kindsIn([
    ['an assignment', from('data.Data.BODY = {"a": 1}', ofClass), 'text|mapping'],
    ['`setattr`', from('setattr(data.Data, "BODY", {"a": 1})', ofClass), 'text|mapping'],
    [
      'a patch by a dotted name',
      from(
        '',
        `import data\nfrom unittest.mock import patch\n@patch("data.Data.BODY", {"a": 1})\ndef test_a():\n    client.post("/", data=data.Data().BODY)`,
      ),
      'text|mapping',
    ],
    ['not what is set on another class', from('class Data: pass\nData.BODY = {"a": 1}', ofClass), 'text'],
  ]);
});

describe('what is replaced for a time is seen only where it may run meanwhile', () => {
  kindsIn([
    [
      'not in another test',
      from(
        '',
        `import data\ndef test_a(monkeypatch):\n    monkeypatch.setattr(data, "BODY", {"a": 1})\ndef test_b():\n    ${post}`,
      ),
      'text',
    ],
    [
      'not in a test that does not ask for the fixture',
      from(
        'import pytest\n@pytest.fixture\ndef form(monkeypatch):\n    monkeypatch.setattr(data, "BODY", {"a": 1})',
        `import data\ndef test_b():\n    ${post}`,
      ),
      'text',
    ],
    [
      'not while the file is imported',
      from(
        '',
        `import data\n${post}\ndef test_a(monkeypatch):\n    monkeypatch.setattr(data, "BODY", {"a": 1})`,
      ),
      'text',
    ],
    ['not where another module is patched', from('import other\nother.BODY = {"a": 1}'), 'text'],
  ]);
});

test.each([
  ['data.BODY = 1', ['BODY']],
  ['data.BODY: str = 1', ['BODY']],
  ['data.BODY |= x', ['BODY']],
  ['data.A, data.B = 1, 2', ['A', 'B']],
  ['make().BODY = 1', ['BODY']],
  ['for data.BODY in xs: pass', ['BODY']],
  ['self.BODY = 1', []],
  ['data.BODY == 1', []],
  ['monkeypatch.setattr("tests.data.BODY", 1)', ['BODY']],
  ['monkeypatch.setattr(data, "BODY", 1)', ['BODY']],
  ['setattr(get("x"), "BODY", 1)', ['BODY']],
  ['setattr(data, name, 1)', ['*']],
  ['mocker.patch.object(data, "BODY")', ['BODY']],
  ['patch(\n    "tests.data.BODY",\n)', ['BODY']],
  ['globals()["BODY"] = 1', ['BODY']],
])('%s may replace %j', (text, names) => {
  expect([...namesReplacedIn(text)].sort()).toEqual([...names].sort());
});

describe('a computed name is looked for by what has it', () => {
  const loop = (owner: string) => `for name in names:\n    setattr(${owner}, name, {"a": 1})`;
  const derived = 'class Derived(data.Data):\n    pass\n';
  const ofClass = 'import data\nclient.post("/", data=data.Data.BODY)';
  const ofDerived = `import data\n${derived}client.post("/", data=Derived.BODY)`;
  kindsIn([
    ['a file by its name', from(`import sys\n${loop('sys.modules["data"]')}`), 'text|unknown'],
    ['another file by its name', from(`import sys\n${loop('sys.modules["other"]')}`), 'text'],
    ['another file', { ...from(`import other\n${loop('other')}`), 'tests/other.py': '' }, 'text'],
    ['a class', from(loop('data.Data'), ofClass), 'text|unknown'],
    ['its instance, elsewhere', from(loop('data.Data()'), ofClass), 'text'],
    ['its base', from(loop('data.Data'), ofDerived), 'text|unknown'],
    ['its subclass', from(`${derived}${loop('Derived')}`, ofClass), 'text|unknown'],
    ['another class', from(`class Other:\n    pass\n${loop('Other')}`, ofClass), 'text'],
  ]);
});
