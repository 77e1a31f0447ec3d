import type { Origin, Part, Report } from '../../core/report.ts';
import { buildReport } from '../build-report.ts';
import { seenIn } from '../census.ts';
import { byPath } from '../files/paths.ts';
import { mergeTargets } from '../targets.ts';
import { relocated } from './relocate.ts';

/**
 * The report of the run that these are the parts of: the same as that of one run over all files, but for the time, which is that of all parts
 * together. The parts have the same settings.
 */
export function mergeParts([first, ...others]: readonly [Part, ...Part[]]): Report {
  const parts = [first, ...others];
  const origins = parts.map(({ origin }) => origin);
  const { shard: _, ...origin } = first.origin;
  const files = relocated(origins.map((one) => one.files)).toSorted(byPath);
  const glimpses = origins.flatMap((one) => one.glimpses);
  const interrupted = origins.some((one) => one.interrupted);
  const clients = [...new Set(origins.flatMap((one) => one.clients))];
  const seen = seenIn(files, glimpses, clients);
  const { level, strict } = origin;
  const levels = new Map(
    origins.flatMap((one) => Object.entries(one.levels ?? {})).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const known = sum(origins.map((one) => one.known));
  const report = buildReport({
    ...{ mode: first.mode, level, files, known, interrupted },
    levelsOf: (path) => levels.get(path) ?? { level, ...(strict && { strict }) },
    ...(strict && { strict }),
    ...(seen && { seen }),
    targets: mergeTargets(parts.flatMap(({ targets }) => targets)),
    scanned: sum(parts.map(({ scanned }) => scanned)),
    ms: sum(parts.map(({ ms }) => ms)),
  });
  return {
    ...report,
    version: first.version,
    origin: {
      ...{ ...origin, files, glimpses, clients, known, interrupted, notes: notesIn(origins) },
      ...(levels.size > 0 && { levels: Object.fromEntries(levels) }),
    },
  };
}

const notesIn = (origins: readonly Origin[]): readonly string[] => [
  ...new Set(origins.flatMap(({ notes }) => notes)),
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
