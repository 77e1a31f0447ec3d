import type { Answer } from '../core/model/recorded.ts';

/**
 * The lines of an evidence file, as the recorders write them: one JSON object in each. Files are merged by putting one behind the other:
 * a number that a line refers to (`process`, `headers`) is that of the last line of this `process` that defined it. A reader skips lines
 * of a kind that it does not know, and the last line where it is cut off. `docs/evidence.schema.json` says the same for other programs.
 */
export type Line =
  ProcessLine | FileLine | CallLine | ReadLine | HeadersLine | ReceivedLine | TestLine | EndLine;

/** A reader refuses other versions. A line or a field that is added does not change it. */
export const FORMAT = 1;

/** The first line of each process that was recorded. */
export interface ProcessLine {
  readonly is: 'process';
  readonly format: number;
  /** Unlike that of any other process; each line of the process carries it. */
  readonly process: string;
  /** All processes of one command have the same, the second pass of `record --twice` another. */
  readonly run: string;
  readonly language: 'python' | 'javascript';
  /** Versions by name: `python`, `starlette`, `fastapi`, `requests`, `httpx`, `httpx2`, `node`. Those that are installed. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the digests are salted with, hexadecimal. */
  readonly salt: string;
}

/** A file of the project that was executed: the first 16 digits of the SHA-256 of its bytes. */
export interface FileLine {
  readonly is: 'file';
  readonly process: string;
  /** Relative to the folder of the git repository, or else to the working directory, with `/`. */
  readonly path: string;
  readonly hash: string;
}

/** `[path, line, column?, endLine?, endColumn?]`: lines 1-based, columns 0-based in UTF-16 units, null where they are not known. */
export type PlaceItem = readonly [
  path: string,
  line: number,
  column?: number | null,
  endLine?: number | null,
  endColumn?: number | null,
];

