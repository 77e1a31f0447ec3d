import type { Census } from '../../core/language.ts';
import type { Callee } from '../../core/model/calls.ts';
import type { Subject } from '../../core/model/subjects.ts';

/** A call of a client's method, as far as it is counted. */
interface Counted {
  readonly receiver: Subject;
  readonly callee: Callee;
}

/** Counts calls, whether a rule wants them or not. A name alone makes no client here, and neither does httpx's own library. */
export function censusOf(reached: Iterable<Counted>): Census {
  const clients = new Set<string>();
  let calls = 0;
  for (const { receiver, callee } of reached) {
    if (receiver.library !== 'test-client' || receiver.because === 'named') continue;
    calls++;
    // What a held method is called says nothing of its client.
    if (callee.via !== 'bound') clients.add(receiver.text);
  }
  return { calls, clients: [...clients] };
}

export const nobody: Census = { calls: 0, clients: [] };
