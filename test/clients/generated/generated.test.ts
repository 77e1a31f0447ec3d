import fc from 'fast-check';
import { expect, test } from 'vitest';
import { python } from '../../../src/languages/python/index.ts';
import { defaultSettings, noProject } from '../../../src/core/language.ts';
import { NEW } from '../environments.ts';
import type { Outcome } from '../execute.ts';
import { finding, outcome, request } from '../outcomes.ts';
import { everything } from '../../support/wants.ts';
import { migrateModule, type Migrated } from './engine.ts';
import { judge, type Verdict } from './judge.ts';
import { parseKept } from './kept.ts';
import { DRESSES } from './layouts.ts';
import { renderModule } from './modules.ts';
import { testPlan } from './plan.ts';

const generate = (seed: number, dress = 'plain') =>
  renderModule({ id: 'one', tests: fc.sample(testPlan, { seed, numRuns: 40 }), dress });

test('a seed always makes the same module', () => {
  expect(generate(7).source).toBe(generate(7).source);
  expect(generate(7).source).not.toBe(generate(8).source);
});

test.each(Object.keys(DRESSES))('all that is generated parses, %s', async (dress) => {
  for (const seed of [1, 2, 3]) {
    const { source, files } = generate(seed, dress);
    for (const text of [source, ...Object.values(files)]) {
      const text_ = text.replace(/^\uFEFF/, '');
      const { problem } = await python.open(text_, 'test_it.py', {
        project: noProject,
        settings: defaultSettings,
        wanted: everything,
      });
      expect(problem && text_.slice(problem.at - 80, problem.at + 80)).toBeUndefined();
    }
  }
});

test('every line of a call is its own, and every call has lines', () => {
  const { source, owners, tests } = generate(4);
  expect(owners).toHaveLength(source.trimEnd().split('\n').length + (source.endsWith('\n\n') ? 1 : 0));
  for (const { id } of tests.flatMap(({ calls }) => calls)) expect(owners).toContain(id);
});

test('a fix and a finding are those of the call they lie on', async () => {
  const migrated = await migrateModule(
    parseKept(
      'one',
      'from starlette.testclient import TestClient\nclient = TestClient(app)\ndef test_0(x):\n    client.post("/0_0", data="a")\n    client.post("/0_1", data=x)\n',
    ),
  );
  expect([...migrated.edits.keys()]).toEqual(['0_0']);
  expect(migrated.left.get('0_1')?.map(({ rule }) => rule)).toContain('data-to-content');
});

test('a finding about a client is one of all its calls', async () => {
  const made = 'client = TestClient(app, base_url="http://testserver/api")';
  const { left } = await migrateModule(
    parseKept(
      'one',
      `from starlette.testclient import TestClient\ndef test_0():\n    ${made}\n    client.get("/0_0")\n    client.get("/0_1")\n`,
    ),
  );
  expect([...left.keys()]).toEqual(['0_0', '0_1']);
});

const TEST = { id: '0', name: 'test_0', calls: [{ id: '0_0' }, { id: '0_1' }] };
const [A, B] = [request('/echo/0_0', 'a'), request('/echo/0_1', 'b')];

test('what is sent behind a redirect is no matter of the redirect', () => {
  const [before, after] = ['a=1', ''].map((body) => [request('/echo/0_0'), request('/landed/0_0', body)]);
  const [said, unsaid] = ['cookies-to-client', 'redirect-default'].map((rule) =>
    judge(
      { ...TEST, calls: [{ id: '0_0' }] },
      [outcome(before!)],
      [outcome(after!)],
      {
        module: { id: 'm', source: '' },
        edits: new Map(),
        left: new Map([['0_0', [finding(rule)]]]),
        resting: 0,
        shared: [],
      },
      NEW[0]!,
    ),
  );
  expect([said, unsaid].map((calls) => calls?.[0]?.verdict)).toEqual(['reported', 'silent']);
});

test.each<[string, Outcome, Readonly<Record<string, string>>, Verdict[]]>([
  ['the same requests are equal', outcome([A, B]), {}, ['equal', 'equal']],
  ['another body is silent', outcome([A, request('/echo/0_1', 'c')]), {}, ['equal', 'silent']],
  [
    'another body is reported',
    outcome([request('/echo/0_0', 'c'), B]),
    { '0_0': 'data-to-content' },
    ['reported', 'equal'],
  ],
  [
    'a finding about redirects says nothing of a body',
    outcome([request('/echo/0_0', 'c'), B]),
    { '0_0': 'redirect-default' },
    ['silent', 'equal'],
  ],
  [
    'a finding on another call says nothing',
    outcome([A, request('/echo/0_1', 'c')]),
    { '0_0': 'data-to-content' },
    ['equal', 'silent'],
  ],
  [
    'another path is reported',
    outcome([request('/api/echo/0_0', 'a'), B]),
    { '0_0': 'base-url-path' },
    ['reported', 'equal'],
  ],
  [
    'a finding about the body says nothing of another path',
    outcome([request('/api/echo/0_0', 'a'), B]),
    { '0_0': 'data-to-content' },
    ['silent', 'equal'],
  ],
  [
    'a finding about the base URL says nothing of a body',
    outcome([request('/echo/0_0', 'c'), B]),
    { '0_0': 'base-url-path' },
    ['silent', 'equal'],
  ],
  [
    'what follows an exception is not judged',
    outcome([], "unexpected keyword argument 'json'"),
    { '0_0': 'body-to-request' },
    ['reported', 'unjudged'],
  ],
  ['an exception behind the last request is its own', outcome([A, B], 'no', 2), {}, ['equal', 'silent']],
  ['a line without a call belongs to the one above', outcome([A, B], 'no', 4), {}, ['equal', 'silent']],
  ['a line that goes on belongs to the call below', outcome([A, B], 'no', 5), {}, ['silent', 'unjudged']],
  ['a request more is silent', outcome([A, request('/landed/0_0'), B]), {}, ['silent', 'equal']],
  [
    'a request more is reported',
    outcome([A, request('/landed/0_0'), B]),
    { '0_0': 'redirect-default' },
    ['reported', 'equal'],
  ],
])('%s', (_name, now, said, verdicts) => {
  const migrated: Migrated = {
    module: { id: 'm', source: 'post("/0_0")\npost("/0_1")\nif x:\n    raise E\npost(\n"/0_0")' },
    edits: new Map(),
    left: new Map(Object.entries(said).map(([call, rule]) => [call, [finding(rule)]])),
    resting: 0,
    shared: [],
  };
  const judged = judge(TEST, [outcome([A, B])], [now], migrated, NEW[0]!);
  expect(judged.map(({ verdict }) => verdict)).toEqual(verdicts);
});
