import { judge, type Knowledge } from './judge.ts';
import type { Counts, Proof, TestProof } from './proof.ts';
import type { Recording } from './recording.ts';
import type { Versions } from './request.ts';

/**
 * Compares, test by test, what a suite sent and how it ended when it was recorded with what it does now. `rulesAt`: the rules whose edits
 * stand at a call of the recorded suite.
 */
export function prove(before: Recording, after: Recording, rulesAt: Knowledge['rulesAt']): Proof {
  const knowledge: Knowledge = {
    known: (digest) => before.values.get(digest) ?? after.values.get(digest),
    rulesAt,
  };
  const ids = new Set([...before.tests.keys(), ...after.tests.keys()]);
  const tests = Array.from(ids, (id) =>
    judge(id, before.tests.get(id) ?? [], after.tests.get(id) ?? [], knowledge),
  );
  return {
    versions: { before: versionsOf(before), after: versionsOf(after) },
    isTwice: [before, after].some(isTwice),
    tests,
    counts: counted(tests),
  };
}

/** Whether two runs have a test in common. */
const isTwice = ({ tests }: Recording): boolean =>
  [...tests.values()].some((all) => new Set(all.map(({ run }) => run)).size > 1);

/** The versions that the first of the processes tells. */
function versionsOf({ tests }: Recording): Versions {
  const [executions] = tests.values();
  return executions?.[0]?.versions ?? {};
}

function counted(tests: readonly TestProof[]): Counts {
  const count = (verdict: TestProof['verdict']): number =>
    tests.filter((test) => test.verdict === verdict).length;
  return {
    tests: tests.length,
    equal: count('equal'),
    differs: count('differs'),
    notComparable: count('not comparable'),
    requests: {
      equal: tests.reduce((sum, { requests }) => sum + requests.equal, 0),
      differ: tests.reduce((sum, { requests }) => sum + requests.differ, 0),
    },
  };
}
