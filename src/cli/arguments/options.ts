import type { Level } from '../../core/rule.ts';
import type { Format } from '../../reporters/index.ts';
import type { ColourWish } from '../colour.ts';

/** The options of the main command, as commander collects them. An option that was not given is absent. */
export interface Options {
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly interactive?: boolean;
  readonly strict?: boolean;
  /** As `--strict=<level>` gives it. */
  readonly strictLevel?: Level;
  readonly level?: Level;
  readonly stdinFilename?: string;
  readonly unsafe?: boolean;
  readonly evidence?: readonly string[];
  readonly noEvidence?: boolean;
  readonly noSeen?: boolean;
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly client?: readonly string[];
  readonly target?: readonly string[];
  readonly config?: string;
  readonly noConfig?: boolean;
  readonly printConfig?: boolean;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly noIgnore?: boolean;
  readonly forceExclude?: boolean;
  readonly filesFrom?: string;
  readonly changed?: boolean;
  /** As `--changed=<ref>` gives it. */
  readonly changedSince?: string;
  readonly staged?: boolean;
  readonly shard?: Shard;
  readonly jobs?: number;
  readonly cache?: boolean;
  readonly noCache?: boolean;
  readonly cacheLocation?: string;
  readonly strictParsing?: boolean;
  readonly noErrorOnUnmatched?: boolean;
  readonly allowDirty?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly format?: Format;
  readonly outputFile?: readonly OutputFile[];
  readonly color?: ColourWish;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** A report that is also written to a file. */
export interface OutputFile {
  /** Absent: the format of `--format`. */
  readonly format?: Format;
  readonly path: string;
  /** The option that names it. Absent: `--output-file`. */
  readonly option?: '--baseline';
}

/** One of equal parts of the files. */
export interface Shard {
  /** 1-based. */
  readonly index: number;
  readonly of: number;
}
