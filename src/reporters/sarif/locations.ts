import type { Region, ReportedError } from '../../core/report.ts';
import { fromRoot, uriOf } from '../listed/place.ts';
import type { ReporterOptions } from '../reporter.ts';

/** The folder that the paths are relative to. It has no address: that would be one of this machine. */
const BASE = 'SRCROOT';

/** What the base of the paths is. */
export const baseOf = ({ repository }: Pick<ReporterOptions, 'repository'>): unknown => ({
  [BASE]: {
    description: {
      text: repository ? 'The root of the repository.' : 'The folder that the command was run in.',
    },
  },
});

/** How SARIF names a file. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

export function artifactOf(path: string, options: Pick<ReporterOptions, 'repository'>): ArtifactLocation {
  const uri = uriOf(fromRoot(path, options));
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: BASE };
}

export const regionOf = ({ line, column, endLine, endColumn }: Region): unknown => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/** The place of an error; nothing where the file as a whole is concerned. */
export const startOf = ({ line, column }: ReportedError): object =>
  line === undefined
    ? {}
    : { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
