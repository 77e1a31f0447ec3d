/**
 * Findings of the engine itself, by the names under which they are reported, ignored and suppressed. They belong to no
 * file in `transforms/` and are always on unless they are ignored.
 */
export const ENGINE_RULES = {
  /** A call whose arguments cannot all be seen, so that the rules cannot tell whether to change it (`opaque.ts`). */
  'opaque-call': 'Report a call whose arguments cannot all be seen.',
  /** A suppression comment that suppresses nothing (`ledger.ts`). */
  'unused-suppression': 'Report a suppression comment that suppresses nothing.',
} as const;

export type EngineRule = keyof typeof ENGINE_RULES;

export const isEngineRule = (name: string): name is EngineRule => Object.hasOwn(ENGINE_RULES, name);
