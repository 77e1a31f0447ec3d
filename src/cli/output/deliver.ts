import type { RunOutcome } from '../../runner/run.ts';
import type { RunRequest } from '../arguments/request.ts';
import { fileText, noteLine, publish } from '../publish.ts';
import type { Place } from './place.ts';
import { writeReport } from './reports.ts';
import { style, type Terminal } from './terminal.ts';

export interface Delivery {
  readonly request: RunRequest;
  readonly outcome: RunOutcome;
  readonly places: readonly Place[];
  /** Absolute. */
  readonly cwd: string;
  /** Called when stderr has told what was written. */
  readonly onPrinted: () => void;
}

type Step = () => Promise<void>;

/**
 * Prints the outcome, and writes the reports. What cannot be delivered keeps nothing else from its place; the first error is
 * thrown in the end.
 */
export async function deliver(delivery: Delivery, terminal: Terminal): Promise<void> {
  const { request, outcome, places, cwd } = delivery;
  const toFiles = (isFile: boolean): readonly Step[] =>
    places
      .filter(({ to }) => (to === 'file') === isFile)
      .map((place) => async () => {
        const text = fileText(place.format ?? request.format, outcome.report, request.verbose);
        const notes = await writeReport(place, text, terminal, cwd);
        if (!request.quiet) for (const note of notes) await terminal.err.write(noteLine(note));
      });
  // Files first: whoever reads a stream may keep the command waiting until it is interrupted.
  await all([...toFiles(true), () => print(delivery, terminal), ...toFiles(false)]);
}

async function print({ request, outcome, cwd, onPrinted }: Delivery, terminal: Terminal): Promise<void> {
  const { out, err } = terminal;
  const { stdout, stderr } = publish(request, outcome, {
    stdout: { ...style(request, terminal, out), isTerminal: out.isTerminal },
    stderr: style(request, terminal, err),
    cwd,
  });
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
