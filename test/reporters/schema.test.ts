import { Ajv, type AnySchema } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formats } from '../../src/reporters/index.ts';
import { json } from '../../src/reporters/json/json.ts';
import { plainly } from './reports.ts';
import { HOSTILE, hostileReport } from './formats/hostile.ts';
import { reportsOf } from './formats/real.ts';

const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as AnySchema;
const isReport = new Ajv({ allErrors: true }).compile(schema);
const check = (text: string): unknown => (isReport(JSON.parse(text)) ? [] : isReport.errors);

/** No part of a report may have a field that the schema does not describe. */
const closed = JSON.parse(
  JSON.stringify(schema).replaceAll(
    '"type":"object","properties"',
    '"type":"object","additionalProperties":false,"properties"',
  ),
) as { readonly $id: string };
const hasNoMore = new Ajv({ allErrors: true }).compile({ ...closed, $id: `${closed.$id}#closed` });

describe('the schema of a report', () => {
  test.each([
    '--check',
    '-n --strict',
    '',
    '--check --level fails',
    '--check --target latest',
    '--select follow-redirects -n',
    '-n tests/plain.py',
  ])('describes all that a real one has: %s', async (line) => {
    const { texts } = await reportsOf(line);
    expect(check(texts.json)).toEqual([]);
    expect([hasNoMore(JSON.parse(texts.json)), hasNoMore.errors]).toEqual([true, null]);
  });

  test('describes hostile ones', () => {
    for (const text of HOSTILE) expect(check(json(hostileReport(text), plainly))).toEqual([]);
  });

  test('describes the example of its page', () => {
    const [, example = ''] =
      /```json\n(\{\n {2}"version"[^]*?)```/.exec(readFileSync('docs/formats.md', 'utf8')) ?? [];
    expect(check(example)).toEqual([]);
  });

  test('refuses what is no report', async () => {
    const { texts } = await reportsOf('--check');
    const report = JSON.parse(texts.json) as Readonly<Record<string, unknown>>;
    for (const field of Object.keys(report)) {
      const { [field]: _, ...others } = report;
      expect(isReport(others), field).toBe(false);
      expect(isReport({ ...report, [field]: 'else' }), field).toBe(false);
    }
    // A later version adds some.
    expect(isReport({ ...report, later: 1 })).toBe(true);
  });
});

test('the page names every format', () => {
  const page = readFileSync('docs/formats.md', 'utf8');
  expect(formats.filter((format) => !page.includes(`\`${format}\``))).toEqual([]);
});
