import { describe, expect, test } from 'vitest';
import { targetOf } from '../../src/clients/targets/words.ts';
import { run, type RunOptions } from '../../src/runner/run.ts';
import { defaults, folder, textOf } from './support.ts';

const SUITE = 'from fastapi.testclient import TestClient\n';
const TEST = 'tests/test_a.py';

type Files = Readonly<Record<string, string>>;

/** Each finding of a run over a project with a file of tests: `requirements.txt:2: ...`. */
async function told(files: Files, options: Partial<RunOptions> = {}): Promise<readonly string[]> {
  const root = folder({ [TEST]: SUITE, ...files });
  const { report } = await run({ ...defaults, cwd: root, mode: 'check', ...options });
  return report.files.flatMap(({ path, manual }) =>
    manual.map(({ line, message }) => `${path}:${line}: ${message}`),
  );
}

/** A file after a run that writes unsafe fixes. */
async function written(path: string, files: Files, options: Partial<RunOptions> = {}): Promise<string> {
  const root = folder({ [TEST]: SUITE, ...files });
  await run({ ...defaults, cwd: root, unsafe: true, ...options });
  return textOf(root, path);
}

const missing = (place: string, line: string): string =>
  `${place}: the tests need httpx, which nothing here requires: add \`${line}\``;

const LOCKED = '[[package]]\nname = "httpx"\nversion = "0.28.1"\n';

describe('a project that does not require httpx is told where to add it', () => {
  test.each<[name: string, files: Files, expected: string]>([
    [
      'the file of a list that has pytest [C16]',
      { 'requirements.txt': 'fastapi\n', 'requirements-dev.txt': '-r requirements.txt\npytest==7.2.0\n' },
      missing('requirements-dev.txt:2', 'httpx'),
    ],
    [
      'a folder of requirements',
      { 'requirements/base.txt': 'fastapi\n', 'requirements/test.in': '# runs\npytest\n' },
      missing('requirements/test.in:2', 'httpx'),
    ],
    [
      'a file that another includes, whatever it is called',
      { 'requirements.txt': '-r ci/more.txt\n', 'ci/more.txt': 'fastapi\npytest\n' },
      missing('ci/more.txt:2', 'httpx'),
    ],
    [
      'an environment of tox that includes a file beside itself',
      { 'tox.ini': '[testenv]\ndeps = -r{toxinidir}/ci.txt\n', 'ci.txt': 'pytest\n' },
      missing('ci.txt:1', 'httpx'),
    ],
    [
      'a list beside one that only limits versions',
      {
        'pyproject.toml':
          '[tool.uv]\nconstraint-dependencies = ["httpx<0.28"]\noverride-dependencies = ["httpx<1"]\ndev-dependencies = ["pytest"]\n',
      },
      missing('pyproject.toml:4', '"httpx"'),
    ],
    ['a framework', { 'requirements.txt': 'requests\nfastapi\n' }, missing('requirements.txt:2', 'httpx')],
    [
      'a group of Poetry',
      { 'pyproject.toml': '[tool.poetry.group.dev.dependencies]\npytest = "^7"\n' },
      missing('pyproject.toml:2', 'httpx = "*"'),
    ],
    [
      'a list before an environment of tox',
      { 'tox.ini': '[testenv]\ndeps = pytest\n', 'tests.requirements.txt': 'pytest\n' },
      missing('tests.requirements.txt:1', 'httpx'),
    ],
    [
      'an extra of a setup.cfg',
      { 'setup.cfg': '[options.extras_require]\ntest =\n  pytest\n' },
      missing('setup.cfg:3', 'httpx'),
    ],
    [
      'an extra of a setup.py',
      {
        'setup.py':
          'setup(\n    install_requires=["fastapi"],\n    extras_require={"test": [\n        "pytest",\n    ]},\n)\n',
      },
      missing('setup.py:4', '"httpx"'),
    ],
    [
      'the nearest list',
      { 'requirements.txt': 'pytest\n', 'tests/requirements.txt': 'pytest\n' },
      missing('tests/requirements.txt:1', 'httpx'),
    ],
    [
      'a Starlette that httpx 0.28 is too new for',
      { 'requirements.txt': 'starlette==0.27.0\npytest\n' },
      missing('requirements.txt:2', 'httpx<0.28'),
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await told(files)).toEqual([expected]);
  });

  test('once for all of its tests', async () => {
    const files = { 'requirements.txt': 'pytest\n', 'tests/more/test_b.py': SUITE, 'test_c.py': SUITE };
    expect(await told(files)).toEqual([missing('requirements.txt:1', 'httpx')]);
  });

  test('where only the tests are looked at, too', async () => {
    const files = { 'requirements.txt': 'pytest\n' };
    expect(await told(files, { paths: ['tests'] })).toEqual([missing('requirements.txt:1', 'httpx')]);
  });

  test('httpx2 where that is the target [S5]', async () => {
    expect(await told({ 'requirements.txt': 'httpx\npytest\n' }, { target: targetOf(['httpx2']) })).toEqual([
      'requirements.txt:2: the tests need httpx2, which nothing here requires: add `httpx2`',
    ]);
  });
});

