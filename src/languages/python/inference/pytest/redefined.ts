import type { Project } from '../../../../core/language.ts';
import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { isTestFile } from '../../collected.ts';
import type { Analysis } from '../analysis.ts';
import { functionKey, type FunctionRef, type Placed } from '../types.ts';
import { fixturesIn, fixturesOfClasses } from './levels.ts';
import { fixtureName, isAutouse, isFixture } from '../functions/marked.ts';
import { isParametrize, marksOn } from './parametrize.ts';

/** What tests below a fixture may put in the place of one that it asks for. */
export interface Redefined {
  readonly fixtures: readonly FunctionRef[];
  /** Calls of `parametrize` that may name it. */
  readonly marks: readonly Placed[];
  /** Why there may be others. */
  readonly incomplete?: string;
}

/**
 * Other definitions of the fixture `name` that a test may bring along when it asks for the fixture `asking`: in a deeper
 * `conftest.py`, in its module, in its class, or by `parametrize`. Pytest looks names up from the test.
 */
export function redefinedBelow(analysis: Analysis, asking: FunctionRef, name: string): Redefined {
  const near = filesRedefining(analysis.project, name).filter((path) => isBelow(asking.module.path, path));
  if (near.length === 0) return { fixtures: [], marks: [] };
  const users = usersOf(analysis, asking);
  const files = users ? near.filter((path) => isUsedAt(users, path)) : near;
  if (files.length > MAX_FILES)
    return { fixtures: [], marks: [], incomplete: `too many files define a fixture \`${name}\`` };
  const modules = files.flatMap((path) =>
    path === asking.module.path ? asking.module : (analysis.module(path) ?? []),
  );
  return {
    fixtures: modules.flatMap((module) => fixturesNamed(analysis, module, name, asking)),
    marks: modules.flatMap((module) => marksFor(module, users)),
  };
}

/** Whether the tests that a file is about may see what another file defines. */
function isBelow(home: string, path: string): boolean {
  if (home === path) return true;
  const [, folder = '', file = ''] = /^(.*?)([^/]*)$/.exec(home) ?? [];
  if (file === 'conftest.py') return path.startsWith(folder);
  // A module of tests hands its fixtures to nobody; any other may be imported, or named as a plugin, from anywhere.
  return !isTestFile(file);
}

function fixturesNamed(
  analysis: Analysis,
  module: Module,
  name: string,
  asking: FunctionRef,
): readonly FunctionRef[] {
  const own = module.path === asking.module.path ? [] : (fixturesIn(module, analysis).get(name) ?? []);
  const ofClasses = [...fixturesOfClasses(module).values()].flatMap((level) => level.get(name) ?? []);
  return [...own, ...ofClasses].map(({ fn }) => fn);
}

/** Calls of `parametrize` in a file; not those on a test that is seen not to use the fixture. */
function marksFor(module: Module, users: Users | undefined): readonly Placed[] {
  const unconcerned = new Set(
    [...module.functions.values()].flatMap((info) =>
      users && !users.always && !asksFor({ module, info }, users)
        ? marksOn({ module, info }).map(({ node }) => node)
        : [],
    ),
  );
  return module.calls.flatMap((node) =>
    isParametrize(module, node) && !unconcerned.has(node) ? [{ module, node }] : [],
  );
}

const asksFor = ({ module, info: { def } }: FunctionRef, { names }: Users): boolean =>
  def.parameters.some(({ name }) => names.has(name.id)) ||
  def.decorators.some((mark) => [...names].some((name) => sourceOf(module, mark).includes(name)));

/** Who asks for a fixture, directly or through other fixtures. */
interface Users {
  /** The names of these fixtures, and its own. */
  readonly names: ReadonlySet<string>;
  /** The files that mention one of them. */
  readonly files: ReadonlySet<string>;
  /** One of them is used by every test that sees it. */
  readonly always: boolean;
}

/** `undefined` where so many files mention it that nothing is ruled out. */
const usersOf: (analysis: Analysis, asking: FunctionRef) => Users | undefined = onceWithin(
  functionKey,
  undefined,
  (analysis: Analysis, asking: FunctionRef): Users | undefined => {
    const names = new Set([fixtureName(asking)]);
    const files = new Set<string>();
    let always = isAutouse(asking);
    for (const name of names) {
      const mentioning = analysis.project.mentioning(name);
      for (const path of mentioning) files.add(path);
      const defining = mentioning.filter((path) => isFixtureFile(analysis.project, path));
      if (defining.length > MAX_FILES) return undefined;
      for (const fn of defining.flatMap((path) => fixturesDefined(analysis, path))) {
        if (!fn.info.def.parameters.some((parameter) => parameter.name.id === name)) continue;
        names.add(fixtureName(fn));
        always ||= isAutouse(fn);
      }
    }
    return { names, files, always };
  },
);

const isFixtureFile = (project: Project, path: string): boolean =>
  (project.read(path) ?? '').includes('fixture');

function fixturesDefined(analysis: Analysis, path: string): readonly FunctionRef[] {
  const module = analysis.module(path);
  return module ? [...module.functions.values()].map((info) => ({ module, info })).filter(isFixture) : [];
}

/** Whether a test asks for a fixture, directly or not, or gets it without asking. */
export function isUsedBy(analysis: Analysis, fixture: FunctionRef, test: FunctionRef): boolean {
  if (isTestFile(fixture.module.path) && fixture.module.path !== test.module.path) return false;
  const users = usersOf(analysis, fixture);
  if (!users || users.always || asksFor(test, users)) return true;
  const { module, info } = test;
  const marks = [
    ...(info.owner?.def.decorators ?? []).map((mark) => sourceOf(module, mark)),
    ...module.calls
      .map((call) => sourceOf(module, call))
      .filter((text) => /usefixtures\(|getfixturevalue\(/.test(text)),
  ];
  return marks.some((text) => [...users.names].some((name) => text.includes(name)));
}

/** Whether a test that sees what a file defines may ask for the fixture. */
function isUsedAt({ files, always }: Users, path: string): boolean {
  if (always || files.has(path)) return true;
  if (isTestFile(path)) return false;
  const folder = path.endsWith('conftest.py') ? path.slice(0, -'conftest.py'.length) : '';
  return [...files].some((one) => one.startsWith(folder));
}

/** The files that may define a fixture of a name, or give it values, by their text. */
function filesRedefining(project: Project, name: string): readonly string[] {
  const known = filesByName(project);
  const found =
    known.get(name) ?? project.mentioning(name).filter((path) => mayRedefine(project.read(path) ?? '', name));
  known.set(name, found);
  return found;
}

const filesByName = oncePer((_: Project) => new Map<string, readonly string[]>());

const mayRedefine = (text: string, name: string): boolean =>
  (/fixture|import/.test(text) &&
    new RegExp(
      `\\bdef\\s+${name}\\b|(?:\\bname|target_fixture)\\s*=\\s*["']${name}["']|^[ \\t]*${name}\\s*(?::[^=\\n]+)?=(?!=)|\\bimport\\b[^\\n]*\\b${name}\\b|\\bimport\\s*\\([^)]*\\b${name}\\b`,
      'm',
    ).test(text)) ||
  (text.includes('parametrize') && new RegExp(`["'][^"'\\n]*\\b${name}\\b[^"'\\n]*["']`).test(text));
