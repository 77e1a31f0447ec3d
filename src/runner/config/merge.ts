import { relative } from 'node:path';
import type { FileValues } from '../../config/read.ts';
import { globs, type PathTest } from '../files/filter.ts';
import { withSlashes } from '../files/paths.ts';
import type { Loaded } from './find.ts';
import type { Layer } from './layer.ts';

/** A value and where it is from: "pyproject.toml:12", "--select", "default". */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** The values that a configuration gives, for one file. */
export type Merged = { readonly [Key in keyof FileValues]?: Sourced<ValueOf<Key>> | undefined };

type ValueOf<Key extends keyof FileValues> = NonNullable<FileValues[Key]>['value'];

/** What a configuration gives the files that match the same of its overrides. */
export interface Matched {
  /** Equal for files to which the same applies. */
  readonly key: string;
  readonly values: Merged;
}

/** What `include` and `exclude` say of one file. */
export interface Filtered {
  readonly isIncluded: boolean;
  readonly isExcluded: boolean;
  readonly forceExclude: boolean;
}

/** Applies a configuration to files, by their real paths. */
export interface Applied {
  /** Undefined: for none of the files that overrides are about. */
  of(real: string | undefined): Matched;
  filter(real: string): Filtered;
  /** As shown; one that another extends comes first. */
  readonly files: readonly string[];
  readonly include?: Sourced<readonly string[]> | undefined;
  readonly exclude?: Sourced<readonly string[]> | undefined;
  readonly forceExclude?: Sourced<boolean> | undefined;
  /** Its path is as written. */
  readonly baseline?: (Sourced<string> & { readonly folder: string }) | undefined;
  readonly cache?: Sourced<boolean> | undefined;
}

interface Part {
  readonly layer: Layer;
  readonly values: FileValues;
  /** Absent: it is about every file. */
  readonly isFor?: PathTest;
}

/** The values of a file count over those of the files that it extends, and those of overrides over all values. */
export function applied({ layers }: Loaded): Applied {
  const parts: readonly Part[] = [
    ...layers.map((layer) => ({ layer, values: layer.configuration.values })),
    ...layers.flatMap((layer) =>
      layer.configuration.overrides.map(({ files, values }) => ({
        layer,
        values,
        isFor: globs(files, 'files'),
      })),
    ),
  ];
  const last = <Key extends 'include' | 'exclude' | 'forceExclude' | 'baseline' | 'cache'>(key: Key) => {
    const layer = layers.findLast(({ configuration }) => configuration[key]);
    const given = layer?.configuration[key];
    return layer && given ? { layer, given, source: layer.lineOf(given.at) } : undefined;
  };
  const [include, exclude] = [last('include'), last('exclude')];
  const [forceExclude, baseline, cache] = [last('forceExclude'), last('baseline'), last('cache')];
  const isIncluded = include && within(include.layer, globs(include.given.value, 'include'));
  const isExcluded = exclude && within(exclude.layer, globs(exclude.given.value, 'exclude'));
  return {
    of(real) {
      const those = parts.filter(
        ({ layer, isFor }) => !isFor || (real !== undefined && within(layer, isFor)(real)),
      );
      return { key: those.map((one) => parts.indexOf(one)).join(), values: merged(those) };
    },
    filter: (real) => ({
      isIncluded: isIncluded?.(real) ?? true,
      isExcluded: isExcluded?.(real) ?? false,
      forceExclude: forceExclude?.given.value === true,
    }),
    files: layers.map(({ path }) => path),
    include: include && { value: include.given.value, source: include.source },
    exclude: exclude && { value: exclude.given.value, source: exclude.source },
    forceExclude: forceExclude && { value: forceExclude.given.value, source: forceExclude.source },
    baseline: baseline && {
      ...{ value: baseline.given.value, source: baseline.source },
      folder: baseline.layer.folder,
    },
    cache: cache && { value: cache.given.value, source: cache.source },
  };
}

/** Globs of a configuration are relative to its folder. */
const within =
  ({ folder }: Layer, test: PathTest): PathTest =>
  (real) =>
    test(withSlashes(relative(folder, real)));

function merged(parts: readonly Part[]): Merged {
  const last = <Key extends keyof FileValues>(key: Key): Sourced<ValueOf<Key>> | undefined => {
    const part = parts.findLast(({ values }) => values[key]);
    const given: { readonly value: ValueOf<Key>; readonly at: number } | undefined = part?.values[key];
    return part && given && { value: given.value, source: part.layer.lineOf(given.at) };
  };
  return {
    select: last('select'),
    ignore: last('ignore'),
    unsafe: last('unsafe'),
    level: last('level'),
    strict: last('strict'),
    target: last('target'),
    clients: last('clients'),
    strictParsing: last('strictParsing'),
  };
}