describe('nothing is said', () => {
  test.each<[name: string, files: Files]>([
    ['where nothing is listed', {}],
    [
      'where no list has packages',
      { 'requirements.txt': '# none yet\n', 'pyproject.toml': '[project]\nname = "x"\n' },
    ],
    ['where httpx is required', { 'requirements.txt': 'pytest\nhttpx==0.27.0\n' }],
    [
      'where an extra of another file brings it',
      { 'setup.py': 'setup(install_requires=["fastapi[all]"])', 'requirements.txt': 'pytest\n' },
    ],
    [
      'where a lock file has it',
      { 'pyproject.toml': '[dependency-groups]\ntest = ["pytest"]\n', 'uv.lock': LOCKED },
    ],
    [
      'where a folder above requires it',
      { 'tests/requirements.txt': 'pytest\n', 'requirements.txt': 'httpx\n' },
    ],
    [
      'where a list includes another',
      { 'requirements.txt': '-r ci/more.txt\npytest\n', 'ci/more.txt': 'httpx\n' },
    ],
    [
      'where a file that setuptools reads has it',
      {
        'pyproject.toml':
          '[tool.setuptools.dynamic]\ndependencies = { file = ["deps.txt"] }\n[dependency-groups]\ntest = ["pytest"]\n',
        'deps.txt': 'httpx\n',
      },
    ],
    [
      'of a text that is no list, though a setup.cfg names it',
      {
        'setup.cfg': '[metadata]\nlong_description = file: README.txt\n',
        'README.txt': 'FastAPI\npytest\n',
      },
    ],
    [
      'where a setup.cfg names a file that has it',
      { 'setup.cfg': '[options]\ninstall_requires = file: deps.txt\n', 'deps.txt': 'pytest\nhttpx\n' },
    ],
    [
      'where an environment of tox includes a file that has it',
      { 'tox.ini': '[testenv]\ndeps =\n    -r{toxinidir}/ci.txt\n    pytest\n', 'ci.txt': 'httpx\n' },
    ],
    [
      'where it is installed from its repository',
      { 'requirements.txt': 'pytest\n-e git+https://github.com/encode/httpx.git#egg=httpx\n' },
    ],
    [
      'where a Dockerfile installs it',
      { 'requirements.txt': 'pytest\n', Dockerfile: 'RUN pip install httpx\n' },
    ],
    [
      'of a list that a tool writes',
      { 'requirements.txt': '# This file is autogenerated by pip-compile\npytest==7.2.0\n' },
    ],
    ['of tests without a client', { [TEST]: 'import pytest\n', 'requirements.txt': 'pytest\n' }],
    [
      'of another test client',
      { [TEST]: 'from async_asgi_testclient import TestClient\n', 'requirements.txt': 'pytest\n' },
    ],
    [
      'of lists of a setup.py that are not all in sight',
      {
        'setup.py':
          'BASE = ["pytest"]\nsetup(\n  install_requires=BASE,\n  tests_require=["pytest", *BASE],\n  extras_require={"a": BASE, "b": ["pytest"]},\n)\n# setup(install_requires=["pytest"])\n',
      },
    ],
    [
      'of a setup.py whose list for the tests is not in sight',
      {
        'setup.py':
          'TESTS = ["pytest"]\nsetup(\n  install_requires=["fastapi"],\n  extras_require={"test": TESTS},\n)\n',
      },
    ],
    [
      'of a setup.py with texts that are joined, or long',
      { 'setup.py': 'setup(install_requires=["py" "test"], tests_require=["""pytest"""])\n' },
    ],
    ['of a command', { 'tox.ini': '[testenv]\ncommands = pytest tests\n' }],
  ])('%s', async (_name, files) => {
    expect(await told(files)).toEqual([]);
  });

  test('where the rule is ignored', async () => {
    expect(await told({ 'requirements.txt': 'pytest\n' }, { ignore: ['test-dependencies'] })).toEqual([]);
  });

  test('of a list that is excluded', async () => {
    expect(await told({ 'requirements.txt': 'pytest\n' }, { exclude: ['*.txt'] })).toEqual([]);
  });
});

