import { isProduct } from '../../../../clients/doubts.ts';
import { isOtherPackage } from '../../../../clients/npm.ts';
import { declarationsOf } from '../../binding/packages.ts';
import type { Module } from '../../binding/module.ts';
import { folderOf } from '../../binding/resolve.ts';
import type { Analysis } from '../analysis.ts';
import { callFunction } from '../functions/functions.ts';
import { unknown, type Type, type Types } from '../types.ts';
import { interfaceOf, type Interface } from './interface.ts';

/** How a name comes into a file. `importer`: absent where that is not known. */
interface Imported {
  readonly importer?: Module;
  readonly from: string;
  readonly name: string;
}

type Maker = Extract<Type, { is: 'client-class' | 'client-factory' }>;

/** A class or function that makes clients, by its name alone. */
export function clientType({ names }: Analysis, name: string): Maker | undefined {
  if (names.classes.has(name)) return { is: 'client-class' };
  return names.factories.has(name) ? { is: 'client-factory' } : undefined;
}

/** What the user may name to tell that a class or what a function returns is a client. */
export const nameOf = ({ is }: Maker, name: string): string => (is === 'client-factory' ? `${name}()` : name);

/**
 * What is imported under the name of a client from where the project has no file: from a package, as often as not. It is the old
 * client if the user says so, if the declarations of the package show it, or if the suite follows redirects by the old name.
 * `undefined`: it is another one.
 */
export function packagedClient(
  analysis: Analysis,
  { importer, from, name }: Imported,
  local: string,
): Maker | undefined {
  const known = isOtherPackage(from) ? undefined : clientType(analysis, local);
  const { names, project } = analysis;
  // Of a file that stands alone, nothing but the names can be known.
  if (!known || project.files().length <= 1) return known;
  if (names.configured.has(local) || names.configured.has(from)) return known;
  switch (declared(analysis, importer, from, name)) {
    case 'old':
      return known;
    case 'other':
      return undefined;
    case 'open':
      return isUsedAsOld(analysis, from) ? known : { ...known, named: nameOf(known, local) };
  }
}

/** What the declarations of a package show of something that it exports. */
function declared(analysis: Analysis, importer: Module | undefined, from: string, name: string): Interface {
  if (from.startsWith('.')) return 'open';
  const path = declarationsOf(analysis.project, folderOf(importer?.path ?? ''), from);
  const module = path === undefined ? undefined : analysis.module(path);
  if (!module) return 'open';
  const types = analysis.memberOf({ is: 'module', module }, name);
  return interfaceOf(
    analysis,
    types.flatMap((type) => madeBy(analysis, type)),
  );
}

/**
 * Whether tests, or what imports the package, speak of the old option, which no other client is known to have under that name.
 * Code that is tested may use the word for something of its own.
 */
const isUsedAsOld = ({ project }: Analysis, from: string): boolean =>
  project.mentioning('allowRedirects').some((path) => {
    const source = project.read(path) ?? '';
    return !isProduct({ path, source }) || source.includes(from);
  });

/** What calling something gives, where it is a function; a class as it is. */
export function madeBy(analysis: Analysis, type: Type): Types {
  if (type.is === 'function') {
    const types = callFunction(analysis, type);
    return types.length > 0 ? types : [unknown('cannot tell what it returns')];
  }
  return type.is === 'callable' ? type.returns : [type];
}
