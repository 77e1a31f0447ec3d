import type { Mode } from '../core/report.ts';
import type { Level, Rule } from '../core/rule.ts';
import type { Target } from '../core/model/target.ts';
import type { LanguageEntry } from '../languages/index.ts';
import type { SettingsOfFiles } from './config/settings.ts';
import type { Recordings } from './evidence/open.ts';
import type { Roots } from './files/git.ts';
import type { OnProgress } from './progress/told.ts';
import type { Review } from './review/question.ts';
import type { OnRead } from './project/project.ts';
import type { Changed, Selection } from './files/selection.ts';
import type { Share } from './shards/share.ts';
import type { Targets } from './targets.ts';

export interface RunOptions {
  /** Absolute. */
  readonly cwd: string;
  /** As typed by the user. */
  readonly paths: readonly string[];
  readonly mode: Mode;
  /** What was asked about repositories before the run. Absent: nothing. */
  readonly roots?: Roots;
  /** The lowest level of findings that the exit code counts; absent: none does. */
  readonly strict?: Level;
  /** The lowest level of findings that is reported. Absent: as configured, else every level. */
  readonly level?: Level;
  readonly unsafe: boolean;
  /** Fixes that only a recorded run makes safe are held back. */
  readonly noSeen?: boolean;
  /** Names of rules; empty selects all. */
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly clients: readonly string[];
  /** What the suites are to run on. Absent: as the files of the project tell. */
  readonly target?: Target;
  /** Globs relative to `cwd`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly noIgnore: boolean;
  readonly forceExclude: boolean;
  /** More paths. Unlike in `paths`, files of other types are skipped, not refused. */
  readonly filesFrom?: readonly string[];
  /** Only files that git tells to be changed, or staged. */
  readonly changed?: Changed;
  /** Migrates this text as the content of `filename`, and writes nothing. */
  readonly stdin?: { readonly filename: string; readonly source: Uint8Array };
  /** Only this part of the files, 1-based. Absent: all. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** What is found is kept, and answers a later run that would find the same. */
  readonly cache?: boolean;
  /** The folder of the cache, as typed. Absent: one in the project. */
  readonly cacheLocation?: string;
  /** A file that does not parse has failed, also where no client is known in it. */
  readonly strictParsing: boolean;
  /** In how many threads files are migrated. Absent: as many as pay. */
  readonly jobs?: number;
  /** The configuration file of all files, as typed. Absent: for each file the nearest one. */
  readonly config?: string;
  /** No configuration file is looked for. */
  readonly noConfig?: boolean;
  /** A path without a file of ours is a note, not a mistake. */
  readonly allowUnmatched: boolean;
  readonly allowDirty: boolean;
  /** Asks a person about each edit before anything is written. Absent: all are made. */
  readonly review?: Review;
  /** The baseline file as typed: what it holds is not counted. */
  readonly baseline?: string;
  /** The baseline is to hold everything that is found. */
  readonly updateBaseline?: boolean;
  /** Evidence files as typed. Absent or empty: the one at the default place, if there is one. */
  readonly evidence?: readonly string[];
  /** No evidence is used. */
  readonly noEvidence?: boolean;
  /** On abort, the current file is finished, no other is started, and the work so far is reported. */
  readonly signal?: AbortSignal;
  /** Called with the real paths of files of the run before they are looked at, or written. What it throws ends the run. */
  readonly onFound?: (files: readonly string[]) => void;
  /** Called once, right before the first file is written; never if none is. What it throws ends the run. */
  readonly onWriting?: () => void;
  /** Called with the shown path of each file as soon as it is written for good. */
  readonly onWritten?: (path: string) => void;
  /** Called before each file of each phase: often, and also while the event loop is busy. */
  readonly onProgress?: OnProgress;
}

/** What all files of a run share. */
export interface Pass extends RunOptions {
  readonly languages: readonly LanguageEntry[];
  /** Every rule of the tool. */
  readonly known: readonly Rule[];
  /** What holds for each file. */
  readonly settings: SettingsOfFiles;
  readonly roots: Roots;
  readonly targets: Targets;
  /** The files that `changed` leaves. Absent: all. */
  readonly selection?: Selection | undefined;
  /** What recorded runs of the suite showed. Absent: there is none. */
  readonly recordings?: Recordings;
  /**
   * Called with each file that is read besides those that projects list, and the digest of its content, `digestOf(undefined)` where there is
   * none.
   */
  readonly onRead?: OnRead;
  /** The part of the files that is migrated. Absent: all are. */
  readonly share?: Share;
}
