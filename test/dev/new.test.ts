import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatFile } from '../../src/dev/rules/format.ts';
import { scaffold } from '../../src/dev/rules/scaffold.ts';

const COPIED = [
  'src',
  'transforms',
  'test',
  '__testfixtures__',
  '.prettierrc.json',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];
const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'docs'];
const NAME = 'zz-new-rule';
const PYTHON_ONLY = 'zz-python-only';

/** A copy of the project, to add rules to. */
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bump-testclient-new-'));
  for (const path of [...COPIED, ...DOCUMENTS]) cpSync(path, join(root, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function script(...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

/** Runs some tests of the copy. */
function runTests(...files: readonly string[]): Results {
  const results = join(root, 'results.json');
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...files,
    '--reporter=json',
    `--outputFile=${results}`,
  ];
  spawnSync(process.execPath, args, { cwd: root });
  // vitest's own output; its JSON reporter documents the shape.
  return JSON.parse(readFileSync(results, 'utf8')) as Results;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('npm run new', () => {
  test('writes rules for all languages or for some; only their one case fails', () => {
    expect(script('src/dev/new.ts', NAME)).toMatchObject({ status: 0 });
    expect(script('src/dev/new.ts', PYTHON_ONLY, '--languages', 'python')).toMatchObject({ status: 0 });
    for (const name of [NAME, PYTHON_ONLY]) {
      expect(read('src/registry.ts')).toContain(`from '../transforms/${name}.ts'`);
      expect(read(`docs/rules/${name}.md`)).toContain(`\n# ${name}\n`);
      expect(read('CHANGELOG.md')).toMatch(new RegExp(`## Unreleased\\n\\n(?:- .*\\n)?- \`${name}\``));
    }
    expect(script('src/dev/generate.ts', '--check')).toEqual({ status: 0, output: '' });

    const tests = [NAME, PYTHON_ONLY].map((name) => `test/transforms/${name}.test.ts`);
    const { testResults } = runTests('test/self.test.ts', 'test/fixtures.test.ts', ...tests);
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed'),
    );
    expect(testResults).toHaveLength(4);
    expect(failed.map(({ fullName }) => fullName)).toEqual([
      expect.stringContaining('TODO: say what now happens'),
      expect.stringContaining('TODO: say what now happens'),
    ]);
  });

  test('writes a rule for Python without any TypeScript snippet, formatted as lint expects', async () => {
    const fixtures = readdirSync(join(root, '__testfixtures__', PYTHON_ONLY)).sort();
    expect(fixtures).toEqual(['basic.input.py', 'basic.output.py', 'basic.report.txt']);
    const files = [`transforms/${PYTHON_ONLY}.ts`, `test/transforms/${PYTHON_ONLY}.test.ts`];
    expect(read(files[0]!)).toContain("languages: ['python'],");
    expect(read(files[1]!)).not.toContain('ts`');
    for (const path of files) expect(await formatFile(root, path, read(path))).toBe(read(path));
  });

  test('overwrites nothing', async () => {
    writeFileSync(join(root, 'transforms/zz-other.ts'), 'mine');
    const wanted = { name: 'zz-other', languages: ['python'] } as const;
    await expect(scaffold(root, wanted)).rejects.toThrow('already exist: transforms/zz-other.ts');
    expect(read('transforms/zz-other.ts')).toBe('mine');
    expect(existsSync(join(root, 'test/transforms/zz-other.test.ts'))).toBe(false);
    rmSync(join(root, 'transforms/zz-other.ts'));
  });

  test.each(['Cookies', 'cookies_to_client', '../cookies', '-cookies', 'a--b', ''])(
    'does not take the name "%s"',
    async (name) => {
      await expect(scaffold(root, { name, languages: ['python'] })).rejects.toThrow('kebab-case');
    },
  );

  test('prints what is wrong with its arguments, and the usage', () => {
    const { status, output } = script('src/dev/new.ts');
    expect(status).toBe(2);
    expect(output).toContain('The name of the rule is missing.\nUsage: npm run new -- <rule>');
  });
});

describe('npm run generate', () => {
  test('-- --check names stale and obsolete files, and the next run updates them', () => {
    const before = read('src/registry.ts');
    writeFileSync(join(root, 'src/registry.ts'), '');
    writeFileSync(join(root, 'docs/rules/gone.md'), '# gone\n');
    const paths = ['src/registry.ts', 'docs/rules/gone.md'];
    expect(script('src/dev/generate.ts', '--check')).toEqual({
      status: 1,
      output: paths.map((path) => `${path} is stale: run \`npm run generate\`\n`).join(''),
    });
    expect(script('src/dev/generate.ts')).toEqual({
      status: 0,
      output: paths.map((path) => `updated ${path}\n`).join(''),
    });
    expect(read('src/registry.ts')).toBe(before);
    expect(existsSync(join(root, 'docs/rules/gone.md'))).toBe(false);
  });

  test('names a rule file whose header lacks a heading', () => {
    const path = `transforms/${NAME}.ts`;
    const before = read(path);
    writeFileSync(join(root, path), before.replace('Fix safety - ', 'Safety - '));
    expect(script('src/dev/generate.ts')).toEqual({
      status: 1,
      output: `${path}: the header comment has no text under "Fix safety - "\n`,
    });
    writeFileSync(join(root, path), before);
  });
});

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
