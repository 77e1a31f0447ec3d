import type { LanguageName, Safety } from '../core/rule.ts';
import { languages } from '../languages/index.ts';
import { rules } from '../registry.ts';

/** What there is to know of a rule without running it. */
export interface RuleInfo {
  /** For `select` and `ignore`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** How safe its fix is at best; `none` where it only reports. */
  readonly safety: Safety | 'none';
  readonly languages: readonly LanguageName[];
}

/** Every rule, alphabetical. */
export const listRules = (): readonly RuleInfo[] =>
  rules.map(({ name, summary, safety, languages: own }) => ({
    name,
    summary,
    safety,
    languages: own ?? languages.map((language) => language.name),
  }));
