import type { Runs } from '../../core/model/recorded.ts';
import type { FileReport, Note, Region, Report, ReportedEdit, ReportedTarget } from '../../core/report.ts';
import { versionsText } from '../../core/model/target.ts';
import { rulePage } from '../links.ts';
import { sentenceOf } from '../notes.ts';
import type { Reporter } from '../reporter.ts';
import { escaped } from '../visible.ts';
import type { JsonFile, JsonNote, JsonRegion, JsonReport, JsonTarget } from './document.ts';

export const json: Reporter = (report) => escaped(JSON.stringify(document(report), null, 2) + '\n');

const document = ({ version, targets, summary, notes, files }: Report): JsonReport => ({
  version: 1,
  tool: { name: 'bump-testclient', version },
  targets: targets.map(targetEntry),
  summary: {
    scanned: summary.scanned,
    seen: summary.seen
      ? { calls: summary.seen.calls, clients: summary.seen.clients, files: summary.seen.files }
      : null,
    changed: summary.changed,
    edits: summary.edits,
    manual: summary.manual,
    levels: { fails: summary.levels.fails, warns: summary.levels.warns, differs: summary.levels.differs },
    fixable: summary.fixable,
    recorded: summary.recorded
      ? { edits: summary.recorded.edits, heldBack: summary.recorded.heldBack }
      : null,
    hidden: summary.hidden,
    held: summary.held.map(({ since, count }) => ({ since, count })),
    failed: summary.failed,
    known: summary.known,
    ms: summary.ms,
    exitCode: summary.exitCode,
  },
  notes: notes.map(noteEntry),
  files: files.map(fileEntry),
});

const targetEntry = ({ client, versions, sources }: ReportedTarget): JsonTarget => ({
  client,
  versions: Object.fromEntries(Object.entries(versions).map(([name, range]) => [name, versionsText(range)])),
  sources,
});

// Field by field, so that internal data of the runner (the texts) does not leak into the public format.
const fileEntry = ({ path, status, edits, manual, error }: FileReport): JsonFile => ({
  path,
  status,
  edits: edits.map((edit) => ({
    rule: edit.rule,
    url: rulePage(edit.rule),
    safety: edit.safety,
    level: edit.level,
    since: edit.since,
    message: edit.message,
    runs: runsEntry(edit),
    ...region(edit),
  })),
  manual: manual.map((finding) => ({
    rule: finding.rule,
    url: rulePage(finding.rule),
    level: finding.level,
    since: finding.since,
    message: finding.message,
    why: finding.why,
    unsafeFix: finding.unsafeFix,
    seenFix: finding.seenFix ?? false,
    runs: runsEntry(finding),
    writes: finding.writes,
    ...region(finding),
  })),
  error: error && {
    reason: error.reason,
    message: error.message,
    line: error.line ?? null,
    column: error.column ?? null,
  },
});

const runsEntry = ({ runs }: Pick<ReportedEdit, 'runs'>): Runs | null =>
  runs ? { seen: runs.seen, of: runs.of } : null;

const noteEntry = (note: Note): JsonNote => ({
  rule: note.rule,
  url: rulePage(note.rule),
  message: sentenceOf(note),
  count: note.places.length,
  places: note.places.map((place) => ({ path: place.path, ...region(place) })),
});

const region = ({ line, column, endLine, endColumn }: Region): JsonRegion => ({
  line,
  column,
  endLine,
  endColumn,
});
