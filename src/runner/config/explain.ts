import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TARGET_PACKAGES, versionsText, type Target } from '../../core/model/target.ts';
import type { Rule } from '../../core/rule.ts';
import { findRoots, type Roots } from '../files/git.ts';
import { realPath, shown } from '../files/paths.ts';
import type { ConfigOptions } from './find.ts';
import type { Sourced } from './merge.ts';
import {
  choice,
  settingsFrom,
  settingsOfFiles,
  together,
  withSources,
  type GivenSettings,
} from './settings.ts';

interface Options extends GivenSettings, ConfigOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly forceExclude: boolean;
  readonly baseline?: string;
  readonly cache?: boolean;
}

/** What `--print-config` tells: each setting by its key, beside the configuration files, of which one that another extends comes first. */
export type ExplainedSettings = Readonly<Record<string, Sourced<unknown> | readonly string[]>>;

/**
 * What holds for a file, or in a folder for the files that no override is about; each value with where it is from. Rejects with a
 * `UsageError` where the configuration is invalid.
 */
export async function explainSettings(
  options: Options,
  path: string,
  known: readonly Rule[],
): Promise<ExplainedSettings> {
  const { cwd, include, exclude } = options;
  const real = realPath(resolve(cwd, path));
  const isFolder = statSync(real, { throwIfNoEntry: false })?.isDirectory() === true;
  const settings = settingsOfFiles(options, known, findRoots());
  const found = await settings.configurationOf(isFolder ? join(real, 'x') : real);
  const values = found?.of(isFolder ? undefined : real).values ?? {};
  settingsFrom(options, values, known);
  const { target, ...others } = withSources(options, values);
  const own = found?.baseline;
  return {
    configuration: found?.files ?? [],
    ...choice(options, values),
    ...others,
    target: target ? { ...target, value: wordsOf(target.value) } : { value: null, source: 'default' },
    include: include.length > 0 ? { value: include, source: '--include' } : (found?.include ?? none),
    exclude: together('--exclude', exclude, found?.exclude),
    forceExclude: options.forceExclude
      ? { value: true, source: '--force-exclude' }
      : (found?.forceExclude ?? { value: false, source: 'default' }),
    baseline:
      options.baseline !== undefined
        ? { value: options.baseline, source: '--baseline' }
        : own
          ? { value: shown(cwd, resolve(own.folder, own.value)), source: own.source }
          : { value: null, source: 'default' },
    cache:
      options.cache !== undefined
        ? { value: options.cache, source: options.cache ? '--cache' : '--no-cache' }
        : (found?.cache ?? { value: false, source: 'default' }),
  };
}

const none: Sourced<readonly string[]> = { value: [], source: 'default' };

/** A target in words, as far as it was not given in such. */
function wordsOf(target: Target | readonly string[]): readonly string[] {
  if (!('client' in target)) return target;
  const versions = TARGET_PACKAGES.flatMap((name) => {
    const text = versionsText(target.versions[name] ?? {});
    return text === '' ? [] : [`${name} ${text}`];
  });
  return [target.client, ...versions];
}

/** What the configuration of the working directory says of a run as a whole. */
export interface ConfiguredRun {
  /** As shown. */
  readonly baseline?: string;
  readonly cache?: boolean;
}

/** Reads the configuration of the working directory. Rejects with a `UsageError`. */
export async function configuredRun(
  options: GivenSettings & ConfigOptions,
  known: readonly Rule[],
  roots: Roots,
): Promise<ConfiguredRun> {
  const settings = settingsOfFiles(options, known, roots);
  const found = await settings.configurationOf(join(realPath(options.cwd), 'x'));
  const { baseline, cache } = found ?? {};
  return {
    ...(baseline && { baseline: shown(options.cwd, resolve(baseline.folder, baseline.value)) }),
    ...(cache && { cache: cache.value }),
  };
}
