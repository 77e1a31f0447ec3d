import { failed } from '../file-report.ts';
import type { Pass } from '../options.ts';
import { onlyFor } from './deal.ts';
import { startHand, type Hand, type Loss } from './hand.ts';
import type { FileMigration, Job } from './migrate-one.ts';
import { orderFor, type Order } from './order.ts';
import type { Told } from './told.ts';

/** The other threads of a run. */
interface Crew {
  /** Throws what was thrown where this thread was told of a file. */
  check(): void;
  /** Waits for all, and sees to files that a thread has died at. Resolves to notes for the log. */
  finish(migrations: readonly (FileMigration | undefined)[]): Promise<readonly string[]>;
  /** Ends all, whatever they are at. */
  end(): Promise<void>;
}

interface Dealt extends Pick<Order, 'deal' | 'claims'> {
  /** Called with what came of each job. */
  readonly done: (number: number, migration: FileMigration) => void;
}

/** Starts a thread for each seat but the first, which is that of this thread. `entry`: the first module of a thread; absent: our own. */
export async function gather(
  jobs: readonly Job[],
  pass: Pass,
  { done, ...dealt }: Dealt,
  entry?: URL,
): Promise<Crew> {
  const order = await orderFor(jobs, pass, dealt);
  let failure: { readonly error: unknown } | undefined;
  const told = (one: Told): void => {
    if (one.is === 'through') {
      pass.targets.add(one.targets);
      pass.recordings?.addStale(one.stale);
      for (const [file, digest] of one.reads) pass.onRead?.(file, digest);
      return;
    }
    const job = jobs[one.number];
    if (job) done(one.number, { file: job.file, ...one.migration });
  };
  const hands: Hand[] = [];
  const hire = (seat: number, claims = order.claims): Hand => {
    const hand = startHand({ order: { ...order, claims }, seat }, told, entry);
    hand.gone.catch((error: unknown) => (failure = { error }));
    hands.push(hand);
    return hand;
  };
  for (let seat = 1; seat < dealt.deal.bounds.length - 1; seat++) hire(seat);
  return {
    check: () => {
      if (failure) throw failure.error;
    },
    finish: async (migrations) => {
      const losses = (await Promise.all(hands.map(({ gone }) => gone))).filter((loss) => loss !== undefined);
      if (pass.signal?.aborted) return [];
      const isOpen = (number: number): boolean => migrations[number] === undefined;
      for (const [place, number] of dealt.deal.order.entries()) {
        const job = jobs[number];
        if (!job || !isOpen(number)) continue;
        // It may be only the last of many that its thread has run out of memory at.
        const loss = await hire(0, onlyFor(jobs.length, place)).gone;
        if (isOpen(number)) done(number, died(job, loss));
      }
      return notesOf(losses, pass.jobs !== undefined);
    },
    end: async () => {
      await Promise.all(hands.map((hand) => hand.end()));
    },
  };
}

const died = ({ file }: Job, loss: Loss | undefined): FileMigration => ({
  file,
  report: failed(file.path, {
    reason: loss?.reason ?? 'crashed',
    message: loss?.why ?? 'its thread told nothing of it',
  }),
});

/** A thread that could not start is of interest to who has asked for it. */
const notesOf = (losses: readonly Loss[], isAsked: boolean): readonly string[] =>
  losses
    .filter(({ isStarted }) => isStarted || isAsked)
    .slice(0, 1)
    .map(({ why, isStarted }) =>
      isStarted
        ? `a worker ended early, and its files were given to others: ${why}`
        : `no worker could be started, so that the files were migrated one after the other: ${why}`,
    );
