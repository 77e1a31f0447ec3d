import type { ReporterOptions } from '../reporter.ts';
import type { FleetReport } from './report.ts';

/** Renders a report on several repositories. The text ends with a newline. */
export type FleetReporter = (report: FleetReport, options: ReporterOptions) => string;
