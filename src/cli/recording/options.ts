import type { Command } from 'commander';
import { UsageError } from '../../runner/errors.ts';

/** Records what a command does with its test clients. */
export interface RecordRequest {
  readonly kind: 'record';
  /** A program and its arguments. */
  readonly command: readonly string[];
  /** As typed. Absent: the default place. */
  readonly to?: string;
  readonly twice: boolean;
  readonly append: boolean;
  readonly values: boolean;
}

/** Writes the recorders to a folder, for a suite that runs somewhere else. */
export interface ExportRequest {
  readonly kind: 'export';
  readonly folder: string;
  readonly values: boolean;
}

interface RecordFlags {
  readonly to?: string;
  readonly twice?: boolean;
  readonly append?: boolean;
  readonly export?: string;
  readonly values?: boolean;
}

/** Adds `record`. `check` throws for an option of the main command that stands before its name. */
export function addRecord(
  program: Command,
  answer: (request: RecordRequest | ExportRequest) => void,
  check: (command: Command) => void,
): void {
  const record = program
    .command('record')
    .description('run a command, and record what its test clients do')
    .usage('[options] -- <command...>')
    .argument('[command...]', 'what runs the tests: pytest tests, make test, npx vitest run')
    // What follows the command is its own, also without `--`.
    .passThroughOptions()
    .option('--to <file>', 'where the recording goes (default: .bump-testclient/evidence.jsonl)')
    .option('--append', 'add to the recording that is there')
    .option('--twice', 'run the command twice, so that `prove` knows what varies by itself')
    .option('--values', 'write the values that were sent as well; a recording has none otherwise')
    .option('--export <folder>', 'run nothing: write the recorders there, and print what to set elsewhere');
  record.action((command: string[]) => {
    check(record);
    answer(recordRequest(command, record.opts<RecordFlags>()));
  });
}

function recordRequest(command: readonly string[], flags: RecordFlags): RecordRequest | ExportRequest {
  const { to, twice = false, append = false, values = false, export: folder } = flags;
  if (folder !== undefined) {
    if (command.length > 0 || to !== undefined || twice || append)
      throw new UsageError('--export runs nothing, and is combined with --values only');
    if (folder === '') throw new UsageError('--export: the name of the folder is missing');
    return { kind: 'export', folder, values };
  }
  if (to === '') throw new UsageError('--to: the file name is missing');
  requireCommand('record', command);
  return { kind: 'record', command, twice, append, values, ...(to !== undefined && { to }) };
}

/** Throws a `UsageError` where no command stands behind `record` or `prove`. */
export function requireCommand(name: 'record' | 'prove', [program = '']: readonly string[]): void {
  if (program !== '') return;
  throw new UsageError(
    `${name}: no command is given`,
    `write it behind two dashes: bump-testclient ${name} -- pytest tests`,
  );
}
