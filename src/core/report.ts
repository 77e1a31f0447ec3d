import type { Census } from './language.ts';
import type { LevelCounts } from './levels.ts';
import type { Level, Safety } from './rule.ts';
import type { Runs } from './model/recorded.ts';
import type { Target } from './model/target.ts';

/** Where a finding stands: 1-based lines and columns; columns count UTF-16 units, the end is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A change that was made, or that would be made in a dry run or check. */
export interface ReportedEdit extends Region {
  readonly rule: string;
  readonly safety: Safety;
  readonly level: Level;
  /** The first version where the old code fails, warns or differs; null where there is none to name. */
  readonly since: string | null;
  readonly message: string;
  /** How many recorded executions show it. Absent: nothing was recorded of the place. */
  readonly runs?: Runs;
}

/** A place left for a person. */
export interface ReportedManual extends Region {
  readonly rule: string;
  readonly level: Level;
  readonly since: string | null;
  readonly message: string;
  readonly why: string | null;
  /** `--unsafe` would change it. */
  readonly unsafeFix: boolean;
  /** A run that does not hold back what rests on a recorded run would change it. */
  readonly seenFix?: true;
  /** How many recorded executions show it; none of none where the place never ran. Absent: nothing was recorded of the place. */
  readonly runs?: Runs;
  /** The lines that would be written then, without line ends; null where nothing would. */
  readonly writes: readonly string[] | null;
}

/** A place that tells too little to be listed: it is counted in a note of the run. */
export interface ReportedTally extends ReportedManual {
  /** How the sentence "31 calls ..." goes on. */
  readonly tally: string;
  /** The name that `--client` would take for a client, where nothing but it makes one. */
  readonly client?: string;
}

/** Places that are only counted, of one rule and with the same words. They are not among `manual`. */
export interface Note {
  readonly rule: string;
  /** How the sentence "31 calls ..." goes on. */
  readonly tally: string;
  /** The name that `--client` would take for a client, where nothing but it makes one. */
  readonly client?: string;
  /** By path, then by position. */
  readonly places: readonly (Region & { readonly path: string })[];
}

export interface ReportedError {
  /** Absent where the file as a whole is concerned. */
  readonly line?: number;
  readonly column?: number;
  /** Closed vocabulary, for scripts: `syntax-error`, `encoding`, `unreadable`, ... */
  readonly reason: string;
  readonly message: string;
}

export interface FileReport {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly status: 'changed' | 'unchanged' | 'skipped' | 'failed';
  readonly edits: readonly ReportedEdit[];
  readonly manual: readonly ReportedManual[];
  /** Places that are counted in a note of the run. Absent: none. */
  readonly tallied?: readonly ReportedTally[];
  /** The calls of test clients in the text before. Absent: nobody has counted. */
  readonly seen?: Census;
  /** Of each finding that the target holds back: the version from which on it matters. Absent: none. */
  readonly held?: readonly string[];
  readonly error: ReportedError | null;
  /** The text that the places in `manual` are of: the one on disk once the run is over. */
  readonly text?: string;
  /** The text before and after, byte-order mark included. */
  readonly before?: string;
  readonly after?: string;
  /** Of a changed file: its absolute path with no link in it, as a patch follows none. */
  readonly real?: string;
  /** Of a changed file in another encoding than UTF-8: what it holds, so that a patch can be exact. */
  readonly bytes?: { readonly before: Uint8Array; readonly after: Uint8Array };
  /** Of a file of a shard that writes: what the messages of other shards need, which may name lines of this file. */
  readonly inProject?: InProject;
}

/** Where a file stands in its project. */
export interface InProject {
  /** The folder of the project, relative to the working directory. */
  readonly folder: string;
  /** Relative to that folder. */
  readonly path: string;
  /** Where each line is now, 1-based. Absent: no line moved. */
  readonly moved?: readonly number[];
}

/** Calls of test clients, what these are called, and the files that hold the calls. */
export interface Seen {
  readonly calls: number;
  readonly clients: number;
  readonly files: number;
}

