import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rulesAtCall } from '../../proof/edits.ts';
import type { Proof } from '../../proof/proof.ts';
import { prove } from '../../proof/prove.ts';
import type { Recording } from '../../proof/recording.ts';
import { UsageError } from '../errors.ts';
import { findEvidence, MAX_EVIDENCE, recordingRoot } from '../evidence/find.ts';
import { findRoots } from '../files/git.ts';
import { realPath, shown } from '../files/paths.ts';
import { ANY_SIZE } from '../files/read.ts';
import { runCommand, type Ended } from '../record/command.ts';
import { environmentOf, recorderConfig, type Variables } from '../record/environment.ts';
import { readEdits } from './edits.ts';
import { readRecordings } from './recordings.ts';

export interface ProveOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Variables;
  /** A program and its arguments. */
  readonly command: readonly string[];
  /** Evidence files as typed. Empty: the one at the default place. */
  readonly evidence: readonly string[];
  /** Values are recorded, and shown. */
  readonly values: boolean;
  /** Runs the command twice, to see what varies by itself. */
  readonly twice: boolean;
  /** What the command prints goes to standard error. */
  readonly toStderr: boolean;
  /** Called with the real paths of the recordings before the command runs. What it throws ends the run. */
  readonly onFound?: (files: readonly string[]) => void;
}

export interface Proved {
  /** How the command ended. */
  readonly ended: Ended;
  /** Absent: the command was interrupted. */
  readonly proof?: Proof;
}

/**
 * Runs the suite with the recorder, and compares what it sends with what the evidence files tell. Throws a `UsageError` where there is no
 * evidence, the command cannot be started, or it sends nothing that could be compared.
 */
export async function proveSuite(options: ProveOptions): Promise<Proved> {
  const { cwd, env, command, values, toStderr } = options;
  const roots = findRoots();
  const all = await findEvidence(cwd, options.evidence, roots);
  const found = all.filter(({ isOutside }) => !isOutside);
  if (found.length === 0) throw new UsageError('there is no recording to compare with', RECORD_FIRST);
  options.onFound?.(found.map(({ file }) => realPath(file)));
  const before = recorded(
    found.map(({ file }) => file),
    cwd,
  );
  const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-'));
  try {
    const to = join(folder, 'now.jsonl');
    const root = await recordingRoot(cwd, roots);
    const run = (): Promise<Ended> => {
      const config = recorderConfig({ to, root, mode: 'prove', values, salts: before.salts });
      return runCommand(command, { env: environmentOf(config, env), cwd, toStderr });
    };
    const first = await run();
    const ended = options.twice && !first.interrupted ? await run() : first;
    if (ended.interrupted) return { ended };
    const { recording: after } = readRecordings([to], ANY_SIZE);
    if (after.tests.size === 0) throw nothingNow(ended);
    const edits = found.map(({ file }) => readEdits(file)).find((one) => one !== undefined);
    const rulesAt = edits ? rulesAtCall(edits, (path) => before.hashes.get(path)) : () => [];
    return { ended, proof: prove(before, after, rulesAt) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const RECORD_FIRST =
  'before the migration, on the old client, `bump-testclient record -- pytest tests` makes one; --evidence names another file';

const nothingNow = ({ status }: Ended): UsageError =>
  status === 0
    ? new UsageError('nothing was recorded of the tests now', NOT_LOADED)
    : new UsageError(`the command ended with exit code ${status}, and no test ran`);

const NOT_LOADED =
  'the recorder comes in through PYTHONPATH and NODE_OPTIONS: `python -I`, `-E` and `-S` and a cleared environment keep it out';

function recorded(files: readonly string[], cwd: string): Recording {
  const { recording, unread } = readRecordings(files, MAX_EVIDENCE);
  for (const [file, problem] of unread)
    throw new UsageError(`cannot read ${shown(cwd, file)}: ${problem}`, RECORD_FIRST);
  if (recording.requests > 0) return recording;
  throw new UsageError(
    `${files.map((file) => shown(cwd, file)).join(', ')} tells of no request, so that there is nothing to compare with`,
    RECORD_FIRST,
  );
}
