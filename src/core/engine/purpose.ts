import type { Purpose } from '../model/calls.ts';
import type { Finding } from '../rule.ts';
import { withoutFix } from './safety.ts';

/** A finding with the name of its rule. */
export type RuleFinding = readonly [rule: string, finding: Finding];

/**
 * What is left of the findings about code that is there on purpose: no fix, and at most what a person can use. Findings that are only
 * counted go, and so do those about a behaviour that the code does not depend on.
 */
export function respect(purpose: Purpose, found: readonly RuleFinding[]): readonly RuleFinding[] {
  const breaking = found.filter(([, { level, tally }]) => level !== 'differs' && tally === undefined);
  if (purpose.is === 'old-branch')
    return breaking.length > 0 ? [['version-guard', guardFinding(purpose)]] : [];
  return breaking.flatMap(([rule, finding]): RuleFinding[] => {
    const left = expected(purpose, finding);
    return left ? [[rule, left]] : [];
  });
}

/** One for each guard, however many calls it keeps: the place is that of the guard. */
const guardFinding = ({ at, because }: Extract<Purpose, { is: 'old-branch' }>): Finding => ({
  at,
  message:
    'the branch for the old client was left as it is: remove it once every supported version has the new one',
  level: 'differs',
  why: because,
});

function expected(
  { expects, text, isNew, isRefused }: Extract<Purpose, { is: 'expected' }>,
  finding: Finding,
): Finding | undefined {
  if (isRefused) return undefined;
  switch (expects) {
    case 'error':
      if (finding.level !== 'fails') return withoutFix(finding, `left as it is under \`${text}\``);
      return isNew
        ? undefined
        : withoutFix(
            { ...finding, level: 'differs' },
            `\`${text}\` passes with the error of the new client, before the application is reached`,
          );
    case 'warning':
      return finding.level === 'fails'
        ? withoutFix(finding, `\`${text}\` meets an error instead of a warning`)
        : undefined;
    case 'no-warning':
      return withoutFix(finding, `left as it is under \`${text}\``);
  }
}
