import { contradiction } from '../../config/values.ts';
import { targetOf } from '../../clients/targets/words.ts';
import type { Target } from '../../core/model/target.ts';
import type { Mode } from '../../core/report.ts';
import type { Level } from '../../core/rule.ts';
import type { Format } from '../../reporters/index.ts';
import { UsageError } from '../../runner/errors.ts';
import type { ColourWish } from '../colour.ts';
import type { CompletionRequest } from '../completion/command.ts';
import { refuseInteractive } from '../interactive/contradictions.ts';
import type { FleetRequest, MergeRequest } from '../merge/options.ts';
import type { ProveRequest } from '../prove/command.ts';
import type { ExportRequest, RecordRequest } from '../recording/options.ts';
import type { Options, OutputFile, Shard } from './options.ts';
import type { RulesFormat } from './values.ts';

/** The parsed command line. */
export type Request =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'rules'; readonly format: RulesFormat; readonly colour: ColourWish }
  | { readonly kind: 'explain'; readonly rule: string; readonly colour: ColourWish }
  | RecordRequest
  | ExportRequest
  | ProveRequest
  | CompletionRequest
  | MergeRequest
  | FleetRequest
  | RunRequest;

export interface RunRequest {
  readonly kind: 'run';
  readonly mode: Mode;
  /** A patch goes to stdout. */
  readonly diff: boolean;
  /** The lowest level of findings that the exit code counts. */
  readonly strict?: Level;
  /** The lowest level of findings that is reported. Absent: as configured, else every level. */
  readonly level?: Level;
  readonly unsafe: boolean;
  /** Asks for each edit. */
  readonly interactive: boolean;
  /** Evidence files; empty: the one at the default place, if there is one. */
  readonly evidence: readonly string[];
  readonly noEvidence: boolean;
  readonly noSeen: boolean;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly clients: readonly string[];
  /** Absent: as the files of the project tell. */
  readonly target?: Target;
  /** The configuration file as typed. Absent: the one that is nearest to each file. */
  readonly config?: string;
  readonly noConfig: boolean;
  readonly printConfig: boolean;
  /** As typed: empty, not `.`, when no path is given. */
  readonly paths: readonly string[];
  /** The file name of the source on stdin. */
  readonly stdinFilename?: string;
  /** The file with a list of paths; `-` is stdin. */
  readonly filesFrom?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly noIgnore: boolean;
  readonly forceExclude: boolean;
  /** Only what git tells to be changed: since the merge base with a ref (empty: the default branch), or in the index. */
  readonly changed?: { readonly since: string } | 'staged';
  readonly shard?: Shard;
  /** The baseline file as typed. */
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  /** In how many threads files are migrated. Absent: as many as pay off. */
  readonly jobs?: number;
  /** What is found is kept for later runs. Absent: as the configuration says. */
  readonly cache?: boolean;
  /** The folder of the cache as typed. */
  readonly cacheLocation?: string;
  readonly strictParsing: boolean;
  readonly allowUnmatched: boolean;
  readonly allowDirty: boolean;
  readonly format: Format;
  readonly outputs: readonly OutputFile[];
  readonly colour: ColourWish;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** What code that may behave differently does is a question; an error or a warning is not. */
const strictness = ({ strict, strictLevel }: Options): Pick<RunRequest, 'strict'> => {
  const level = strictLevel ?? (strict ? 'warns' : undefined);
  return level ? { strict: level } : {};
};

/** What the options of the main command ask for. Throws a `UsageError` where they contradict each other. */
export function runRequest(paths: readonly string[], options: Options): RunRequest {
  const { dryRun = false, check = false, diff = false, quiet = false, verbose = false } = options;
  if (dryRun && check)
    throw new UsageError(
      '--dry-run and --check cannot be combined',
      '`--check --diff` does both: it prints a patch and exits with 1 if anything would change',
    );
  if (quiet && verbose) throw new UsageError('--quiet and --verbose cannot be combined');
  refuseInteractive(paths, options);
  if (paths.includes('')) throw new UsageError('a path is empty', 'write . for the current folder');
  const mode = check ? 'check' : dryRun || diff ? 'dry-run' : 'write';
  return {
    kind: 'run',
    mode,
    diff: diff || mode === 'dry-run',
    ...strictness(options),
    ...(options.level && { level: options.level }),
    unsafe: options.unsafe ?? false,
    interactive: options.interactive ?? false,
    ...evidenceFrom(options),
    ...configFrom(options),
    ...changedFrom(options),
    ...(options.shard && { shard: options.shard }),
    ...baselineFrom(options),
    select: options.select ?? [],
    ignore: options.ignore ?? [],
    clients: options.client ?? [],
    ...(options.target && { target: targetFrom(options.target) }),
    ...sources(paths, options),
    include: options.include ?? [],
    exclude: options.exclude ?? [],
    noIgnore: options.noIgnore ?? false,
    forceExclude: options.forceExclude ?? false,
    ...(options.jobs !== undefined && { jobs: options.jobs }),
    ...cacheFrom(options),
    strictParsing: options.strictParsing ?? false,
    allowUnmatched: options.noErrorOnUnmatched ?? false,
    allowDirty: options.allowDirty ?? false,
    format: options.format ?? 'text',
    outputs: options.outputFile ?? [],
    colour: options.color ?? 'auto',
    quiet,
    verbose,
  };
}

/** Throws a `UsageError` where one word of the target contradicts another: the last one would win. */
function targetFrom(words: readonly string[]): Target {
  const [one, other] = contradiction(words) ?? [];
  if (one !== undefined && other !== undefined)
    throw new UsageError(`--target: ${one} and ${other} cannot be combined`, 'leave out one of them');
  return targetOf(words);
}

function evidenceFrom({
  evidence = [],
  noEvidence = false,
  noSeen = false,
}: Options): Pick<RunRequest, 'evidence' | 'noEvidence' | 'noSeen'> {
  if (noEvidence && evidence.length > 0)
    throw new UsageError('--evidence and --no-evidence cannot be combined', 'leave out one of them');
  if (evidence.includes('')) throw new UsageError('--evidence: the file name is missing');
  return { evidence, noEvidence, noSeen };
}

function configFrom({
  config,
  noConfig = false,
  printConfig = false,
}: Options): Pick<RunRequest, 'config' | 'noConfig' | 'printConfig'> {
  if (config === '') throw new UsageError('--config: the file name is missing');
  if (noConfig && config !== undefined)
    throw new UsageError('--config and --no-config cannot be combined', 'leave out one of them');
  return { ...(config !== undefined && { config }), noConfig, printConfig };
}

function cacheFrom({
  cache,
  noCache = false,
  cacheLocation,
}: Options): Pick<RunRequest, 'cache' | 'cacheLocation'> {
  if (cacheLocation === '') throw new UsageError('--cache-location: the name of the folder is missing');
  if (noCache) return { cache: false };
  return { ...(cache !== undefined && { cache }), ...(cacheLocation !== undefined && { cacheLocation }) };
}

function changedFrom({ changed, changedSince, staged }: Options): Pick<RunRequest, 'changed'> {
  const isSince = changed === true || changedSince !== undefined;
  if (isSince && staged)
    throw new UsageError('--changed and --staged cannot be combined', 'leave out one of them');
  if (changedSince === '') throw new UsageError('--changed=: the name of a branch or a commit is missing');
  if (staged) return { changed: 'staged' };
  return isSince ? { changed: { since: changedSince ?? '' } } : {};
}

function baselineFrom({
  baseline,
  updateBaseline = false,
}: Options): Pick<RunRequest, 'baseline' | 'updateBaseline'> {
  if (baseline === '') throw new UsageError('--baseline: the file name is missing');
  return { ...(baseline !== undefined && { baseline }), updateBaseline };
}

function sources(
  paths: readonly string[],
  { stdinFilename, filesFrom, changed, changedSince, staged, shard, updateBaseline }: Options,
): Pick<RunRequest, 'paths' | 'stdinFilename' | 'filesFrom'> {
  if (filesFrom === '')
    throw new UsageError('--files-from: the file name is missing', 'write - for standard input');
  if (!paths.includes('-')) {
    if (stdinFilename !== undefined) throw new UsageError('--stdin-filename works only with the path `-`');
    return { paths, ...(filesFrom !== undefined && { filesFrom }) };
  }
  if (paths.length > 1 || filesFrom !== undefined)
    throw new UsageError('`-` cannot be combined with other files');
  if (staged || changed || changedSince !== undefined)
    throw new UsageError(
      `\`-\` cannot be combined with ${staged ? '--staged' : '--changed'}`,
      'git does not tell what is on standard input',
    );
  if (updateBaseline)
    throw new UsageError('`-` cannot be combined with --update-baseline', 'name the file as a path');
  if (shard)
    throw new UsageError('--shard cannot be combined with `-`', 'there is one file, and no part of it');
  if (!stdinFilename) {
    throw new UsageError(
      '`-` needs --stdin-filename',
      'the name decides the language and the project: --stdin-filename tests/test_app.py',
    );
  }
  return { paths: [], stdinFilename };
}