/** Findings that matter only from one version on. */
export interface Held {
  /** "httpx 0.28" */
  readonly since: string;
  readonly count: number;
}

/** What the suites of a run are to run on. */
export interface ReportedTarget extends Target {
  /** The files of the project that tell it, as `path` of a file. Empty: it was given, or is the default. */
  readonly sources: readonly string[];
  /** The first file by path that was migrated for it. Absent: none was. */
  readonly first?: string;
}

export interface Summary {
  /** Files looked at, the ones without a client among them. */
  readonly scanned: number;
  readonly changed: number;
  readonly edits: number;
  /** What was seen of test clients; absent where the chosen rules look at no calls. */
  readonly seen?: Seen;
  /** Places left for a person, of every level. */
  readonly manual: number;
  readonly levels: LevelCounts;
  /** How many of them `--unsafe` would change. */
  readonly fixable: number;
  /** How many edits rest on a recorded run, and how many that do so are held back. Absent: none. */
  readonly recorded?: { readonly edits: number; readonly heldBack: number };
  /** How many of them `--level` keeps out of the report. */
  readonly hidden: number;
  /** Findings that matter only from versions on that lie after the target; none of the other counts has them. */
  readonly held: readonly Held[];
  readonly failed: number;
  /** Findings and edits to come that the baseline holds; none of the other counts has them. */
  readonly known: number;
  readonly ms: number;
  readonly exitCode: 0 | 1 | 2;
}

export type Mode = 'write' | 'dry-run' | 'check';

/** One of equal parts of the files of a run. */
export interface ReportedShard {
  /** 1-based. */
  readonly index: number;
  readonly of: number;
  /** Names all files of the run with their weights: shards of one run have the same. */
  readonly digest: string;
}

/** Calls in a file that was not parsed: how often each receiver is called, and the names that are given to test clients. */
export interface Glimpsed {
  readonly calls: ReadonlyMap<string, number>;
  readonly clients: readonly string[];
}

/** What a report was made from: all that is needed to make one of several parts of a run. */
export interface Origin {
  /** The working directory: absolute, with no link in it. */
  readonly folder: string;
  /** Absent: the report is of a whole run. */
  readonly shard?: ReportedShard;
  /** The options that the findings depend on, by name, as they would be typed. Parts of one run agree in them. */
  readonly settings: Readonly<Record<string, string>>;
  /** As typed. */
  readonly paths: readonly string[];
  readonly unsafe: boolean;
  readonly strict?: Level;
  readonly level: Level;
  /** Files for which a configuration says something else. Absent: none. */
  readonly levels?: Readonly<Record<string, { readonly level: Level; readonly strict?: Level }>>;
  readonly clients: readonly string[];
  /** Every file with every finding, also those that `level` keeps out of the report. */
  readonly files: readonly FileReport[];
  readonly glimpses: readonly Glimpsed[];
  /** Edits and findings that a baseline holds; they are not among `files`. */
  readonly known: number;
  readonly interrupted: boolean;
  /** Notes for the log, one line each. */
  readonly notes: readonly string[];
}

/** One part of a run, or a whole run, as it can be merged with others. */
export interface Part extends Pick<Report, 'version' | 'mode' | 'targets'> {
  readonly scanned: number;
  readonly ms: number;
  readonly origin: Origin;
}

/** All that a reporter is told. Ordered: files by path, their findings by position. */
export interface Report {
  readonly version: string;
  readonly mode: Mode;
  /** The lowest level of findings that the exit code counts; absent: none does. */
  readonly strict?: Level;
  /** Several where projects of one run tell different ones. */
  readonly targets: readonly ReportedTarget[];
  readonly summary: Summary;
  /** Per rule: edits and places left for a person; rules with neither are absent. */
  readonly rules: readonly { readonly rule: string; readonly edits: number; readonly manual: number }[];
  readonly notes: readonly Note[];
  /** Unchanged files only if they have findings. */
  readonly files: readonly FileReport[];
  /** Absent: it cannot be merged with others. */
  readonly origin?: Origin;
}
