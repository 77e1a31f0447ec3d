import { resolve } from 'node:path';
import { isLeftOut } from '../files/filter.ts';
import { realPath } from '../files/paths.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { SettingsOfFiles } from './settings.ts';

interface Options {
  /** Absolute. */
  readonly cwd: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly forceExclude: boolean;
  readonly settings?: Pick<SettingsOfFiles, 'filter'>;
}

/** What one path of the run led to. */
interface Found {
  readonly files: readonly SourceFile[];
  readonly problems: readonly { readonly path: string }[];
  /** Absent: a file was named. */
  readonly isFilteredOut?: boolean;
  readonly isConfiguredOut?: boolean;
}

/**
 * Leaves out what configurations exclude, and of a folder what they do not include. A file that was named is left out only where excludes are
 * forced. `--include` takes the place of what a configuration includes.
 */
export async function configured<One extends Found>(found: One, options: Options): Promise<One> {
  const { settings } = options;
  if (!settings) return found;
  const isNamed = found.isFilteredOut === undefined;
  const isLeft = async (path: string, real: string): Promise<boolean> => {
    const { isIncluded, isExcluded, forceExclude } = await settings.filter(real);
    if (!isNamed) return (isIncluded || options.include.length > 0) && !isExcluded;
    if (!forceExclude && !options.forceExclude) return true;
    return !isExcluded && !(forceExclude && isLeftOut(path, options.exclude));
  };
  const files = await filtered(found.files, ({ path, real }) => isLeft(path, real));
  const problems = await filtered(found.problems, ({ path }) =>
    isLeft(path, realPath(resolve(options.cwd, path))),
  );
  const before = found.files.length + found.problems.length;
  const left = files.length + problems.length;
  if (left === before) return found;
  return { ...found, files, problems, ...(left === 0 && !isNamed && { isConfiguredOut: true }) };
}

async function filtered<Item>(
  items: readonly Item[],
  isLeft: (item: Item) => Promise<boolean>,
): Promise<Item[]> {
  const left: Item[] = [];
  for (const item of items) if (await isLeft(item)) left.push(item);
  return left;
}
