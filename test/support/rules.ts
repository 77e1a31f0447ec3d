import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/core/engine/migrate.ts';
import { defaultTarget } from '../../src/core/model/target.ts';
import type { Reported, Result } from '../../src/core/engine/result.ts';
import type { LanguageName, Rule } from '../../src/core/rule.ts';
import { slice } from '../../src/core/text.ts';
import { configuration, languages } from '../../src/languages/index.ts';
import type { Snippet } from './snippets.ts';

/** A name, then a snippet before and after: in Python, and in other languages behind that. */
export type Change = readonly [name: string, ...snippets: Snippet[]];

/** What is underlined, and words that the message or the reason must have. */
export type Expected = readonly [at: string, ...says: string[]];

export type Report = readonly [name: string, before: Snippet, ...findings: Expected[]];

const PATHS: Readonly<Record<LanguageName, string>> = {
  python: 'tests/test_it.py',
  javascript: 'tests/it.test.ts',
  config: 'pyproject.toml',
};
const COMMENTS: Readonly<Record<LanguageName, string>> = { python: '#', javascript: '//', config: '#' };

/** The same text in other clothes, which must make no difference. */
const WRAPPINGS: readonly (readonly [
  name: string,
  wrap: (text: string, language: LanguageName) => string,
])[] = [
  ['as it stands', (text) => text],
  ['with Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
  [
    'with line ends of a lone CR',
    (text, language) => (language === 'python' ? text.replaceAll('\n', '\r') : text),
  ],
  ['with tabs', (text) => text.replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4))],
  ['with a byte-order mark', (text) => `\uFEFF${text}`],
  ['below an emoji', (text, language) => `${COMMENTS[language]} 🚀 é\n${text}`],
];

interface Outcome {
  readonly text: string;
  readonly edits: number;
  readonly findings: readonly Reported[];
}

async function run(
  rules: readonly Rule[],
  { language, text }: Snippet,
  allow: 'safe' | 'unsafe',
): Promise<Result> {
  const loaded = await [...languages, configuration].find(({ name }) => name === language)?.load();
  if (!loaded) throw new Error(`there is no language ${language}`);
  // A rule of one target is tested with it; all rules together are run as a user runs them.
  const client = (rules.length === 1 && rules[0]?.client) || defaultTarget.client;
  return migrate(text, PATHS[language], loaded, { rules, allow, target: { ...defaultTarget, client } });
}

/** Rows of different lengths, as vitest takes them. */
const named = <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]) =>
  rows.map((row) => [row[0], row] as const);

/** Findings lie inside the text, in order. */
function expectOrderly(findings: readonly Reported[], { text }: Snippet): void {
  const length = text.replace(/^\uFEFF/, '').length;
  let last = 0;
  for (const { at } of findings) {
    expect(at.start).toBeGreaterThanOrEqual(last);
    expect(at.end).toBeGreaterThanOrEqual(at.start);
    expect(at.end).toBeLessThanOrEqual(length);
    last = at.start;
  }
}

const left = (findings: readonly Reported[]): readonly string[] =>
  findings.filter(({ fix }) => fix !== 'applied').map(({ message }) => message);

/**
 * The text that comes out and its findings. A failure of the codemod itself fails the test, with its reason. `how` names
 * the wrapping, which a failure prints.
 */
async function outcome(
  rules: readonly Rule[],
  before: Snippet,
  allow: 'safe' | 'unsafe',
  how: string,
): Promise<Outcome> {
  const result = await run(rules, before, allow);
  if (result.status === 'failed') throw new Error(`${how}: ${result.reason}: ${result.detail}`);
  if (result.status === 'skipped') throw new Error(`${how}: skipped: ${result.reason}`);
  expectOrderly(result.findings, before);
  return {
    text: result.status === 'changed' ? result.text : before.text,
    edits: result.status === 'changed' ? result.edits : 0,
    findings: result.findings,
  };
}

async function expectUnchanged(
  rules: readonly Rule[],
  before: Snippet,
  allow: 'safe' | 'unsafe',
  how: string,
): Promise<readonly Reported[]> {
  const { text, edits, findings } = await outcome(rules, before, allow, how);
  expect(text, how).toBe(before.text);
  expect(edits, how).toBe(0);
  expect(findings.filter(({ fix }) => fix === 'applied')).toEqual([]);
  return findings;
}

