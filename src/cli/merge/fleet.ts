import { resolve } from 'node:path';
import type { FleetFormat } from '../../reporters/fleet/formats.ts';
import { fleetReporters } from '../../reporters/fleet/index.ts';
import {
  fleetOf,
  repositoryOf,
  withoutReport,
  type FleetReport,
  type Repository,
} from '../../reporters/fleet/report.ts';
import { plain, type ReporterOptions } from '../../reporters/reporter.ts';
import { harmless } from '../../reporters/visible.ts';
import { groupBy } from '../../core/group.ts';
import { UsageError } from '../../runner/errors.ts';
import { realPath } from '../../runner/files/paths.ts';
import { readBytes } from '../../runner/files/read.ts';
import { mergeParts } from '../../runner/shards/merge.ts';
import { version } from '../../runner/version.ts';
import { painterFor } from '../colour.ts';
import { placesOf, refuseToReplace, type Place } from '../output/place.ts';
import { forLog } from '../output/actions.ts';
import { writeReport } from '../output/reports.ts';
import type { Terminal } from '../output/terminal.ts';
import { noteLine } from '../publish.ts';
import { findBlobs, openBlob, type BlobFile, type ReadPart } from './files.ts';
import { nameOf, repositoryNames } from './names.ts';
import type { FleetRequest } from './options.ts';
import { gapIn } from './whole.ts';

/**
 * Reports on several repositories together. A blob that cannot be read makes a failed repository and stops nothing. Resolves to the exit code:
 * that of the worst repository.
 */
export async function fleetCommand(request: FleetRequest, terminal: Terminal): Promise<number> {
  const { cwd } = terminal.io;
  const files = findBlobs(request.paths, cwd);
  const places = await placesOf(
    request.outputs.map(({ path }) => ({ path })),
    cwd,
  );
  const inputs = [...files.map(({ real }) => real), ...listOf(request, cwd).map(realPath)];
  refuseToReplace(inputs, places);
  const expected = expectedNames(request, cwd);
  const found = [...groupBy(files, nameOf)].map(([name, members]) => repositoryFrom(name, members));
  const known = new Set(found.map(({ name }) => name));
  const missing = expected.filter((name) => !known.has(name)).map((name) => withoutReport(name, 'no report'));
  const report = fleetOf(version(), [...found, ...missing], request.addresses);
  await deliver(report, request, places, terminal);
  return report.exitCode;
}

const listOf = ({ repositories }: FleetRequest, cwd: string): readonly string[] =>
  repositories === undefined ? [] : [resolve(cwd, repositories)];

function expectedNames(request: FleetRequest, cwd: string): readonly string[] {
  const [file] = listOf(request, cwd);
  if (file === undefined) return [];
  const read = readBytes(file);
  if (!('bytes' in read))
    throw new UsageError(`--repositories: cannot read ${request.repositories}: ${read.problem}`);
  return repositoryNames(read.bytes.toString('utf8'));
}

/** Its texts are not kept: a thousand repositories are one report. */
function repositoryFrom(name: string, files: readonly BlobFile[]): Repository {
  const parts: ReadPart[] = [];
  for (const file of files) {
    const read = openBlob(file);
    if (!('part' in read)) return withoutReport(name, `${file.path} ${read.problem}`);
    parts.push({ file, part: read.part });
  }
  const gap = gapIn(parts);
  const [first, ...others] = parts.map(({ part }) => part);
  if (gap || !first) return withoutReport(name, gap?.problem ?? 'no report');
  return repositoryOf(name, mergeParts([first, ...others]));
}

/** What cannot be delivered keeps nothing else from its place; the first error is thrown in the end. */
async function deliver(
  report: FleetReport,
  { format, outputs, colour, quiet, verbose }: FleetRequest,
  places: readonly Place[],
  terminal: Terminal,
): Promise<void> {
  const { io, out, err } = terminal;
  const errors: unknown[] = [];
  for (const [index, place] of places.entries()) {
    try {
      const text = fileText(outputs[index]?.format ?? format, report, verbose);
      const notes = await writeReport(place, text, terminal, io.cwd);
      if (!quiet) for (const note of notes) await err.write(noteLine(note));
    } catch (error) {
      errors.push(error);
    }
  }
  const style: ReporterOptions = { paint: painterFor(colour, io.env, out), width: out.columns, verbose };
  const told = fleetReporters[format](report, style);
  await out.write(format === 'text' ? forLog(told, io.env) : told);
  if (errors.length > 0) throw errors[0];
}

function fileText(format: FleetFormat, report: FleetReport, verbose: boolean): string {
  const text = fleetReporters[format](report, { paint: plain, width: 100, verbose });
  return format === 'text' ? harmless(text) : text;
}
