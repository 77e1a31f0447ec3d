import fc from 'fast-check';
import { CARRIERS, type Carrier } from './carriers.ts';
import { LAYOUTS, type Layout } from './layouts.ts';
import { RECEIVERS, type Receiver } from './receivers.ts';
import { ECHO, REDIRECTS, URLS, type Route, type UrlForm } from './urls.ts';
import { ATOMS, type Atom, type Kind } from './values.ts';
import { VERBS, type Verb, type Way } from './call.ts';
import { WAYS } from './ways.ts';

/** A value and the way it takes to where it is used. */
export interface Valued {
  readonly atom: Atom;
  readonly carriers: readonly Carrier[];
}

/** What a call is given beside its URL. */
export interface Body {
  readonly data?: Valued;
  readonly json?: Valued;
  readonly files?: Valued;
  /** `data` behind the URL without its name, and `json` behind that. */
  readonly positional: boolean;
}

export interface CallPlan {
  readonly verb: Verb;
  readonly way: Way;
  readonly route: Route;
  readonly url: UrlForm;
  readonly body: Body;
  /** Further options, as they are written. */
  readonly extras: readonly Extra[];
  readonly redirect: Redirect | undefined;
  /** Chooses among the uses that fit the answer. */
  readonly use: number;
  readonly layout: Layout;
  readonly block: Block;
}

export interface TestPlan {
  readonly receiver: Receiver;
  readonly calls: readonly CallPlan[];
}

/** `allow_redirects=`: the expression, and whether it makes the old client follow. */
export interface Redirect {
  readonly code: string;
  readonly follows: boolean;
  readonly local?: string;
}

export interface Extra {
  readonly name: string;
  readonly code: string;
}

/** A statement around the call, `HERE` where that stands. */
export type Block = string;

/** All of these shrink towards their first: keep the plainest there. */
const BLOCKS: readonly Block[] = [
  'HERE',
  'if True:\n    HERE',
  'for _ in range(1):\n    HERE',
  'try:\n    HERE\nfinally:\n    pass',
  'with nullcontext():\n    HERE',
  'def run_§():\n    HERE\n\nrun_§()',
  'while True:\n    HERE\n    break',
];

const REDIRECT_OPTIONS: readonly Redirect[] = [
  { code: 'False', follows: false },
  { code: 'True', follows: true },
  { code: 'None', follows: false },
  { code: 'follow_§', follows: false, local: 'follow_§ = False' },
  { code: 'follow_§', follows: true, local: 'follow_§ = True' },
  { code: '0', follows: false },
  { code: '1', follows: true },
  { code: 'not True', follows: false },
  { code: 'bool("x")', follows: true },
  { code: 'follow_§', follows: false, local: 'follow_§ = None' },
];

const EXTRAS: readonly Extra[] = [
  { name: 'headers', code: '{"X-One": "1"}' },
  { name: 'params', code: '{"a": "1"}' },
  { name: 'headers', code: '{"Content-Type": "text/plain"}' },
  { name: 'headers', code: '{"content-type": "application/json", "x-two": "2"}' },
  { name: 'headers', code: 'dict(Accept="text/html")' },
  { name: 'headers', code: 'None' },
  { name: 'params', code: '[("a", "1"), ("b", "2")]' },
  { name: 'params', code: 'None' },
  { name: 'params', code: '{"a": ["1", "2"], "b": 3}' },
  { name: 'params', code: '{"q": "some words"}' },
  { name: 'auth', code: '("user", "pass")' },
  { name: 'auth', code: 'None' },
  { name: 'params', code: '{"a": None, "b": "1"}' },
  { name: 'params', code: '{"a": True}' },
  { name: 'params', code: '{"a": b"x"}' },
  { name: 'params', code: '{"a": {"1"}}' },
  { name: 'params', code: '{}' },
  { name: 'headers', code: '{"X-One": None, "X-Two": "2"}' },
  { name: 'cookies', code: '{"a": "1"}' },
  { name: 'cookies', code: 'dict(a="1")' },
  { name: 'cookies', code: '{}' },
  { name: 'cookies', code: 'None' },
  { name: 'timeout', code: '5' },
  { name: 'timeout', code: 'None' },
  { name: 'verify', code: 'False' },
  { name: 'cert', code: 'None' },
  { name: 'proxies', code: 'None' },
  { name: 'proxies', code: '{}' },
  { name: 'stream', code: 'False' },
  { name: 'stream', code: 'True' },
  { name: 'hooks', code: '{"response": lambda response, *args, **kwargs: None}' },
];

const one = <T>(items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);
/** The plainest most of the time. */
const mostly = <T>(items: readonly T[], weight: number): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(items[0]!) }, { weight: 1, arbitrary: one(items) });

const valued = (kind: Kind, depth = 2): fc.Arbitrary<Valued> =>
  fc.record({
    atom: one(ATOMS[kind]),
    carriers: fc.array(one(CARRIERS), { maxLength: depth }),
  });

const NOTHING: Body = { positional: false };
const data = fc.oneof(
  { weight: 5, arbitrary: valued('text') },
  { weight: 3, arbitrary: valued('bytes') },
  { weight: 3, arbitrary: valued('mapping') },
  { weight: 5, arbitrary: valued('pairs') },
  { weight: 1, arbitrary: valued('stream') },
  { weight: 2, arbitrary: valued('empty') },
);
const json = valued('json');
const files = valued('files', 1);
const positional = fc.boolean();

const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(NOTHING) },
  { weight: 8, arbitrary: fc.record({ data, positional }) },
  { weight: 4, arbitrary: fc.record({ json, positional }) },
  { weight: 1, arbitrary: fc.record({ files, positional: fc.constant(false) }) },
  { weight: 1, arbitrary: fc.record({ data, json, positional }) },
  {
    weight: 1,
    arbitrary: fc.record({
      data: fc.oneof(valued('mapping'), valued('pairs'), valued('empty')),
      files,
      positional: fc.constant(false),
    }),
  },
);

const extras = fc.uniqueArray(one(EXTRAS), { maxLength: 2, selector: ({ name }) => name });

const call: fc.Arbitrary<CallPlan> = fc.record({
  verb: one(VERBS),
  way: mostly(WAYS, 2),
  route: fc.oneof({ weight: 3, arbitrary: fc.constant(ECHO) }, { weight: 2, arbitrary: one(REDIRECTS) }),
  url: mostly(URLS, 3),
  body,
  extras: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: extras }),
  redirect: fc.option(one(REDIRECT_OPTIONS), { nil: undefined, freq: 2 }),
  use: fc.nat(999),
  layout: mostly(LAYOUTS, 2),
  block: mostly(BLOCKS, 4),
});

/** One test with one to three calls. */
export const testPlan: fc.Arbitrary<TestPlan> = fc.record({
  receiver: mostly(RECEIVERS, 1),
  calls: fc.oneof(
    { weight: 4, arbitrary: fc.array(call, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(call, { minLength: 2, maxLength: 3 }) },
  ),
});
