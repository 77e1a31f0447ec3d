import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reported } from '../../../src/core/engine/result.ts';
import { defaultSettings, noProject } from '../../../src/core/language.ts';
import { python } from '../../../src/languages/python/index.ts';
import { everything } from '../../support/wants.ts';
import { NEW } from '../environments.ts';
import type { Outcome } from '../execute.ts';
import { finding, outcome, request } from '../outcomes.ts';
import { CALLS } from './calls.ts';
import { judge, type Verdict } from './judge.ts';
import { inOne, parseKept, readKept } from './kept.ts';
import { KNOWN } from './known.ts';
import { LAYERS } from './layers.ts';
import { migrateProject, type Found } from './migrate.ts';
import { plan, write } from './plan.ts';
import { unitOf, type Project } from './project.ts';
import { PROVISIONS } from './provisions.ts';
import { featuresOf, PROJECTS, sample, SEED } from './sample.ts';
import { SCENES } from './scenes/index.ts';
import { FAMILIES } from './scenes/scene.ts';

const sampled = sample(SEED, PROJECTS);
const textsOf = ({ files, hidden }: Project): readonly string[] => Object.values({ ...files, ...hidden });

describe('the generator', () => {
  test('makes the same projects of a seed every time', () => {
    expect(sample(SEED, 30)).toEqual(sampled.slice(0, 30));
    expect(sample(SEED + 1, 30).map(({ project }) => project)).not.toEqual(
      sampled.slice(0, 30).map(({ project }) => project),
    );
  });

  test('shows every scene, every class and every fixture', () => {
    const seen = new Set(sampled.flatMap((one) => featuresOf(one.plan)));
    expect([...SCENES, ...LAYERS, ...PROVISIONS].filter((one) => !seen.has(one))).toEqual([]);
  });

  test('has scenes of every kind, each under a name of its own', () => {
    expect(new Set(SCENES.map(({ family }) => family))).toEqual(new Set(FAMILIES));
    expect(new Set(SCENES.map(({ name }) => name)).size).toBe(SCENES.length);
    expect(new Set(LAYERS.map(({ name }) => name)).size).toBe(LAYERS.length);
  });

  test('has a call that fits for every scene', () => {
    const lonely = SCENES.filter(({ fits = () => true }) => !CALLS.some(fits));
    expect(lonely.map(({ name }) => name)).toEqual([]);
  });

  test.each(FAMILIES)('shrinks to one scene in a plain project: %s', (family) => {
    const property = fc.property(plan, ({ scenes }) => !scenes.some(({ scene }) => scene.family === family));
    const { counterexample } = fc.check(property, { seed: SEED, numRuns: 2_000 });
    const { layers, provision, scenes } = counterexample![0];
    expect(layers).toEqual([]);
    expect(provision).toBe(PROVISIONS[0]);
    expect(scenes.map(({ scene, call }) => [scene.family, call])).toEqual([[family, 0]]);
  });

  test('writes files that parse, and leaves no number open', async () => {
    for (const text of new Set(sampled.flatMap(({ project }) => textsOf(project)))) {
      const { problem } = await python.open(text, 'test_it.py', {
        project: noProject,
        settings: defaultSettings,
        wanted: everything,
      });
      expect(problem && text.slice(problem.at - 80, problem.at + 80)).toBeUndefined();
      expect(text).not.toContain('§');
    }
  });

  test('knows whose every line is', () => {
    for (const { project } of sampled)
      for (const [path, text] of Object.entries({ ...project.files, ...project.hidden })) {
        const lines = text.trimEnd().split('\n');
        const owners = project.owners[path]!;
        for (const [index, line] of lines.entries()) {
          const named = /\bdef (test_(?:\d|client_)\w*)/.exec(line)?.[1];
          if (named !== undefined) expect([path, named, owners[index]]).toEqual([path, named, unitOf(named)]);
        }
      }
  });

  test('gives every scene a test of its number', () => {
    for (const { project } of sampled) {
      const names = textsOf(project).flatMap((text) => [...text.matchAll(/\bdef (test_\w+)/g)]);
      const ids = new Set(names.map(([, name]) => unitOf(name!)));
      for (const { id } of project.units.slice(1)) expect(ids).toContain(id);
    }
  });
});

