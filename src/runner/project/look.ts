import { mayHoldSuppression } from '../../core/engine/suppress.ts';
import type { Settings } from '../../core/language.ts';
import type { Wanted } from '../../core/wants.ts';
import type { Gate, Look } from '../../languages/index.ts';
import { readBytes, type Read } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';

/** What is looked for. */
export interface Sought {
  /** What the chosen rules want to see. */
  readonly wanted: Wanted;
  readonly settings: Settings;
  /** Whether comments that suppress nothing are reported. */
  readonly reportsUnused: boolean;
  /** Whether a file that does not parse is a failure, also where no client is known. Absent: it is not. */
  readonly isStrict?: boolean;
}

/** A comment that suppresses nothing is a finding, wherever it stands. */
export function lookWith(own: Gate, { wanted, settings, reportsUnused }: Sought): (text: string) => Look {
  const look = own.lookFor(wanted, settings);
  return (text) => {
    const found = look(text);
    return reportsUnused && mayHoldSuppression(text) ? { ...found, place: true, knows: true } : found;
  };
}

/** Without its zeros UTF-16 reads as ASCII, so that such a file is noticed and named. */
export function asLatin1(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** The text of a file, read anew: those of a whole project are not kept. `undefined` where it cannot be read. `read`: what reads it. */
export function textOf({ real }: SourceFile, read: (file: string) => Read = readBytes): string | undefined {
  const found = read(real);
  return 'bytes' in found ? asLatin1(found.bytes) : undefined;
}
