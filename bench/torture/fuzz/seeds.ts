import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Kind = 'python' | 'javascript' | 'config';

/** A text to mutate. */
export interface Seed {
  readonly kind: Kind;
  /** A name that tells what reads it. */
  readonly path: string;
  readonly text: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Fixtures, examples and the snippets in tests of rules, always in the same order. */
export function readSeeds(): readonly Seed[] {
  const files = ['__testfixtures__', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(root, folder, path))
      .filter((path) => !/\.(output\.\w+|report(\.\w+)?\.txt)$/.test(path) && kindOf(path) !== undefined)
      .sort(),
  );
  return [...files.map(fileSeed), ...snippets(), ...CONFIGURATION];
}

function kindOf(path: string): Kind | undefined {
  if (path.endsWith('.py')) return 'python';
  if (/\.([cm]?[jt]s|[jt]sx)$/.test(path)) return 'javascript';
  return /\.toml$|requirements[^/\\]*\.txt$|(package|tsconfig)\.json$/.test(path) ? 'config' : undefined;
}

function fileSeed(path: string): Seed {
  const kind = kindOf(path) ?? 'config';
  const name = basename(path).replace('.input', '');
  return {
    kind,
    path: /^basic.*\.toml$/.test(name) ? 'pyproject.toml' : name,
    text: readFileSync(path, 'utf8'),
  };
}

/** What stands in templates with the tag `py` or `ts`. */
function snippets(): Seed[] {
  const folder = join(root, 'test/transforms');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const found = readFileSync(join(folder, file), 'utf8').matchAll(/\b(py|ts)`((?:[^`\\$]|\\.)*)`/g);
      return Array.from(found, ([, tag, text = '']) => snippet(tag === 'py', text));
    });
}

function snippet(isPython: boolean, raw: string): Seed {
  const lines = raw.replace(/\\([\\`$])/g, '$1').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  const text =
    lines
      .map((line) => line.slice(indent))
      .join('\n')
      .trim() + '\n';
  const head = isPython
    ? 'from starlette.testclient import TestClient\nclient = TestClient(app)\n'
    : "import { TestClient } from 'starlette/testclient';\nconst client = new TestClient(app);\n";
  const isWhole = text.includes('TestClient') || text.includes('httpx');
  return {
    kind: isPython ? 'python' : 'javascript',
    path: isPython ? 'test_snippet.py' : 'snippet.test.ts',
    text: isWhole ? text : head + text,
  };
}

const config = (path: string, text: string): Seed => ({ kind: 'config', path, text });

const CONFIGURATION: readonly Seed[] = [
  config(
    'requirements.txt',
    '# tests\nstarlette==0.19.1\nfastapi>=0.70,<1 ; python_version >= "3.8"\nrequests==2.28.1 \\\n    --hash=sha256:abc\n-r more.txt\npytest\n',
  ),
  config(
    'requirements-dev.txt',
    '-c constraints.txt\nrequests\nhttpx[http2]~=0.23 # why\n-e .\nstarlette @ https://example.org/starlette.whl\n',
  ),
  config(
    'pyproject.toml',
    '[project]\nname = "shop"\ndependencies = ["starlette==0.19.1", "requests>=2"]\n[project.optional-dependencies]\ntest = [\n  "pytest", # runs\n  "requests",\n]\n[dependency-groups]\ndev = ["requests", {include-group = "test"}]\n',
  ),
  config(
    'pyproject.toml',
    '[tool.poetry.dependencies]\npython = "^3.8"\nfastapi = {version = "^0.85", extras = ["all"]}\n[tool.poetry.group.dev.dependencies]\nrequests = "^2.28"\npytest = "*"\n',
  ),
  config(
    'setup.cfg',
    '[metadata]\nname = shop\n[options]\ninstall_requires =\n    starlette==0.19.1\n    requests\n[options.extras_require]\ntest =\n    pytest\n    requests # for the client\n',
  ),
  config(
    'tox.ini',
    '[tox]\nenvlist = py38, py39\n[testenv]\ndeps =\n    pytest\n    requests\n    -rrequirements.txt\ncommands = pytest {posargs}\n',
  ),
  config(
    'package.json',
    '{\n  "name": "shop",\n  "type": "module",\n  "imports": {"#testing": "./src/testing.ts"},\n  "workspaces": ["packages/*"],\n  "devDependencies": {"vitest": "^1.0.0"}\n}\n',
  ),
  config(
    'tsconfig.json',
    '{\n  // paths\n  "extends": "./base.json",\n  "compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}, "module": "nodenext"},\n  "include": ["src", "test"],\n}\n',
  ),
];
