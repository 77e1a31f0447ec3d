import { InvalidArgumentError, Option } from 'commander';
import { targetOf } from '../clients/targets/words.ts';
import { formats, type Format } from '../reporters/index.ts';
import { LEVELS } from '../core/levels.ts';
import type { Level } from '../core/rule.ts';
import { messageOf } from '../runner/errors.ts';
import { colourWishes, type ColourWish } from './colour.ts';

/** The options of the main command, as commander collects them. An option that was not given is absent. */
export interface Options {
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
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
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly noIgnore?: boolean;
  readonly forceExclude?: boolean;
  readonly filesFrom?: string;
  readonly strictParsing?: boolean;
  readonly noErrorOnUnmatched?: boolean;
  readonly allowDirty?: boolean;
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
}

export const optionGroups = (): readonly (readonly [string, readonly Option[]])[] => [
  [
    'Modes (by default files are rewritten):',
    [
      new Option('-n, --dry-run', 'write nothing, print a patch'),
      new Option('--check', 'write nothing, list what would change; exit 1 if anything would'),
      new Option('--diff', 'with --check: print a patch instead of the list; alone: like --dry-run'),
      new Option(
        '--strict',
        'exit 1 if a finding is left that fails or warns; --strict=<level>: that level or above',
      ),
      new Option('--strict-level <level>').choices(LEVELS).hideHelp(),
      new Option(
        '--stdin-filename <file>',
        'with `-`: the name of the source on stdin; the result goes to stdout',
      ),
    ],
  ],
  [
    'What to change:',
    [
      new Option('--unsafe', 'apply unsafe fixes too; without it they are only reported'),
      repeatedOption('--evidence <file>', 'go by this recorded run (default: the one that `record` left)'),
      ownOption('--no-evidence', 'go by no recorded run'),
      ownOption('--no-seen', 'hold back fixes that rest on a recorded run; they are only reported'),
      listOption('--select <rules>', 'only these rules'),
      listOption('--ignore <rules>', 'all rules but these'),
      listOption(
        '--client <names>',
        'treat these names as test clients: api, self.http, make_client()',
        clientName,
      ),
      listOption(
        '--target <what>',
        'what the suite is to run on (default: as its project tells): httpx, httpx2, latest, starlette==0.43, fastapi==0.115',
        targetWord,
      ),
    ],
  ],
  ['Files:', fileOptions()],
  [
    'Output:',
    [
      formatOption(),
      new Option('--level <level>', 'the lowest level of findings to report (default: differs)').choices(
        LEVELS,
      ),
      new Option('--output-file <[format=]path>', 'write a report to a file as well').argParser(outputFile),
      colourOption(),
      new Option('-q, --quiet', 'print data and errors only'),
      new Option(
        '-v, --verbose',
        'list every change and each finding by itself, and show the stack of a crash',
      ),
    ],
  ],
  // Commander adds its own options under the last heading.
  ['Other:', []],
];

const fileOptions = (): readonly Option[] => [
  repeatedOption('--include <glob>', 'only files that match'),
  repeatedOption('--exclude <glob>', 'no files that match'),
  ownOption('--no-ignore', 'include files that git ignores'),
  new Option('--force-exclude', 'apply excludes to named files too'),
  new Option(
    '--files-from <file>',
    'read paths from a file or, with `-`, from stdin; separated by newlines or NULs',
  ),
  new Option('--strict-parsing', 'a file that does not parse fails, also one in which no client is known'),
  ownOption('--no-error-on-unmatched', 'a path without any supported file is a note, not an error'),
  new Option('--allow-dirty', 'overwrite uncommitted changes: unstaged edits and untracked files'),
];

export const formatOption = (): Option =>
  new Option('--format <format>', 'format of the report').choices(formats);

export const colourOption = (): Option =>
  new Option('--color <when>', 'colour the output (default: auto)').choices(colourWishes);

/** An option that takes a list with commas and may be repeated. `check` validates each item. */
const listOption = (flags: string, help: string, check = (item: string): string => item): Option =>
  new Option(flags, `${help}; comma-separated, repeatable`).argParser(
    (value: string, before: readonly string[] | undefined) => {
      const items = value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean);
      if (items.length === 0) throw new InvalidArgumentError('The list is empty.');
      return [...(before ?? []), ...items.map(check)];
    },
  );

const repeatedOption = (flags: string, help: string): Option =>
  new Option(flags, `${help}; repeatable`).argParser(
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  );

/** An option whose name begins with `no-`, but that does not negate another option. */
function ownOption(flags: string, help: string): Option {
  const option = new Option(flags, help);
  option.negate = false;
  return option;
}

function clientName(name: string): string {
  if (/^[\p{ID_Start}_$][\p{ID_Continue}$]*(\.#?[\p{ID_Start}_$][\p{ID_Continue}$]*)*(\(\))?$/u.test(name))
    return name;
  // A package of npm, whose clients are meant. One without a scope is a name.
  if (/^@[\w.-]+\/[\w./-]+$/.test(name)) return name;
  throw new InvalidArgumentError(`'${name}' is not a name; write api, self.http or make_client().`);
}

function targetWord(word: string): string {
  try {
    targetOf([word]);
    return word;
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

function outputFile(value: string, before: readonly OutputFile[] | undefined): readonly OutputFile[] {
  const [, name, rest] = /^([a-z]+)=(.*)$/.exec(value) ?? [];
  const format = formats.find((known) => known === name);
  if (name !== undefined && !format) {
    throw new InvalidArgumentError(
      `Unknown format '${name}': use ${formats.join(' or ')}; for a file of that name write ./${value}.`,
    );
  }
  const path = rest ?? value;
  if (!path) throw new InvalidArgumentError('The file name is missing.');
  if (path === '-')
    throw new InvalidArgumentError(
      '--format chooses the report on standard output; for a file of that name write ./-.',
    );
  return [...(before ?? []), format ? { format, path } : { path }];
}
