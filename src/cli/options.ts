import { InvalidArgumentError, Option } from 'commander';
import { formats, type Format } from '../reporters/index.ts';
import { colourWishes, type ColourWish } from './colour.ts';

/** What commander collects from the options of the root; an option that was not given is absent. */
export interface Options {
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly strict?: boolean;
  readonly stdinFilename?: string;
  readonly unsafe?: boolean;
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly client?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly noIgnore?: boolean;
  readonly forceExclude?: boolean;
  readonly filesFrom?: string;
  readonly allowDirty?: boolean;
  readonly format?: Format;
  readonly outputFile?: readonly OutputFile[];
  readonly color?: ColourWish;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** A report that is written to a file besides what stdout gets. */
export interface OutputFile {
  /** Absent: the one that `--format` asks for. */
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
      new Option('--strict', 'exit 1 if anything is left for a person'),
      new Option(
        '--stdin-filename <file>',
        'with `-`: the name of the source on stdin; the result goes to stdout',
      ),
    ],
  ],
  [
    'What to change:',
    [
      new Option('--unsafe', 'make unsafe fixes too; otherwise they are left for a person'),
      listOption('--select <rules>', 'only these rules'),
      listOption('--ignore <rules>', 'all rules but these'),
      listOption(
        '--client <names>',
        'names that are test clients although nothing proves it: api, self.http, make_client()',
        clientName,
      ),
    ],
  ],
  [
    'Files:',
    [
      globOption('--include <glob>', 'only files that match'),
      globOption('--exclude <glob>', 'no files that match'),
      ownOption('--no-ignore', 'files that git ignores too'),
      new Option('--force-exclude', 'leave out excluded files even if they are named'),
      new Option(
        '--files-from <file>',
        'read paths from a file or, with `-`, from stdin; separated by newlines or NULs',
      ),
      new Option('--allow-dirty', 'write over files with unstaged changes and untracked files'),
    ],
  ],
  [
    'Output:',
    [
      formatOption(),
      new Option('--output-file <[format=]path>', 'write a report there as well').argParser(outputFile),
      colourOption(),
      new Option('-q, --quiet', 'print data and errors only'),
      new Option('-v, --verbose', 'list every change and show where a crash came from'),
    ],
  ],
  // What commander adds itself comes under the last heading.
  ['Other:', []],
];

export const formatOption = (): Option =>
  new Option('--format <format>', 'format of the report').choices(formats);

export const colourOption = (): Option =>
  new Option('--color <when>', 'colour the output (default: auto)').choices(colourWishes);

/** An option that may be repeated and takes a list; `check` sees each item. */
const listOption = (flags: string, help: string, check = (item: string): string => item): Option =>
  new Option(flags, `${help}; comma-separated, repeatable`).argParser(
    (value: string, before: readonly string[] | undefined) => {
      const items = value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean);
      if (items.length === 0) throw new InvalidArgumentError('It names nothing.');
      return [...(before ?? []), ...items.map(check)];
    },
  );

const globOption = (flags: string, help: string): Option =>
  new Option(flags, `${help}; repeatable`).argParser(
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  );

/** An option that begins with `no-` and yet does not turn another one off. */
function ownOption(flags: string, help: string): Option {
  const option = new Option(flags, help);
  option.negate = false;
  return option;
}

function clientName(name: string): string {
  if (/^[\p{ID_Start}_$][\p{ID_Continue}$]*(\.[\p{ID_Start}_$][\p{ID_Continue}$]*)*(\(\))?$/u.test(name))
    return name;
  throw new InvalidArgumentError(`'${name}' is no name; write api, self.http or make_client().`);
}

function outputFile(value: string, before: readonly OutputFile[] | undefined): readonly OutputFile[] {
  const [, name, rest] = /^([a-z]+)=(.*)$/.exec(value) ?? [];
  const format = formats.find((known) => known === name);
  if (name !== undefined && !format) {
    throw new InvalidArgumentError(
      `There is no format '${name}', only ${formats.join(' and ')}; for a file of that name write ./${value}.`,
    );
  }
  const path = rest ?? value;
  if (!path) throw new InvalidArgumentError('It names no file.');
  return [...(before ?? []), format ? { format, path } : { path }];
}
