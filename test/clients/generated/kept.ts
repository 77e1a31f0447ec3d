import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tested } from './judge.ts';
import type { Rendered } from './modules.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'kept');
/** Parts a module from the conftest beside it, which comes last. */
const CONFTEST = '# conftest.py\n';

/** Every test that once differed in silence, by the name of its file. */
export const readKept = (): readonly Rendered[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => parseKept(name.replace(/\.py$/, ''), readFileSync(join(FOLDER, name), 'utf8')));

/** A module of its own from a text: the numbers in the paths of its requests are its calls. */
export function parseKept(id: string, text: string): Rendered {
  const [source = '', conftest] = text.split(CONFTEST);
  const calls = [...new Set([...source.matchAll(/\/(\d+_\d+)\b/g)].map(([, call]) => call!))];
  const owner = calls.length === 1 ? calls[0] : undefined;
  const lines = source.split('\n');
  const owners = lines.map((line) => /_?(\d+_\d+)/.exec(line)?.[1] ?? owner);
  return { id, source, tests: testsIn(source, calls), owners, ...(conftest !== undefined && { conftest }) };
}

function testsIn(source: string, calls: readonly string[]): readonly Tested[] {
  const holder = /^class (TestCase\w*)/m.exec(source)?.[1];
  return [...source.matchAll(/\bdef (test_(\d+))\(/g)].map(([, name, id]) => ({
    id: id!,
    name: holder ? `${holder}::${name}` : name!,
    calls: calls.filter((call) => call.startsWith(`${id}_`)).map((call) => ({ id: call })),
  }));
}

/** Keeps a test; the name of the file, which its text decides. */
export function keep({ source, conftest }: Rendered): string {
  const text = conftest === undefined ? source : source + CONFTEST + conftest;
  const name = `silent_${createHash('sha256').update(text).digest('hex').slice(0, 8)}.py`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), text);
  return name;
}
