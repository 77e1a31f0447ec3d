import { describe, expect, test } from 'vitest';
import { parseJson } from '../../src/config/json.ts';
import type { Parsed } from '../../src/config/node.ts';
import { readConfiguration } from '../../src/config/read.ts';
import { parseToml } from '../../src/config/toml.ts';
import { linesOf } from '../../src/core/lines.ts';

const names = { rules: ['follow-redirects', 'json-body'], engineRules: ['opaque-call'] };

const inToml = (text: string): readonly string[] => problemsOf(text, parseToml(text), 'kebab-case');
const inJson = (text: string): readonly string[] =>
  problemsOf(text, parseJson(text, { comments: true }), 'camelCase');

function problemsOf(text: string, parsed: Parsed, spelling: 'camelCase' | 'kebab-case'): readonly string[] {
  const problems =
    'problem' in parsed ? [parsed.problem] : readConfiguration(parsed.root, spelling, names).problems;
  return problems.map(({ at, message }) => {
    const { line, column } = linesOf(text).at(at);
    return `${line}:${column}: ${message}`;
  });
}

test.each<[string, string, string]>([
  ['select', 'select = ["follow-redirects"]', '{"select": ["follow-redirects"]}'],
  ['ignore, engine rules too', 'ignore = ["opaque-call"]', '{"ignore": ["opaque-call"]}'],
  ['unsafe as a flag', 'unsafe = true', '{"unsafe": true}'],
  ['unsafe as a list', 'unsafe = ["json-body"]', '{"unsafe": ["json-body"]}'],
  ['level', 'level = "fails"', '{"level": "fails"}'],
  ['strict as a flag', 'strict = true', '{"strict": true}'],
  ['strict as a level', 'strict = "differs"', '{"strict": "differs"}'],
  ['target as a word', 'target = "starlette==0.43"', '{"target": "starlette==0.43"}'],
  ['target as a list', 'target = ["httpx2", "latest"]', '{"target": ["httpx2", "latest"]}'],
  [
    'clients',
    'clients = ["api", "self.http", "make_client()", "@acme/testing", "größe"]',
    '{"clients": ["api", "self.http", "make_client()", "@acme/testing", "größe"]}',
  ],
  ['a key of two words', 'strict-parsing = true', '{"strictParsing": true}'],
  ['globs', 'exclude = ["old/**"]\ninclude = ["tests"]', '{"exclude": ["old/**"], "include": ["tests"]}'],
  [
    'paths',
    'extends = "../base.json"\nbaseline = "b.json"',
    '{"extends": "../base.json", "baseline": "b.json"}',
  ],
  [
    'overrides',
    '[[overrides]]\nfiles = "a/*"\nlevel = "warns"\n[[overrides]]\nfiles = ["b"]',
    '{"overrides": [{"files": "a/*", "level": "warns"}, {"files": ["b"],},], /* why */ "$schema": "x"}',
  ],
])('TOML and JSON take %s', (_, toml, json) => {
  expect(inToml(toml)).toEqual([]);
  expect(inJson(json)).toEqual([]);
});

test('a configuration is read with the places of its keys', () => {
  const parsed = parseToml('# first\nlevel = "fails"\n[[overrides]]\nfiles = "a"\nunsafe = ["json-body"]\n');
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const { configuration } = readConfiguration(parsed.root, 'kebab-case', names);
  expect(configuration.values.level).toEqual({ value: 'fails', at: 8 });
  expect(configuration.overrides).toMatchObject([
    { files: ['a'], values: { unsafe: { value: ['json-body'] } } },
  ]);
});

describe('mistakes are told with their places:', () => {
  test.each([
    ['an unknown key', 'selec = []', '1:1: there is no key "selec"; did you mean select?'],
    [
      'the spelling of JSON',
      'strictParsing = true',
      '1:1: there is no key "strictParsing"; did you mean strict-parsing?',
    ],
    ['the name of the option', 'client = ["api"]', '1:1: there is no key "client"; did you mean clients?'],
    [
      'an unknown rule',
      'select = ["follow-redirect"]',
      '1:11: there is no rule "follow-redirect"; did you mean follow-redirects?',
    ],
    [
      'a rule that is always on',
      'select = ["opaque-call"]',
      '1:11: opaque-call is always on; `ignore` turns it off',
    ],
    ['a text for a flag', 'strict-parsing = "yes"', '1:18: expected true or false, found a text'],
    ['a text for a list', 'select = "follow-redirects"', '1:10: expected a list of rules, found a text'],
    ['a number in a list', 'clients = [1]', '1:12: expected a name, found an integer'],
    ['an empty selection', 'select = []', '1:10: the list is empty'],
    ['a level of none', 'level = "warn"', '1:9: "warn" is none of "fails", "warns", "differs"'],
    [
      'a number for a level or flag',
      'strict = 1',
      '1:10: expected true or false, or "fails", "warns", "differs", found an integer',
    ],
    [
      'a target of none',
      'target = "flask"',
      '1:10: "flask" is no target; write httpx, httpx2, latest, starlette==0.43 or fastapi==0.115',
    ],
    [
      'targets that contradict',
      'target = ["httpx", "httpx2"]',
      '1:10: httpx and httpx2 cannot be combined; leave out one of them',
    ],
    [
      'a name of none',
      'clients = ["a b"]',
      '1:12: "a b" is not a name; write api, self.http, make_client() or @acme/testing',
    ],
    [
      'a glob out of the folder',
      'exclude = ["../a"]',
      '1:12: "../a" can match nothing: globs are relative to the folder of this file',
    ],
    ['an empty glob', 'exclude = ["./"]', '1:12: "./" is not a glob'],
    ['overrides without files', '[[overrides]]\nlevel = "fails"', '1:3: the key files is missing'],
    [
      'excludes in overrides',
      '[[overrides]]\nfiles = "a"\nexclude = ["b"]',
      '3:1: the key "exclude" cannot be given in overrides: it is about the whole configuration',
    ],
    ['overrides of another kind', 'overrides = 1', '1:13: expected a list of tables, found an integer'],
    ['what does not parse', 'level = ?', '1:9: Unexpected character'],
  ])('%s in TOML', (_, toml, problem) => {
    expect(inToml(toml)).toEqual([problem]);
  });

  test.each([
    [
      'the spelling of TOML',
      '{\n  "strict-parsing": true}',
      '2:3: there is no key "strict-parsing"; did you mean strictParsing?',
    ],
    [
      'a key that is given twice',
      '{"level": "fails", "level": "warns"}',
      '1:20: the key level is given twice',
    ],
    ['a list as the whole', '[]', '1:1: expected a table of settings, found a list'],
    ['null', '{"select": null}', '1:12: expected a list of rules, found null'],
    ['a value that is missing', '{"level": }', '1:11: value expected'],
    ['an empty file', '', '1:1: value expected'],
    ['a bomb of brackets', '['.repeat(100_000), '1:1: it is nested too deeply'],
  ])('%s in JSON', (_, json, problem) => {
    expect(inJson(json)).toEqual([problem]);
  });

  test('all of them, in order', () => {
    expect(inToml('level = 1\nselect = 2\n').map((one) => one.split(':')[0])).toEqual(['1', '2']);
  });
});

test('a package.json takes no comments', () => {
  expect(parseJson('{} // x', { comments: false })).toEqual({
    problem: { at: 3, message: 'invalid comment token' },
  });
});
