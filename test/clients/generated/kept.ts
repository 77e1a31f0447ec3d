import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tested } from './judge.ts';
import type { Rendered } from './modules.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'kept');
/** Parts a module from the files beside it, which come behind it. */
const FILE = /^# file: (\S+)\n/m;

/** Every test that once differed in silence, by the name of its file. */
export const readKept = (): readonly Rendered[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map((name) => parseKept(name.replace(/\.py$/, ''), readFileSync(join(FOLDER, name), 'utf8')));

/** A module of its own from a text: the numbers in the paths of its requests are its calls. */
export function parseKept(id: string, text: string): Rendered {
  const [source = '', ...rest] = text.split(FILE);
  const files = Object.fromEntries(
    rest.flatMap((name, index) => (index % 2 === 0 ? [[name, rest[index + 1] ?? '']] : [])),
  );
  const calls = [...new Set([...source.matchAll(/\/(\d+_\d+)\b/g)].map(([, call]) => call!))];
  const owner = calls.length === 1 ? calls[0] : undefined;
  const lines = source.split('\n');
  const owners = lines.map((line) => /_?(\d+_\d+)/.exec(line)?.[1] ?? owner);
  return { id, source, tests: testsIn(source, calls), owners, files };
}

function testsIn(source: string, calls: readonly string[]): readonly Tested[] {
  const holder = /^class (TestCase\w*)/m.exec(source)?.[1];
  return [...source.matchAll(/\bdef (test_(\d+))\(/g)].map(([, name, id]) => ({
    id: id!,
    name: holder ? `${holder}::${name}` : name!,
    calls: calls.filter((call) => call.startsWith(`${id}_`)).map((call) => ({ id: call })),
  }));
}

/** A module and the files beside it, as one text. */
export const inOne = ({ source, files }: Rendered): string =>
  [source, ...Object.entries(files).map(([name, text]) => `# file: ${name}\n${text}`)].join('');

/** Keeps a test; the name of the file, which its text decides. */
export function keep(module: Rendered): string {
  const text = inOne(module);
  const name = `silent_${createHash('sha256').update(text).digest('hex').slice(0, 8)}.py`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), text);
  return name;
}