/** Executions that were alike. Lines of the same call add up. */
export interface CallLine {
  readonly is: 'call';
  readonly process: string;
  readonly at: PlaceItem;
  readonly chain: readonly PlaceItem[];
  readonly receiver: string;
  readonly library: 'test-client' | 'httpx' | 'other';
  /** As the language spells it, as all names. */
  readonly method: string;
  /** A kind, and flags behind it: `text`, `mapping+none+boolean`, `text+empty`. See `RecordedValue`. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly answer: Answer;
  readonly followed?: true;
  readonly times: number;
}

export interface ReadLine {
  readonly is: 'read';
  readonly process: string;
  readonly at: PlaceItem;
  readonly of: 'client' | 'response' | 'cookies' | 'headers' | 'url' | 'request';
  readonly name: string;
  readonly times: number;
}

/** Headers that several requests have in common, sorted by name: names in lower case, and the digests of values. */
export interface HeadersLine {
  readonly is: 'headers';
  readonly process: string;
  readonly headers: number;
  readonly items: readonly (readonly [name: string, value: string])[];
}

/**
 * Requests that the application received while a test ran, in order. A test may have several of these lines. Requests that belong to no
 * test have the test `""`. Of a test that was run again the requests of the last run count, where the others are not written yet.
 */
export interface ReceivedLine {
  readonly is: 'received';
  readonly process: string;
  readonly test: string;
  readonly requests: readonly ReceivedRequest[];
}

/**
 * A request as the application received it. A digest is 12 hexadecimal digits: the beginning of the HMAC-SHA-256 of the bytes of the field,
 * text as UTF-8, by the bytes of the salt. With `--values` it is followed by a colon and the value itself: its first 1,000 characters, with
 * bytes that are not UTF-8 escaped as Python does (`\xff`). Path, query, values of headers and of cookies, and all of a body are digests.
 */
export interface ReceivedRequest {
  /** `WEBSOCKET` for a connection of that kind. */
  readonly method: string;
  /** The path that the application routes by: each escape undone, without the query. */
  readonly path: string;
  /** The path as it was sent, each escape undone once, without the query; absent where it is the same as `path`, or is not told. */
  readonly rawPath?: string;
  /** The scheme, a space, and the path that the application is mounted at; absent where they are `http` or `ws`, and empty, or not told. */
  readonly base?: string;
  /** The query with each escape undone once, and a plus as a space; absent where there is none. */
  readonly query?: string;
  /** The same with escapes undone until none is left, where that is something else. */
  readonly bareQuery?: string;
  /** How long its names and values are without escapes; absent where `bareQuery` shows that: of `q=a%26b`, which is not `q=a&b`. */
  readonly queryShape?: string;
  /**
   * The number of a `HeadersLine`. `cookie` and `content-length` are not among them. A `content-type` is digested without the boundary
   * of a multipart body (`multipart/form-data`), or with `; without a boundary` where it has none, and the `user-agent` of any httpx and
   * httpx2 as `python-httpx`.
   */
  readonly headers: number;
  /** Cookies in the order of their names. */
  readonly cookies?: readonly (readonly [name: string, value: string])[];
  /**
   * `content-length`: `zero`: 0 and no body. `bytes`: the bytes of the body. `other`: another number, or the body is `unread`. Absent: none is
   * sent.
   */
  readonly length?: 'zero' | 'bytes' | 'other';
  /** Absent: no body. */
  readonly body?: ReceivedBody;
  /** The status of the answer; absent where the application raised, or of a WebSocket. */
  readonly status?: number;
  /** The call of the suite that sent it. Absent: none is known. */
  readonly at?: PlaceItem;
}

/** `ascii`: no byte is beyond 127. `all`: of the bytes. */
export type ReceivedBody =
  /** None of the others, also where the content type says another and the bytes are not of it. */
  | { readonly is: 'raw'; readonly all: string; readonly ascii: boolean }
  /**
   * The content type is `application/json` or ends in `+json`, or it is none of a form and the body begins with `{` or `[`, and it can be
   * read. `value`: of the value, written with sorted keys and without spaces, beyond ASCII as it is.
   */
  | { readonly is: 'json'; readonly all: string; readonly value: string; readonly ascii: boolean }
  /** The content type is `application/x-www-form-urlencoded`: names and values in order, each escape undone once, a plus as a space. */
  | {
      readonly is: 'form';
      readonly all: string;
      readonly ascii: boolean;
      readonly fields: readonly (readonly [name: string, value: string])[];
    }
  /**
   * The parts of a multipart body in order, whatever its boundary is: the one that the content type tells, or the one of 32 hexadecimal
   * digits that the body begins with.
   */
  | { readonly is: 'parts'; readonly parts: readonly ReceivedPart[] }
  /** A body that the application did not read to its end, and that cannot be known without taking it from where it comes. */
  | { readonly is: 'unread' };

/** All of them digests; `name` and `filename` as they are written in the head of the part. */
export interface ReceivedPart {
  readonly name: string;
  readonly filename?: string;
  /** Of its content type; absent: it has none, or the one that the name of the file suggests (`application/octet-stream` where it suggests none). */
  readonly type?: string;
  /**
   * Other lines of its head, names in lower case, sorted and joined by line feeds; among them `content-disposition: ` and whatever it tells
   * besides `form-data`, `name` and `filename`. Absent: there are none.
   */
  readonly rest?: string;
  readonly content: string;
}

/** A test that is over: `tests/test_shop.py::test_order` of pytest, `tests.test_shop.Orders.test_order` of unittest. */
export interface TestLine {
  readonly is: 'test';
  readonly process: string;
  readonly test: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped' | 'expected-failure' | 'unexpected-success';
}

/** The process came to its end. Without this line it was killed. */
export interface EndLine {
  readonly is: 'end';
  readonly process: string;
  /** What the recorder could not do: "requests 1.2 is not known". */
  readonly problems?: readonly string[];
}
