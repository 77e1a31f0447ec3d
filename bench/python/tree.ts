import type { Random } from '../random.ts';
import { applicationModule, dataModule } from './application.ts';
import { conftest, testModule } from './suite.ts';

/** So many files belong to an application, with packages, and tests of its own or none. */
const FILES_PER_APPLICATION = 100;
/** Of three applications one has no tests; the others have so many, which makes one file in ten. */
const TESTS_PER_APPLICATION = 15;
const MODULES_PER_PACKAGE = 9;
/** Every so many modules is a long table, or long code. */
const LONG_EVERY = 50;
const LONG = 40_000;

const LAYERS = ['api', 'core', 'adapters', 'jobs', 'storage'] as const;

/**
 * Several applications beside each other, as large repositories have them: packages of different depths that gather their modules, a few
 * long files, `client` as a word in most, and suites of which one file in three has something to change.
 */
export function pythonFiles(count: number, random: Random): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let number = 0; files.size < count; number++) {
    const left = Math.min(FILES_PER_APPLICATION, count - files.size);
    for (const [path, text] of application(number, left, random)) files.set(path, text);
  }
  return files;
}

function application(number: number, count: number, random: Random): ReadonlyMap<string, string> {
  const name = `app_${number}`;
  // A tree of one application has tests.
  const tests = number % 3 === 2 ? 0 : Math.min(TESTS_PER_APPLICATION, Math.ceil((count - 1) / 7));
  const files = new Map([[`${name}/${name}/main.py`, applicationModule(random, typical(random))]]);
  for (let index = 0; index < tests; index++) {
    const [path, text] = testFile(name, index, random);
    files.set(path, text);
  }
  for (let index = 0; files.size < count; index++) {
    const folder = packageOf(name, Math.floor(index / (MODULES_PER_PACKAGE + 1)));
    const place = index % (MODULES_PER_PACKAGE + 1);
    if (place === 0) files.set(`${folder}/__init__.py`, gathering());
    else
      files.set(`${folder}/module_${place}.py`, moduleText(number * FILES_PER_APPLICATION + index, random));
  }
  return files;
}

/** The first file of a suite is where its fixtures are. */
function testFile(name: string, index: number, random: Random): readonly [string, string] {
  if (index === 0) return [`${name}/tests/conftest.py`, conftest(name)];
  const folder = `${name}/tests/${index % 2 === 0 ? 'unit' : 'api/v1'}`;
  return [`${folder}/test_${index}.py`, testModule(random, typical(random), index % 3 === 0)];
}

/** A package below the last one, up to five deep, and then the next layer. */
function packageOf(name: string, index: number): string {
  const depth = 1 + (index % 5);
  const layer = LAYERS[Math.floor(index / 5) % LAYERS.length]!;
  const inner = Array.from({ length: depth - 1 }, (_, level) => `part_${level + 1}`);
  return [name, name, layer, ...inner].join('/');
}

const gathering = (): string =>
  Array.from(
    { length: MODULES_PER_PACKAGE },
    (_, index) => `from .module_${index + 1} import *  # noqa: F403\n`,
  ).join('');

function moduleText(index: number, random: Random): string {
  if (index % LONG_EVERY !== LONG_EVERY - 1) return applicationModule(random, typical(random));
  const isData = Math.floor(index / LONG_EVERY) % 2 === 0;
  return isData ? dataModule(random, LONG) : applicationModule(random, LONG);
}

/** Between 1 and 8 kB, and small ones most often. */
const typical = (random: Random): number => 1_000 * 2 ** (random.below(300) / 100);
