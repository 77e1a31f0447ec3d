import type { Ages } from '../modules.ts';
import { oncePer } from '../once.ts';
import type { Fact, Facts } from './facts.ts';
import type { Replay, Replays } from './replays.ts';

/** What readings of the same files for the same purpose have found out. */
export interface Known<T> {
  readonly facts: Facts<T>;
  readonly replays: Replays<T>;
}

/** More than these take hundreds of megabytes; then all are let go, to be found again where they are asked for. */
const MAX_FACTS = 1_000_000;
const MAX_REPLAYS = 500_000;

/** So many replays of one question are kept. */
const MAX_ALIKE = 4;

/** What is known as long as some files are at hand. */
interface Store<T> {
  readonly facts: Map<object | string, Fact<T>>;
  readonly replays: Map<object | string, readonly Replay<T>[]>;
}

/** What is known to the readings of files with these ages and with the same purpose, plain data. */
export function knownWithin<T>(): (ages: Ages, purpose: object) => Known<T> {
  const byPurpose = oncePer((_: object) => new Map<string, Store<T>>());
  const during = (age: object, key: string): Store<T> => {
    const all = byPurpose(age);
    const store = all.get(key) ?? { facts: new Map(), replays: new Map() };
    all.set(key, store);
    if (store.facts.size > MAX_FACTS) store.facts.clear();
    if (store.replays.size > MAX_REPLAYS) store.replays.clear();
    return store;
  };
  return (ages, purpose) => {
    const key = JSON.stringify(purpose);
    const lasting = during(ages.lasting, key);
    const passing = during(ages.passing, key);
    return {
      facts: {
        get: (about) => lasting.facts.get(about) ?? passing.facts.get(about),
        set: (about, fact) => void (fact.isPassing ? passing : lasting).facts.set(about, fact),
      },
      replays: {
        get: (about) => lasting.replays.get(about) ?? passing.replays.get(about) ?? [],
        add(replay) {
          const { replays } = replay.isPassing ? passing : lasting;
          const before = replays.get(replay.key) ?? [];
          replays.set(replay.key, [replay, ...before.slice(0, MAX_ALIKE - 1)]);
        },
      },
    };
  };
}
