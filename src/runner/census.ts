import type { FileReport, Seen } from '../core/report.ts';
import type { Glimpse } from './project/gate.ts';

/**
 * What a run saw of test clients. Of files that were not parsed those calls count whose receiver is called as a client is in a
 * file that was, or as what another one visibly makes. Undefined where nobody has counted.
 */
export function seenIn(
  files: readonly FileReport[],
  glimpses: readonly Glimpse[],
  named: readonly string[],
): Seen | undefined {
  const counted = files.flatMap(({ seen }) => seen ?? []);
  if (counted.length === 0 && glimpses.length === 0) return undefined;
  const clients = new Set(counted.flatMap((one) => one.clients));
  const known = new Set([...clients, ...named, ...glimpses.flatMap((one) => one.clients)]);
  let calls = counted.reduce((sum, one) => sum + one.calls, 0);
  let holding = counted.filter((one) => one.calls > 0).length;
  for (const glimpse of glimpses) {
    const found = [...glimpse.calls].filter(([text]) => known.has(text));
    for (const [text, count] of found) {
      clients.add(text);
      calls += count;
    }
    if (found.length > 0) holding++;
  }
  return { calls, clients: clients.size, files: holding };
}
