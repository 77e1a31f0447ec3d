import type { Span } from '../text.ts';

/**
 * A place that holds only as long as a client writes the JSON of a request, or of a message of a websocket, byte by byte as it did. Facts
 * only: whether the bytes changed is decided by the rule that asks.
 */
export type BodyText = Compared | Derived | NotFinite;

/**
 * `request`: the body of the request that was sent is compared. `length`: its length is. `answer`: what the application answered is, with
 * the very value that was sent. `digest`: what it answered is, with what is computed from the text of that value. `message`: a text that a websocket received is, with the very value that was sent. The span is that of what it
 * is compared with.
 */
export interface Compared extends Span {
  readonly is: 'request' | 'length' | 'answer' | 'digest' | 'message';
  /** What it is compared with, where that is a literal; text of bytes is Latin-1. Absent: it is made of the same value by `json.dumps`. */
  readonly literal?: string | number;
  /** The value that is compared: `response.request.content`. */
  readonly held: Span;
  /** The literal is looked for in it: `b'"a": 1' in response.request.content`. */
  readonly part?: true;
  /** It stands in what is compared: `response.json() == {"body": text}`. */
  readonly within?: true;
  /** What is sent, where all of it is written down. */
  readonly sent?: Json;
}

/** Another argument of the call is computed from what `json.dumps` makes of the value: a signature, a digest, a length. */
export interface Derived extends Span {
  readonly is: 'derived';
  /** The name of the argument in canonical spelling; absent for one by position. */
  readonly into?: string;
  /** What `json.dumps` is given; where a function does that, what it is given. */
  readonly value: Span;
  /** What is sent, where all of it is written down. */
  readonly sent?: Json;
  /** What calls `json.dumps`, where that is a function of the project: `sign`. */
  readonly by?: string;
}

/** A number of the value that JSON has no word for: `float("nan")`. */
export interface NotFinite extends Span {
  readonly is: 'not-finite';
}

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