describe('pins that contradict are reported', () => {
  test.each<[name: string, files: Files, expected: readonly string[]]>([
    [
      'an httpx that is too new [A12]',
      { 'requirements.txt': 'starlette==0.37.1\nhttpx==0.28.1\npytest\n' },
      [
        'requirements.txt:2: this httpx does not go with the Starlette of the project: require `httpx<0.28`, or Starlette 0.37.2',
      ],
    ],
    [
      'one for the Starlette that a FastAPI asks for',
      { 'pyproject.toml': '[project]\ndependencies = [\n  "fastapi==0.109.0",\n  "httpx>=0.28",\n]\n' },
      [
        'pyproject.toml:4: this httpx does not go with the Starlette of the project: require `"httpx<0.28"`, or Starlette 0.37.2',
      ],
    ],
    [
      'an httpx that is too old',
      { 'requirements.txt': 'starlette==0.42.0\nhttpx==0.26.0\n' },
      [
        'requirements.txt:2: this httpx does not go with the Starlette of the project: require `httpx>=0.27,<0.29`',
      ],
    ],
    [
      'nothing of versions that go together',
      { 'requirements.txt': 'starlette==0.41.0\nhttpx==0.28.1\n' },
      [],
    ],
    ['nothing of an open httpx', { 'requirements.txt': 'starlette==0.37.1\nhttpx\n' }, []],
    ['nothing of an old client', { 'requirements.txt': 'fastapi==0.85.0\nhttpx==0.28.1\n' }, []],
    [
      'a Starlette that asks for httpx2 [S5]',
      { 'requirements.txt': 'starlette>=1.2\nhttpx\npytest\n' },
      ['requirements.txt:2: the test client warns about httpx: add `httpx2`'],
    ],
    ['nothing where httpx2 is required', { 'requirements.txt': 'starlette>=1.2\nhttpx\nhttpx2\n' }, []],
  ])('%s', async (_name, files, expected) => {
    expect(await told(files)).toEqual(expected);
  });
});

