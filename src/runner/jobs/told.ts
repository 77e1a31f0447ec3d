import type { ReportedTarget } from '../../core/report.ts';
import type { FileMigration } from './migrate-one.ts';
import type { Order } from './order.ts';

/** What a thread begins with. */
export interface Seated {
  readonly order: Order;
  readonly seat: number;
}

/** What came of one job: plain data. */
export interface Worked {
  readonly is: 'worked';
  readonly number: number;
  readonly migration: Omit<FileMigration, 'file' | 'open'>;
}

/** What a thread tells: of each job, and in the end what it has asked for. */
export type Told =
  | Worked
  | {
      readonly is: 'through';
      readonly targets: readonly ReportedTarget[];
      readonly stale: readonly string[];
      /** With digests: what was read besides the files that projects list. */
      readonly reads: readonly (readonly [string, string])[];
    };
