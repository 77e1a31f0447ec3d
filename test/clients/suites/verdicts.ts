import type { Outcome } from '../execute.ts';
import { explain, isOpen, type Explanation } from '../explain.ts';
import type { Finding } from '../migrate.ts';

/** What came of each test, by module and name. */
export type Tests = ReadonlyMap<string, Outcome>;

const MODULE = '<module>';
const keyOf = (module: string, test: string): string => `${module}::${test}`;

export const byTest = (outcomes: readonly Outcome[]): Tests =>
  new Map(outcomes.map((outcome) => [keyOf(outcome.module, outcome.test), outcome]));

/** The tests that passed; what a module does while it is imported is none. */
export const passing = (tests: Tests): readonly string[] =>
  [...tests].filter(([, { test, outcome }]) => test !== MODULE && outcome === 'passed').map(([key]) => key);

/** What came of a test; where its module could not be imported, that. */
export const outcomeOf = (tests: Tests, key: string): Outcome | undefined =>
  tests.get(key) ?? tests.get(keyOf(key.slice(0, key.indexOf('::')), MODULE));

const passes = (tests: Tests, key: string): boolean => tests.get(key)?.outcome === 'passed';

const warns = (tests: Tests, key: string): boolean => (tests.get(key)?.warnings.length ?? 0) > 0;

export interface Runs {
  /** On the old client. */
  readonly old: Tests;
  /** With the new libraries and the old client. */
  readonly hand: Tests;
  /** On the new client, as it was. */
  readonly unmigrated: Tests;
  /** On the new client, each warning of it an error. */
  readonly migrated: Tests;
  readonly peer: Tests;
}

export interface Explained {
  readonly key: string;
  readonly outcome: Outcome | undefined;
  /** `inherent`: the test asserts what the new client does to every request, in words. */
  readonly explanation: Explanation | { readonly kind: 'inherent'; readonly difference: string };
}

/** What tests see of that, by the words of their assertions. */
const INHERENT: readonly { readonly text: RegExp; readonly difference: string }[] = [
  { text: /Mismatched values: 'headers', expected: \[\(b'host'/, difference: 'order of headers' },
  { text: /Mismatched values: 'client', expected: \['testclient'/, difference: 'address as a tuple' },
];

/** Failures whose words tell nothing, and the rule that is to take care of them. */
const BY_HAND: Readonly<Record<string, string>> = {
  // `params={"client_id": None}` left the parameter out, and sends it empty.
  'tests/test_enforce_once_required_parameter.py::test_get_invalid': 'none-values',
  // The text of a JSON body is asserted; httpx 0.28 writes it without spaces.
  'tests/test_tutorial/test_custom_request_and_route/test_tutorial002.py::test_exception_handler_body_access':
    'json-bytes',
};

export interface Verdict {
  /** Tests that pass on the old client, but not with it beside the new libraries: what breaks them is not the client. */
  readonly notTheClients: number;
  /** All others of those; every number below is of these. */
  readonly comparable: number;
  readonly unmigrated: { readonly failing: number; readonly warning: number };
  readonly migrated: readonly Explained[];
  readonly peer: number;
  /** Tests that neither failed nor warned before the tool, and fail after it. */
  readonly broken: { readonly migrated: readonly string[]; readonly peer: readonly string[] };
}

/** Compares what came of a suite on one new environment. */
export function judge(
  { old, hand, unmigrated, migrated, peer }: Runs,
  findings: readonly Finding[],
): Verdict {
  const before = passing(old);
  const keys = before.filter((key) => passes(hand, key));
  const failing = (tests: Tests): readonly string[] => keys.filter((key) => !passes(tests, key));
  const untouched = keys.filter((key) => passes(unmigrated, key) && !warns(unmigrated, key));
  const broken = (tests: Tests): readonly string[] => untouched.filter((key) => !passes(tests, key));
  return {
    notTheClients: before.length - keys.length,
    comparable: keys.length,
    unmigrated: {
      failing: failing(unmigrated).length,
      warning: keys.filter((key) => passes(unmigrated, key) && warns(unmigrated, key)).length,
    },
    migrated: failing(migrated).map((key) => {
      const outcome = outcomeOf(migrated, key);
      return {
        key,
        outcome,
        explanation: explanationOf(key, outcome, findings),
      };
    }),
    peer: failing(peer).length,
    broken: { migrated: broken(migrated), peer: broken(peer) },
  };
}

function explanationOf(
  key: string,
  outcome: Outcome | undefined,
  findings: readonly Finding[],
): Explained['explanation'] {
  const inherent = INHERENT.find(({ text }) => text.test(outcome?.problem?.message ?? ''));
  if (inherent) return { kind: 'inherent', difference: inherent.difference };
  const explanation = outcome ? explain(outcome, findings) : ({ kind: 'unexplained' } as const);
  const rule = BY_HAND[key];
  return explanation.kind === 'unexplained' && rule && isOpen(rule) ? { kind: 'open', rule } : explanation;
}
