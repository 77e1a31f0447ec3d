import { parseArgs } from 'node:util';
import type { LanguageName } from '../../core/rule.ts';
import { languages } from '../../languages/index.ts';
import { messageOf } from '../../runner/errors.ts';

export const ALL_LANGUAGES: readonly LanguageName[] = languages.map(({ name }) => name);

export interface NewRule {
  readonly name: string;
  readonly languages: readonly LanguageName[];
}

/** Reads the arguments of `npm run new`: the rule they ask for, or a sentence about what is wrong with them. */
export function readArgs(args: readonly string[]): NewRule | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { languages: { type: 'string' } },
      allowPositionals: true,
    });
    const [name] = positionals;
    if (name === undefined) return 'The name of the rule is missing.';
    if (positionals.length > 1) return `One rule at a time, not ${positionals.length}.`;
    return { name, languages: languagesIn(values.languages) };
  } catch (error) {
    return messageOf(error);
  }
}

/** The languages in a list with commas; all of them without a list. Throws if it holds any other name. */
function languagesIn(list: string | undefined): readonly LanguageName[] {
  if (list === undefined) return ALL_LANGUAGES;
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !ALL_LANGUAGES.some((language) => language === name));
  if (unknown !== undefined)
    throw new Error(
      `"${unknown}" is not a language: use ${ALL_LANGUAGES.join(' or ')}, or both with a comma.`,
    );
  return ALL_LANGUAGES.filter((language) => names.includes(language));
}
