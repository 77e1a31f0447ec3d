import type { Answer, Place, RecordedValue, ValueFlag } from '../core/model/recorded.ts';
import type { SubjectKind } from '../core/model/subjects.ts';
import type { ValueKind } from '../core/model/values.ts';
import {
  isCount,
  isPath,
  isPlace,
  isProcess,
  isRecord,
  isTable,
  isText,
  jsonOf,
  listOf,
  type Fields,
} from './checks.ts';
import {
  FORMAT,
  type CallLine,
  type EndLine,
  type FileLine,
  type ProcessLine,
  type ReadLine,
} from './format.ts';

/** The lines that tell of the suite; the others are for comparing two runs. */
export type SuiteLine = ProcessLine | FileLine | CallLine | ReadLine | EndLine;

/** A process that a newer version recorded, in a way that this one does not know. */
interface NewerLine {
  readonly is: 'newer';
  readonly process: string;
}

/** `other`: of another kind. `damaged`: no line of an evidence file. */
export type Parsed = SuiteLine | NewerLine | 'other' | 'damaged';

/** Most of a file. Read without a parser, as nothing of them is needed here. */
const OTHERS = /^\{"is": ?"(?:received|headers|test)"/;

/** Reads a line as the recorders write them. Whatever it holds, it never throws. */
export function parseLine(text: string): Parsed {
  if (OTHERS.test(text)) return 'other';
  const line = jsonOf(text);
  if (!isRecord(line)) return 'damaged';
  switch (line['is']) {
    case 'process':
      if (isNewer(line)) return { is: 'newer', process: line['process'] };
      return isProcess(line) ? line : 'damaged';
    case 'file':
      return isFile(line) ? line : 'damaged';
    case 'call':
      return isCall(line) ? line : 'damaged';
    case 'read':
      return isRead(line) ? line : 'damaged';
    case 'end':
      return isEnd(line) ? line : 'damaged';
    default:
      return typeof line['is'] === 'string' ? 'other' : 'damaged';
  }
}

const isNewer = (line: Fields): line is Fields & { readonly process: string } =>
  isCount(line['format']) && line['format'] > FORMAT && isText(line['process']);

const isFile = (line: Fields): line is Fields & FileLine =>
  isText(line['process']) && isPath(line['path']) && isText(line['hash']);

const LIBRARIES: readonly unknown[] = ['test-client', 'httpx', 'other'] satisfies CallLine['library'][];

const ANSWERS: readonly unknown[] = Object.keys({
  '1xx': true,
  '2xx': true,
  redirect: true,
  '3xx': true,
  '4xx': true,
  '5xx': true,
  raised: true,
} satisfies Record<Answer, true>);

const isCall = (line: Fields): line is Fields & CallLine =>
  isText(line['process']) &&
  isPlace(line['at']) &&
  listOf(isPlace)(line['chain']) &&
  isText(line['receiver']) &&
  LIBRARIES.includes(line['library']) &&
  isText(line['method']) &&
  listOf(isText)(line['args']) &&
  isTable(line['options']) &&
  ANSWERS.includes(line['answer']) &&
  [undefined, true].includes(line['followed'] as undefined) &&
  isCount(line['times']);

const SUBJECTS: readonly unknown[] = Object.keys({
  client: true,
  response: true,
  cookies: true,
  headers: true,
  url: true,
  request: true,
} satisfies Record<SubjectKind, true>);

const isRead = (line: Fields): line is Fields & ReadLine =>
  isText(line['process']) &&
  isPlace(line['at']) &&
  SUBJECTS.includes(line['of']) &&
  isText(line['name']) &&
  isCount(line['times']);

const isEnd = (line: Fields): line is Fields & EndLine =>
  isText(line['process']) && (line['problems'] === undefined || listOf(isText)(line['problems']));

const KINDS: ReadonlyMap<string, ValueKind> = valuesOf<ValueKind>({
  text: true,
  bytes: true,
  buffer: true,
  stream: true,
  'text-stream': true,
  mapping: true,
  pairs: true,
  sequence: true,
  number: true,
  boolean: true,
  none: true,
  unknown: true,
});

const FLAGS: ReadonlyMap<string, ValueFlag> = valuesOf<ValueFlag>({
  empty: true,
  query: true,
  absolute: true,
  none: true,
  boolean: true,
  bytes: true,
  number: true,
  sequence: true,
  mapping: true,
  json: true,
  true: true,
  false: true,
  'scalar-pairs': true,
  'repeated-key': true,
});

/** Every member of a union, by its text: the compiler sees that none is left out. */
function valuesOf<T extends string>(all: Readonly<Record<T, true>>): ReadonlyMap<string, T> {
  return new Map((Object.keys(all) as T[]).map((one) => [one, one]));
}

/** `mapping+none` as a value. A kind that is not known is `unknown`; a flag that is not known is left out. */
export function valueOf(text: string): RecordedValue {
  const [kind = '', ...flags] = text.split('+');
  return {
    kind: KINDS.get(kind) ?? 'unknown',
    flags: flags.flatMap((flag) => FLAGS.get(flag) ?? []),
  };
}

/** A place without the columns that are not known. */
export function placeOf([path, line, column, endLine, endColumn]: CallLine['at']): Place {
  return {
    path,
    line,
    ...(isKnown(column) && { column }),
    ...(isKnown(endLine) && { endLine }),
    ...(isKnown(endColumn) && { endColumn }),
  };
}

const isKnown = (value: number | null | undefined): value is number => typeof value === 'number';
