import { describe, expect, test } from 'vitest';
import { FACTS, SECTIONS } from '../src/clients/facts/facts.ts';
import { testsOfFacts } from '../src/dev/rules/shown.ts';
import { rules } from '../src/registry.ts';

const IDS = new Set(FACTS.map(({ id }) => id));
const WRITTEN = new Set(rules.map(({ name }) => name));

/** The ids that tests name. */
const SHOWN = testsOfFacts();

describe('the facts', () => {
  test('have ids that are used once', () => {
    expect(IDS.size).toBe(FACTS.length);
  });

  test('have all of their words', () => {
    for (const { id, what, new: now, source } of FACTS) {
      expect(what, id).not.toBe('');
      expect(now, id).not.toBe('');
      expect(source, id).not.toBe('');
    }
    expect(SECTIONS.filter(({ facts }) => facts.length === 0)).toEqual([]);
  });

  test('name a rule and what to write where something is fixed, and no rule where nothing is to be done', () => {
    for (const { id, verdict, rule, rewrite } of FACTS) {
      if (verdict === 'none') expect(rule, id).toBeUndefined();
      if (verdict !== 'yes' && verdict !== 'if') continue;
      expect(rule, id).toBeDefined();
      expect(rewrite, id).toBeDefined();
    }
  });

  test('say what has to be proven where they are fixed under a condition, and only there', () => {
    const wrong = FACTS.filter(({ verdict, where }) => (verdict === 'if') !== (where !== undefined));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('say since when, where something differs', () => {
    const silent = FACTS.filter(({ kinds, since }) => kinds.length > 0 && since === undefined);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test('that a rule fixes are each shown by a test that names them', () => {
    const fixed = FACTS.filter(({ verdict }) => verdict === 'yes' || verdict === 'if');
    const hidden = fixed.filter(({ id, rule = '' }) => WRITTEN.has(rule) && !SHOWN.has(id));
    expect(hidden.map(({ id, rule = '' }) => `${id} (${rule})`)).toEqual([]);
  });

  test('are the only ones that tests name', () => {
    expect([...SHOWN.keys()].filter((id) => !IDS.has(id))).toEqual([]);
  });
});
