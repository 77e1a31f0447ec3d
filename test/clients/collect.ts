import { appendFileSync } from 'node:fs';
import { test } from 'vitest';
import type { Rule } from '../../src/core/rule.ts';
import type { Snippet } from '../support/snippets.ts';
import type { Change, Report } from '../support/rules.ts';

/** A row of the tables in test/transforms, without what it is expected to become. */
export interface Row {
  /** `cases`, `unsafeCases`, `noop`, `counted` or `findings`. */
  readonly kind: string;
  readonly rule: string;
  readonly name: string;
  readonly source: string;
}

/** Stands in for test/support/rules.ts: where that tests the rows of a table, this writes them down. */
function write(
  kind: string,
  rule: Rule | readonly Rule[],
  named: readonly (readonly [string, Snippet])[],
): void {
  const rules = [rule].flat().map(({ name }) => name);
  for (const [name, { language, text }] of named) {
    const row: Row = { kind, rule: rules.join(' '), name, source: text };
    if (language === 'python') appendFileSync(process.env['COLLECTED']!, `${JSON.stringify(row)}\n`);
  }
  // A file without a test is an error to vitest.
  test('is collected', () => undefined);
}

/** Of the snippets of a change, every other one is what stands before it. */
const befores = ([name, ...snippets]: Change): readonly (readonly [string, Snippet])[] =>
  snippets.filter((_, index) => index % 2 === 0).map((snippet) => [name, snippet] as const);

export const cases = (rule: Rule | readonly Rule[], rows: readonly Change[]): void =>
  write('cases', rule, rows.flatMap(befores));

export const unsafeCases = (rule: Rule | readonly Rule[], rows: readonly Change[]): void =>
  write('unsafeCases', rule, rows.flatMap(befores));

export const noop = (rule: Rule | readonly Rule[], snippets: readonly Snippet[]): void =>
  write(
    'noop',
    rule,
    snippets.map((snippet) => ['left alone', snippet] as const),
  );

export const counted = (rule: Rule, _words: string, snippets: readonly Snippet[]): void =>
  write(
    'counted',
    rule,
    snippets.map((snippet) => ['counted', snippet] as const),
  );

export const findings = (rule: Rule | readonly Rule[], rows: readonly Report[]): void =>
  write(
    'findings',
    rule,
    rows.map(([name, snippet]) => [name, snippet] as const),
  );
