import { Ajv } from 'ajv';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env as environment } from 'node:process';
import { describe, expect, test } from 'vitest';
import { parseLine } from '../../src/evidence/parse.ts';
import { environmentOf, recorderConfig } from '../../src/runner/record/environment.ts';
import { folder } from '../runner/support.ts';

const schema = JSON.parse(readFileSync('docs/evidence.schema.json', 'utf8')) as Readonly<
  Record<string, unknown>
>;
const isLine = new Ajv({ allErrors: true, strictTuples: false }).compile(schema);

type Fields = Readonly<Record<string, unknown>>;
const parsed = (text: string): Fields => JSON.parse(text) as Fields;
const linesIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('{"is"'));

/** The examples of the page that explains them. */
const EXAMPLES = linesIn(readFileSync('docs/evidence.md', 'utf8'));
const kinds = (lines: readonly string[]): readonly unknown[] =>
  [...new Set(lines.map((line) => parsed(line)['is']))].sort();

const ALL = ['call', 'end', 'file', 'headers', 'process', 'read', 'received', 'test'];

test('the page shows each kind of line', () => {
  expect(kinds(EXAMPLES)).toEqual(ALL);
});

test.each(EXAMPLES.map((line) => [line.slice(0, 60), line]))('the example %s is a line', (_, line) => {
  expect([isLine(parsed(line)), isLine.errors]).toEqual([true, null]);
  expect(parseLine(line)).not.toBe('damaged');
});

describe('what is no line', () => {
  /** Each field that a line must have, of each kind. */
  const needed = ALL.flatMap((kind) => {
    const line = EXAMPLES.find((one) => parsed(one)['is'] === kind) ?? '{}';
    return Object.keys(parsed(line))
      .filter((field) => !['followed', 'problems'].includes(field))
      .map((field) => [kind, field, parsed(line)] as const);
  });

  test.each(needed)('a %s without `%s`', (_, field, line) => {
    const { [field]: _left, ...others } = line;
    expect(isLine(others)).toBe(false);
  });

  test.each(needed)('a %s with something else as `%s`', (_, field, line) => {
    expect(isLine({ ...line, [field]: { else: 1 } })).toBe(false);
    expect(isLine({ ...line, [field]: null })).toBe(false);
  });
});

test('lines may have fields that the schema does not know: a later version adds some', () => {
  expect(EXAMPLES.map((line) => isLine({ ...parsed(line), later: 1 }))).toEqual(EXAMPLES.map(() => true));
});

const CLIENT = `
  export class TestClient {
    constructor(app) { this.app = app; }
    request(method, url, options = {}) { return this.app(method, url, options); }
    get(url, options) { return this.request('GET', url, options); }
    head(url, options) { return this.request('HEAD', url, options); }
    post(url, options) { return this.request('POST', url, options); }
    put(url, options) { return this.request('PUT', url, options); }
    delete(url, options) { return this.request('DELETE', url, options); }
  }
`;
const SUITE = `
  import test from 'node:test';
  import { TestClient } from './client.mjs';
  const app = (method, url, { allowRedirects }) => ({ statusCode: 200, text: String(allowRedirects) });
  test('an order', () => {
    const response = new TestClient(app).post('/orders?token=secret-1', { data: 'secret-2', allowRedirects: false });
    if (response.statusCode !== 200) throw new Error('it failed');
  });
`;

test('what the recorder for JavaScript writes are lines, without a value', () => {
  const root = folder({ 'client.mjs': CLIENT, 'a.test.mjs': SUITE });
  const to = join(root, 'evidence.jsonl');
  const config = recorderConfig({ to, root, mode: 'record', values: false });
  const { status } = spawnSync(process.execPath, ['--test', 'a.test.mjs'], {
    cwd: root,
    env: environmentOf(config, { ...environment, NODE_OPTIONS: '' }),
  });
  const text = readFileSync(to, 'utf8');
  const lines = linesIn(text);
  expect([status, kinds(lines)]).toEqual([
    0,
    expect.arrayContaining(['call', 'end', 'file', 'process', 'test']),
  ]);
  expect(lines.filter((line) => !isLine(parsed(line)))).toEqual([]);
  expect(text).not.toContain('secret');
});
