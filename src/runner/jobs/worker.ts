import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { taken } from './deal.ts';
import { migrator } from './migrate-one.ts';
import { readOrder } from './order.ts';
import type { Seated, Told, Worked } from './told.ts';

/** Migrates, in a thread of its own, the files that it takes, and tells of each. */
async function work(
  { order, seat }: Seated,
  tell: (told: Told, moved?: readonly ArrayBuffer[]) => void,
): Promise<void> {
  const { job, targets, recordings, reads } = readOrder(order);
  const migrate = migrator({ mode: order.mode, targets });
  for (const number of taken(order.deal, order.claims, seat)) {
    // Yields to the event loop: what is held weakly is let go at no other time.
    await setImmediate();
    const { file: _, open: __, ...migration } = await migrate(job(number));
    tell({ is: 'worked', number, migration }, buffersOf(migration));
  }
  tell({ is: 'through', targets: targets.asked(), stale: recordings?.stale() ?? [], reads });
}

/** What need not be copied: a buffer that nothing else is a part of. */
const buffersOf = ({ before, after }: Worked['migration']): readonly ArrayBuffer[] => [
  ...new Set(
    [before, after].flatMap((bytes) =>
      bytes?.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
        ? [bytes.buffer]
        : [],
    ),
  ),
];

// Both are untyped, as they may be anything.
await work(workerData as Seated, (told, moved = []) => parentPort?.postMessage(told, [...moved]));
