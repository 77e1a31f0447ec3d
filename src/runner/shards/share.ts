import { groupBy } from '../../core/group.ts';
import type { ReportedShard } from '../../core/report.ts';
import { createHash } from '../crypto.ts';
import { indexedSizes } from '../files/git/sizes.ts';
import type { Root } from '../files/git.ts';
import { readPieces, ANY_SIZE } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import { partition, type Weighed } from './partition.ts';

/** The files of a run that one shard migrates and reports. */
export interface Share {
  has(file: SourceFile): boolean;
  /** The same of what is no file to migrate by itself, such as a list of packages or a folder that cannot be read. */
  holds(path: string): boolean;
  readonly shard: ReportedShard;
}

/** Picks the files of a shard. The same files are picked on every machine that has the same files. */
export async function shareOf(
  files: readonly SourceFile[],
  { index, of }: Pick<ReportedShard, 'index' | 'of'>,
): Promise<Share> {
  const weighed = await weigh(files);
  const parts = partition(weighed, of);
  return {
    has: ({ path }) => parts.get(path) === index,
    holds: (path) => (numberOf(path) % of) + 1 === index,
    shard: { index, of, digest: digestOf(weighed) },
  };
}

/** What even an empty file costs, in bytes. */
const BASE = 256;

async function weigh(files: readonly SourceFile[]): Promise<readonly Weighed[]> {
  const weights = new Map<SourceFile, number>();
  for (const [root, members] of groupBy(files, (file) => file.root)) {
    const sizes = await knownSizes(root);
    for (const file of members)
      weights.set(file, BASE + (sizes.get(file.projectPath) ?? sizeWithoutReturns(file.real)));
  }
  return files.map((file) => ({ path: file.path, weight: weights.get(file) ?? BASE }));
}

async function knownSizes(root: Root): Promise<ReadonlyMap<string, number>> {
  if (!root.git) return new Map();
  try {
    return await indexedSizes(root);
  } catch {
    // What git does not tell is read, which gives the same numbers for files as they were committed.
    return new Map();
  }
}

/** In bytes, with LF for each CRLF: as git stores a text. 0 for a file that cannot be read, which its shard reports. */
function sizeWithoutReturns(file: string): number {
  let size = 0;
  let last = 0;
  const problem = readPieces(file, ANY_SIZE, (piece) => {
    size += piece.length;
    for (const byte of piece) {
      if (byte === LF && last === CR) size--;
      last = byte;
    }
  });
  return problem === undefined ? size : 0;
}

const CR = 0x0d;
const LF = 0x0a;

const numberOf = (path: string): number => createHash('sha256').update(path).digest().readUInt32BE();

function digestOf(files: readonly Weighed[]): string {
  const hash = createHash('sha256');
  for (const { path, weight } of files) hash.update(`${weight} ${path}\0`);
  return hash.digest('hex').slice(0, 32);
}
