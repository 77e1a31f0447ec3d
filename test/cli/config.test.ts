import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, folderOf, runIn, unclear } from './command.ts';

const client = 'from starlette.testclient import TestClient\n\nclient = TestClient(None)\n\n';
const suite = `${client}def test_it():\n    client.get("/", allow_redirects=False)\n`;

describe('--print-config', () => {
  const files = {
    'pyproject.toml': `[tool.bump-testclient]
ignore = ["json-body"]
clients = ["api"]
exclude = ["old"]
baseline = "known.json"

[[tool.bump-testclient.overrides]]
files = "tests/slow/**"
level = "fails"
`,
    'tests/slow/test_a.py': suite,
  };

  test('prints what holds for a file, and where it is from', async () => {
    const { code, stdout, stderr } = await command(
      '--print-config tests/slow/test_a.py --client http --strict --exclude new',
      { files },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      configuration: ['pyproject.toml'],
      select: { value: [], source: 'default' },
      ignore: { value: ['json-body'], source: 'pyproject.toml:2' },
      unsafe: { value: false, source: 'default' },
      level: { value: 'fails', source: 'pyproject.toml:9' },
      strict: { value: 'warns', source: '--strict' },
      target: { value: null, source: 'default' },
      clients: { value: ['api', 'http'], source: 'pyproject.toml:3, --client' },
      strictParsing: { value: false, source: 'default' },
      include: { value: [], source: 'default' },
      exclude: { value: ['old', 'new'], source: 'pyproject.toml:4, --exclude' },
      forceExclude: { value: false, source: 'default' },
      baseline: { value: 'known.json', source: 'pyproject.toml:5' },
      cache: { value: false, source: 'default' },
    });
  });

  test('prints what holds in a folder, for the files that no override is about', async () => {
    const { stdout } = await command('--print-config tests/slow --target httpx2 --no-cache', { files });
    expect(JSON.parse(stdout)).toMatchObject({
      cache: { value: false, source: '--no-cache' },
      level: { value: 'differs', source: 'default' },
      target: { value: ['httpx2'], source: '--target' },
    });
  });

  test('prints what holds where there is no configuration', async () => {
    const { stdout } = await command('--print-config --no-config', { files });
    expect(JSON.parse(stdout)).toMatchObject({ configuration: [], ignore: { value: [], source: 'default' } });
  });

  test('fails where the configuration is invalid, and takes one path', async () => {
    const invalid = { 'package.json': '{\n  "bump-testclient": {"level": 1}\n}' };
    expect(await command('--print-config', { files: invalid })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'error: package.json:2:32: expected one of "fails", "warns", "differs", found a number\n',
    });
    expect((await command('--print-config a b', { files })).stderr).toContain(
      '--print-config takes one path',
    );
  });
});

describe('a configuration', () => {
  test('tells what code is a client by the file that it holds for', async () => {
    const files = {
      'a/pyproject.toml': '[tool.bump-testclient]\nclients = ["api"]\n',
      'a/test_a.py': 'def test_it(api):\n    api.get("/", allow_redirects=False)\n',
      'b/test_b.py': 'def test_it(api):\n    api.get("/", allow_redirects=False)\n',
      'c/pyproject.toml': '[tool.bump-testclient]\nclients = ["http"]\n',
      'c/test_c.py':
        'def test_it(http, api):\n    http.get("/", allow_redirects=False)\n    api.get("/", allow_redirects=False)\n',
    };
    const { read, stderr } = await command('', { files });
    expect(stderr).toContain('2 edits');
    expect(read('a/test_a.py')).toContain('follow_redirects');
    expect(read('b/test_b.py')).toBe(files['b/test_b.py']);
    expect(read('c/test_c.py')).toContain('api.get("/", allow_redirects=False)');
    expect(read('c/test_c.py')).toContain('http.get("/", follow_redirects=False)');
  });

  test('makes the unsafe fixes of the rules that it names', async () => {
    const header = 'client.post("/", headers={"A": None, "B": "x"})';
    const pairs = 'client.post("/", data=[("a", x)])';
    const text = `${client}def test_it(x):\n    ${header}\n    ${pairs}\n`;
    const after = async (unsafe: string) => {
      const config = { 'bump-testclient.config.json': `{"unsafe": ${unsafe}}` };
      const { read, stderr } = await command('', { files: { ...config, 'test_a.py': text } });
      const left = /(\d+) fixable with --unsafe/.exec(stderr)?.[1] ?? '0';
      return [read('test_a.py').includes(header), read('test_a.py').includes(pairs), left];
    };
    expect(await after('false')).toEqual([true, true, '2']);
    expect(await after('["none-values"]')).toEqual([false, true, '1']);
    expect(await after('true')).toEqual([false, false, '0']);
  });

  test('tells of findings that its strict counts and its level hides', async () => {
    const files = {
      'pyproject.toml': '[tool.bump-testclient]\nstrict = true\nlevel = "fails"\n',
      'test_a.py': unclear,
    };
    const { code, stderr } = await command('', { files });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'note: strict counts 1 finding that level does not show; `--level differs` does\n',
    );
  });

  test('names the baseline, also for --update-baseline', async () => {
    expect(await command('--update-baseline', { files: { 'test_a.py': suite } })).toMatchObject({
      code: 2,
      stderr: 'error: --update-baseline works only with --baseline\nit tells which file to write\n',
    });
  });

  test('names the baseline relative to its own folder, and messages name it relative to the working directory', async () => {
    const root = folderOf({
      'package.json': '{"bump-testclient": {"strict": true, "baseline": "known.json"}}',
      'tests/test_a.py': suite,
    });
    const tests = join(root, 'tests');
    expect((await runIn(tests, '--check')).stderr).toContain('--baseline: there is no file ../known.json\n');
    const adopted = await runIn(tests, '--check --update-baseline');
    expect(adopted.stderr).toContain('note: ../known.json holds ');
    expect(adopted.code).toBe(0);
    expect((await runIn(root, '--check')).code).toBe(0);
  });

  test('turns the cache on, in the folder that the command line names', async () => {
    const files = { 'pyproject.toml': '[tool.bump-testclient]\ncache = true\n', 'test_a.py': suite };
    const root = folderOf(files);
    const kept = (): readonly string[] => readdirSync(root).filter((name) => /cache|kept/.test(name));
    await runIn(root, '--check --no-cache');
    await runIn(root, '--check --no-config');
    expect(kept()).toEqual([]);
    await runIn(root, '--check --cache-location kept');
    expect(kept()).toEqual(['kept']);
    await runIn(root, '--check');
    expect(kept()).toEqual(['.bump-testclient-cache', 'kept']);
  });

  test('has to turn the cache on where only its folder is named', async () => {
    expect(await command('--cache-location kept', { files: { 'test_a.py': suite } })).toMatchObject({
      code: 2,
      stderr: 'error: --cache-location works only with --cache\nadd --cache, or leave it out\n',
    });
  });
});
