import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { factsOf } from '../../clients/facts/facts.ts';
import type { Example, Explanation } from '../../core/explanation.ts';
import type { LanguageName, Rule } from '../../core/rule.ts';
import { languages } from '../../languages/index.ts';
import { messageOf } from '../../runner/errors.ts';
import { parseHeader } from './header.ts';

/** The extension of a language's `basic` fixture. */
export const FIXTURE_EXTENSION: Readonly<Record<LanguageName, string>> = {
  python: 'py',
  javascript: 'ts',
  config: 'toml',
};

/** A file of `transforms/`, with everything that the documents show of it. */
export interface RuleFile {
  readonly name: string;
  readonly rule: Rule;
  readonly explanation: Explanation;
}

/** Names of the files of `transforms/`, alphabetical. */
export const ruleNames = (root: string): readonly string[] =>
  readdirSync(join(root, 'transforms'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

/** The languages of a rule, in the order of the registry of languages. */
export const languagesOf = (rule: Rule): readonly LanguageName[] =>
  rule.languages?.includes('config')
    ? rule.languages
    : languages.map(({ name }) => name).filter((name) => rule.languages?.includes(name) ?? true);

/** Loads every rule. Throws an error that names the file and what is wrong with it. */
export async function readRules(root: string): Promise<readonly RuleFile[]> {
  return Promise.all(
    ruleNames(root).map(async (name) => {
      const path = `transforms/${name}.ts`;
      const rule = await load(root, path);
      if (rule.name !== name)
        throw new Error(`${path}: its rule is named "${rule.name}"; file and rule must have the same name`);
      try {
        const header = parseHeader(readFileSync(join(root, path), 'utf8'));
        const examples = languagesOf(rule).flatMap((language) => readExample(root, name, language));
        return { name, rule, explanation: { ...header, facts: factsOf(name), examples } };
      } catch (error) {
        throw new Error(`${path}: ${messageOf(error)}`, {
          cause: error,
        });
      }
    }),
  );
}

async function load(root: string, path: string): Promise<Rule> {
  // The compiler does not know the exports of a module whose path is computed.
  const module = (await import(pathToFileURL(join(root, path)).href)) as { readonly rule?: Rule };
  if (!module.rule) throw new Error(`${path}: it does not export \`rule\``);
  return module.rule;
}

/** The `basic` fixture. Empty if it does not exist, which `test/self.test.ts` reports. */
function readExample(root: string, rule: string, language: LanguageName): readonly Example[] {
  const path = (side: 'input' | 'output') =>
    join(root, '__testfixtures__', rule, `basic.${side}.${FIXTURE_EXTENSION[language]}`);
  if (!existsSync(path('input')) || !existsSync(path('output'))) return [];
  return [
    { language, before: readFileSync(path('input'), 'utf8'), after: readFileSync(path('output'), 'utf8') },
  ];
}
