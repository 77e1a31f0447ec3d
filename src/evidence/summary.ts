import { isRecord, isText, jsonOf } from './checks.ts';
import { parseLine } from './parse.ts';

/** What was recorded, for a person. */
export interface Summary {
  /** Of the run that has most of them: the passes of `--twice` are alike. */
  readonly requests: number;
  readonly tests: number;
  /** In the code of the user. */
  readonly places: number;
  readonly files: number;
  /** What the recorders could not do, each once. */
  readonly problems: readonly string[];
  /** The first process of a run came to no end: it was killed, or there was no space left to write. */
  readonly isCut: boolean;
}

export interface SummaryReader {
  readonly take: (line: string) => void;
  readonly summary: () => Summary;
}

/** Counts what the lines of a recording tell, as it was just written: what is no line is passed over. */
export function summaryReader(): SummaryReader {
  const runs = new Map<string, string>();
  const received = new Map<string, number>();
  const called = new Map<string, number>();
  const tests = new Set<string>();
  const places = new Set<string>();
  const files = new Set<string>();
  const problems = new Set<string>();
  const open = new Set<string>();
  const begun = new Set<string>();
  const count = (counts: Map<string, number>, source: string, more: number): void => {
    const run = runs.get(source) ?? '';
    counts.set(run, (counts.get(run) ?? 0) + more);
  };
  return {
    take: (text) => {
      const test = testIn(text);
      if (test) {
        if (test.is === 'test') tests.add(test.test);
        else count(received, test.process, test.requests);
        return;
      }
      const line = parseLine(text);
      if (typeof line === 'string') return;
      switch (line.is) {
        case 'process':
          if (!begun.has(line.run)) open.add(line.process);
          begun.add(line.run);
          return void runs.set(line.process, line.run);
        case 'call':
          places.add(JSON.stringify(line.at));
          files.add(line.at[0]);
          return count(called, line.process, line.times);
        case 'end':
          open.delete(line.process);
          return line.problems?.forEach((problem) => problems.add(problem));
        case 'file':
        case 'read':
        case 'newer':
      }
    },
    summary: () => ({
      requests: most(received) || most(called),
      tests: tests.size,
      places: places.size,
      files: files.size,
      problems: [...problems],
      isCut: open.size > 0,
    }),
  };
}

const most = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((before, one) => Math.max(before, one), 0);

type Tested =
  | { readonly is: 'test'; readonly test: string }
  | { readonly is: 'received'; readonly process: string; readonly requests: number };

/** What a line tells of tests; undefined for other lines, and for what is none. */
function testIn(text: string): Tested | undefined {
  if (!/^\{"is": ?"(?:received|test)"/.test(text)) return undefined;
  const line = jsonOf(text);
  if (!isRecord(line)) return undefined;
  const { is, test, requests } = line;
  if (is === 'test') return isText(test) ? { is, test } : undefined;
  const source = line['process'];
  return isText(source) && Array.isArray(requests)
    ? { is: 'received', process: source, requests: requests.length }
    : undefined;
}
