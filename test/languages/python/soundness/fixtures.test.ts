import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { kindsIn, TEST } from './values.ts';

const CONFTEST = 'tests/conftest.py';
const MODULE = 'tests/deep/test_deep.py';

const fixture = (result: string, name = 'body', mark = '@pytest.fixture') => code`
  ${mark}
  def ${name}():
      return ${result}
`;

const asks = 'def test(body):\n    client.post("/", data=body)';

describe('a test gets any of the definitions of a fixture', () => {
  kindsIn([
    [
      'in both branches of a condition',
      {
        [CONFTEST]: code`
          import pytest, os
          if os.environ.get("FORM"):
              @pytest.fixture
              def body():
                  return {"a": 1}
          else:
              @pytest.fixture
              def body():
                  return "text"
        `,
        [TEST]: asks,
      },
      'mapping|text',
    ],
    [
      'in one branch of a condition, and in a folder above',
      {
        'conftest.py': `import pytest\n${fixture('"text"')}`,
        [CONFTEST]: code`
          import pytest, os
          if os.environ.get("FORM"):
              @pytest.fixture
              def body():
                  return {"a": 1}
        `,
        [TEST]: asks,
      },
      'mapping|text',
    ],
    [
      'imported where it can be, and defined where not',
      {
        'tests/bodies.py': `import pytest\n${fixture('{"a": 1}')}`,
        [CONFTEST]: code`
          import pytest
          try:
              from bodies import body
          except ImportError:
              @pytest.fixture
              def body():
                  return "text"
        `,
        [TEST]: asks,
      },
      'mapping|text',
    ],
    [
      'under a name given to functions in both branches',
      {
        [CONFTEST]: code`
          import pytest, os
          if os.environ.get("FORM"):
              @pytest.fixture(name="body")
              def form():
                  return {"a": 1}
          else:
              @pytest.fixture(name="body")
              def raw():
                  return "text"
        `,
        [TEST]: asks,
      },
      'mapping|text',
    ],
    [
      'brought by a star import below',
      {
        'tests/bodies.py': `import pytest\n${fixture('{"a": 1}')}`,
        [CONFTEST]: `import pytest\n${fixture('"text"')}\nfrom bodies import *`,
        [TEST]: asks,
      },
      'text|mapping',
    ],
    [
      'put in place by `pytest_generate_tests`',
      {
        [CONFTEST]: code`
          import pytest
          @pytest.fixture
          def body():
              return "text"
          def pytest_generate_tests(metafunc):
              if "body" in metafunc.fixturenames:
                  metafunc.parametrize("body", [{"a": 1}])
        `,
        [TEST]: asks,
      },
      'text|mapping',
    ],
    [
      'in a file that imports the test',
      {
        [CONFTEST]: `import pytest\n${fixture('"text"')}`,
        [TEST]: asks,
        'tests/test_more.py': `import pytest\nfrom test_app import *\n${fixture('{"a": 1}')}`,
      },
      'text|mapping',
    ],
    [
      'in a class that inherits the test',
      code`
        import pytest
        class TestBase:
            @pytest.fixture
            def body(self):
                return "text"
            def test(self, body):
                client.post("/", data=body)
        class TestForm(TestBase):
            @pytest.fixture
            def body(self):
                return {"a": 1}
      `,
      'text|mapping',
    ],
    [
      'by marks of a class that inherits the test',
      code`
        import pytest
        class TestBase:
            @pytest.fixture
            def body(self):
                return "text"
            def test(self, body):
                client.post("/", data=body)
        @pytest.mark.parametrize("body", [{"a": 1}])
        class TestForm(TestBase): pass
      `,
      'text|mapping',
    ],
  ]);
});

