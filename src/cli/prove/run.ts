import type { Proof } from '../../proof/proof.ts';
import type { ProofFormat } from '../../reporters/proof/formats.ts';
import { proofReporters } from '../../reporters/proof/index.ts';
import type { ProofReport } from '../../reporters/proof/report.ts';
import { summary } from '../../reporters/proof/text.ts';
import { plain, type ReporterOptions } from '../../reporters/reporter.ts';
import { harmless } from '../../reporters/visible.ts';
import { proveSuite } from '../../runner/proof/prove.ts';
import { version } from '../../runner/version.ts';
import { painterFor } from '../colour.ts';
import { placesOf, refuseToReplace, type Place } from '../output/place.ts';
import { writeReport } from '../output/reports.ts';
import type { Terminal } from '../output/terminal.ts';
import type { Sink } from '../io.ts';
import { noteLine } from '../publish.ts';
import type { ProveRequest } from './command.ts';

/**
 * Runs the suite, compares it with its recording, and reports. Resolves to the exit code: 0 where all that can be compared is equal, 1 where
 * something differs, 2 where nothing can be compared, and that of the command where it was interrupted.
 */
export async function proveCommand(request: ProveRequest, terminal: Terminal): Promise<number> {
  const { io } = terminal;
  const { cwd } = io;
  const places = await placesOf(
    request.outputs.map(({ path }) => ({ path })),
    cwd,
  );
  const { ended, proof } = await proveSuite({
    ...{ cwd, env: io.env, command: request.command, evidence: request.evidence, values: request.values },
    twice: request.twice,
    toStderr: request.format !== 'text',
    onFound: (files) => refuseToReplace(files, places),
  });
  if (!proof) {
    await terminal.err.write(noteLine('the command was interrupted, so nothing is compared'));
    // The command may take an interruption for its regular end.
    return ended.status || INTERRUPTED;
  }
  const report: ProofReport = { ...proof, version: version(), exitCode: exitCode(proof) };
  await deliver(report, request, places, terminal);
  return report.exitCode;
}

/** As shells have it for Ctrl-C. */
const INTERRUPTED = 130;

/** What cannot be delivered keeps nothing else from its place; the first error is thrown in the end. */
async function deliver(
  report: ProofReport,
  request: ProveRequest,
  places: readonly Place[],
  terminal: Terminal,
): Promise<void> {
  const { io, out, err } = terminal;
  const { format, quiet, verbose, outputs } = request;
  const errors: unknown[] = [];
  const step = (done: Promise<unknown>): Promise<unknown> =>
    done.catch((error: unknown) => errors.push(error));
  const tell = async (place: Place, text: string): Promise<void> => {
    const notes = await writeReport(place, text, terminal, io.cwd);
    if (!quiet) for (const note of notes) await err.write(noteLine(note));
  };
  for (const [index, place] of places.entries())
    await step(tell(place, fileText(outputs[index]?.format ?? format, report, verbose)));
  const body = proofReporters[format](report, styleOf(request, terminal, out));
  await step(out.write(format === 'text' && body ? `\n${body}` : body));
  if (!quiet) await step(err.write(`\n${summary(report, styleOf(request, terminal, err))}`));
  if (errors.length > 0) throw errors[0];
}

const exitCode = ({ counts }: Proof): 0 | 1 | 2 =>
  counts.differs > 0 ? 1 : counts.equal > 0 && counts.requests.equal > 0 ? 0 : 2;

const styleOf = ({ colour, verbose }: ProveRequest, { io }: Terminal, sink: Sink): ReporterOptions => ({
  paint: painterFor(colour, io.env, sink),
  width: sink.columns,
  verbose,
});

function fileText(format: ProofFormat, report: ProofReport, verbose: boolean): string {
  const options: ReporterOptions = { paint: plain, width: 100, verbose };
  const body = proofReporters[format](report, options);
  return format === 'text' ? harmless(`${body && `${body}\n`}${summary(report, options)}`) : body;
}
