import type { ReporterOptions } from '../../reporters/reporter.ts';
import type { Request } from '../arguments/request.ts';
import { painterFor } from '../colour.ts';
import type { Io, Sink } from '../io.ts';
import { ruleText } from './rule-texts.ts';

/** Where the output goes. */
export interface Terminal {
  readonly io: Io;
  readonly out: Sink;
  readonly err: Sink;
}

/** How a report looks on one of the streams. */
export const style = (
  request: Extract<Request, { readonly colour: unknown }>,
  { io }: Terminal,
  sink: Sink,
): ReporterOptions => ({
  paint: painterFor(request.colour, io.env, sink),
  width: sink.columns,
  verbose: request.kind === 'run' && request.verbose,
  ruleText,
});
