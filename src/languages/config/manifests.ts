import { isOfPytest } from './filters.ts';
import { nameOf, withIncluded, type Listed } from './listed.ts';
import { readRequirement, readVersions, normalized, type Specified } from './specifiers.ts';

/** Files that list what a project requires, by their names. */
const LISTS =
  /(?:^|\/)(?:pyproject\.toml|Pipfile|setup\.cfg|setup\.py|tox\.ini|[\w.-]*requirements[\w.-]*\.(?:txt|in))$/;
const IN_FOLDER = /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/;
const LOCKS = /(?:^|\/)(?:uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock)$/;

/** Whether a file pins what was resolved: such a file tells versions exactly, and lists more than the project asks for. */
export const isLock = (path: string): boolean => LOCKS.test(path);

export const isManifest = (path: string): boolean => LISTS.test(path) || IN_FOLDER.test(path) || isLock(path);

/** Files that may tell how the tests are run, with packages that are installed there. */
const RUNS =
  /(?:^|\/)(?:environment[\w.-]*\.ya?ml|(?:hatch|pixi)\.toml|noxfile\.py|tasks\.py|Makefile|justfile|[\w.-]*Dockerfile[\w.-]*)$/;

/** Whether a file lists packages, may name some that are installed besides, or tells how pytest runs. */
export const mayRequire = (path: string): boolean => isManifest(path) || RUNS.test(path) || isOfPytest(path);

/** The files among some that people list packages in, with those that they include, whatever these are called. */
export const listsAmong = (
  paths: readonly string[],
  read: (path: string) => string | undefined,
): readonly string[] =>
  withIncluded(
    paths.filter((path) => isManifest(path) && !isLock(path)),
    read,
  ).map(({ path }: Listed) => path);

/** The packages that a file lists with their versions. Never throws: what cannot be read lists nothing. */
export async function packagesIn(path: string, text: string): Promise<readonly Specified[]> {
  const name = nameOf(path);
  if (RUNS.test(path)) return named(text);
  if (isOfPytest(path)) return [];
  if (name === 'Pipfile.lock') return inPipfileLock(text);
  if (isLock(path)) return inLock(text);
  if (name === 'pyproject.toml' || name === 'Pipfile') {
    const { requirementsInToml } = await import('./toml.ts');
    return requirementsInToml(text);
  }
  return name === 'setup.py' ? inPython(text) : inLines(text);
}

/** Which versions such a file asks for is not known. */
const named = (text: string): readonly Specified[] =>
  ['httpx', 'httpx2']
    .filter((name) => new RegExp(String.raw`(?<![\w-])${name}(?![\w-])`).test(text))
    .map((name) => ({ name, extras: [], versions: {} }));

/** The tables of a lock file. They are written by a tool, always with the name first. */
const inLock = (text: string): readonly Specified[] =>
  Array.from(text.matchAll(/^name = "([^"]+)"\r?\nversion = "([^"]+)"/gm), ([, name = '', version = '']) =>
    exactly(name, version),
  );

const inPipfileLock = (text: string): readonly Specified[] =>
  Array.from(text.matchAll(/^ {8}"([\w.-]+)": \{([^{}]*)/gm), ([, name = '', body = '']) =>
    exactly(name, /"version": "==([^"]+)"/.exec(body)?.[1] ?? ''),
  );

const exactly = (name: string, version: string): Specified => ({
  name: normalized(name),
  extras: [],
  versions: readVersions(version),
});

/** Lines of a requirements file, and of the lists of an INI file; a line about something else is none of a package that is known. */
const inLines = (text: string): readonly Specified[] =>
  text.split(/\r?\n/).flatMap((line): readonly Specified[] | Specified => {
    const [, egg] = /^\s*(?:-e\s|--editable[\s=]|\w+\+).*[#&]egg=([\w.-]+)/.exec(line) ?? [];
    if (egg !== undefined) return [{ name: normalized(egg), extras: [], versions: {} }];
    if (/^\s*(?:[-#;[]|$)/.test(line)) return [];
    // `deps = pytest`, and `py38: pytest` in a list of tox.
    return (
      readRequirement(line.replace(/^\s*[\w-]+\s*=(?![=])\s*/, '').replace(/^\s*[\w,{}!-]+:\s+/, '')) ?? []
    );
  });

/** Strings of a Python file that read like a requirement with a version. */
const inPython = (text: string): readonly Specified[] =>
  Array.from(text.matchAll(/(["'])([A-Za-z][\w.-]*(?:\[[^\]'"]*\])?\s*(?:[<>=~!]=?=?[^"'\n]*)?)\1/g)).flatMap(
    ([, , requirement = '']) => readRequirement(requirement) ?? [],
  );
