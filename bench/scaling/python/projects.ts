import type { Files, Shape } from '../shape.ts';
import { CHANGING, CLIENT } from './module.ts';

const numbered = (n: number, file: (index: number) => readonly [string, string]): Files =>
  Object.fromEntries(Array.from({ length: n }, (_, index) => file(index)));

/** Many modules. */
export const PROJECTS: readonly Shape[] = [
  {
    name: 'circle',
    what: 'modules that import each other in a circle',
    size: 512,
    files: (n) =>
      numbered(n, (i) => [
        `module_${i}.py`,
        `from fastapi.testclient import TestClient\n\nfrom module_${(i + 1) % n} import client_${(i + 1) % n}\n\nclient_${i} = client_${(i + 1) % n} or TestClient(app)\n\n\ndef test_${i}():\n    assert client_${i}.get("/", allow_redirects=False).ok\n`,
      ]),
  },
  {
    name: 'star-circle',
    what: 'modules that import all names of each other',
    size: 64,
    files: (n) => ({
      ...numbered(n, (i) => [
        `module_${i}.py`,
        numbers(n)
          .filter((other) => other !== i)
          .map((other) => `from module_${other} import *\n`)
          .join(''),
      ]),
      'test_shape.py': `from module_0 import *\n\n\ndef test_redirect():\n    assert client.get("/", allow_redirects=False).ok\n`,
      [`module_${n - 1}.py`]: `${CLIENT}from module_0 import *\n`,
    }),
  },
  {
    name: 'star-chain',
    what: 'modules, each importing all names of the one before',
    size: 512,
    files: (n) => ({
      ...numbered(n, (i) => [`module_${i + 1}.py`, `from module_${i} import *\n`]),
      'module_0.py': CLIENT,
      'test_shape.py': `from module_${n} import *\n${CHANGING}`,
    }),
  },
  {
    name: 'conftests',
    what: 'conftests in nested folders',
    size: 512,
    files: (n) => ({
      ...numbered(n, (i) => [
        `${'t/'.repeat(i)}conftest.py`,
        `import pytest\nfrom fastapi.testclient import TestClient\n\n\n@pytest.fixture\ndef client(${i === 0 ? '' : 'client'}):\n    return ${i === 0 ? 'TestClient(app)' : 'client'}\n`,
      ]),
      [`${'t/'.repeat(n - 1)}test_shape.py`]: `def test_redirect(client):\n    assert client.get("/", allow_redirects=False).ok\n`,
    }),
  },
  {
    name: 'shared-client',
    what: 'test modules that import one client',
    size: 1_024,
    files: (n) => ({
      'shared.py': CLIENT,
      ...numbered(n, (i) => [`test_${i}.py`, `from shared import client\n\n${CHANGING}`]),
    }),
  },
];

const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index);
