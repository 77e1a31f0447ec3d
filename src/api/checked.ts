import type { Option } from 'commander';
import { optionGroups } from '../cli/arguments/groups.ts';
import type { Options } from '../cli/arguments/options.ts';
import { runRequest, type RunRequest } from '../cli/arguments/request.ts';
import { closest } from '../core/closest.ts';
import { LEVELS } from '../core/levels.ts';
import { UsageError } from '../runner/errors.ts';
import type { RunOptions } from './options.ts';

/** The options that are none of the command line, or that have another form there. */
const OWN = [
  'cwd',
  'paths',
  'filesFrom',
  'source',
  'mode',
  'strict',
  'clients',
  'changed',
  'jobs',
  'signal',
  'onProgress',
] as const;

/** The options that the command line has under the same name. */
const SHARED = [
  'level',
  'unsafe',
  'select',
  'ignore',
  'target',
  'include',
  'exclude',
  'noIgnore',
  'forceExclude',
  'staged',
  'shard',
  'config',
  'noConfig',
  'baseline',
  'evidence',
  'noEvidence',
  'noSeen',
  'cache',
  'noCache',
  'cacheLocation',
  'strictParsing',
  'noErrorOnUnmatched',
  'allowDirty',
] as const satisfies readonly (keyof RunOptions)[];

/** Every option of `run`. */
export const RUN_OPTIONS: readonly string[] = [...OWN, ...SHARED];

/**
 * What the options of `run` ask for. They are checked as those of the command line are, and by the same code. Throws a `UsageError` for an
 * unknown option, a value of another type, and options that contradict each other.
 */
export function requestFrom(options: RunOptions): RunRequest {
  refuseUnknown(options);
  const { source, filesFrom, mode = 'dry-run' } = options;
  oneOf('mode', mode, ['dry-run', 'check', 'write']);
  const paths = listOf('paths', options.paths);
  if (source && (paths.length > 0 || filesFrom))
    throw new UsageError('`source` cannot be combined with `paths` or `filesFrom`');
  if (filesFrom) listOf('filesFrom', filesFrom);
  if (paths.includes('-'))
    throw new UsageError('the path `-` has no meaning here', 'pass a text as `source`');
  const shared = Object.fromEntries(SHARED.flatMap((key) => entryOf(key, key, options[key])));
  const clients = Object.fromEntries(entryOf('clients', 'client', options.clients));
  const given: Options = {
    // As commander would have parsed them, with the same parsers.
    ...(shared as Partial<Options>),
    ...(clients as Pick<Options, 'client'>),
    ...(mode === 'check' && { check: true }),
    ...(mode === 'dry-run' && { dryRun: true }),
    ...strictnessOf(options.strict),
    ...changesOf(options.changed),
    ...jobsOf(options.jobs),
    ...(source && { stdinFilename: sourcePath(source) }),
  };
  return runRequest(source ? ['-'] : paths, given);
}

function refuseUnknown(options: RunOptions): void {
  // Plain JavaScript passes whatever it likes.
  const given: unknown = options;
  if (typeof given !== 'object' || given === null) throw wrong('the options', 'an object', given);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || RUN_OPTIONS.includes(key)) continue;
    const meant = closest(key, RUN_OPTIONS);
    throw new UsageError(
      `there is no option \`${key}\``,
      meant === undefined ? `there are ${RUN_OPTIONS.join(', ')}` : `did you mean ${meant}?`,
    );
  }
  if (options.cwd !== undefined && typeof options.cwd !== 'string')
    throw wrong('`cwd`', 'a string', options.cwd);
  if (options.onProgress !== undefined && typeof options.onProgress !== 'function')
    throw wrong('`onProgress`', 'a function', options.onProgress);
  if (options.signal !== undefined && typeof options.signal.aborted !== 'boolean')
    throw wrong('`signal`', 'an AbortSignal', options.signal);
}

/** The value of an option as commander gives it: none where none is given. */
function entryOf(key: string, attribute: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  const option = optionOf(attribute);
  if (!option.required) {
    if (typeof value !== 'boolean') throw wrong(`\`${key}\``, 'true or false', value);
    return value ? [[attribute, true]] : [];
  }
  const isList = /; (?:comma-separated, )?repeatable$/.test(option.description);
  if (!isList && typeof value !== 'string') throw wrong(`\`${key}\``, 'a string', value);
  const words = listOf(key, value);
  return words.length === 0 ? [] : [[attribute, words.reduce<unknown>(parsed(key, option), undefined)]];
}

const parsed =
  (key: string, { parseArg }: Option) =>
  (before: unknown, word: string): unknown => {
    try {
      return parseArg ? parseArg(word, before) : word;
    } catch (error) {
      throw new UsageError(`\`${key}\`: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

function optionOf(attribute: string): Option {
  const option = optionGroups()
    .flatMap(([, options]) => options)
    .find((one) => one.attributeName() === attribute);
  if (!option) throw new Error(`the command line has no option ${attribute}`);
  return option;
}

function strictnessOf(strict: RunOptions['strict']): Pick<Options, 'strict' | 'strictLevel'> {
  if (strict === undefined || typeof strict === 'boolean') return strict ? { strict } : {};
  oneOf('strict', strict, LEVELS);
  return { strictLevel: strict };
}

function changesOf(changed: RunOptions['changed']): Pick<Options, 'changed' | 'changedSince'> {
  if (changed === undefined || typeof changed === 'boolean') return changed ? { changed } : {};
  if (typeof changed !== 'string') throw wrong('`changed`', 'a string, true or false', changed);
  return { changedSince: changed };
}

function jobsOf(jobs: RunOptions['jobs']): Pick<Options, 'jobs'> {
  if (jobs === undefined) return {};
  if (typeof jobs !== 'number') throw wrong('`jobs`', 'a number', jobs);
  return { jobs: parsed('jobs', optionOf('jobs'))(undefined, String(jobs)) as number };
}

function sourcePath({ path, content }: NonNullable<RunOptions['source']>): string {
  if (typeof path !== 'string' || path === '') throw wrong('`source.path`', 'the name of a file', path);
  if (typeof content !== 'string' && !(content instanceof Uint8Array))
    throw wrong('`source.content`', 'a string or a Uint8Array', content);
  return path;
}

function oneOf(key: string, value: unknown, words: readonly string[]): void {
  if (!words.some((word) => word === value)) throw wrong(`\`${key}\``, words.join(', '), value);
}

function listOf(key: string, value: unknown): readonly string[] {
  const list: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return list.map((word) => {
    if (typeof word !== 'string') throw wrong(`\`${key}\``, 'a string or an array of strings', word);
    return word;
  });
}

function wrong(what: string, expected: string, value: unknown): UsageError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : value === null ? 'null' : typeof value;
  return new UsageError(`${what}: expected ${expected}, not ${shown}`);
}
