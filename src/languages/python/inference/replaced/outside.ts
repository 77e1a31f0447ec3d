import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';
import { ancestry } from '../classes/classes.ts';
import { isFixture } from '../functions/marked.ts';
import { isUsedBy } from '../pytest/redefined.ts';
import { classKey, sameClass, unite, unknown, type ClassRef, type Placed, type Types } from '../types.ts';
import { replacementsOf, type Replacement } from './replacements.ts';
import { ANY_NAME, filesReplacing } from './texts.ts';

/** What has an attribute that may be replaced: a file, a class, or something outside the project that a file reads from. */
export type Owner = { readonly module: Module; readonly path?: string } | { readonly cls: ClassRef };

/** So many files are read for a name; each of them costs a parse. */
const MAX_FILES = 40;

/** What is put in the place of a name of a file or a class for good, from anywhere in the project. */
export const replacedForGood = (analysis: Analysis, owner: Owner, name: string): Types =>
  analysis.once(`replaced ${name} of ${keyOf(owner)}`, () =>
    typesOf(analysis, owner, name, ({ temporary }) => !temporary),
  );

const keyOf = (owner: Owner): string =>
  'cls' in owner ? classKey(owner.cls) : (owner.path ?? owner.module.path);

/** What is put there for a time, as far as the place that reads the name may see it. */
export const replacedFor = (analysis: Analysis, owner: Owner, name: string, read: Placed): Types =>
  typesOf(analysis, owner, name, (one) => one.temporary && isSeenAt(analysis, one, read));

function typesOf(
  analysis: Analysis,
  owner: Owner,
  name: string,
  concerns: (one: Replacement) => boolean,
): Types {
  const found: Types[] = [];
  for (const word of [name, ANY_NAME]) {
    const modules = modulesReplacing(analysis, owner, word);
    if (!modules) return [unknown(`too many files assign to \`${name}\` of something`)];
    for (const one of modules.flatMap((module) => replacementsOf(module, word)))
      if (concerns(one) && isOf(analysis, one, owner))
        found.push(word === ANY_NAME ? [unknown('it is assigned by a computed name')] : one.types(analysis));
  }
  return found.length === 0 ? [] : unite(...found);
}

/** The files that may replace it; a class or a file knows what it replaces itself, but for what goes by its text. */
function modulesReplacing(analysis: Analysis, owner: Owner, word: string): readonly Module[] | undefined {
  const home = 'module' in owner ? owner.module : owner.cls.module;
  const files = filesReplacing(analysis.project, word).filter((path) => path !== home.path);
  if (files.length > MAX_FILES) return word === ANY_NAME ? [home] : undefined;
  return [home, ...files.flatMap((path) => analysis.module(path) ?? [])];
}

/** Whether a replacement is one of this owner's. */
function isOf(analysis: Analysis, { module, owner: of, name }: Replacement, owner: Owner): boolean {
  switch (of.by) {
    case 'file':
      return 'module' in owner && owner.path === undefined && module.path === owner.module.path;
    case 'path':
      return isAtPath(analysis, module, of.path, owner);
    case 'expression': {
      const written = sourceOf(module, of.node);
      const listed = /^(?:sys\.)?modules\[(?:(__name__)|["']([\w.]+)["'])\]$/.exec(written);
      if (listed) {
        if (!('module' in owner)) return false;
        return listed[1]
          ? module.path === owner.module.path
          : isAtPath(analysis, module, listed[2] ?? '', owner);
      }
      // A computed attribute of an instance is one of very many.
      return analysis.infer({ module, node: of.node }).some((type) => {
        if ('module' in owner)
          return owner.path === undefined
            ? type.is === 'module' && type.module.path === owner.module.path
            : type.is === 'external' && type.path === owner.path && name !== ANY_NAME;
        if (type.is !== 'class' && type.is !== 'instance') return false;
        if (type.is === 'instance' && name === ANY_NAME && module.path !== owner.cls.module.path)
          return false;
        return isRelated(analysis, type.cls, owner.cls);
      });
    }
  }
}

/** Whether what is set on the one class may be seen on the other. */
const isRelated = (analysis: Analysis, a: ClassRef, b: ClassRef): boolean =>
  sameClass(a, b) ||
  ancestry(analysis, a).some((one) => sameClass(one, b)) ||
  ancestry(analysis, b).some((one) => sameClass(one, a));

/** Whether a dotted name, as `patch` takes it, leads to the file, or to the class in its file. */
function isAtPath(analysis: Analysis, importer: Module, path: string, owner: Owner): boolean {
  if ('module' in owner && owner.path !== undefined) return path === owner.path;
  if ('module' in owner) return moduleNamed(analysis, importer, 0, path)?.path === owner.module.path;
  const { module, info } = owner.cls;
  const name = `.${info.def.name.id}`;
  return (
    path.endsWith(name) &&
    moduleNamed(analysis, importer, 0, path.slice(0, -name.length))?.path === module.path
  );
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
  if (isTest(maker)) return !isTest(reader) && (!isFixture(reads) || reader.yields.length > 0);
  if (isFixture({ module, info: maker }) && isTest(reader))
    return isUsedBy(analysis, { module, info: maker }, reads);
  return !isTest(reader) || module.path === read.module.path || !isTestFile(module.path);
}

function outermost(info: FunctionInfo | undefined): FunctionInfo | undefined {
  return info?.outer ? outermost(info.outer) : info;
}

const isTest = ({ def }: FunctionInfo): boolean => def.name.id.startsWith('test');

const isTestFile = (path: string): boolean => /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path);