describe('where warnings are errors, that of Starlette about httpx is one', () => {
  const REQUIRED = { 'requirements.txt': 'starlette>=1.2\nhttpx\npytest\n' };
  const FILTER = 'ignore:Using .httpx. with .starlette.testclient. is deprecated:UserWarning';
  const warned = 'requirements.txt:2: the test client warns about httpx: add `httpx2`';
  const refused = (place: string): string =>
    `requirements.txt:2: the test client warns about httpx, which is an error in this project (${place}): add \`httpx2\`, or there the filter \`${FILTER}\``;

  test.each<[name: string, files: Files, expected: readonly string[]]>([
    [
      'in a pytest.ini [S6]',
      {
        'pytest.ini': '[pytest]\naddopts = -q\nfilterwarnings =\n    error\n    ignore::DeprecationWarning\n',
      },
      [refused('pytest.ini:4')],
    ],
    ['in a setup.cfg', { 'setup.cfg': '[tool:pytest]\nfilterwarnings = error\n' }, [refused('setup.cfg:2')]],
    [
      'in a pyproject.toml',
      { 'pyproject.toml': '[tool.pytest.ini_options]\nfilterwarnings = [\n  "error",\n]\n' },
      [refused('pyproject.toml:2')],
    ],
    [
      'in lines of a text, and by its class',
      { 'pyproject.toml': '[tool.pytest.ini_options]\nfilterwarnings = """\nerror::UserWarning\n"""\n' },
      [refused('pyproject.toml:2')],
    ],
    ['in options', { 'tox.ini': '[pytest]\naddopts = -q -W error\n' }, [refused('tox.ini:2')]],
    [
      'in the file that pytest takes first',
      {
        'pytest.ini': '[pytest]\nfilterwarnings = error\n',
        'setup.cfg': `[tool:pytest]\nfilterwarnings =\n  error\n  ${FILTER}\n`,
      },
      [refused('pytest.ini:2')],
    ],
    [
      'but not where a file that counts before has none',
      { 'pytest.ini': '[pytest]\n', 'setup.cfg': '[tool:pytest]\nfilterwarnings = error\n' },
      [warned],
    ],
    [
      'but not where it is left out',
      { 'pytest.ini': `[pytest]\nfilterwarnings =\n  error\n  ${FILTER}\n` },
      [],
    ],
    [
      'but not where its class is',
      { 'pytest.ini': '[pytest]\nfilterwarnings =\n  error\n  ignore::UserWarning\n' },
      [],
    ],
    [
      'but not where it is by its own class',
      {
        'pytest.ini':
          '[pytest]\nfilterwarnings =\n  error\n  ignore::starlette.exceptions.StarletteDeprecationWarning\n',
      },
      [],
    ],
    [
      'and again behind that',
      { 'pytest.ini': '[pytest]\nfilterwarnings =\n  ignore::UserWarning\n  error\n' },
      [refused('pytest.ini:3')],
    ],
    [
      'but not of other classes',
      { 'pytest.ini': '[pytest]\nfilterwarnings = error::DeprecationWarning\n' },
      [warned],
    ],
    ['but not of other modules', { 'pytest.ini': '[pytest]\nfilterwarnings = error:::shop\n' }, [warned]],
    ['but not of another section', { 'tox.ini': '[testenv]\nfilterwarnings = error\n' }, [warned]],
    [
      'but not where httpx2 is required',
      {
        'requirements.txt': 'starlette>=1.2\nhttpx\nhttpx2\n',
        'pytest.ini': '[pytest]\nfilterwarnings = error\n',
      },
      [],
    ],
    [
      'but not on an earlier Starlette',
      { 'requirements.txt': 'starlette==1.1.0\nhttpx\n', 'pytest.ini': '[pytest]\nfilterwarnings = error\n' },
      [],
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await told({ ...REQUIRED, ...files })).toEqual(expected);
  });
});

