import type { SubjectKind } from './subjects.ts';
import type { ValueKind } from './values.ts';

/**
 * What a recorded run of the suite showed of one file: plain data, as the project answers with it. Places are of the text before
 * the run. `docs/evidence.md` says how it is recorded.
 */
export interface RecordedFile {
  /** Calls of clients that stand in the file. */
  readonly calls: readonly RecordedCall[];
  /** Calls of clients that stand elsewhere, or in the file, and came about through a call in this one. */
  readonly through: readonly RecordedCall[];
  readonly reads: readonly RecordedRead[];
}

/**
 * A place in a file of the project. `line`, `endLine`: 1-based. `column`, `endColumn`: UTF-16 units from the beginning of the line,
 * 0-based, the end exclusive. Python before 3.11 tells no columns, and JavaScript no end.
 */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** Executions of one call of a client's method that were alike in all that is kept of them. */
export interface RecordedCall {
  /** The call in the innermost frame of the project. */
  readonly at: Place;
  /** The calls in the frames of the project above it, innermost first. */
  readonly chain: readonly Place[];
  /** The class of the client, dotted: `starlette.testclient.TestClient`, and `tests.conftest.Api` where one of the project derives from it. */
  readonly receiver: string;
  readonly library: 'test-client' | 'httpx' | 'other';
  /** Canonical, as every name here. */
  readonly method: string;
  /** Arguments by position, without the client itself. */
  readonly args: readonly RecordedValue[];
  readonly options: Readonly<Record<string, RecordedValue>>;
  /** How the application answered first, before any redirect was followed. */
  readonly answer: Answer;
  /** Redirects were followed. */
  readonly followed: boolean;
  /** How many executions these are. */
  readonly times: number;
}

/** `redirect`: 301, 302, 303, 307 or 308 with a `location`. `raised`: the call raised an exception. */
export type Answer = '1xx' | '2xx' | 'redirect' | '3xx' | '4xx' | '5xx' | 'raised';

/** What was passed: its kind, never the value. */
export interface RecordedValue {
  /** `unknown`: of none of the other kinds. */
  readonly kind: ValueKind;
  readonly flags: readonly ValueFlag[];
}

/**
 * What else is told of a value.
 * - `empty`: nothing in it.
 * - `query`: a text with a question mark. `absolute`: a text that begins with a scheme.
 * - `none`, `boolean`, `bytes`, `number`, `sequence`, `mapping`: such a value is among those of a mapping, or among the keys and values of pairs.
 * - `json`: a text or bytes that can be read as JSON.
 * - `true`, `false`: of a boolean.
 * - `scalar-pairs`: of pairs: every one is a tuple of two texts, bytes, numbers or booleans, none of them of a class of its own.
 * - `repeated-key`: two pairs have the same key.
 */
export type ValueFlag =
  | 'empty'
  | 'query'
  | 'absolute'
  | 'none'
  | 'boolean'
  | 'bytes'
  | 'number'
  | 'sequence'
  | 'mapping'
  | 'json'
  | 'true'
  | 'false'
  | 'scalar-pairs'
  | 'repeated-key';

/** An attribute that was read from a response of a client, or from what came from one. */
export interface RecordedRead {
  readonly at: Place;
  readonly of: SubjectKind;
  /** Canonical. */
  readonly name: string;
  readonly times: number;
}

/** What a recorded run says of a site. */
export interface Witness {
  /** How many times the place was executed; 0: never, though the recorded run knows the file. */
  readonly runs: number;
  /** Of a call: how many of the executions were answered by a redirect that was not followed. Absent: they do not show whether there may be one. */
  readonly redirects?: number;
  /** Where what was passed is none of what reading finds in the text as it is now. */
  readonly conflicts?: readonly Conflict[];
}

/** How many of the recorded executions of a place show what is said of it. `of` is 0 where it never was executed. */
export interface Runs {
  readonly seen: number;
  readonly of: number;
}

/** "31 of 31 runs" */
export const runsText = ({ seen, of }: Runs): string => `${seen} of ${of} ${of === 1 ? 'run' : 'runs'}`;

export interface Conflict {
  /** The option, canonical, or `url`, or `argument 2`. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly read: readonly ValueKind[];
  readonly seen: readonly ValueKind[];
}
