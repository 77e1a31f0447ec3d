import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseLine } from '../../evidence/parse.ts';
import { summaryReader, type Summary } from '../../evidence/summary.ts';
import { codeOf, reasonOf, UsageError } from '../errors.ts';
import { EVIDENCE_FILE, EVIDENCE_FOLDER, recordingRoot } from '../evidence/find.ts';
import { findRoots } from '../files/git.ts';
import { readLines } from '../files/lines.ts';
import { shown } from '../files/paths.ts';
import { ANY_SIZE, readPieces } from '../files/read.ts';
import { runCommand, type Ended } from './command.ts';
import { environmentOf, recorderConfig, type RecorderConfig, type Variables } from './environment.ts';

export interface RecordOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Variables;
  /** A program and its arguments. */
  readonly command: readonly string[];
  /** As typed. Absent: the default place below the working directory. */
  readonly to?: string;
  /** Runs the command twice, so that what varies by itself is known. */
  readonly twice: boolean;
  /** Adds to the recording that is there, which is replaced otherwise. */
  readonly append: boolean;
  readonly values: boolean;
}

export interface Recorded {
  /** That of the command; of the first of two passes that failed. */
  readonly status: number;
  readonly summary: Summary;
  /**
   * Where the recording is, as shown to people. `nowhere`: there was no request, and what is at its place was there before. `beside`: it was
   * interrupted, and the earlier one that is at its place stays.
   */
  readonly file: string;
  readonly is: 'in place' | 'beside' | 'nowhere';
}

/**
 * Runs a command with the recorders, and puts what they wrote in its place when it is over. Throws a `UsageError` where that place cannot be
 * written, before the command runs, and `NotStarted`.
 */
export async function record(options: RecordOptions): Promise<Recorded> {
  const { cwd, append } = options;
  const file =
    options.to === undefined ? join(cwd, EVIDENCE_FOLDER, EVIDENCE_FILE) : resolve(cwd, options.to);
  const name = shown(cwd, file);
  const salt = saltIn(file, name);
  const root = await recordingRoot(cwd, findRoots());
  const first = recorderConfig({ to: '', root, mode: 'record', values: options.values });
  // Digests can be compared where they have the same salt: those of all passes of one file do.
  const config = { ...first, ...(append && salt !== undefined && { salt }), to: `${file}.${first.run}.part` };
  prepare(config.to, name, options.to === undefined);
  let ended: Ended;
  try {
    ended = await runPasses(config, options);
  } catch (error) {
    rmSync(config.to, { force: true });
    throw error;
  }
  const summary = summaryOf(config.to);
  const told = { status: ended.status, summary };
  if (summary.requests === 0) {
    rmSync(config.to, { force: true });
    return { ...told, file: name, is: 'nowhere' };
  }
  const isThere = existsSync(file);
  if (isThere && ended.interrupted && !append) return { ...told, file: shown(cwd, config.to), is: 'beside' };
  if (isThere && append) addTo(file, config.to);
  else renameSync(config.to, file);
  return { ...told, file: name, is: 'in place' };
}

/** The salt of a recording; undefined where there is none. Throws a `UsageError` for a file that is something else: it would be lost. */
function saltIn(file: string, name: string): string | undefined {
  if (!existsSync(file)) return undefined;
  let start = '';
  const unread = readPieces(file, ANY_SIZE, (piece) => {
    start = piece.toString('utf8');
    return false;
  });
  const [text = ''] = start.split('\n', 1);
  const line = parseLine(text);
  if (unread) throw new UsageError(`cannot write ${name}: ${unread.problem}`);
  if (typeof line === 'object' && line.is === 'process') return line.salt;
  if (start === '' || typeof line === 'object') return undefined;
  throw new UsageError(
    `${name} is no recording, and would be replaced`,
    'remove it, or write elsewhere with --to',
  );
}

/** Makes the file that is written to. Recordings at the default place are for one machine: git ignores their folder. */
function prepare(part: string, name: string, isDefault: boolean): void {
  const folder = dirname(part);
  try {
    mkdirSync(folder, { recursive: true });
    if (isDefault) ignoreIn(folder);
    writeFileSync(part, '', { flag: 'wx' });
  } catch (error) {
    throw new UsageError(
      `cannot write ${name}: ${reasonOf(error)}`,
      isDefault ? 'write elsewhere with --to FILE' : undefined,
    );
  }
}

function ignoreIn(folder: string): void {
  try {
    writeFileSync(join(folder, '.gitignore'), '# Made by `bump-testclient record`.\n*\n', { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Runs the command once or twice, the second time as a run of its own. */
async function runPasses(
  config: RecorderConfig,
  { command, env, cwd, twice }: RecordOptions,
): Promise<Ended> {
  const pass = ({ run }: Pick<RecorderConfig, 'run'>): Promise<Ended> =>
    runCommand(command, { env: environmentOf({ ...config, run }, env), cwd });
  const first = await pass(config);
  if (!twice || first.interrupted) return first;
  const second = await pass(recorderConfig(config));
  return { ...second, status: first.status || second.status };
}

function summaryOf(file: string): Summary {
  const reader = summaryReader();
  readLines(file, ANY_SIZE, reader.take);
  return reader.summary();
}

/** Adds one recording to another, whose last line may have been cut off. */
function addTo(file: string, part: string): void {
  let last = '\n';
  readPieces(file, ANY_SIZE, (piece) => {
    last = piece.toString('latin1').slice(-1);
  });
  if (last !== '\n') appendFileSync(file, '\n');
  readPieces(part, ANY_SIZE, (piece) => appendFileSync(file, piece));
  rmSync(part);
}
