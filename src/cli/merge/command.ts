import { join } from 'node:path';
import type { Part } from '../../core/report.ts';
import { isWithin, realPath } from '../../runner/files/paths.ts';
import { UsageError } from '../../runner/errors.ts';
import { mergeParts } from '../../runner/shards/merge.ts';
import { targetNote } from '../../runner/targets.ts';
import { runRequest, type RunRequest } from '../arguments/request.ts';
import { deliver } from '../output/deliver.ts';
import { placesOf, refuseToReplace } from '../output/place.ts';
import type { Terminal } from '../output/terminal.ts';
import { findBlobs, openBlob, type BlobFile, type ReadPart } from './files.ts';
import type { MergeRequest } from './options.ts';
import { gapIn } from './whole.ts';

/** Makes one report of the blobs of a run's shards, and delivers it as the run would. Resolves to the exit code of such a run. */
export async function mergeCommand(request: MergeRequest, terminal: Terminal): Promise<number> {
  const { cwd } = terminal.io;
  const files = findBlobs(request.paths, cwd);
  const places = await placesOf(request.outputs, cwd);
  refuseToReplace(
    files.map(({ real }) => real),
    places,
  );
  const [first, ...others] = files.map((file) => readOrRefuse(file));
  if (!first) throw new UsageError('there is no blob');
  const gap = gapIn([first, ...others]);
  if (gap) throw new UsageError(gap.problem, gap.hint);
  const report = mergeParts([placed(first.part, cwd), ...others.map(({ part }) => placed(part, cwd))]);
  const { origin } = report;
  const guess = targetNote(report.targets);
  const notes = [...(origin?.notes ?? []), ...(guess === undefined ? [] : [guess])];
  await deliver(
    {
      request: requestOf(first.part, request),
      outcome: { report, notes, interrupted: origin?.interrupted ?? false },
      ...{ places, cwd, onPrinted: () => undefined },
    },
    terminal,
  );
  return report.summary.exitCode;
}

function readOrRefuse(file: BlobFile): ReadPart {
  const read = openBlob(file);
  if ('part' in read) return { file, part: read.part };
  throw new UsageError(`${file.path} ${read.problem}`, HINT);
}

const HINT = 'merge-reports needs blobs of this version: `--output-file blob=shard-1.blob.json`';

/** The part as if its run had been in this folder. */
function placed(part: Part, cwd: string): Part {
  const folder = realPath(cwd);
  const files = part.origin.files.map((file) => {
    if (file.real === undefined) return file;
    const real = join(folder, file.real);
    const { real: _, ...rest } = file;
    // One that was outside of the folder of its run is told by its path alone.
    return isWithin(folder, real) ? { ...rest, real } : rest;
  });
  return { ...part, origin: { ...part.origin, folder, files } };
}

/** The command line of the run, as far as it decides how a report is delivered. */
function requestOf(
  { mode, origin: { strict, level, unsafe, paths } }: Part,
  { format, outputs, diff, colour, quiet, verbose }: MergeRequest,
): RunRequest {
  const request = runRequest(
    paths.filter((path) => path !== ''),
    {
      ...(mode === 'check' && { check: true }),
      ...(mode === 'dry-run' && { dryRun: true }),
      ...(strict && { strictLevel: strict }),
      ...{ level, unsafe, format, outputFile: outputs, color: colour, quiet, verbose },
    },
  );
  return { ...request, diff: diff || request.diff };
}
