import type {
  FileReport,
  Region,
  Report,
  ReportedEdit,
  ReportedManual,
  Summary,
} from '../../src/core/report.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import { plain } from '../../src/reporters/reporter.ts';

/** A region on one line. */
export const on = (line: number, column: number, endColumn: number): Region => ({
  line,
  column,
  endLine: line,
  endColumn,
});

export const edit = (at: Region, rest: Partial<ReportedEdit> = {}): ReportedEdit => ({
  rule: 'follow-redirects',
  safety: 'safe',
  level: 'fails',
  since: 'Starlette 0.43',
  message: 'write `follow_redirects`',
  ...at,
  ...rest,
});

export const manual = (at: Region, rest: Partial<ReportedManual> = {}): ReportedManual => ({
  rule: 'data-to-content',
  message: 'cannot see what `data` holds',
  why: null,
  level: 'fails',
  since: null,
  unsafeFix: false,
  writes: null,
  ...at,
  ...rest,
});

export const file = (path: string, rest: Partial<FileReport> = {}): FileReport => ({
  path,
  status: 'changed',
  edits: [],
  manual: [],
  error: null,
  ...rest,
});

export const counts = (some: Partial<Summary> = {}): Summary => ({
  ...{ scanned: 0, changed: 0, edits: 0, failed: 0, known: 0, ms: 0, exitCode: 0 },
  ...{ manual: 0, levels: { fails: 0, warns: 0, differs: 0 }, fixable: 0, hidden: 0, held: [] },
  ...some,
});

export const report = (files: readonly FileReport[], rest: Partial<Report> = {}): Report => ({
  version: '1.2.3',
  mode: 'write',
  targets: [{ client: 'httpx', versions: {}, sources: [] }],
  summary: counts({ scanned: 214, changed: 37, edits: 118, manual: 5, failed: 1, ms: 912 }),
  rules: [],
  notes: [],
  files,
  ...rest,
});

export const plainly: ReporterOptions = { paint: plain, width: 80, verbose: false };

const marked =
  (name: string) =>
  (text: string): string =>
    `<${name}>${text}</${name}>`;

/** Colours that can be read in a test. */
export const tagged: ReporterOptions = {
  ...plainly,
  paint: {
    level: 1,
    bold: marked('b'),
    dim: marked('dim'),
    red: marked('red'),
    green: marked('green'),
    yellow: marked('yellow'),
    cyan: marked('cyan'),
  },
};
