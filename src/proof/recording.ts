import { groupBy } from '../core/group.ts';
import type { Line, ReceivedRequest, TestLine } from '../evidence/format.ts';
import { digestsInto, type Digests } from './digests.ts';
import type { Field, Received, Versions } from './request.ts';

export type Outcome = TestLine['outcome'];

/** A test that was executed once, in one process. */
export interface Execution {
  readonly test: string;
  readonly run: string;
  /** What its digests are salted with: those of two executions mean something to each other only where that is the same. */
  readonly salt: string;
  readonly versions: Versions;
  /** Absent where the test did not come to its end, and for what was sent outside of any test. */
  readonly outcome?: Outcome;
  readonly requests: readonly Received[];
}

/** What lines tell of tests and of what applications received. */
export interface Recording {
  /** By the name of the test, in the order they were executed. */
  readonly tests: ReadonlyMap<string, readonly Execution[]>;
  /** Values by their digests, as far as the lines have them. */
  readonly values: ReadonlyMap<string, string>;
  readonly salts: readonly string[];
  /** The hashes of the texts that were executed, by their paths. */
  readonly hashes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Requests of all tests and runs. */
  readonly requests: number;
}

/** Takes lines one by one; nothing but what `done` tells is kept. */
export interface Collector {
  readonly add: (line: Line) => void;
  readonly done: () => Recording;
}

interface Process {
  readonly run: string;
  readonly salt: string;
  readonly versions: Versions;
  readonly headers: Map<number, readonly Field[]>;
  readonly tests: Map<string, Open[]>;
}

/** An execution, as far as it was read. */
interface Open {
  outcome?: Outcome;
  readonly requests: Received[];
}

/** Collects what the lines of one or several recordings tell of received requests and of tests. Other lines are passed over. */
export function collectReceived(): Collector {
  const processes = new Map<string, Process>();
  const values = new Map<string, string>();
  const hashes = new Map<string, Set<string>>();
  const digests = digestsInto(values);
  const add = (line: Line): void => {
    if (line.is === 'process') {
      const { run, salt, versions } = line;
      // One that is named again goes on.
      if (!processes.has(line.process))
        processes.set(line.process, { run, salt, versions, headers: new Map(), tests: new Map() });
      return;
    }
    const teller = processes.get(line.process);
    if (teller === undefined) return;
    switch (line.is) {
      case 'file':
        hashes.set(line.path, (hashes.get(line.path) ?? new Set()).add(line.hash));
        return;
      case 'headers':
        teller.headers.set(line.headers, line.items.map(digests.field));
        return;
      case 'received':
        addRequests(teller, line.test, line.requests, digests);
        return;
      case 'test':
        endTest(teller, line);
        return;
      default:
        return;
    }
  };
  return { add, done: () => ({ ...recordingOf([...processes.values()]), values, hashes }) };
}

function addRequests(
  { headers, tests }: Process,
  test: string,
  requests: readonly ReceivedRequest[],
  digests: Digests,
): void {
  const executions = tests.get(test) ?? [];
  tests.set(test, executions);
  let last = executions.at(-1);
  if (last === undefined || last.outcome !== undefined) executions.push((last = { requests: [] }));
  for (const request of requests)
    last.requests.push({ ...digests.request(request), headers: headers.get(request.headers) ?? [] });
}

function endTest({ tests }: Process, { test, outcome }: TestLine): void {
  const executions = tests.get(test) ?? [];
  tests.set(test, executions);
  const last = executions.at(-1);
  if (last === undefined) executions.push({ outcome, requests: [] });
  else last.outcome = outcome;
}

/** Of a test that was run again in one process the last run counts; what comes behind its end belongs to it. */
function lastOf(executions: readonly Open[]): Open {
  const ended = executions.findLast(({ outcome }) => outcome !== undefined);
  const last = executions.at(-1) ?? { requests: [] };
  if (ended === undefined || ended === last) return last;
  return { ...ended, requests: [...ended.requests, ...last.requests] };
}

function recordingOf(processes: readonly Process[]): Omit<Recording, 'values' | 'hashes'> {
  const executions = processes.flatMap(({ run, salt, versions, tests }) =>
    Array.from(tests, ([test, all]): Execution => ({ test, run, salt, versions, ...lastOf(all) })),
  );
  const tests = Array.from(
    groupBy(executions, ({ test }) => test),
    ([test, all]) => [test, joined(all)] as const,
  );
  return {
    tests: new Map(tests),
    salts: [...new Set(processes.map(({ salt }) => salt))],
    requests: executions.reduce((sum, { requests }) => sum + requests.length, 0),
  };
}

/**
 * The executions of a test. One that is told by several processes of a run is one, unless several say how it ended: a test in a process of
 * its own, whose end its parent tells, against tox, which runs all tests once in each environment.
 */
function joined(all: readonly Execution[]): readonly Execution[] {
  const outcomes = new Map(all.flatMap(({ run, outcome }) => (outcome ? [[run, outcome]] : [])));
  return [...groupBy(all, ({ run, salt }) => `${run} ${salt}`).values()].flatMap((parts) => {
    const ended = parts.filter(({ outcome }) => outcome !== undefined);
    const open = parts.filter(({ outcome }) => outcome === undefined);
    const [first = parts[0]!, ...others] = ended;
    // In mode `prove` the end may be told for one salt alone.
    const outcome = first.outcome ?? outcomes.get(first.run);
    const requests = [...(ended.length > 0 ? [first] : []), ...open].flatMap((one) => one.requests);
    return [{ ...first, requests, ...(outcome && { outcome }) }, ...others];
  });
}
