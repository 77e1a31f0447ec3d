import type { Line } from '../lines.ts';

/** A text as far as it is known: it begins with `head`, and more follows if it is `open`. */
export interface Beginning {
  readonly head: string;
  readonly open: boolean;
}

/** Where the calls of one client go. Facts only: what a client makes of them is decided by the rule that asks. */
export interface Addresses {
  /** What the value that is asked about may be; a text that nothing is known of is open and has an empty head. */
  readonly value: readonly Beginning[];
  /** The calls that are seen, of methods that send a request. */
  readonly calls: readonly Addressed[];
  /** Calls of other methods are seen, such as those that open a session. */
  readonly others: boolean;
}

/** A call of a client. */
export interface Addressed {
  readonly where: Line;
  /** The call as the source writes it. */
  readonly text: string;
  /** What its URL may be. */
  readonly url: readonly Beginning[];
}

/** What is known where nothing is looked for. */
export const noAddresses: Addresses = { value: [], calls: [], others: false };
