import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isEngineRule } from '../../core/engine/engine-rules.ts';
import type { FileReport } from '../../core/report.ts';
import { languageOf } from '../../languages/index.ts';
import { UsageError } from '../errors.ts';
import { decodeUtf8 } from '../files/encoding.ts';
import { isWithin, realPath } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import type { Pass, RunOptions } from '../options.ts';
import { applyBaseline, type Judged, type Scope } from './apply.ts';
import { parseBaseline, type Baseline } from './format.ts';

/** Reads the file of `--baseline`. `undefined` where none is given. Throws a `UsageError` where it is none. */
export function openBaseline({
  baseline: path,
  updateBaseline,
  cwd,
}: Pick<RunOptions, 'baseline' | 'updateBaseline' | 'cwd'>): Baseline | undefined {
  if (path === undefined) return undefined;
  const file = resolve(cwd, path);
  const folder = realPath(dirname(realPath(file)));
  if (!existsSync(file)) {
    if (updateBaseline) return { path, folder, text: '', held: new Map() };
    throw new UsageError(`--baseline: there is no file ${path}`, 'write it with --update-baseline');
  }
  const read = readBytes(file);
  if (!('bytes' in read)) throw new UsageError(`--baseline: cannot read ${path}: ${read.problem}`);
  const decoded = decodeUtf8(read.bytes);
  if (!('text' in decoded)) throw new UsageError(`--baseline: ${path}: ${decoded.problem}`);
  return { path, folder, text: decoded.text, held: parseBaseline(decoded.text, path) };
}

export interface Done {
  readonly files: readonly FileReport[];
  /** The real paths of the files that the run looked at. */
  readonly looked: readonly string[];
  /** Some files were not looked at, so the baseline cannot be written. */
  readonly isPartial: boolean;
}

/** Applies the baseline of a run, if there is one, to what the run found. */
export function judge(
  baseline: Baseline | undefined,
  { files, looked, isPartial }: Done,
  pass: Pass,
): Judged {
  if (!baseline) return { files, known: 0, notes: [] };
  const { mode, cwd, updateBaseline = false } = pass;
  const isUpdated = updateBaseline && !isPartial;
  const judged = applyBaseline(files, baseline, {
    mode,
    cwd,
    isUpdated,
    scope: scopeOf(baseline, looked, pass),
  });
  const notes =
    updateBaseline && isPartial ? [`${baseline.path} is not written: the run was ended early`] : [];
  return { ...judged, notes: [...judged.notes, ...notes] };
}

/** What a run has looked at. `looked`: the real paths of its files. */
function scopeOf(
  { folder }: Baseline,
  looked: readonly string[],
  pass: Pass & { readonly shard?: unknown },
): Scope {
  const files = new Set(looked);
  const { paths, filesFrom = [], cwd, include, exclude, selection, stdin, known, settings } = pass;
  const asked = settings.asked();
  const isWhole = !selection && !stdin && pass.shard === undefined && include.length + exclude.length === 0;
  const roots = [...paths, ...filesFrom].map((path) => realPath(resolve(cwd, path)));
  return {
    isLookedAt(path) {
      const file = join(folder, path);
      if (files.has(file)) return true;
      // What is gone, and a list of packages of which there is nothing to say, is not among the files of a run.
      const isSource = languageOf(basename(file)) !== undefined && existsSync(file);
      return isWhole && !isSource && roots.some((root) => isWithin(root, file));
    },
    isRun(rule) {
      // Where a configuration turns a rule off for some files, nothing is told of its entries.
      if (isEngineRule(rule)) return asked.every(({ silent }) => !silent.includes(rule));
      if (!known.some(({ name }) => name === rule)) return true;
      return asked.every(({ rules }) => rules.some(({ name }) => name === rule));
    },
  };
}
