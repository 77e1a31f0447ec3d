import type { LanguageName } from './rule.ts';

/** What `explain` tells of a rule. Prose is plain text without line breaks inside a paragraph. */
export interface Explanation {
  /** What changed between the clients. */
  readonly changed: string;
  /** What fails if the code is left alone. */
  readonly breaks: string;
  /** `safe`, or what a reader must check. */
  readonly safety: string;
  /** The cases the rule leaves on purpose. */
  readonly leaves: string;
  /** The ids of the facts about the clients that the rule acts on; `docs/facts.md` has them. */
  readonly facts: readonly string[];
  readonly examples: readonly Example[];
}

export interface Example {
  readonly language: LanguageName;
  readonly before: string;
  readonly after: string;
}
