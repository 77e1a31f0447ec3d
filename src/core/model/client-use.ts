import type { Invocation } from './calls.ts';
import type { Span } from '../text.ts';

/**
 * How the client of one call is made, and what else is done with it, as far as it decides whether something that the call is given
 * can be given to its client. Facts only: what they are good for is decided by the rule that asks.
 */
export interface ClientUse {
  /**
   * The client is made anew for the function that makes the call, whenever that runs: in it, or by a fixture. Nothing but this call, which
   * is made at most once, sends a request with it or looks at it.
   */
  readonly alone: boolean;
  /** Of a client that is alone: the call that makes it, where the moved value is the same there. */
  readonly made?: Invocation;
  /** The statement of the call, where nothing is evaluated in it before the call but what has no effect. */
  readonly before?: Span;
  /**
   * The parts of a call that makes a client like this one, and that means the same where the call stands. Nothing in the project reads
   * or sets anything of the client but the methods that send requests.
   */
  readonly copy?: { readonly callee: Span; readonly args: readonly Span[] };
  /** It is the only use of the client in its function, and in no loop. */
  readonly once: boolean;
  /** What may put cookies into the jar of the client. */
  readonly jar: Jar;
  /**
   * The calls of this file on a client with the same name that are given the option too, and whose client is neither alone nor to be
   * copied: how many, and which of them it is, from 0.
   */
  readonly among: { readonly count: number; readonly index: number };
}

/** Where cookies of the server may come from: in the files of the test and in those of the project that these import. */
export interface Jar {
  /** The first sign that the application sets cookies, for a person; absent where it is known to set none. */
  readonly sign?: string;
  /** The names of the cookies that it is seen to set. */
  readonly names: readonly string[];
}

/** What is known where nothing is looked for. */
export const unknownUse: ClientUse = {
  alone: false,
  once: false,
  jar: { sign: 'its application is not in sight', names: [] },
  among: { count: 1, index: 0 },
};
