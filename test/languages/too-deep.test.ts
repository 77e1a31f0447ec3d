import { describe, expect, test } from 'vitest';
import { noProject, type Project } from '../../src/core/language.ts';
import { migrate } from '../../src/core/engine/migrate.ts';
import type { Result } from '../../src/core/engine/result.ts';
import { languageOf } from '../../src/languages/index.ts';
import { newParser } from '../../src/languages/python/instance.ts';
import { rules } from '../../src/registry.ts';
import { projectOf } from '../support/project.ts';

async function run(path: string, source: string, project: Project = noProject): Promise<Result> {
  const language = await languageOf(path)!.load();
  return migrate(source, path, language, { rules, project });
}

const PYTHON = `from starlette.testclient import TestClient
client = TestClient(app)
client.get("/", allow_redirects=False)
`;
const TYPESCRIPT = `import { TestClient } from "starlette-testclient";
const client = new TestClient(app);
client.get("/", { allowRedirects: false });
`;

const indented = (levels: number, last = 'pass'): string =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}if x:\n`).join('') +
  `${' '.repeat(levels)}${last}\n`;

const nested = (count: number, open: string, inside: string, close: string): string =>
  open.repeat(count) + inside + close.repeat(count);

/** f-strings inside each other, deeper than Python takes and than anybody looks. */
const UNSEEN = Array.from({ length: 160 }).reduce((inside: string) => `f"{${inside}}"`, '1');

/** The scanner of the grammar writes past its buffer here. */
const TRAP = `y = ${UNSEEN}\n${indented(511, 'x = "a"')}`;

test('the trap is one, and a new parser knows nothing of it', async () => {
  const parser = await newParser();
  expect(() => parser.parse(TRAP)).toThrow(WebAssembly.RuntimeError);
  expect(() => parser.parse('x = 1\n')).toThrow(WebAssembly.RuntimeError);
  expect(() => {
    parser.delete();
  }).toThrow(WebAssembly.RuntimeError);
  const tree = (await newParser()).parse('x = 1\n');
  expect(tree?.rootNode.hasError).toBe(false);
  tree?.delete();
});

test('a file that breaks the parser is reported, and the next one is migrated', async () => {
  expect(await run('a.py', TRAP)).toMatchObject({ status: 'failed', reason: 'too-deep' });
  expect(await run('b.py', PYTHON)).toMatchObject({ status: 'changed' });
  expect(await run('a.py', TRAP)).toMatchObject({ status: 'failed', reason: 'too-deep' });
  expect(await run('b.py', PYTHON)).toMatchObject({ status: 'changed' });
});

test('files that break the parser at the same time leave it whole', async () => {
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      run(`${n}.py`, n % 3 === 0 ? `${TRAP}# ${n}\n` : `${PYTHON}# ${n}\n`),
    ),
  );
  expect(results.map(({ status }) => status)).toEqual(
    results.map((_, n) => (n % 3 === 0 ? 'failed' : 'changed')),
  );
});

test('memory of a broken parser is given back', async () => {
  const grown = `${'x = [1, 2, 3]\n'.repeat(20_000)}${TRAP}`;
  await run('a.py', grown);
  const before = process.memoryUsage().external;
  for (let n = 0; n < 6; n += 1) await run('a.py', `${grown}# ${n}\n`);
  // Kept, each of them would hold 40 MB and more.
  expect(process.memoryUsage().external - before).toBeLessThan(150e6);
}, 60_000);

describe('files that a test leads to', () => {
  const deep = `client = app${'.a'.repeat(20_000)}\n`;

  test.each([
    ['breaks the parser', TRAP],
    ['has too many levels', indented(300)],
    ['is a chain that is too long', deep],
  ])('do not stop it where one of them %s', async (_, helper) => {
    const uses = `from helper import x, client as other\n${PYTHON}other.get(x, allow_redirects=client.get(x))\n`;
    const project = projectOf({ 'helper.py': helper, 'conftest.py': `${helper}\n`, 'test_a.py': uses });
    expect(await run('test_a.py', uses, project)).toMatchObject({ status: 'changed' });
    expect(await run('helper.py', helper, project)).toMatchObject({ status: 'failed', reason: 'too-deep' });
    expect(await run('conftest.py', `${helper}\n`, project)).toMatchObject({ reason: 'too-deep' });
    expect(await run('test_a.py', uses, project)).toMatchObject({ status: 'changed' });
  });

  test('do not stop it in TypeScript', async () => {
    const helper = `export const other: any = ${nested(5_000, '[', '', ']')};\n`;
    const uses = `${TYPESCRIPT}import { other } from "./helper";\nother.x.get("/", { allowRedirects: false });\n`;
    const project = projectOf({ 'helper.ts': helper, 'a.test.ts': uses });
    expect(await run('a.test.ts', uses, project)).toMatchObject({ status: 'changed' });
    expect(await run('helper.ts', helper, project)).toMatchObject({ status: 'failed', reason: 'too-deep' });
    expect(await run('a.test.ts', uses, project)).toMatchObject({ status: 'changed' });
  });
});

