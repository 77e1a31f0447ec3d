/** `reading`: looking at the bytes of each file for something to migrate. */
export type Phase = 'finding' | 'reading' | 'migrating' | 'writing';

/** What a run is at. */
export interface Progress {
  readonly phase: Phase;
  /** Of the file at work, as shown to people. */
  readonly folder?: string;
  /** Files of this phase. */
  readonly done: number;
  /** Absent while it is not known. */
  readonly total?: number;
  /** How much of the phase is done by size, from 0 to 1. Absent where that tells nothing about time. */
  readonly share?: number;
}

export type OnProgress = (progress: Progress) => void;