describe('a test gets the definition that hides the others', () => {
  kindsIn([
    [
      'the last one in the file',
      {
        [CONFTEST]: `import pytest\n${fixture('{"a": 1}')}\n${fixture('"text"')}`,
        [TEST]: asks,
      },
      'text',
    ],
    [
      'one that stands below a star import',
      {
        'tests/bodies.py': `import pytest\n${fixture('{"a": 1}')}`,
        [CONFTEST]: `import pytest\nfrom bodies import *\n${fixture('"text"')}`,
        [TEST]: asks,
      },
      'text',
    ],
    [
      'the one of the nearest file',
      {
        'conftest.py': `import pytest\n${fixture('{"a": 1}')}`,
        [CONFTEST]: `import pytest\n${fixture('"text"')}`,
        [TEST]: asks,
      },
      'text',
    ],
    [
      'that of a file before that of a plugin',
      {
        'conftest.py': `import pytest\n${fixture('"text"')}`,
        'tests/bodies.py': `import pytest\n${fixture('{"a": 1}')}`,
        [CONFTEST]: 'pytest_plugins = ["bodies"]',
        [TEST]: asks,
      },
      'text',
    ],
    [
      'values of a mark that is held in a name',
      {
        [CONFTEST]: `import pytest\n${fixture('"text"')}`,
        [TEST]: code`
          import pytest
          forms = pytest.mark.parametrize("body", [{"a": 1}])
          @forms
          def test(body):
              client.post("/", data=body)
        `,
      },
      'mapping',
    ],
    [
      'values of a mark that is added to the others',
      {
        [CONFTEST]: `import pytest\n${fixture('"text"')}`,
        [TEST]: `import pytest\npytestmark = []\npytestmark.append(pytest.mark.parametrize("body", [{"a": 1}]))\n${asks}`,
      },
      'mapping',
    ],
    [
      'values of a mark that a function makes',
      {
        [CONFTEST]: `import pytest\n${fixture('"text"')}`,
        'tests/marks.py':
          'import pytest\ndef forms(name):\n    return pytest.mark.parametrize(name, [{"a": 1}])',
        [TEST]: `from marks import forms\n@forms("body")\n${asks}`,
      },
      'mapping',
    ],
    [
      'values of a mark whose names are a list of one',
      {
        [TEST]: code`
          import pytest
          @pytest.mark.parametrize(["body"], [({"a": 1},)])
          def test(body):
              client.post("/", data=body)
        `,
      },
      'mapping',
    ],
  ]);
});

/** A fixture that sends what another one gives. */
const SEND = code`
  import pytest
  @pytest.fixture
  def body():
      return "text"
  @pytest.fixture
  def send(body):
      client.post("/", data=body)
`;

describe('a fixture gets what the test that asks for it puts in place', () => {
  kindsIn([
    [
      'a class in the same file',
      `${SEND}
class TestForm:
    @pytest.fixture
    def body(self):
        return {"a": 1}
    def test(self, send): pass
`,
      'text|mapping',
    ],
    [
      '`parametrize` in the same file',
      `${SEND}\n@pytest.mark.parametrize("body", [{"a": 1}])\ndef test(send, body): pass\n`,
      'text|mapping',
    ],
    [
      '`parametrize` of a test that does not ask for it',
      `${SEND}\n@pytest.mark.parametrize("body", [{"a": 1}])\ndef test(body): pass\n`,
      'text',
    ],
  ]);
});

describe('a fixture of a conftest.py gets what the tests below it put in place', () => {
  const form = `import pytest\n${fixture('{"a": 1}')}`;
  const uses = 'def test(send): pass';
  kindsIn(
    [
      [
        'a deeper conftest.py',
        { [CONFTEST]: SEND, 'tests/deep/conftest.py': form, [MODULE]: uses },
        'text|mapping',
      ],
      ['the module of the test', { [CONFTEST]: SEND, [MODULE]: `${form}\n${uses}` }, 'text|mapping'],
      [
        'through another fixture',
        {
          [CONFTEST]: `${SEND}\n@pytest.fixture\ndef sent(send): pass`,
          [MODULE]: `${form}\ndef test(sent): pass`,
        },
        'text|mapping',
      ],
      [
        'without asking, for it is used by every test',
        { [CONFTEST]: SEND.replace('fixture\ndef send', 'fixture(autouse=True)\ndef send'), [MODULE]: form },
        'text|mapping',
      ],
      [
        'by `parametrize`',
        {
          [CONFTEST]: SEND,
          [MODULE]: 'import pytest\n@pytest.mark.parametrize("body", [{"a": 1}])\ndef test(send, body): pass',
        },
        'text|mapping',
      ],
      [
        'by `parametrize` through the fixture',
        {
          [CONFTEST]: code`
            import pytest
            @pytest.fixture(params=["text"])
            def send(request):
                client.post("/", data=request.param)
          `,
          [MODULE]:
            'import pytest\n@pytest.mark.parametrize("send", [{"a": 1}], indirect=True)\ndef test(send): pass',
        },
        'text|mapping',
      ],
      [
        'not where no test asks for it',
        { [CONFTEST]: SEND, [MODULE]: `${form}\ndef test(body): pass` },
        'text',
      ],
      ['not in a folder beside it', { [CONFTEST]: SEND, 'other/test_a.py': `${form}\n${uses}` }, 'text'],
      [
        'very many modules that bring one',
        {
          [CONFTEST]: SEND,
          ...Object.fromEntries(
            Array.from({ length: 60 }, (_, at) => [`tests/test_${at}.py`, `${form}\n${uses}`]),
          ),
        },
        'text|unknown',
      ],
    ],
    CONFTEST,
  );
});
