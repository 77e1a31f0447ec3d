import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/explain.ts';
import { ENGINE_RULES } from '../../src/core/engine/engine-rules.ts';
import { UsageError } from '../../src/runner/errors.ts';
import { plainly } from '../reporters/reports.ts';

const rules = [{ name: 'follow-redirects', summary: 'gives the option its new name' }];
const explanations = {
  'follow-redirects': {
    changed: 'The option is called `follow_redirects`, and this sentence goes on until it has to be broken.',
    breaks: 'A TypeError.',
    safety: 'safe',
    leaves: 'Nothing.',
    facts: ['M8', 'M9'],
    examples: [
      { language: 'python', before: 'import x\n\nold(\n    1\n)\n', after: 'import x\n\nnew(\n    1\n)\n' },
      { language: 'javascript', before: 'same\n', after: 'same\n' },
    ],
  },
} as const;

describe('an explanation', () => {
  it('shows what changed, why it breaks, the safety, what is not handled, and an example', () => {
    expect(explain('follow-redirects', rules, explanations, { ...plainly, width: 60 })).toBe(`\
follow-redirects
gives the option its new name

What changed
  The option is called \`follow_redirects\`, and this sentence
  goes on until it has to be broken.

Why it breaks
  A TypeError.

Fix safety
  safe

Not handled
  Nothing.

Facts
  M8, M9: see docs/facts.md

Example (Python)
   import x

  -old(
  +new(
       1
   )
`);
  });

  it('paints what is removed and what is added', () => {
    const paint = {
      ...plainly.paint,
      red: (text: string) => `<red>${text}`,
      green: (text: string) => `<green>${text}`,
    };
    const text = explain('follow-redirects', rules, explanations, { ...plainly, paint });
    expect(text).toContain('  <red>-old(\n  <green>+new(\n');
  });

  it.each(Object.keys(ENGINE_RULES))('of %s says what it reports and what to do', (name) => {
    const text = explain(name, rules, explanations, { ...plainly, width: 200 });
    expect(text).toMatch(
      new RegExp(`^${name}\\nReport .*\\n\\nWhat it reports\\n(  .*\\n)+\\nWhy it matters\\n`),
    );
    expect(text).toContain('\n\nWhat to do\n  ');
    expect(text.split('\n').filter((one) => one.length > 80)).toEqual([]);
  });

  it.each([
    ['opaque-cal', 'did you mean opaque-call?'],
    ['folow-redirects', 'did you mean follow-redirects?'],
    ['something-else', 'the command `rules` lists them'],
    ['toString', 'the command `rules` lists them'],
  ])('of %j is refused with a hint', (name, hint) => {
    const ask = (): string => explain(name, rules, explanations, plainly);
    expect(ask).toThrow(UsageError);
    expect(ask).toThrow(expect.objectContaining({ message: `there is no rule '${name}'`, hint }));
  });
});
