import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HEADINGS, parseHeader } from '../src/dev/rules/header.ts';
import { stale } from '../src/dev/generate.ts';
import { FIXTURE_EXTENSION, languagesOf, readRules, ruleNames } from '../src/dev/rules/files.ts';
import { explanations } from '../src/explanations.ts';
import { rules } from '../src/registry.ts';

const names = ruleNames('.');
const read = (path: string): string => readFileSync(path, 'utf8');

test('the registry holds every file of transforms/, alphabetical', () => {
  expect(names).not.toEqual([]);
  expect(rules.map(({ name }) => name)).toEqual(names);
  expect(Object.keys(explanations)).toEqual(names);
});

test('the generated files are up to date', async () => {
  expect([...(await stale('.')).keys()]).toEqual([]);
});

test('every file of transforms/ exports a rule and a transform', async () => {
  for (const { name, rule } of await readRules(process.cwd())) {
    const module = (await import(`../transforms/${name}.ts`)) as Readonly<Record<string, unknown>>;
    expect(rule).toBe(rules.find((one) => one.name === name));
    expect(module['default'], name).toBeTypeOf('function');
  }
});

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  test('has a header with every heading', () => {
    expect(Object.keys(parseHeader(read(`transforms/${rule.name}.ts`)))).toEqual(Object.keys(HEADINGS));
  });

  test('has a summary of one sentence', () => {
    expect(rule.summary).toMatch(/^\S.*\S$/);
    expect(rule.summary.length).toBeLessThanOrEqual(100);
  });

  test('has a basic fixture in every language it is for', () => {
    for (const language of languagesOf(rule)) {
      const base = `__testfixtures__/${rule.name}/basic`;
      expect(read(`${base}.input.${FIXTURE_EXTENSION[language]}`)).not.toBe('');
    }
  });

  test('is tested on what it changes and on what it leaves alone', () => {
    const source = read(`test/transforms/${rule.name}.test.ts`);
    expect(source).toMatch(/\b(?:cases|unsafeCases|findings)\(rule, \[/);
    expect(source).toContain('noop(rule, [');
  });

  test('has a handler for each kind of site that it wants, and no other', () => {
    const { calls, constructions, made, mentions, reads, truths, iterations, enters, takings } = rule.wants;
    const { stores, references, definitions, overrides, requirements } = rule.wants;
    const wanted = {
      call: calls,
      construction: constructions ?? made,
      mention: mentions,
      read: reads,
      truth: truths,
      iteration: iterations,
      enter: enters,
      taking: takings,
      store: stores,
      reference: references,
      definition: definitions ?? overrides,
      requirements,
    };
    for (const [kind, wants] of Object.entries(wanted)) expect(kind in rule, kind).toBe(wants !== undefined);
  });

  test('names options and methods in the spelling of all languages', () => {
    for (const { methods = [], options = [] } of rule.wants.calls ?? [])
      for (const name of [...methods, ...options]) expect(name).toMatch(/^[a-z]+(?:[A-Z][a-z]+)*$/);
  });

  test('has a page, a link in the README and an entry in the changelog', () => {
    expect(read(`docs/rules/${rule.name}.md`)).toContain(`\n# ${rule.name}\n`);
    expect(read('README.md')).toContain(`[\`${rule.name}\`](docs/rules/${rule.name}.md)`);
    expect(read('CHANGELOG.md')).toContain(`\`${rule.name}\``);
  });
});

describe('nothing is left over', () => {
  test('every folder of fixtures belongs to a rule', () => {
    expect(readdirSync('__testfixtures__').filter((folder) => !names.includes(folder))).toEqual([]);
  });

  test.each(readdirSync('__testfixtures__'))(
    'every fixture of %s has its input, output and report',
    (folder) => {
      const files = readdirSync(`__testfixtures__/${folder}`);
      const wanted = files.flatMap((file) => {
        const [, name, side, ending] = /^(.+)\.(input|output|report)\.(\w+)/.exec(file) ?? [];
        const extension = ending === 'txt' ? 'py' : ending!;
        const report = extension === 'py' ? 'report.txt' : `report.${extension}.txt`;
        const sides = [`input.${extension}`, `output.${extension}`, report];
        return sides.map((one) => (side === undefined ? 'a name of a fixture' : `${name!}.${one}`));
      });
      expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
    },
  );

  test('every test in test/transforms is that of a rule, or of a part of one', () => {
    const tested = readdirSync('test/transforms').map((file) => file.replace(/(?:\.\w+)?\.test\.ts$/, ''));
    expect(tested.filter((name) => !names.includes(name))).toEqual([]);
  });
});