describe('nesting that Python refuses is refused before it is parsed', () => {
  test.each([
    ['levels of indentation', indented(100), 101],
    ['levels of tabs', indented(100).replaceAll(' ', '\t').replaceAll('\tx', ' x'), 101],
    ['brackets', `x = (\n${nested(200, '[', '', ']')})\n`, 2],
    ['brackets that are never closed', `x = ${'{'.repeat(5_000)}`, 1],
    ['brackets in an annotation', `x: ${nested(201, 'A[', 'int', ']')} = 1\n`, 1],
  ])('%s', async (_, source, line) => {
    const result = await run('a.py', source);
    expect(result).toMatchObject({ status: 'failed', reason: 'too-deep' });
    const at = result.status === 'failed' ? (result.at ?? 0) : 0;
    expect(source.slice(0, at).split('\n')).toHaveLength(line);
  });
});

describe('what Python takes is taken', () => {
  test.each([
    ['99 levels', indented(99)],
    ['99 levels, again and again', indented(99).repeat(20)],
    ['200 brackets', `x = ${nested(200, '(', '1', ')')}\n`],
    ['more brackets side by side', `x = [${'(1), '.repeat(5_000)}]\n`],
    [
      'brackets in strings and comments',
      `x = "${'('.repeat(300)}" # ${'['.repeat(300)}\ny = '''${'{'.repeat(300)}\n'''\n`,
    ],
    ['indentation inside of brackets', `x = [\n${indented(150).replace(/[a-z:]+ ?[a-z:]*/g, '1,')}]\n`],
    ['indentation inside of a string', `x = """\n${indented(150)}"""\n`],
    [
      'indentation of continued lines',
      `x = 1${Array.from({ length: 150 }, (_, n) => ` \\\n${' '.repeat(n)}+ 1`).join('')}\n`,
    ],
    ['indentation of comments', `${indented(150).replace(/(\S.*)/g, '# $1')}\n`],
    ['1,000 terms', `x = 1${' + 1'.repeat(1_000)}\n`],
    ['1,000 attributes', `x = a${'.b'.repeat(1_000)}\n`],
    ['5,000 names in an annotation that is text', `def f(a: "A${'.b'.repeat(5_000)}"): pass\n`],
    ['300 brackets in an annotation that is text', `def f(a: "${nested(300, 'A[', 'int', ']')}"): pass\n`],
    [
      'a chain of names',
      `a0 = client\n${Array.from({ length: 500 }, (_, n) => `a${n + 1} = a${n}\n`).join('')}`,
    ],
  ])('%s', async (_, source) => {
    expect(await run('a.py', `${PYTHON}${source}`)).toMatchObject({ status: 'changed' });
  });
});

describe('what is deeper than anybody writes is reported, or fine, and the next file is migrated', () => {
  test.each([
    ['not', `x = ${'not '.repeat(5_000)}1\n`],
    ['signs', `x = ${'-'.repeat(10_000)}1\n`],
    ['attributes', `x = a${'.b'.repeat(20_000)}\n`],
    ['calls', `x = a${'()'.repeat(20_000)}\n`],
    ['items', `x = a${'[0]'.repeat(20_000)}\n`],
    ['terms', `x = 1${' + 1'.repeat(100_000)}\n`],
    ['elif', `if a:\n    pass\n${'elif a:\n    pass\n'.repeat(10_000)}`],
    ['conditions', `x = ${'1 if a else '.repeat(5_000)}2\n`],
    ['lambdas', `x = ${'lambda: '.repeat(5_000)}2\n`],
    ['f-strings', `x = ${UNSEEN}\n`],
    ['format specifications', `x = f"${nested(10_000, '{a:', '', '}')}"\n`],
    ['f-strings that are never closed', `x = ${'f"{'.repeat(10_000)}\n`],
    ['strings beside each other', `x = (${'"a"\n'.repeat(10_000)})\n`],
  ])('%s of Python', async (_, source) => {
    const result = await run('a.py', PYTHON + source);
    expect(['changed', 'too-deep', 'syntax-error']).toContain(
      result.status === 'failed' ? result.reason : result.status,
    );
    expect(await run('b.py', PYTHON)).toMatchObject({ status: 'changed' });
  });

  test.each([
    ['parentheses', `x = ${nested(10_000, '(', '1', ')')};\n`],
    ['terms', `x = 1${' + 1'.repeat(100_000)};\n`],
    ['attributes', `x = a${'.b'.repeat(20_000)};\n`],
    ['calls', `x = a${'()'.repeat(20_000)};\n`],
    ['blocks', `${nested(10_000, '{', '', '}')}\n`],
    ['else if', `if (a) {}${' else if (a) {}'.repeat(10_000)}\n`],
    ['arrows', `x = ${'a => '.repeat(10_000)}1;\n`],
    ['templates', `x = ${nested(3_000, '`${', '1', '}`')};\n`],
    ['types', `let x: ${nested(5_000, 'Array<', 'number', '>')};\n`],
    ['functions', `${nested(3_000, 'function f() {', '', '}')}\n`],
  ])('%s of TypeScript', async (_, source) => {
    const result = await run('a.test.ts', TYPESCRIPT + source);
    expect(['changed', 'too-deep']).toContain(result.status === 'failed' ? result.reason : result.status);
    expect(await run('b.test.ts', TYPESCRIPT)).toMatchObject({ status: 'changed' });
  });
});
