import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../src/core/lines.ts';
import { migrate } from '../src/core/engine/migrate.ts';
import type { Reported, Result } from '../src/core/engine/result.ts';
import type { Rule } from '../src/core/rule.ts';
import { languages } from '../src/languages/index.ts';
import { rules } from '../src/registry.ts';

const ROOT = '__testfixtures__';
/** `UPDATE=1` writes what comes out instead of comparing it: then read the difference. */
const UPDATE = process.env['UPDATE'] === '1';

const FIXTURES = readdirSync(ROOT).flatMap((rule) =>
  readdirSync(`${ROOT}/${rule}`).flatMap((file) => {
    const [, name, extension] = /^(.+)\.input(\..+)$/.exec(file) ?? [];
    return name && extension ? [{ rule, name, extension, base: `${ROOT}/${rule}/${name}` }] : [];
  }),
);

/** `basic.report.txt`, and beside it `basic.report.ts.txt` for the same case in another language. */
const reportOf = (base: string, extension: string): string =>
  `${base}.report${extension === '.py' ? '' : extension}.txt`;

async function run(rule: Rule, path: string, source: string): Promise<Result> {
  const language = await languages
    .find(({ extensions }) => extensions.some((one) => path.endsWith(one)))
    ?.load();
  if (!language) throw new Error(`no language reads ${path}`);
  return migrate(source, path, language, { rules: [rule] });
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

function renderOne({ rule, at, message, why, fix, safety }: Reported, source: string): string {
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
  const state = fix === 'none' ? 'left to a person' : `${safety}, ${fix}`;
  return [...framed, `${rule} (${state}): ${message}`, ...(why ? [`  why: ${why}`] : []), ''].join('\n');
}

function expectFile(path: string, text: string): void {
  if (UPDATE && (!existsSync(path) || readFileSync(path, 'utf8') !== text)) writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
}

describe.each(rules)('$name', (rule) => {
  const own = FIXTURES.filter((one) => one.rule === rule.name);

  test.each(own)('$base', async ({ base, extension }) => {
    const source = readFileSync(`${base}.input${extension}`, 'utf8');
    const { text, report } = outcome(await run(rule, `tests/test_it${extension}`, source), source);
    expectFile(`${base}.output${extension}`, text);
    expectFile(reportOf(base, extension), report);

    const again = await run(rule, `tests/test_it${extension}`, text);
    expect(again.status).toBe('unchanged');
  });

  test('has fixtures', () => {
    expect(own).not.toEqual([]);
  });
});