test.each(KNOWN.map((one) => [one.reason, one] as const))(
  '%s: of a scene or a class that there is',
  (_, one) => {
    const scenes = SCENES.flatMap(({ name }) => [name, ...CALLS.map((call) => `${name} (${call.name})`)]);
    const clients = LAYERS.flatMap(({ name }) => [name, ...LAYERS.map((other) => `${name}, ${other.name}`)]);
    expect(one.scene === undefined || scenes.some((name) => one.scene!.test(name))).toBe(true);
    expect(one.client === undefined || clients.some((name) => one.client!.test(name))).toBe(true);
  },
);

test('a project is kept as one text', () => {
  const { project } = sampled[0]!;
  const { files, hidden } = parseKept('kept', inOne(project));
  expect({ files, hidden }).toEqual({ files: project.files, hidden: project.hidden });
  for (const one of readKept()) expect(Object.keys(one.files)).not.toEqual([]);
});

test('a project is migrated as a whole, and each finding has an owner', async () => {
  const scene = SCENES.find(({ name }) => name === 'a call in a helper with the type of the library')!;
  const project = write('one', { layers: [], provision: PROVISIONS[0]!, scenes: [{ scene, call: 0 }] });
  const { files, changed, found } = await migrateProject(project);
  expect(changed).toBe(true);
  expect(files['tests/helpers.py']).toContain('content="raw"');
  expect(found.map(({ path, owner }) => [path, owner])).toEqual([['tests/helpers.py', '0']]);
});

const found = (rule: string, owner: string | undefined, rest: Partial<Reported> = {}): Found => ({
  path: 'tests/test_it.py',
  line: 1,
  owner,
  finding: finding(rule, rest),
});

const SENT = outcome([request('/echo/0', 'a')]);
const OTHER = outcome([request('/echo/0', 'b')]);
const FOLLOWED = outcome([request('/echo/0', 'a'), request('/landed/0')]);
const RAISED = outcome([], 'unexpected keyword argument');
const EDIT = found('data-to-content', '0', { fix: 'applied' });

test.each<[string, now: Outcome, after: Outcome, readonly Found[], Verdict]>([
  ['the same requests are equal', OTHER, SENT, [EDIT], 'equal'],
  ['what worked and does not any more is wrong', SENT, RAISED, [EDIT], 'wrong'],
  ['what worked and is reported is wrong all the same', SENT, RAISED, [EDIT, found('x', '0')], 'wrong'],
  ['another body is silent', OTHER, OTHER, [], 'silent'],
  ['another body is reported', OTHER, OTHER, [found('data-to-content', '0')], 'reported'],
  ['a finding on what is shared reports it', OTHER, OTHER, [found('data-to-content', 'client')], 'reported'],
  ['a finding on another scene says nothing', OTHER, OTHER, [found('data-to-content', '1')], 'silent'],
  [
    'a finding about redirects says nothing of a body',
    OTHER,
    OTHER,
    [found('redirect-default', '0')],
    'silent',
  ],
  ['a redirect is reported', FOLLOWED, FOLLOWED, [found('redirect-default', '0')], 'reported'],
  [
    'a redirect is counted',
    FOLLOWED,
    FOLLOWED,
    [found('redirect-default', '0', { tally: 'whose answer nothing tells' })],
    'counted',
  ],
  ['an edit that leads to another failure is silent', OTHER, RAISED, [EDIT], 'silent'],
  [
    'what is not followed tells of redirects too',
    FOLLOWED,
    FOLLOWED,
    [found('untraced-client', '0')],
    'reported',
  ],
  ['a skipped test needs nothing', { ...SENT, outcome: 'skipped' }, RAISED, [EDIT], 'wrong'],
])('%s', (_name, now, after, findings, verdict) => {
  expect(judge({ old: SENT, now, after }, findings, NEW[0]!).verdict).toBe(verdict);
});
