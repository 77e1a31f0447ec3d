import { closest } from '../core/closest.ts';
import { ENGINE_RULES, isEngineRule } from '../core/engine/engine-rules.ts';
import type { Example, Explanation } from '../core/explanation.ts';
import type { LanguageName, Rule } from '../core/rule.ts';
import { painted } from '../reporters/diff.ts';
import { exampleDiff } from '../reporters/example.ts';
import { wrap } from '../reporters/layout.ts';
import type { Painter, ReporterOptions } from '../reporters/reporter.ts';
import { UsageError } from '../runner/errors.ts';
import { engineSectionsOf, sectionsOf } from './output/rule-texts.ts';

/** Prose wider than this is hard to read, however wide the terminal is. */
const MAX_WIDTH = 80;

const SPELLED: Readonly<Record<LanguageName, string>> = {
  python: 'Python',
  javascript: 'TypeScript',
  config: 'pyproject.toml',
};

type Style = Pick<ReporterOptions, 'paint' | 'width'>;

/** The explanation of a rule, or of one of the engine's own, for a terminal. Throws a `UsageError` if there is no such rule. */
export function explain(
  name: string,
  rules: readonly Pick<Rule, 'name' | 'summary'>[],
  explanations: Readonly<Record<string, Explanation>>,
  style: Style,
): string {
  if (isEngineRule(name)) {
    const text = ENGINE_RULES[name];
    return page(name, text.summary, engineSectionsOf(text), [], style);
  }
  const rule = rules.find((one) => one.name === name);
  const explanation = Object.hasOwn(explanations, name) ? explanations[name] : undefined;
  if (!rule || !explanation)
    throw unknownRule(name, [...rules.map((one) => one.name), ...Object.keys(ENGINE_RULES)]);
  const { facts, examples } = explanation;
  const sections = [
    ...sectionsOf(explanation),
    ...(facts.length > 0 ? [['Facts', `${facts.join(', ')}: see docs/facts.md`] as const] : []),
  ];
  return page(name, rule.summary, sections, examples, style);
}

function page(
  name: string,
  summary: string,
  sections: readonly (readonly [title: string, text: string])[],
  examples: readonly Example[],
  { paint, width }: Style,
): string {
  const room = Math.min(width, MAX_WIDTH);
  return [
    `${paint.bold(paint.cyan(name))}\n${wrap(summary, room).join('\n')}\n`,
    ...sections.map(([title, text]) => `${paint.bold(title)}\n${indented(wrap(text, room - 2), 2)}\n`),
    ...examples.flatMap((example) => shown(example, paint)),
  ].join('\n');
}

function unknownRule(name: string, known: readonly string[]): UsageError {
  const meant = closest(name, known);
  return new UsageError(
    `there is no rule '${name}'`,
    meant ? `did you mean ${meant}?` : 'the command `rules` lists them',
  );
}

/** The diff of an example, with a title. Empty if the example changes nothing. */
function shown(example: Example, paint: Painter): readonly string[] {
  const lines = exampleDiff(example).map((line) => (line === ' ' ? '' : painted(line, paint)));
  if (lines.length === 0) return [];
  return [`${paint.bold(`Example (${SPELLED[example.language]})`)}\n${indented(lines, 2)}\n`];
}

const indented = (lines: readonly string[], by: number): string =>
  lines.map((line) => (line ? ' '.repeat(by) + line : '')).join('\n');
