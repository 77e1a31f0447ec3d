import { linesOf } from '../../src/core/lines.ts';
import type {
  Place,
  RecordedCall,
  RecordedFile,
  RecordedRead,
  RecordedValue,
  ValueFlag,
} from '../../src/core/model/recorded.ts';
import type { ValueKind } from '../../src/core/model/values.ts';

/**
 * What a test says of a recorded run. A place is a piece of the source: its first occurrence, or the one after `#`: `r.ok#2`. `lines`: by
 * lines alone, as Python before 3.11 tells them: `begin`, that of the beginning; `end`, that of the end.
 */
export interface Ran {
  readonly calls?: readonly CallRan[];
  readonly reads?: readonly ReadRan[];
  readonly lines?: 'begin' | 'end';
}

interface CallRan {
  readonly at: string;
  /** Pieces of the same file, or a place in another. */
  readonly chain?: readonly (string | Place)[];
  /** The call stands in another file. */
  readonly elsewhere?: Place;
  readonly method?: string;
  /** Kinds with flags: `mapping+none`. A URL, if nothing is told. */
  readonly args?: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
  readonly library?: RecordedCall['library'];
  readonly answer?: RecordedCall['answer'];
  readonly followed?: true;
  readonly times?: number;
}

interface ReadRan {
  readonly at: string;
  readonly name?: string;
  readonly of?: RecordedRead['of'];
  readonly times?: number;
}

export function recordedOf(
  source: string,
  path: string,
  { calls = [], reads = [], lines }: Ran,
): RecordedFile {
  const place = (piece: string): Place => placeOf(source, path, piece, lines);
  const rows = calls.map(({ at, elsewhere, chain = [], ...rest }): RecordedCall => ({
    ...PLAIN,
    ...rest,
    at: elsewhere ?? place(at),
    chain: chain.map((one) => (typeof one === 'string' ? place(one) : one)),
    followed: rest.followed ?? false,
    method: rest.method ?? /\.(\w+)\([^.]*$/.exec(at)?.[1] ?? 'post',
    args: (rest.args ?? ['text']).map(valueOf),
    options: Object.fromEntries(
      Object.entries(rest.options ?? {}).map(([name, one]) => [name, valueOf(one)]),
    ),
  }));
  return {
    calls: rows.filter(({ at }) => at.path === path),
    through: rows.filter(({ chain }) => chain.some((one) => one.path === path)),
    reads: reads.map(({ at, name, of = 'response', times = 1 }) => ({
      at: place(at),
      of,
      name: name ?? /(\w+)(?:#\d+)?$/.exec(at)?.[1] ?? '',
      times,
    })),
  };
}

const PLAIN = {
  receiver: 'starlette.testclient.TestClient',
  library: 'test-client',
  answer: '2xx',
  times: 1,
} as const;

/** A kind with its flags, as the lines of a recording spell them: `mapping+none`. */
export function valueOf(spelled: string): RecordedValue {
  const [kind, ...flags] = spelled.split('+');
  return { kind: kind as ValueKind, flags: flags as ValueFlag[] };
}

function placeOf(source: string, path: string, piece: string, by: Ran['lines']): Place {
  const [, text = piece, count = '1'] = /^([^]*)#(\d+)$/.exec(piece) ?? [];
  let start = -1;
  for (let left = Number(count); left > 0; left--) start = source.indexOf(text, start + 1);
  if (start < 0) throw new Error(`${piece} does not stand in:\n${source}`);
  const all = linesOf(source);
  const [begin, end] = [all.at(start), all.at(start + text.length)];
  if (by) return { path, line: by === 'begin' ? begin.line : end.line };
  const columns = { column: begin.column - 1, endLine: end.line, endColumn: end.column - 1 };
  return { path, line: begin.line, ...columns };
}
