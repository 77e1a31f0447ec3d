/** Canonical names are camelCase, which is how JavaScript spells them. */
export const spell = (name: string): string => name;
