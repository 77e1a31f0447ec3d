import type { Level, Safety } from '../../core/rule.ts';

/** What `--format json` writes. Lines and columns are 1-based; columns count UTF-16 units, and ends are exclusive. */
export interface JsonReport {
  /** Increased when a field is renamed, removed or changes its meaning, but not for a new field. */
  readonly version: 1;
  readonly tool: JsonTool;
  /** What the suites are to run on. Several where projects of one run tell different ones. */
  readonly targets: readonly JsonTarget[];
  readonly summary: JsonSummary;
  /** What is only counted: not in `manual`, and of no concern to `--strict`. */
  readonly notes: readonly JsonNote[];
  /** By path. Unchanged files are listed only if they have findings. */
  readonly files: readonly JsonFile[];
}

export interface JsonTool {
  readonly name: 'bump-testclient';
  readonly version: string;
}

export interface JsonTarget {
  readonly client: 'httpx' | 'httpx2';
  /** Of each package: the versions that are meant, as in `>=0.40,<0.46`. */
  readonly versions: Readonly<Record<string, string>>;
  /** The files of the project that tell it. Empty: it was given, or is the default. */
  readonly sources: readonly string[];
}

export interface JsonSummary {
  /** Files looked at. */
  readonly scanned: number;
  /** Null where the chosen rules look at no calls. */
  readonly seen: JsonSeen | null;
  /** Files that were changed, or would be. */
  readonly changed: number;
  readonly edits: number;
  /** Places left for a person, of every level. */
  readonly manual: number;
  /** Edits and findings that the baseline holds. None of the other counts has them. */
  readonly known: number;
  readonly levels: JsonLevels;
  /** How many of `manual` `--unsafe` would change. */
  readonly fixable: number;
  /** What rests on a recorded run. Null where nothing does. */
  readonly recorded: JsonRecorded | null;
  /** How many of `manual` `--level` leaves out of `files`. */
  readonly hidden: number;
  /** Findings that matter only from versions on that lie after the target; no other count has them. */
  readonly held: readonly JsonHeld[];
  /** Files that could not be migrated. */
  readonly failed: number;
  /** How long the run took, in milliseconds. */
  readonly ms: number;
  readonly exitCode: 0 | 1 | 2;
}

/** Calls of test clients, what these are called, and the files that hold the calls. */
export interface JsonSeen {
  readonly calls: number;
  readonly clients: number;
  readonly files: number;
}

export interface JsonLevels {
  readonly fails: number;
  readonly warns: number;
  readonly differs: number;
}

/** Edits that rest on a recorded run, and those that `--no-seen` holds back. */
export interface JsonRecorded {
  readonly edits: number;
  readonly heldBack: number;
}

export interface JsonHeld {
  /** As in `httpx 0.28`. */
  readonly since: string;
  readonly count: number;
}

export interface JsonRegion {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonNote {
  readonly rule: string;
  /** The page of the rule. */
  readonly url: string;
  readonly message: string;
  readonly count: number;
  /** By path and position. */
  readonly places: readonly JsonPlace[];
}

export interface JsonPlace extends JsonRegion {
  readonly path: string;
}

export interface JsonFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly status: 'changed' | 'unchanged' | 'skipped' | 'failed';
  /** Changes that were made, or would be. Their places are those of the text before. */
  readonly edits: readonly JsonEdit[];
  /** Places left for a person: in the text on disk once the run is over. */
  readonly manual: readonly JsonFinding[];
  /** Why the file was skipped, or has failed. */
  readonly error: JsonError | null;
}

export interface JsonEdit extends JsonRegion {
  readonly rule: string;
  /** The page of the rule. */
  readonly url: string;
  readonly safety: Safety;
  readonly level: Level;
  /** The first version where the old code fails, warns or differs, as in `Starlette 0.43`. Null where there is none to name. */
  readonly since: string | null;
  readonly message: string;
  readonly runs: JsonRuns | null;
}

export interface JsonFinding extends JsonRegion {
  readonly rule: string;
  /** The page of the rule. */
  readonly url: string;
  readonly level: Level;
  /** The first version where the code fails, warns or differs. Null where there is none to name. */
  readonly since: string | null;
  readonly message: string;
  readonly why: string | null;
  /** `--unsafe` would change it. */
  readonly unsafeFix: boolean;
  /** `--no-seen` holds its fix back. */
  readonly seenFix: boolean;
  readonly runs: JsonRuns | null;
  /** The lines that its fix would write, without line ends. Null where there is none. */
  readonly writes: readonly string[] | null;
}

/** Recorded executions of the place, and how many of them show it. None of none: it never ran. Null where nothing was recorded of it. */
export interface JsonRuns {
  readonly seen: number;
  readonly of: number;
}

export interface JsonError {
  /** For scripts: `syntax-error`, `encoding`, `unreadable`, `ignored`, ... */
  readonly reason: string;
  readonly message: string;
  /** Null where the file as a whole is concerned. */
  readonly line: number | null;
  readonly column: number | null;
}
