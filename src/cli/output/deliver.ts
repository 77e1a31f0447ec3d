import type { Format } from '../../reporters/index.ts';
import type { ReporterOptions } from '../../reporters/reporter.ts';
import type { RunOutcome } from '../../runner/run.ts';
import { programName } from '../arguments/program.ts';
import type { RunRequest } from '../arguments/request.ts';
import { escaped } from '../../reporters/visible.ts';
import { fileText, noteLine, publish } from '../publish.ts';
import { addToStepSummary, annotationsOf, forLog, isAnnotated } from './actions.ts';
import type { Place } from './place.ts';
import { writeReport } from './reports.ts';
import { repositoryOf } from './repository.ts';
import { style, type Terminal } from './terminal.ts';

export interface Delivery {
  readonly request: RunRequest;
  readonly outcome: RunOutcome;
  readonly places: readonly Place[];
  /** Where the baseline goes. */
  readonly baseline?: Place;
  /** Absolute. */
  readonly cwd: string;
  /** Called when stderr has told what was written. */
  readonly onPrinted: () => void;
}

type Step = () => Promise<void>;

type Where = Pick<ReporterOptions, 'repository'>;

/** What is read by something that knows the root of the repository, and not the working directory. */
const LOCATED: readonly Format[] = ['sarif', 'github', 'gitlab', 'markdown'];

/**
 * Prints the outcome, and writes the reports. What cannot be delivered keeps nothing else from its place; the first error is
 * thrown in the end.
 */
export async function deliver(delivery: Delivery, terminal: Terminal): Promise<void> {
  const { request, outcome, places, baseline, cwd } = delivery;
  const { env } = terminal.io;
  const gate = isAnnotated(request, env);
  const isLocated =
    gate || [request, ...places].some(({ format = request.format }) => LOCATED.includes(format));
  const repository = isLocated ? await repositoryOf(cwd, env) : undefined;
  const where = repository ? { repository } : {};
  const toFiles = (isFile: boolean): readonly Step[] =>
    places
      .filter(({ to }) => (to === 'file') === isFile)
      .map((place) => async () => {
        const format = place.format ?? request.format;
        await write(place, await fileText(format, outcome.report, request.verbose, where));
      });
  const write = async (place: Place, text: string): Promise<void> => {
    const notes = await writeReport(place, text, terminal, cwd);
    if (!request.quiet) for (const note of notes) await terminal.err.write(noteLine(note));
  };
  const { baseline: held } = outcome;
  const hold = baseline && held !== undefined ? [() => write(baseline, escaped(held))] : [];
  // Files first: whoever reads a stream may keep the command waiting until it is interrupted.
  await all([
    ...hold,
    ...toFiles(true),
    () => print(delivery, terminal, where),
    ...(gate ? [() => annotate(delivery, terminal, where)] : []),
    ...toFiles(false),
  ]);
}

/** What a gate in GitHub Actions tells besides its report. */
async function annotate({ request, outcome }: Delivery, terminal: Terminal, where: Where): Promise<void> {
  const { io, err } = terminal;
  const options = { ...style(request, terminal, err), ...where };
  const note = await addToStepSummary(outcome, io.env, options);
  await err.write(
    (note === undefined ? '' : noteLine(note)) + (await annotationsOf(request, outcome, options)),
  );
}

async function print(
  { request, outcome, cwd, onPrinted }: Delivery,
  terminal: Terminal,
  where: Where,
): Promise<void> {
  const { out, err, io } = terminal;
  const told = await publish(request, outcome, {
    stdout: { ...style(request, terminal, out), ...where, isTerminal: out.isTerminal },
    stderr: style(request, terminal, err),
    cwd,
    program: programName(terminal.io.env),
  });
  const stderr = forLog(told.stderr, io.env);
  // Another format, a patch and a source stay as they are: they are data.
  const isText = request.format === 'text' && typeof told.stdout === 'string';
  const stdout = isText ? forLog(told.stdout, io.env) : told.stdout;
  const meet = out.isTerminal && err.isTerminal && stdout.length > 0 && stderr !== '';
  await all([
    () => out.write(stdout),
    () => err.write(meet ? `\n${stderr}` : stderr).then(request.quiet ? undefined : onPrinted),
  ]);
}

async function all(steps: readonly Step[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
