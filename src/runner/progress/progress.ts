import { statSync } from 'node:fs';
import { posix } from 'node:path';
import type { SourceFile } from '../files/source-file.ts';
import type { OnProgress, Phase } from './told.ts';

/** Counts the files of one phase. */
export interface Counter {
  /** A file is being looked at. */
  begin(file: Pick<SourceFile, 'path'>): void;
  /** It is done. */
  end(file: Pick<SourceFile, 'path' | 'real'>): void;
}

/** A counter that tells `tell`, if anybody listens. `weighed`: the files whose sizes tell how long the phase takes. */
export function counter(
  phase: Phase,
  total: number,
  tell: OnProgress | undefined,
  weighed: readonly SourceFile[] = [],
): Counter {
  if (!tell) return { begin: () => undefined, end: () => undefined };
  const sizes = new Map(weighed.map(({ real }) => [real, sizeOf(real)]));
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let done = 0;
  let size = 0;
  const say = (path: string): void =>
    tell({ phase, folder: posix.dirname(path), done, total, ...(all > 0 && { share: size / all }) });
  return {
    begin: ({ path }) => say(path),
    end({ path, real }) {
      done++;
      size += sizes.get(real) ?? 0;
      say(path);
    },
  };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
