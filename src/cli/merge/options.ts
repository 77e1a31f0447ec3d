import { InvalidArgumentError, Option, type Command } from 'commander';
import { fleetFormats, type FleetFormat } from '../../reporters/fleet/formats.ts';
import type { Addresses } from '../../reporters/fleet/report.ts';
import { formats, type Format } from '../../reporters/index.ts';
import { UsageError } from '../../runner/errors.ts';
import type { OutputFile } from '../arguments/options.ts';
import { colourOption } from '../arguments/values.ts';
import type { ColourWish } from '../colour.ts';

interface Common {
  /** Blobs, and folders of blobs, as typed. */
  readonly paths: readonly string[];
  readonly colour: ColourWish;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Merges the shards of one run. */
export interface MergeRequest extends Common {
  readonly kind: 'merge';
  readonly format: Format;
  readonly outputs: readonly OutputFile[];
  /** A patch goes to stdout. */
  readonly diff: boolean;
}

/** Reports on several repositories together. */
export interface FleetRequest extends Common {
  readonly kind: 'fleet';
  readonly format: FleetFormat;
  readonly outputs: readonly { readonly format?: FleetFormat; readonly path: string }[];
  /** A file with the names of all repositories. Absent: those that have a blob are all. */
  readonly repositories?: string;
  readonly addresses: Addresses;
}

interface Options {
  readonly fleet?: boolean;
  readonly repositories?: string;
  readonly repositoryUrl?: string;
  readonly fileUrl?: string;
  readonly diff?: boolean;
  readonly format?: string;
  readonly outputFile?: readonly Output[];
  readonly color?: ColourWish;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** As typed: which formats there are depends on `--fleet`. */
interface Output {
  readonly format?: string;
  readonly path: string;
}

/** Adds `merge-reports` to the program. `shared`: its options together with those of the program that stand before its name. */
export function addMerge(
  program: Command,
  answer: (request: MergeRequest | FleetRequest) => void,
  shared: (command: Command) => object,
): void {
  const merge = program
    .command('merge-reports')
    .description('make one report of the blobs of several shards or repositories')
    .usage('[options] <paths...>')
    .argument('[paths...]', 'blobs, and folders of files named *.blob.json')
    .addOption(
      new Option('--fleet', 'the blobs are of several repositories, named by their files or folders'),
    )
    .addOption(
      new Option(
        '--repositories <file>',
        'with --fleet: the names of all repositories, one a line; one without a blob has failed',
      ),
    )
    .addOption(
      new Option(
        '--repository-url <url>',
        'with --fleet: link each repository, such as https://github.com/{repository}',
      ),
    )
    .addOption(
      new Option(
        '--file-url <url>',
        'with --fleet: link each finding, such as https://github.com/{repository}/blob/HEAD/{path}#L{line}',
      ),
    )
    .addOption(new Option('--diff', 'print a patch instead of the list'))
    .addOption(
      new Option(
        '--format <format>',
        `format of the report: ${formats.join(', ')}; with --fleet: ${fleetFormats.join(', ')} (default: text)`,
      ),
    )
    .addOption(
      new Option('--output-file <[format=]path>', 'write a report to a file as well; repeatable').argParser(
        output,
      ),
    )
    .addOption(colourOption())
    .addOption(new Option('-q, --quiet', 'print data and errors only'))
    .addOption(new Option('-v, --verbose', 'list every change and each finding by itself'));
  merge.action((paths: string[]) => answer(requestOf(paths, { ...shared(merge), ...merge.opts<Options>() })));
}

function requestOf(paths: readonly string[], options: Options): MergeRequest | FleetRequest {
  const { quiet = false, verbose = false, fleet = false, diff = false, outputFile = [] } = options;
  if (paths.length === 0)
    throw new UsageError(
      'merge-reports needs blobs',
      'write them with `--output-file blob=shard-1.blob.json`, and name the files or their folder',
    );
  if (paths.includes('')) throw new UsageError('a path is empty', 'write . for the current folder');
  if (quiet && verbose) throw new UsageError('--quiet and --verbose cannot be combined');
  const common = { paths, colour: options.color ?? 'auto', quiet, verbose };
  if (!fleet) {
    const stray = FOR_FLEET.find(([name]) => options[name] !== undefined);
    if (stray) throw new UsageError(`${stray[1]} works only with --fleet`);
    const outputs = outputFile.map(chosenFrom(formats));
    return { kind: 'merge', ...common, diff, outputs, format: known(formats, options.format) ?? 'text' };
  }
  if (diff) throw new UsageError('--diff and --fleet cannot be combined', 'a patch is of one repository');
  return {
    kind: 'fleet',
    ...common,
    outputs: outputFile.map(chosenFrom(fleetFormats)),
    format: known(fleetFormats, options.format) ?? 'text',
    ...(options.repositories !== undefined && {
      repositories: named('--repositories', options.repositories),
    }),
    addresses: {
      ...(options.repositoryUrl !== undefined && {
        repository: addressOf('--repository-url', options.repositoryUrl, ['{repository}']),
      }),
      ...(options.fileUrl !== undefined && {
        file: addressOf('--file-url', options.fileUrl, ['{repository}', '{path}']),
      }),
    },
  };
}

const FOR_FLEET = [
  ['repositories', '--repositories'],
  ['repositoryUrl', '--repository-url'],
  ['fileUrl', '--file-url'],
] as const;

function named(option: string, file: string): string {
  if (file === '') throw new UsageError(`${option}: the file name is missing`);
  return file;
}

function addressOf(option: string, url: string, wanted: readonly string[]): string {
  if (!/^https?:\/\/[^\s"'<>()]+$/.test(url))
    throw new UsageError(`${option}: ${url} is not the address of a web page`, 'it begins with https://');
  const missing = wanted.find((one) => !url.includes(one));
  if (missing !== undefined)
    throw new UsageError(`${option}: ${missing} is missing in ${url}`, 'it stands for what differs');
  return url;
}

const chosenFrom =
  <F extends string>(all: readonly F[]) =>
  ({ format: name, path }: Output): { readonly format?: F; readonly path: string } => {
    const format = known(all, name, '--output-file');
    return { ...(format && { format }), path };
  };

function known<F extends string>(
  all: readonly F[],
  name: string | undefined,
  option = '--format',
): F | undefined {
  const found = all.find((one) => one === name);
  if (name !== undefined && !found)
    throw new UsageError(`${option}: there is no format ${name} here`, `the formats are ${all.join(', ')}`);
  return found;
}

/** Reads "[format=]path". Throws an `InvalidArgumentError`. */
function output(value: string, before: readonly Output[] | undefined): readonly Output[] {
  const [, format, rest] = /^([a-z]+)=(.*)$/.exec(value) ?? [];
  const path = rest ?? value;
  if (!path) throw new InvalidArgumentError('The file name is missing.');
  if (path === '-')
    throw new InvalidArgumentError(
      '--format chooses the report on standard output; for a file of that name write ./-.',
    );
  return [...(before ?? []), format === undefined ? { path } : { format, path }];
}