async function expectChange(
  rules: readonly Rule[],
  [before, after]: readonly [Snippet, Snippet],
  allow: 'safe' | 'unsafe',
  how: string,
): Promise<void> {
  const { text, edits, findings } = await outcome(rules, before, allow, how);
  expect(text, how).toBe(after.text);
  expect(edits).toBeGreaterThan(0);
  const again = await expectUnchanged(rules, after, allow, `${how}, a second run`);
  expect(left(again)).toEqual(left(findings));
}

const wrapped = (snippet: Snippet, wrap: (text: string, language: LanguageName) => string): Snippet => ({
  ...snippet,
  text: wrap(snippet.text, snippet.language),
});

/** The wrappings that make another text of one of the snippets, and the one that leaves all as they stand. */
const wrappingsOf = (...snippets: readonly Snippet[]): typeof WRAPPINGS =>
  WRAPPINGS.filter(
    ([, wrap], index) => index === 0 || snippets.some((one) => wrapped(one, wrap).text !== one.text),
  );

const pairsOf = (snippets: readonly Snippet[]): readonly (readonly [Snippet, Snippet])[] =>
  snippets.flatMap((before, index) => {
    const after = snippets[index + 1];
    return index % 2 === 0 && after ? [[before, after] as const] : [];
  });

function changes(rules: readonly Rule[], rows: readonly Change[], allow: 'safe' | 'unsafe'): void {
  test.each(named(rows))('%s', async (_name, [, ...snippets]) => {
    for (const [before, after] of pairsOf(snippets)) {
      for (const [how, wrap] of wrappingsOf(before, after)) {
        await expectChange(rules, [wrapped(before, wrap), wrapped(after, wrap)], allow, how);
      }
    }
  });
}

/** Every row is changed as told, by safe fixes alone, whatever its line ends, tabs and characters above it. */
export function cases(rule: Rule | readonly Rule[], rows: readonly Change[]): void {
  describe('changes', () => changes([rule].flat(), rows, 'safe'));
}

/** Every row is left as it is, and changed as told when unsafe fixes are allowed. */
export function unsafeCases(rule: Rule | readonly Rule[], rows: readonly Change[]): void {
  const rules = [rule].flat();
  describe('changes on request', () => changes(rules, rows, 'unsafe'));
  test.each(named(rows))('%s: offered, not made', async (_name, [, ...snippets]) => {
    for (const [before] of pairsOf(snippets)) {
      const findings = await expectUnchanged(rules, before, 'safe', 'without --unsafe');
      expect(findings.map(({ fix }) => fix)).toContain('available');
    }
  });
}

/** Nothing is changed and nothing is said, even if unsafe fixes are allowed. */
export function noop(rule: Rule | readonly Rule[], snippets: readonly Snippet[]): void {
  test.each(snippets.map((snippet) => [label(snippet), snippet] as const))(
    'leaves %s',
    async (_name, snippet) => {
      for (const [how, wrap] of wrappingsOf(snippet)) {
        const found = await expectUnchanged([rule].flat(), wrapped(snippet, wrap), 'unsafe', how);
        expect(found, how).toEqual([]);
      }
    },
  );
}

/** Nothing is changed, and of each row one finding is only counted, by these words. */
export function counted(rule: Rule, words: string, snippets: readonly Snippet[]): void {
  test.each(snippets.map((snippet) => [label(snippet), snippet] as const))(
    'counts %s',
    async (_name, snippet) => {
      for (const [how, wrap] of wrappingsOf(snippet)) {
        const found = await expectUnchanged([rule], wrapped(snippet, wrap), 'unsafe', how);
        expect(
          found.map(({ tally, fix }) => [tally, fix]),
          how,
        ).toEqual([[words, 'none']]);
      }
    },
  );
}

const label = ({ text }: Snippet): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-2).join(' / ');
};

/** Nothing is changed, even if unsafe fixes are allowed, and exactly these findings are left, with their reasons. */
export function findings(rule: Rule | readonly Rule[], rows: readonly Report[]): void {
  describe('reports', () => {
    test.each(named(rows))('%s', async (_name, [, before, ...expected]) => {
      for (const [how, wrap] of wrappingsOf(before)) {
        const snippet = wrapped(before, wrap);
        const found = await expectUnchanged([rule].flat(), snippet, 'unsafe', how);
        expect(found.map(({ at }) => plain(slice(snippet.text.replace(/^\uFEFF/, ''), at)))).toEqual(
          expected.map(([at]) => at),
        );
        for (const [index, [, ...says]] of expected.entries()) {
          const said = `${found[index]?.message} | ${found[index]?.why}`;
          for (const one of says) expect(said).toContain(one);
        }
      }
    });
  });
}

/** As it stood before it was wrapped. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ');
