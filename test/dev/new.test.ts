import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scaffold } from '../../src/dev/scaffold.ts';

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
const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'];
const NAME = 'zz-new-rule';

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

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('npm run new', () => {
  test('writes a rule that is green but for its one case', () => {
    expect(script('src/dev/new.ts', NAME)).toMatchObject({ status: 0 });
    expect(read('src/registry.ts')).toContain(`from '../transforms/${NAME}.ts'`);
    expect(read('README.md')).toContain(`\n| [\`${NAME}\`](#${NAME}) `);
    expect(read('CHANGELOG.md')).toMatch(new RegExp(`## Unreleased\\n\\n- \`${NAME}\``));
    expect(script('src/dev/generate.ts', '--check')).toEqual({ status: 0, output: '' });

    const args = ['run', 'test/self.test.ts', 'test/fixtures.test.ts', `test/transforms/${NAME}.test.ts`];
    const results = join(root, 'results.json');
    spawnSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', ...args, '--reporter=json', `--outputFile=${results}`],
      { cwd: root },
    );
    const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as Results;
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed'),
    );
    expect(testResults).toHaveLength(3);
    expect(failed.map(({ fullName }) => fullName)).toEqual([
      expect.stringContaining('TODO: say what now happens'),
    ]);
  });

  test('overwrites nothing', () => {
    writeFileSync(join(root, 'transforms/zz-other.ts'), 'mine');
    const { status, output } = script('src/dev/new.ts', 'zz-other');
    expect(status).toBe(1);
    expect(output).toContain('transforms/zz-other.ts');
    expect(read('transforms/zz-other.ts')).toBe('mine');
    expect(existsSync(join(root, 'test/transforms/zz-other.test.ts'))).toBe(false);
    rmSync(join(root, 'transforms/zz-other.ts'));
  });

  test.each(['Cookies', 'cookies_to_client', '../cookies', '-cookies', 'a--b', ''])(
    'does not take the name "%s"',
    (name) => {
      expect(() => scaffold(root, name)).toThrow('kebab-case');
    },
  );

  test('says how it is called when it is called without a name', () => {
    expect(script('src/dev/new.ts')).toMatchObject({
      status: 2,
      output: expect.stringContaining('npm run new -- <rule>') as string,
    });
  });
});

describe('npm run generate', () => {
  test('-- --check names what is stale, and the next run mends it', () => {
    writeFileSync(join(root, 'src/registry.ts'), '');
    expect(script('src/dev/generate.ts', '--check')).toEqual({
      status: 1,
      output: 'src/registry.ts is stale: run `npm run generate`\n',
    });
    expect(script('src/dev/generate.ts')).toEqual({ status: 0, output: 'wrote src/registry.ts\n' });
    expect(script('src/dev/generate.ts', '--check')).toEqual({ status: 0, output: '' });
  });

  test('names the file whose header lacks a heading', () => {
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
