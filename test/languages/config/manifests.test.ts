import { describe, expect, test } from 'vitest';
import { versionsText } from '../../../src/core/model/target.ts';
import { isLock, isManifest, packagesIn } from '../../../src/languages/config/manifests.ts';
import { readRequirement, readVersions } from '../../../src/languages/config/specifiers.ts';

describe('a requirement', () => {
  test.each<[text: string, expected: string | undefined]>([
    ['fastapi', 'fastapi '],
    ['FastAPI==0.95.1', 'fastapi 0.95.1'],
    ['fastapi[all]>=0.95,<1 ; python_version > "3.8"', 'fastapi[all] >=0.95,<1'],
    ['fastapi [ all, dev ] (>=0.95)', 'fastapi[all,dev] >=0.95'],
    ['Pytest_HTTPX~=0.21', 'pytest-httpx >=0.21,<1'],
    ['starlette == 0.43.*  # the last', 'starlette 0.43'],
    ['starlette!=0.42,>=0.40', 'starlette >=0.40'],
    ['starlette @ git+https://example.org/starlette@0.20', 'starlette '],
    ['./vendor/starlette', undefined],
    ['vendor/starlette', undefined],
    ['https://example.org/starlette-0.43.tar.gz', undefined],
    ['-r base.txt', undefined],
    ['', undefined],
  ])('%j is %s', (text, expected) => {
    const found = readRequirement(text);
    const extras = found && found.extras.length > 0 ? `[${found.extras.join()}]` : '';
    expect(found && `${found.name}${extras} ${versionsText(found.versions)}`).toBe(expected);
  });

  test.each([
    ['^0.95.1', '>=0.95.1,<0.96'],
    ['^1.2', '>=1.2,<2'],
    ['~0.95.1', '>=0.95.1,<0.96'],
    ['~=0.95.1', '>=0.95.1,<0.96'],
    ['<=0.95', '<0.96'],
    ['0.95', '0.95'],
    ['>=1.0.0rc1', '>=1.0.0'],
    ['*', ''],
    ['', ''],
  ])('of the versions %j asks for %j', (text, expected) => {
    expect(versionsText(readVersions(text))).toBe(expected);
  });
});

describe('the packages of a file', () => {
  test.each<[path: string, text: string, expected: readonly string[]]>([
    [
      'pyproject.toml',
      `[project]
dependencies = ["fastapi>=0.100", 'starlette'] # both
keywords = ["httpx==1"]
[project.optional-dependencies]
test = ["httpx==0.27.0"]
[dependency-groups]
dev = [{ include-group = "test" }, "respx"]
[tool.uv]
dev-dependencies = ["pytest"]
`,
      ['fastapi >=0.100', 'starlette ', 'httpx 0.27.0', 'respx ', 'pytest '],
    ],
    [
      'pyproject.toml',
      `[tool.poetry.dependencies]
python = "^3.9"
fastapi = { version = "^0.95", extras = ["all"] }
[tool.poetry.group.dev.dependencies]
httpx = "*"
[tool.black]
httpx = "0.1"
`,
      ['python >=3.9,<4', 'fastapi 0.95', 'httpx '],
    ],
    ['pyproject.toml', '[project\ndependencies = ["fastapi==0.95"]', []],
    [
      'Pipfile',
      '[packages]\nfastapi = "==0.95.1"\n[dev-packages]\nhttpx = "*"\n',
      ['fastapi 0.95.1', 'httpx '],
    ],
    [
      'requirements.txt',
      '# fastapi==0.1\n-r base.txt\n\nfastapi==0.95.1 # the newest\r\nhttpx>=0.23 \\\n    --hash=sha256:00\n',
      ['fastapi 0.95.1', 'httpx >=0.23'],
    ],
    ['setup.cfg', '[options]\ninstall_requires =\n    fastapi==0.95.1\n', ['fastapi 0.95.1']],
    [
      'tox.ini',
      '[testenv]\ndeps = fastapi==0.95.1\n    py38: httpx==0.23\n',
      ['fastapi 0.95.1', 'httpx 0.23'],
    ],
    ['setup.py', 'setup(install_requires=["fastapi[all]==0.95.1"])', ['fastapi 0.95.1']],
    [
      'uv.lock',
      '[[package]]\nname = "fastapi"\nversion = "0.115.6"\ndependencies = [{ name = "starlette" }]\n',
      ['fastapi 0.115.6'],
    ],
    [
      'Pipfile.lock',
      '{\n    "default": {\n        "fastapi": {\n            "hashes": [],\n            "version": "==0.115.6"\n        }\n    }\n}\n',
      ['fastapi 0.115.6'],
    ],
  ])('%s', async (path, text, expected) => {
    const found = await packagesIn(path, text);
    const known = found.filter(({ name }) => /^(?:fastapi|starlette|httpx|respx|pytest|python)$/.test(name));
    expect(known.map(({ name, versions }) => `${name} ${versionsText(versions)}`)).toEqual(expected);
  });

  test.each([
    ['pyproject.toml', true, false],
    ['requirements-dev.txt', true, false],
    ['dev-requirements.txt', true, false],
    ['requirements/test.txt', true, false],
    ['poetry.lock', true, true],
    ['Pipfile.lock', true, true],
    ['notes.txt', false, false],
    ['package-lock.json', false, false],
  ])('%s lists packages: %s, pinned: %s', (path, lists, pins) => {
    expect([isManifest(path), isLock(path)]).toEqual([lists, pins]);
  });
});
