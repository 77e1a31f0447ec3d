import { MAX_FILES } from '../../../kernel/mentioning.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import { isTestFile, isTestFunction } from '../../collected.ts';
import type { Analysis } from '../analysis.ts';
import { isFixture } from '../functions/marked.ts';
import { isUsedBy } from '../pytest/redefined.ts';
import { unite, unknown, type Placed, type Types } from '../types.ts';
import { isReplacedByComputedName } from './computed.ts';
import { homeOf, isOf, ownerKey, replaceable, type Owner } from './owners.ts';
import { replacementsOf, type Replacement } from './replacements.ts';
import { filesReplacing } from './texts.ts';

/** What is put in the place of a name of a file or a class for good, from anywhere in the project. */
export const replacedForGood = (analysis: Analysis, owner: Owner, name: string): Types =>
  analysis.once(`replaced ${name} of ${ownerKey(owner)}`, () =>
    typesOf(analysis, owner, name, ({ temporary }) => !temporary),
  );

/** What is put there for a time, as far as the place that reads the name may see it. */
export const replacedFor = (analysis: Analysis, owner: Owner, name: string, read: Placed): Types =>
  typesOf(analysis, owner, name, (one) => one.temporary && isSeenAt(analysis, one, read), read.module);

function typesOf(
  analysis: Analysis,
  owner: Owner,
  name: string,
  concerns: (one: Replacement) => boolean,
  reader?: Module,
): Types {
  if (analysis.steps === 0) return filesReplacing(analysis.project, name).length > 0 ? [replaceable] : [];
  const modules = modulesReplacing(analysis, owner, name);
  if (!modules) return [unknown(`too many files assign to \`${name}\` of something`)];
  const found = modules
    .flatMap((module) => replacementsOf(module, name))
    .filter((one) => concerns(one) && isOf(analysis.owners(), one, owner))
    .map((one) => one.types(analysis));
  if (isReplacedByComputedName(analysis, owner, reader, concerns))
    found.push([unknown('it is assigned by a computed name')]);
  return found.length === 0 ? [] : unite(...found);
}

/** The files that may replace it; a class or a file knows what it replaces itself, but for what goes by its text. */
function modulesReplacing(analysis: Analysis, owner: Owner, name: string): readonly Module[] | undefined {
  const home = homeOf(owner);
  const files = filesReplacing(analysis.project, name).filter((path) => path !== home.path);
  if (files.length > MAX_FILES) return undefined;
  return [home, ...files.flatMap((path) => analysis.module(path) ?? [])];
}

/** Whether a place may run while something is replaced for a time. */
function isSeenAt(analysis: Analysis, one: Replacement, read: Placed): boolean {
  const reader = outermost(functionAround(read.module, read.node));
  // What runs while the file is imported runs before any test.
  if (!reader) return false;
  const { module, within } = one;
  const maker = outermost(within);
  if (!maker) return true;
  if (maker === reader || (module.path === read.module.path && maker.def.start === reader.def.start))
    return true;
  const reads = { module: read.module, info: reader };
  if (isTestFunction(maker))
    return !isTestFunction(reader) && (!isFixture(reads) || reader.yields.length > 0);
  if (isFixture({ module, info: maker }) && isTestFunction(reader))
    return isUsedBy(analysis, { module, info: maker }, reads);
  return !isTestFunction(reader) || module.path === read.module.path || !isTestFile(module.path);
}

function outermost(info: FunctionInfo | undefined): FunctionInfo | undefined {
  return info?.outer ? outermost(info.outer) : info;
}
