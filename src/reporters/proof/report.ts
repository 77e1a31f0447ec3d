import type { Proof } from '../../proof/proof.ts';
import type { ReporterOptions } from '../reporter.ts';

/** What a proof is told with. */
export interface ProofReport extends Proof {
  /** Of the tool. */
  readonly version: string;
  readonly exitCode: 0 | 1 | 2;
}

/** Renders a proof as text, which ends with a newline unless it is empty. */
export type ProofReporter = (report: ProofReport, options: ReporterOptions) => string;
