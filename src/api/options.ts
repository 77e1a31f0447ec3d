import type { Mode } from '../core/report.ts';
import type { Level } from '../core/rule.ts';
import type { OnProgress } from '../runner/progress/told.ts';

/** One value, or several. */
export type OneOrMore = string | readonly string[];

/** What `run` takes: the options of the command line by their long names in camelCase. All may be left out. */
export interface RunOptions {
  /** The folder that paths and globs are relative to. Default: the working directory of the process, which is not asked for otherwise. */
  readonly cwd?: string;
  /** Files and folders, relative to `cwd`. A file of another type is a mistake. Default: `cwd` itself, unless `filesFrom` or `source` is given. */
  readonly paths?: OneOrMore;
  /** More paths. Unlike in `paths`, files of other types are skipped. */
  readonly filesFrom?: readonly string[];
  /** Migrates this text as the content of a file of the project, and writes nothing. Not together with paths. */
  readonly source?: {
    /** Decides the language and the project; need not exist. */
    readonly path: string;
    /** A text is taken as UTF-8. */
    readonly content: string | Uint8Array;
  };
  /** `write` replaces files. Default: `dry-run`. They find the same; `check` has another exit code. */
  readonly mode?: Mode;
  /** The lowest level of findings left that the exit code counts; true stands for `warns`. Default: none counts. */
  readonly strict?: boolean | Level;
  /** The lowest level of findings to report. Default: `differs`, which is all of them. */
  readonly level?: Level;
  /** Makes the fixes too that may change what a test does. */
  readonly unsafe?: boolean;
  /** Names of rules: only these. */
  readonly select?: OneOrMore;
  /** Names of rules: all but these. */
  readonly ignore?: OneOrMore;
  /** Names that are test clients although nothing proves it: `api`, `self.http`, `make_client()`. */
  readonly clients?: OneOrMore;
  /** What the suite is to run on: `httpx2`, `latest`, `starlette==0.43`. Default: as the files of its project tell. */
  readonly target?: OneOrMore;
  /** Globs: only files that match. */
  readonly include?: OneOrMore;
  /** Globs: no files that match. */
  readonly exclude?: OneOrMore;
  /** Includes files that git ignores. */
  readonly noIgnore?: boolean;
  /** Applies excludes to named files too. */
  readonly forceExclude?: boolean;
  /** Only files that differ from the merge base with this branch or commit; true stands for the default branch. */
  readonly changed?: boolean | string;
  /** Only staged files. */
  readonly staged?: boolean;
  /** `2/8`: only the second of eight equal parts of the files. */
  readonly shard?: string;
  /** The only configuration file to go by. Default: for each file the one that is nearest. */
  readonly config?: string;
  /** Goes by no configuration file. */
  readonly noConfig?: boolean;
  /** A file with known findings, which the exit code does not count. */
  readonly baseline?: string;
  /** Recorded runs to go by. Default: the one that `record` left. */
  readonly evidence?: OneOrMore;
  /** Goes by no recorded run. */
  readonly noEvidence?: boolean;
  /** Holds back fixes that rest on a recorded run. */
  readonly noSeen?: boolean;
  /** In how many threads files are migrated; 1: in none but that of the caller. Default: as many as pay off, of at most eight. */
  readonly jobs?: number;
  /** Keeps what is found, and looks again only where something has changed. Default: false. */
  readonly cache?: boolean;
  /** Uses no cache, whatever else is given. */
  readonly noCache?: boolean;
  /** The folder of the cache, relative to `cwd`. Default: one in the project. */
  readonly cacheLocation?: string;
  /** A file that does not parse has failed, also one in which no client is known. */
  readonly strictParsing?: boolean;
  /** A path without any supported file is a note, not a mistake. */
  readonly noErrorOnUnmatched?: boolean;
  /** Overwrites uncommitted changes. */
  readonly allowDirty?: boolean;
  /** Ends the run early: the current file is finished, no other is written, and the outcome is `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called while the run goes on. What it throws ends the run. */
  readonly onProgress?: OnProgress;
}
