import { ENGINE_RULES, isEngineRule, type EngineRuleText } from '../../core/engine/engine-rules.ts';
import type { Explanation } from '../../core/explanation.ts';
import { explanations } from '../../explanations.ts';
import { rules } from '../../registry.ts';
import type { RuleText } from '../../reporters/reporter.ts';

type Sections = RuleText['sections'];

/** The prose of an explanation, with a title for each part. */
export const sectionsOf = ({ changed, breaks, safety, leaves }: Explanation): Sections => [
  ['What changed', changed],
  ['Why it breaks', breaks],
  ['Fix safety', safety],
  ['Not handled', leaves],
];

/** The same of a rule of the engine. */
export const engineSectionsOf = ({ reports, matters, todo }: EngineRuleText): Sections => [
  ['What it reports', reports],
  ['Why it matters', matters],
  ['What to do', todo],
];

/** What a report tells of a rule; undefined if there is none of that name. */
export function ruleText(name: string): RuleText | undefined {
  if (isEngineRule(name)) {
    const text = ENGINE_RULES[name];
    return { summary: text.summary, sections: engineSectionsOf(text) };
  }
  const rule = rules.find((one) => one.name === name);
  const explanation = Object.hasOwn(explanations, name) ? explanations[name] : undefined;
  return rule && explanation && { summary: rule.summary, sections: sectionsOf(explanation) };
}
