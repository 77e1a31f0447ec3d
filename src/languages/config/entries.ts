import { linesOf, valuesInIni, type Line } from './ini.ts';
import { isCompiled, nameOf, type Entry, type Listed } from './listed.ts';
import { entriesInSetup } from './setup.ts';
import { normalized, readRequirement } from './specifiers.ts';

/** The requirements of a file that people write, in the order of the text; none of a lock file, and where nothing can be read. */
export async function entriesIn({ path, text }: Listed): Promise<readonly Entry[]> {
  const name = nameOf(path);
  if (name === 'pyproject.toml' || name === 'Pipfile') {
    const { entriesInToml } = await import('./toml.ts');
    return entriesInToml(text);
  }
  if (/\.(?:txt|in)$/.test(name)) return isCompiled(text) ? [] : linesOf(text).flatMap(entryOfLine);
  if (name === 'setup.py') return entriesInSetup(text);
  return /\.(?:cfg|ini)$/.test(name) ? inIni(text) : [];
}

/** A line of a requirements file, with what pip takes for options behind it left out. */
function entryOfLine({ text, start }: Line): readonly Entry[] {
  if (/^\s*(?:[-#;[]|$)/.test(text)) return [];
  const requirement = upTo(/\s(?:#|--)|\\$/, text).trimStart();
  return entryAt(requirement, start + text.length - text.trimStart().length);
}

/** What is before the end, without blanks behind it. One expression for both tries every pair of blanks. */
function upTo(end: RegExp, text: string): string {
  const at = text.search(end);
  return (at < 0 ? text : text.slice(0, at)).trimEnd();
}

function entryAt(text: string, start: number): readonly Entry[] {
  const read = readRequirement(text);
  return read ? [{ ...read, start, end: start + text.length, form: 'line' }] : [];
}

/** `install_requires` and its like in a setup.cfg, the `deps` of a tox.ini. */
function inIni(text: string): readonly Entry[] {
  return valuesInIni(text).flatMap(({ section, key, text: value, start }): readonly Entry[] => {
    if (!isList(section, key)) return [];
    // `py38: pytest` is for one environment of tox.
    const factor = /^\s*(?:[\w,{}!-]+:\s+)?/.exec(value)?.[0] ?? '';
    const requirement = upTo(/\s#/, value.slice(factor.length));
    return /^[-{]/.test(requirement) ? [] : entryAt(requirement, start + factor.length);
  });
}

const isList = (section: string, key: string): boolean =>
  (section === 'options.extras_require' && key !== '') ||
  (section === 'options' && /^(?:install|tests)_requires?$/.test(key)) ||
  (/^testenv(?::|$)/.test(section) && key === 'deps');

/** Packages whose list is also that of what tests need, the best first. */
const NEIGHBOURS: readonly ((name: string) => boolean)[] = [
  (name) => name === 'pytest',
  (name) => name.startsWith('pytest-'),
  (name) => name === 'fastapi' || name === 'starlette',
  (name) => normalized(name) === 'httpx',
];

/** The entry beside which a package of the tests is to stand, in files in the order of preference. */
export function neighbourIn<File extends { readonly entries: readonly Entry[] }>(
  files: readonly File[],
): { readonly file: File; readonly entry: Entry } | undefined {
  for (const isNeighbour of NEIGHBOURS)
    for (const file of files) {
      const entry = file.entries.find(({ name }) => isNeighbour(name));
      if (entry) return { file, entry };
    }
  return undefined;
}
