import type { RecordedCall, RecordedFile, RecordedRead } from '../core/model/recorded.ts';
import { canonical } from '../core/model/spelling.ts';
import type { CallLine, FileLine, ProcessLine, ReadLine } from './format.ts';
import { parseLine, placeOf, valueOf } from './parse.ts';

/**
 * What the lines of evidence files say. By path, relative to the folder that the recording was made for, and then by the hash of the text
 * that was executed.
 */
export type Evidence = ReadonlyMap<string, ReadonlyMap<string, RecordedFile>>;

/** What became of the lines of a file. */
export interface Tally {
  readonly lines: number;
  /** Lines that are none of an evidence file. One that was cut off at the end of the file is not counted. */
  readonly damaged: number;
  /** Some were recorded by a version of the tool that this one does not understand, and are left out. */
  readonly newer: boolean;
  /** How many runs were killed: their first process came to no end. */
  readonly unended: number;
}

export interface EvidenceReader {
  /** Reads the next line, without its end. `isCut`: the file ended before the line did. */
  readonly take: (line: string, isCut?: boolean) => void;
  /** What became of the lines since the last time, which were those of one file. */
  readonly tally: () => Tally;
  readonly evidence: () => Evidence;
}

/** A process whose lines are being read. */
interface Process {
  readonly language: ProcessLine['language'];
  /** Of its run: the command itself, or the first program of it that a recorder was loaded into. */
  readonly isFirst: boolean;
  readonly hashes: Map<string, string>;
  /** Rows of files whose hash has not come yet. */
  readonly early: Map<string, Rows>;
  ended: boolean;
}

/** Rows of a file, by all that is kept of them but how many executions they are. */
interface Rows {
  readonly calls: Map<string, Counted<RecordedCall>>;
  readonly through: Map<string, Counted<RecordedCall>>;
  readonly reads: Map<string, Counted<RecordedRead>>;
}

interface Counted<T> {
  readonly row: T;
  times: number;
}

/**
 * Reads evidence files line by line, as many as there are, and adds up what is alike. Nothing is kept of a line but what is unlike all others,
 * so that memory grows with the suite and not with its runs.
 */
export function evidenceReader(): EvidenceReader {
  const files = new Map<string, Map<string, Rows>>();
  let reading = newFile();

  const rowsOf = ({ hashes, early }: Process, path: string): Rows => {
    const hash = hashes.get(path);
    if (hash === undefined) return entry(early, path, noRows);
    return entry(
      entry(files, path, () => new Map<string, Rows>()),
      hash,
      noRows,
    );
  };
  const setHash = (source: Process, { path, hash }: FileLine): void => {
    source.hashes.set(path, hash);
    addRows(rowsOf(source, path), source.early.get(path) ?? noRows());
    source.early.delete(path);
  };
  const addLine = (source: Process, line: FileLine | CallLine | ReadLine): void => {
    const rows = (path: string): Rows => rowsOf(source, path);
    switch (line.is) {
      case 'file':
        return setHash(source, line);
      case 'call':
        return addCall(callOf(line, source.language), rows);
      case 'read':
        return addRead(readOf(line, source.language), rows(line.at[0]));
    }
  };
  const take = (text: string, isCut = false): void => {
    if (text === '') return;
    reading.lines++;
    const line = parseLine(text);
    if (line === 'other') return;
    if (line === 'damaged') {
      if (!isCut) reading.damaged++;
      return;
    }
    if (line.is === 'newer') return void reading.newer.add(line.process);
    if (line.is === 'process') return begin(reading, line);
    const source = reading.processes.get(line.process);
    if (!source) {
      if (!reading.newer.has(line.process)) reading.damaged++;
      return;
    }
    if (line.is === 'end') source.ended = true;
    else addLine(source, line);
  };
  return {
    take,
    tally: () => {
      const tally = tallyOf(reading);
      reading = newFile();
      return tally;
    },
    evidence: () => mapped(files, (texts) => mapped(texts, recordedFile)),
  };
}

/** What is known of the file that is being read. */
interface Reading {
  lines: number;
  damaged: number;
  /** Names of processes that a newer version recorded. */
  readonly newer: Set<string>;
  readonly processes: Map<string, Process>;
  readonly runs: Set<string>;
}

const newFile = (): Reading => ({
  lines: 0,
  damaged: 0,
  newer: new Set(),
  processes: new Map(),
  runs: new Set(),
});

/** A process that is named again goes on. */
function begin({ processes, runs }: Reading, line: ProcessLine): void {
  const { run, language } = line;
  entry(processes, line.process, () => ({
    language,
    isFirst: !runs.has(run),
    hashes: new Map(),
    early: new Map(),
    ended: false,
  }));
  runs.add(run);
}

const tallyOf = ({ lines, damaged, newer, processes }: Reading): Tally => ({
  lines,
  damaged,
  newer: newer.size > 0,
  unended: [...processes.values()].filter(({ isFirst, ended }) => isFirst && !ended).length,
});

const noRows = (): Rows => ({ calls: new Map(), through: new Map(), reads: new Map() });

/** A call counts where it stands, and once in each file that it came about through. */
function addCall(call: RecordedCall, rows: (path: string) => Rows): void {
  const key = keyOf(call);
  add(rows(call.at.path).calls, key, call, call.times);
  for (const path of new Set(call.chain.map((place) => place.path)))
    add(rows(path).through, key, call, call.times);
}

const addRead = (read: RecordedRead, { reads }: Rows): void => add(reads, keyOf(read), read, read.times);

function addRows(to: Rows, from: Rows): void {
  for (const [key, { row, times }] of from.calls) add(to.calls, key, row, times);
  for (const [key, { row, times }] of from.through) add(to.through, key, row, times);
  for (const [key, { row, times }] of from.reads) add(to.reads, key, row, times);
}

function add<T>(rows: Map<string, Counted<T>>, key: string, row: T, times: number): void {
  const known = rows.get(key);
  if (known) known.times += times;
  else rows.set(key, { row, times });
}

/** The rows are made here, so that their fields are always in the same order; options are sorted. */
const keyOf = (row: RecordedCall | RecordedRead): string => JSON.stringify({ ...row, times: 0 });

type Spell = (name: string) => string;

const spellingOf = (language: ProcessLine['language']): Spell =>
  language === 'python' ? canonical : (name) => name;

function callOf(line: CallLine, language: ProcessLine['language']): RecordedCall {
  const spell = spellingOf(language);
  const options = Object.entries(line.options).map(([name, text]) => [spell(name), valueOf(text)] as const);
  return {
    at: placeOf(line.at),
    chain: line.chain.map(placeOf),
    receiver: line.receiver,
    library: line.library,
    method: spell(line.method),
    args: line.args.map(valueOf),
    options: Object.fromEntries(options.sort(([a], [b]) => (a < b ? -1 : 1))),
    answer: line.answer,
    followed: line.followed === true,
    times: line.times,
  };
}

const readOf = (line: ReadLine, language: ProcessLine['language']): RecordedRead => ({
  at: placeOf(line.at),
  of: line.of,
  name: spellingOf(language)(line.name),
  times: line.times,
});

const recordedFile = ({ calls, through, reads }: Rows): RecordedFile => ({
  calls: counted(calls),
  through: counted(through),
  reads: counted(reads),
});

const counted = <T>(rows: ReadonlyMap<string, Counted<T>>): readonly T[] =>
  Array.from(rows.values(), ({ row, times }) => ({ ...row, times }));

const mapped = <A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> =>
  new Map(Array.from(map, ([key, value]) => [key, change(value)]));

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