describe('where warnings are errors, that of anyio about a name of its own is one', () => {
  const ERRORS = { 'pytest.ini': '[pytest]\nfilterwarnings = error\n' };
  const FILTER = 'ignore:The anyio.abc.BlockingPortal alias is deprecated:DeprecationWarning';
  const packages = (starlette: string, anyio: string): Files => ({
    'requirements.txt': `pytest\nhttpx==0.27.2\nstarlette==${starlette}\n${anyio}\n`,
  });

  test.each<[name: string, files: Files, expected: readonly string[]]>([
    [
      'on a Starlette before 1.7 [S11]',
      { ...packages('0.41.0', 'anyio==4.15.1'), ...ERRORS },
      [
        `requirements.txt:1: anyio warns about a name that the test client uses, which is an error in this project (pytest.ini:2): add there the filter \`${FILTER}\``,
      ],
    ],
    ['but not on an earlier anyio', { ...packages('0.41.0', 'anyio==4.14.0'), ...ERRORS }, []],
    ['but not on any anyio', { ...packages('0.41.0', 'anyio'), ...ERRORS }, []],
    ['but not where no warning is an error', packages('0.41.0', 'anyio==4.15.1'), []],
    [
      'but not where it is left out',
      {
        ...packages('0.41.0', 'anyio==4.15.1'),
        'pytest.ini': `[pytest]\nfilterwarnings =\n  error\n  ${FILTER}\n`,
      },
      [],
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await told({ ...files })).toEqual(expected);
  });
});

describe('unsafe fixes add the line', () => {
  test.each<[name: string, path: string, before: string, after: string]>([
    [
      'above pytest',
      'requirements.txt',
      'fastapi\npytest==7.2.0  # runs\n',
      'fastapi\nhttpx\npytest==7.2.0  # runs\n',
    ],
    ['with Windows line ends', 'requirements.txt', 'fastapi\r\npytest\r\n', 'fastapi\r\nhttpx\r\npytest\r\n'],
    ['without a line end', 'requirements.txt', 'pytest', 'httpx\npytest'],
    [
      'in a list of INI',
      'setup.cfg',
      '[options.extras_require]\ntest =\n\t# runs\n\tpytest ; python_version > "3"\n\n[flake8]\n',
      '[options.extras_require]\ntest =\n\t# runs\n\thttpx\n\tpytest ; python_version > "3"\n\n[flake8]\n',
    ],
    [
      'below what stands beside the name of its list',
      'tox.ini',
      '[testenv]\ndeps = pytest\ncommands = pytest\n',
      '[testenv]\ndeps = pytest\n    httpx\ncommands = pytest\n',
    ],
    [
      'for all environments of tox',
      'tox.ini',
      '[testenv]\ndeps =\n    py38: pytest<8\n    py39: pytest\n',
      '[testenv]\ndeps =\n    httpx\n    py38: pytest<8\n    py39: pytest\n',
    ],
    [
      'in a list of a setup.py, with its comments and quotes',
      'setup.py',
      "setup(\n  tests_require=[  # runs\n    'coverage',  # all of it\n    'pytest>=7'\n  ],\n)\n",
      "setup(\n  tests_require=[  # runs\n    'coverage',  # all of it\n    'httpx',\n    'pytest>=7'\n  ],\n)\n",
    ],
    [
      'in one line of a setup.py',
      'setup.py',
      'setup(extras_require={"test": ["coverage", "pytest"], "docs": []})\n',
      'setup(extras_require={"test": ["coverage", "httpx", "pytest"], "docs": []})\n',
    ],
    [
      'in a Pipfile',
      'Pipfile',
      '[dev-packages]\npytest = "*"\n',
      '[dev-packages]\nhttpx = "*"\npytest = "*"\n',
    ],
  ])('%s', async (_name, path, before, after) => {
    expect(await written(path, { [path]: before })).toBe(after);
  });

  test('but not to a file outside the paths of the run', async () => {
    const files = { 'requirements.txt': 'pytest\n' };
    expect(await written('requirements.txt', files, { paths: ['tests'] })).toBe('pytest\n');
  });

  test('but not where a list leaves no place', async () => {
    const before = '[testenv]\ndeps = pytest # runs\n';
    expect(await written('tox.ini', { 'tox.ini': before })).toBe(before);
  });
});
