import { InvalidArgumentError, Option, type Command } from 'commander';
import { proofFormats, type ProofFormat } from '../../reporters/proof/formats.ts';
import { UsageError } from '../../runner/errors.ts';
import type { ColourWish } from '../colour.ts';
import { colourOption } from '../arguments/values.ts';
import { requireCommand } from '../recording/options.ts';

export interface ProveRequest {
  readonly kind: 'prove';
  /** A program and its arguments. */
  readonly command: readonly string[];
  /** Evidence files as typed. */
  readonly evidence: readonly string[];
  readonly values: boolean;
  readonly twice: boolean;
  readonly format: ProofFormat;
  readonly outputs: readonly ProofFile[];
  readonly colour: ColourWish;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** A report that is also written to a file. */
export interface ProofFile {
  /** Absent: that of `--format`. */
  readonly format?: ProofFormat;
  readonly path: string;
}

interface Options {
  readonly evidence?: readonly string[];
  readonly values?: boolean;
  readonly twice?: boolean;
  readonly format?: ProofFormat;
  readonly outputFile?: readonly ProofFile[];
  readonly color?: ColourWish;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Adds `prove` to the program. `shared`: the options of a subcommand together with those of the program that stand before its name.
 */
export function addProve(
  program: Command,
  answer: (request: ProveRequest) => void,
  shared: (command: Command) => object,
): void {
  const prove = program
    .command('prove')
    .description('run the migrated suite, and compare it with its recording')
    .usage('[options] -- <command...>')
    .argument('[command...]', 'what runs the tests: pytest tests, make test, npx vitest run')
    .passThroughOptions()
    .addOption(
      new Option(
        '--evidence <file>',
        'a recording to compare with; repeatable (default: the one that `record` left)',
      ).argParser((file: string, before: readonly string[] | undefined) => [...(before ?? []), file]),
    )
    .addOption(new Option('--twice', 'run the command twice, to see what varies by itself'))
    .addOption(new Option('--values', 'record and show values, such as passwords, not only digests'))
    .addOption(new Option('--format <format>', 'format of the report (default: text)').choices(proofFormats))
    .addOption(
      new Option('--output-file <[format=]path>', 'write a report to a file as well').argParser(proofFile),
    )
    .addOption(colourOption())
    .addOption(new Option('-q, --quiet', 'print data and errors only'))
    .addOption(new Option('-v, --verbose', 'also list what is not comparable, and what was left out'));
  prove.action((command: string[]) =>
    answer(requestOf(command, { ...shared(prove), ...prove.opts<Options>() })),
  );
}

function requestOf(command: readonly string[], options: Options): ProveRequest {
  const { quiet = false, verbose = false } = options;
  if (quiet && verbose) throw new UsageError('--quiet and --verbose cannot be combined');
  requireCommand('prove', command);
  return {
    kind: 'prove',
    command,
    evidence: options.evidence ?? [],
    values: options.values ?? false,
    twice: options.twice ?? false,
    format: options.format ?? 'text',
    outputs: options.outputFile ?? [],
    colour: options.color ?? 'auto',
    quiet,
    verbose,
  };
}

function proofFile(value: string, before: readonly ProofFile[] | undefined): readonly ProofFile[] {
  const [, name, rest] = /^([a-z]+)=(.*)$/.exec(value) ?? [];
  const format = proofFormats.find((known) => known === name);
  if (name !== undefined && !format)
    throw new InvalidArgumentError(
      `Unknown format '${name}': use ${proofFormats.join(', ')}; for a file of that name write ./${value}.`,
    );
  const path = rest ?? value;
  if (!path) throw new InvalidArgumentError('The file name is missing.');
  return [...(before ?? []), format ? { format, path } : { path }];
}
