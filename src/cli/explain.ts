import { closest } from '../core/closest.ts';
import type { Example, Explanation } from '../core/explanation.ts';
import type { LanguageName, Rule } from '../core/rule.ts';
import { painted } from '../reporters/diff.ts';
import { exampleDiff } from '../reporters/example.ts';
import { wrap } from '../reporters/layout.ts';
import type { Painter, ReporterOptions } from '../reporters/reporter.ts';
import { UsageError } from '../runner/errors.ts';

/** Prose wider than this is hard to read, however wide the terminal is. */
const MAX_WIDTH = 80;

const SPELLED: Readonly<Record<LanguageName, string>> = { python: 'Python', javascript: 'TypeScript' };

/** The explanation of a rule, for a terminal. Throws a `UsageError` if there is no such rule. */
export function explain(
  name: string,
  rules: readonly Pick<Rule, 'name' | 'summary'>[],
  explanations: Readonly<Record<string, Explanation>>,
  { paint, width }: Pick<ReporterOptions, 'paint' | 'width'>,
): string {
  const rule = rules.find((one) => one.name === name);
  const explanation = Object.hasOwn(explanations, name) ? explanations[name] : undefined;
  if (!rule || !explanation)
    throw unknownRule(
      name,
      rules.map((one) => one.name),
    );
  const room = Math.min(width, MAX_WIDTH);
  const section = (title: string, text: string): string =>
    `${paint.bold(title)}\n${indented(wrap(text, room - 2), 2)}\n`;
  return [
    `${paint.bold(paint.cyan(rule.name))}\n${wrap(rule.summary, room).join('\n')}\n`,
    section('What changed', explanation.changed),
    section('Why it breaks', explanation.breaks),
    section('Fix safety', explanation.safety),
    section('Not handled', explanation.leaves),
    ...explanation.examples.flatMap((example) => shown(example, paint)),
  ].join('\n');
}

function unknownRule(name: string, known: readonly string[]): UsageError {
  const meant = closest(name, known);
  return new UsageError(
    `there is no rule '${name}'`,
    meant ? `did you mean ${meant}?` : '`bump-testclient rules` lists them',
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
