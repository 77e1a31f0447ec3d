import type { LanguageName } from '../../src/core/rule.ts';
import { unionOf, type Wanted, type Wants } from '../../src/core/wants.ts';
import { rules } from '../../src/registry.ts';

/** What all rules together want to see. */
const allRules: Wanted = unionOf(rules.map(({ wants }) => wants));

/** What all rules of a language together want to see, as a run asks for it. */
export const allRulesOf = (language: LanguageName): Wanted =>
  unionOf(rules.filter(({ languages }) => languages?.includes(language) ?? true).map(({ wants }) => wants));

/** What all rules together want to see, and every call of every client. */
export const everything: Wanted = unionOf([allRules, { calls: [{}] }]);

/** Every call of every client. */
export const anyCall: Wants = { libraries: ['test-client', 'httpx'], calls: [{}] };

/** What all rules of a language together want to see, but for what they want of responses and whatever else comes from clients. */
export const callsOf = (language: LanguageName): Wanted => ({
  ...allRulesOf(language),
  reads: {},
  truths: [],
  iterations: [],
  enters: [],
  takings: {},
  stores: {},
  references: [],
});
