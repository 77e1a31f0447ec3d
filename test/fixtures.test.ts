import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../src/core/lines.ts';
import { migrate } from '../src/core/engine/migrate.ts';
import { defaultTarget } from '../src/core/model/target.ts';
import type { Reported, Result } from '../src/core/engine/result.ts';
import type { Rule } from '../src/core/rule.ts';
import { configuration, languageOf } from '../src/languages/index.ts';
import { rules } from '../src/registry.ts';

const ROOT = '__testfixtures__';

type Updates = 'nothing' | 'reports' | 'outputs and reports';

/** What this run writes instead of comparing; the environment variable `UPDATE` says so. */
const UPDATES = updatesFor(process.env['UPDATE'] ?? '');

function updatesFor(update: string): Updates {
  switch (update) {
    case '':
      return 'nothing';
    case '1':
    case 'reports':
      return 'reports';
    case 'outputs':
      return 'outputs and reports';
    default:
      throw new Error(
        `UPDATE=${update}: use UPDATE=1 to write the reports, UPDATE=outputs for the outputs too`,
      );
  }
}

interface Fixture {
  readonly rule: string;
  /** The path of its input. */
  readonly input: string;
  /** Its paths begin so. */
  readonly base: string;
  /** The extension of its code, with the dot. */
  readonly extension: string;
}

const FIXTURES = readdirSync(ROOT).flatMap((rule) =>
  readdirSync(`${ROOT}/${rule}`).flatMap((file): readonly Fixture[] => {
    const [, name, extension] = /^(.+)\.input(\..+)$/.exec(file) ?? [];
    if (!name || !extension) return [];
    const base = `${ROOT}/${rule}/${name}`;
    return [{ rule, input: `${base}.input${extension}`, base, extension }];
  }),
);

/** `basic.report.txt`, and beside it `basic.report.ts.txt` for the same case in another language. */
const reportOf = (base: string, extension: string): string =>
  `${base}.report${extension === '.py' ? '' : extension}.txt`;

async function run(rule: Rule, path: string, source: string): Promise<Result> {
  const language = await (languageOf(path) ?? configuration).load();
  const target = { ...defaultTarget, client: rule.client ?? defaultTarget.client };
  return migrate(source, path, language, { rules: [rule], target });
}

/** What came out, and what is left to a person; throws what went wrong. */
function outcome(result: Result, source: string): { readonly text: string; readonly report: string } {
  if (result.status === 'failed') throw new Error(`${result.reason}: ${result.detail}`);
  if (result.status === 'skipped') return { text: source, report: `skipped: ${result.reason}\n` };
  return {
    text: result.status === 'changed' ? result.text : source,
    report: render(result.findings, source),
  };
}

/** Every finding below the lines it stands in, underlined. */
function render(findings: readonly Reported[], source: string): string {
  return findings.map((one) => renderOne(one, source.replace(/^\uFEFF/, ''))).join('\n') || 'nothing found\n';
}

function renderOne({ rule, at, message, why, fix, safety, tally }: Reported, source: string): string {
  const lines = linesOf(source);
  const [first, last] = [lines.at(at.start), lines.at(at.end)];
  const framed: string[] = [];
  for (let line = first.line; line <= last.line; line++) {
    const text = lines.text(line);
    const from = line === first.line ? first.column - 1 : text.length - text.trimStart().length;
    const to = line === last.line ? last.column - 1 : text.trimEnd().length;
    framed.push(`${String(line).padStart(4)} | ${text}`);
    framed.push(`     | ${text.slice(0, from).replace(/\S/g, ' ')}${'~'.repeat(Math.max(1, to - from))}`);
  }
  const left = tally === undefined ? 'left to a person' : 'counted';
  const state = fix === 'none' ? left : `${safety}, ${fix}`;
  return [...framed, `${rule} (${state}): ${message}`, ...(why ? [`  why: ${why}`] : []), ''].join('\n');
}

/** The file at `path` holds `found`; with `update`, it is written first. */
function expectFile(path: string, found: string, update: boolean): void {
  if (update) writeFileSync(path, found);
  const expected = existsSync(path) ? readFileSync(path, 'utf8') : '(no such file)';
  expect.soft(found, path).toBe(expected);
}

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  const own = FIXTURES.filter((one) => one.rule === rule.name);

  test.each(own.map((one) => [one.input, one] as const))('%s', async (_input, { input, base, extension }) => {
    const path = extension === '.toml' ? 'pyproject.toml' : `tests/test_it${extension}`;
    const source = readFileSync(input, 'utf8');
    const { text, report } = outcome(await run(rule, path, source), source);
    expectFile(`${base}.output${extension}`, text, UPDATES === 'outputs and reports');
    expectFile(reportOf(base, extension), report, UPDATES !== 'nothing');

    const again = outcome(await run(rule, path, text), text);
    expect(again.text, `a second run over ${base}.output${extension}`).toBe(text);
  });

  test('has fixtures', () => {
    expect(own).not.toEqual([]);
  });
});
