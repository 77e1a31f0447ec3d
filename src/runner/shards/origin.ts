import { versionsText } from '../../core/model/target.ts';
import type { Origin, Report } from '../../core/report.ts';
import type { Levels } from '../build-report.ts';
import { byPath, realPath } from '../files/paths.ts';
import type { RunOptions } from '../options.ts';
import type { Share } from './share.ts';

/** What was found, as it comes from a run. */
export type Found = Pick<Origin, 'files' | 'glimpses' | 'clients' | 'known' | 'interrupted' | 'notes'>;

/** How a run went over its files. */
export interface Way {
  /** Absent: it took all of them. */
  readonly share: Share | undefined;
  readonly levelsOf: (path: string) => Levels;
}

/** The report with what it was made from, so that it can be merged with those of other parts of the run. */
export function withOrigin(
  report: Report,
  options: RunOptions,
  { share, levelsOf }: Way,
  found: Found,
): Report {
  const { strict, level = 'differs', unsafe, paths, cwd } = options;
  const files = found.files.toSorted(byPath);
  const other = files.filter(
    ({ path }) => levelsOf(path).level !== level || levelsOf(path).strict !== strict,
  );
  return {
    ...report,
    origin: {
      folder: realPath(cwd),
      ...(share && { shard: share.shard }),
      settings: settingsOf(options),
      ...{ paths, unsafe, level },
      ...(strict && { strict }),
      ...found,
      files,
      ...(other.length > 0 && {
        levels: Object.fromEntries(other.map(({ path }) => [path, levelsIn(levelsOf(path))])),
      }),
    },
  };
}

const levelsIn = ({ level, strict }: Levels): Levels => ({ level, ...(strict && { strict }) });

/** The options that decide what is found, as they would be typed. Those that choose files are told by the digest of a shard. */
function settingsOf(options: RunOptions): Origin['settings'] {
  const { mode, strict, target } = options;
  const lists = { select: options.select, ignore: options.ignore, client: options.clients };
  const flags = {
    unsafe: options.unsafe,
    'no-seen': options.noSeen,
    'no-evidence': options.noEvidence,
    'no-config': options.noConfig,
    'strict-parsing': options.strictParsing,
    'allow-dirty': options.allowDirty,
  };
  return {
    ...(mode !== 'write' && { [`--${mode}`]: '' }),
    ...(strict && { '--strict': strict }),
    '--level': options.level ?? 'differs',
    ...(options.config !== undefined && { '--config': options.config }),
    ...(options.baseline !== undefined && { '--baseline': '' }),
    ...(target && { '--target': [target.client, ...versionsIn(target)].join(',') }),
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([name, all]) =>
        all.length > 0 ? [[`--${name}`, [...all].sort().join(',')]] : [],
      ),
    ),
    ...Object.fromEntries(Object.entries(flags).flatMap(([name, is]) => (is ? [[`--${name}`, '']] : []))),
  };
}

const versionsIn = ({ versions }: NonNullable<RunOptions['target']>): readonly string[] =>
  Object.entries(versions).map(([name, range]) => `${name} ${versionsText(range)}`);
