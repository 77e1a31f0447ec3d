import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STANDARD } from './client.ts';
import { SHARED, type Project } from './project.ts';

const FOLDER = join(import.meta.dirname, 'kept');
/**
 * Parts a project into its files: `# file: tests/test_it.py`; a hidden one is there where the project runs. Those that
 * every project has are left out.
 */
const FILE = /^# (file|hidden): (\S+)\n/m;

/** Every project that once came out badly, by the name of its file. */
export const readKept = (): readonly Project[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => parseKept(`kept-${name.replace(/\.txt$/, '')}`, readFileSync(join(FOLDER, name), 'utf8')));

/** A project from one text. It is about one thing: the class of its client if that is probed, else its only scene. */
export function parseKept(id: string, text: string): Project {
  const [, ...rest] = text.split(FILE);
  const files: Record<string, string> = { ...STANDARD };
  const hidden: Record<string, string> = {};
  for (let index = 0; index < rest.length; index += 3) {
    const [kind, path = '', content = ''] = rest.slice(index);
    (kind === 'hidden' ? hidden : files)[path] = content;
  }
  const owner = Object.values(hidden).some((one) => one.includes(`def test_${SHARED}_`)) ? SHARED : '0';
  const owners = Object.fromEntries(
    Object.entries(files).map(([path, one]) => [path, one.split('\n').map(() => owner)]),
  );
  return {
    id,
    units: [{ id: owner, name: id }],
    files,
    hidden,
    owners,
    unsafe: text.startsWith('# unsafe\n'),
  };
}

/** A project as one text. */
export const inOne = ({ files, hidden, unsafe }: Project): string =>
  [
    ...(unsafe ? ['# unsafe\n'] : []),
    ...Object.entries(files)
      .filter(([path, text]) => STANDARD[path] !== text)
      .map(([path, text]) => `# file: ${path}\n${text}`),
    ...Object.entries(hidden).map(([path, text]) => `# hidden: ${path}\n${text}`),
  ].join('');

/** Keeps a project; the name of its file, which its text decides. */
export function keep(project: Project): string {
  const text = inOne(project);
  const name = `${createHash('sha256').update(text).digest('hex').slice(0, 8)}.txt`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), text);
  return name;
}
