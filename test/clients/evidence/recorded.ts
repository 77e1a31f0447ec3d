import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place, RecordedCall, RecordedFile } from '../../../src/core/model/recorded.ts';
import { evidenceReader, type Evidence } from '../../../src/evidence/read.ts';
import { environmentOf, recorderConfig } from '../../../src/runner/record/environment.ts';
import { execute, type Module, type Outcome } from '../execute.ts';

/** What came of modules that were run with the recorder, and what it wrote. */
export interface Recorded {
  readonly outcomes: readonly Outcome[];
  /** What was recorded of a file of the module `index`, with the paths that its places have in `folder`. */
  readonly of: (index: number, name: string, folder: string) => RecordedFile | undefined;
}

/** Runs modules with the recorder. */
export async function record(python: string, modules: readonly Module[]): Promise<Recorded> {
  const scratch = mkdtempSync(join(tmpdir(), 'clients-'));
  const to = join(scratch, 'evidence.jsonl');
  try {
    const outcomes = await execute(python, modules, (root) =>
      environmentOf(recorderConfig({ to, root, mode: 'record', values: false }), process.env),
    );
    const evidence = readEvidence(to);
    return { outcomes, of: (index, name, folder) => fileIn(evidence, `m${index}/`, name, folder) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The lines of an evidence file. Throws where one of them is damaged. */
function readEvidence(file: string): Evidence {
  const reader = evidenceReader();
  for (const line of readFileSync(file, 'utf8').split('\n')) reader.take(line);
  const { damaged, unended } = reader.tally();
  if (damaged + unended > 0) throw new Error(`${damaged} lines are damaged, ${unended} runs did not end`);
  return reader.evidence();
}

function fileIn(evidence: Evidence, from: string, name: string, to: string): RecordedFile | undefined {
  const [recorded] = evidence.get(from + name)?.values() ?? [];
  if (!recorded) return undefined;
  const moved = (place: Place): Place => ({
    ...place,
    path: place.path.startsWith(from) ? to + place.path.slice(from.length) : place.path,
  });
  const call = (one: RecordedCall): RecordedCall => ({
    ...one,
    at: moved(one.at),
    chain: one.chain.map(moved),
  });
  return {
    calls: recorded.calls.map(call),
    through: recorded.through.map(call),
    reads: recorded.reads.map((read) => ({ ...read, at: moved(read.at) })),
  };
}
