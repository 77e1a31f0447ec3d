import type { Constant } from './model/values.ts';
import type { Span } from './text.ts';

/**
 * What the code does with the response of one call, wherever it goes, and how the client of the call was made. Facts only:
 * which of them matter, and what they say of the response, is decided by the rule that asks. Names of attributes and options
 * are canonical.
 */
export interface ResponseTrace {
  readonly client: ClientFacts;
  /** In the order in which the response is followed. */
  readonly seen: readonly Observation[];
  /** The call stands where something is expected to fail: under `pytest.raises`. */
  readonly failing: boolean;
}

/** What is known of the client of a call. Only the options that a rule asks about are listed. */
export interface ClientFacts {
  /** Each client that the receiver may be; empty where none is known. */
  readonly made: readonly Made[];
  /**
   * How clients are made in this file and in those that it takes fixtures from, where `made` leaves open what the client was
   * given; empty unless one of them is given an option that a rule asks about.
   */
  readonly nearby: readonly Made[];
  /** Options that are assigned to an attribute of a client, in the same files. */
  readonly assigned: readonly string[];
  /** Options that the call has whoever asks for it: bound to its method beforehand, or in a dictionary that is always unpacked. */
  readonly given: readonly string[];
}

/** How a client is made. */
export interface Made {
  /** Options that are given to its constructor, or that its class gives or assigns itself. */
  readonly options: readonly string[];
  /** There may be more options: the construction is not in sight, or it unpacks some. */
  readonly open: boolean;
  /** Options that are named in those of its class's own methods that a rule asks about. */
  readonly handled: readonly string[];
}

export type Observation = Reading | Passed | Ways;

interface Observed {
  readonly at: Place;
  /** Whether this is reached, with this very response, whenever the call is made. */
  readonly certain: boolean;
}

/** A place in a file of the project. */
export interface Place extends Span {
  readonly path: string;
}

/** An attribute of the response, or a name that holds its value, and what is done with it there. */
export interface Reading extends Observed {
  readonly is: 'reading';
  readonly attribute: string;
  /** The attribute is called at once: `response.json()`. */
  readonly called: boolean;
  /** What is made of the value before it is compared or passed on, in order. */
  readonly steps: readonly Step[];
  /** What it is compared with, then; more than one in a chain. */
  readonly compared: readonly Comparing[];
  /** The other arguments of the call that it is passed to, beside others. */
  readonly beside: readonly Operand[];
  /** The constants in the patterns of the `match` that it is the subject of. */
  readonly matched: readonly Constant[];
  /** The test fails unless the value is true, or unless the comparison holds. */
  readonly asserted: boolean;
  /** Constants and names that are written anywhere else in the same expression. */
  readonly around: readonly Known[];
}

/** The response is passed to a function, whose name is as the source writes it. */
export interface Passed extends Observed {
  readonly is: 'passed';
  readonly to: string;
}

/** The response goes on in several ways, of which each call takes one. */
export interface Ways {
  readonly is: 'ways';
  /**
   * Into the functions that it may be passed to, back to the calls of the function that returns it, or into the branches of an
   * `if` of which one is always taken.
   */
  readonly into: 'functions' | 'callers' | 'branches';
  readonly ways: readonly Way[];
}

export interface Way {
  readonly seen: readonly Observation[];
  /** The response is dropped: the call is a statement by itself. */
  readonly ignored: boolean;
}

/**
 * An operation on a value: an arithmetic operator with its other operand, `[]` with the index, `text` and `length`, or the name
 * of any other function or method with the constants that it is given besides.
 */
export interface Step {
  readonly by: string;
  readonly with: readonly Constant[];
}

/** A comparison, turned so that the value stands at its left: `300 > value` is `value < 300`. */
export interface Comparing {
  readonly operator: Relation;
  readonly with: Operand;
}

/** Identity is equality here. `contains`: the value is the collection, `x in value`. */
export type Relation = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'contains' | 'lacks';

/** What a value is compared with, or passed beside. */
export interface Operand {
  /** Everything it may be, collections taken apart; absent where a part of that is not known. */
  readonly values?: readonly Known[];
  /** It is a text literal, in place. */
  readonly text?: 'empty' | 'full';
}

export type Known = Constant | Named;

/** A name whose value is not in the project: how the source writes it, and the dotted path where an import shows it. */
export interface Named {
  readonly name: string;
  readonly path?: string;
}

/** What is known where nothing is looked for. */
export const untraced: ResponseTrace = {
  client: { made: [], nearby: [], assigned: [], given: [] },
  seen: [],
  failing: false,
};
