import type { Line } from './lines.ts';
import type { Known } from './trace.ts';

/**
 * What the application of the project may answer to one call, as far as its routes are in sight. Facts only: whether an answer is
 * a redirect is decided by the rule that asks. Names are as the source writes them.
 */
export interface RouteTrace {
  /** The routes that the path and the method of the call lead to; empty where none is found. */
  readonly reached: readonly Reached[];
}

export interface Reached {
  /** Where the project registers the route. */
  readonly at: Line;
  /**
   * `handler`: the route answers. `slash`: the path of the call is that of the route but for a slash at its end. `refused`: the
   * route has the path and not the method.
   */
  readonly by: 'handler' | 'slash' | 'refused';
  /** What may make the answer, or have a say in it. */
  readonly answers: readonly Answer[];
}

/**
 * `router`: a call that makes an application or a router that the route belongs to. `registration`: the call that registers it, or
 * the router that it is in. `middleware` has a say in every answer. `handler`: in the handler, or in what it calls; the same holds for
 * dependencies, and for the handlers of exceptions that are raised there.
 */
export type Role = 'router' | 'registration' | 'middleware' | 'handler' | 'dependency' | 'exception-handler';

export type Answer = Making | Storing;

interface Answering {
  readonly at: Line;
  readonly role: Role;
}

/** A call of something that is not a function of the project, or an application that answers out of sight. */
export interface Making extends Answering {
  readonly is: 'making';
  /** As the source writes it; of a base class, its dotted path. */
  readonly name: string;
  /** The dotted path, where an import shows it. */
  readonly path?: string;
  /** Whether it is a call; an application that answers out of sight is named alone. */
  readonly called: boolean;
  readonly args: readonly Given[];
  readonly options: readonly GivenOption[];
  /** What it gives is what the function returns, and no annotation says that this is data. */
  readonly returned: boolean;
  /** It stands in a branch that is not always taken. */
  readonly conditional: boolean;
}

/** An attribute that is assigned, or an item under a text: `response.status_code = 303`. */
export interface Storing extends Answering {
  readonly is: 'storing';
  readonly name: string;
  readonly given: Given;
}

export interface GivenOption {
  readonly name: string;
  readonly given: Given;
}

/** What is known of a value. */
export interface Given {
  /** Everything it may be; absent where a part of that is not known. */
  readonly values?: readonly Known[];
  /** The items of a dictionary, or of a list of pairs, that have a text for a key. */
  readonly items?: readonly GivenOption[];
}

/** What is known where no route is looked for. */
export const unrouted: RouteTrace = { reached: [] };
