import { describe, expect, test } from 'vitest';
import type { Document, Language } from '../../src/core/language.ts';
import { migrate, type MigrateOptions } from '../../src/core/engine/migrate.ts';
import type { ClientCall } from '../../src/core/model/calls.ts';
import type { Subject } from '../../src/core/model/subjects.ts';
import { defineRule, safe, text, unsafe, type Finding, type Intent, type Rule } from '../../src/core/rule.ts';
import { anyCall } from '../support/wants.ts';
import { unrouted } from '../../src/core/routes.ts';
import { noAddresses } from '../../src/core/model/addresses.ts';
import { unknownUse } from '../../src/core/model/client-use.ts';
import { noSuite } from '../../src/core/suite.ts';
import { untraced } from '../../src/core/trace.ts';

/**
 * A language of one line: every word is a call of that method. `?word` is likely, `!word` is mixed, `#` begins a
 * comment, `(` does not parse. A rename becomes an edit; `prepend-argument` writes `>word` in front.
 */
const words: Language = {
  name: 'python',
  spell: (name) => name,
  open: (source) => Promise.resolve(documentOf(source)),
};

function documentOf(source: string): Document {
  if (source.includes('boom')) throw new Error('boom');
  const comments = [...source.matchAll(/#.*/g)].map(({ index, 0: one }) => ({
    start: index,
    end: index + one.length,
  }));
  const code = source.replace(/#.*/g, (one) => ' '.repeat(one.length));
  const problem = code.includes('(') ? { problem: { at: code.indexOf('('), message: 'no (' } } : {};
  const sites = [...code.matchAll(/([?!]?)(\w+)/g)].map(({ index, 1: mark, 2: name }) =>
    site(index, mark ?? '', name ?? ''),
  );
  return {
    ...problem,
    sites,
    comments,
    trace: () => untraced,
    route: () => unrouted,
    clientUse: () => unknownUse,
    bodyText: () => [],
    addresses: () => noAddresses,
    suite: () => ({ ...noSuite, options: source.split(' ') }),
    lower,
  };
}

function site(start: number, mark: string, name: string): ClientCall {
  const certainty: Subject['certainty'] = mark === '?' ? 'likely' : mark === '!' ? 'mixed' : 'proven';
  const span = { start: start + mark.length, end: start + mark.length + name.length };
  return {
    kind: 'call',
    ...span,
    receiver: {
      ...span,
      text: name,
      certainty,
      because: 'constructed',
      is: 'client',
      library: 'test-client',
    },
    callee: { via: 'member', span },
    method: { ...span, name },
    args: [],
    options: [],
    hidden: { may: 'nothing' },
  };
}

function lower(intent: Intent): ReturnType<Document['lower']> {
  if (intent.do === 'rename')
    return intent.to === 'nowhere'
      ? undefined
      : [{ start: intent.target.start, end: intent.target.end, text: intent.to }];
  if (intent.do === 'prepend-argument' && intent.value.expr === 'string') {
    return [{ start: intent.call.start, end: intent.call.start, text: `${intent.value.value} ` }];
  }
  return undefined;
}

/** A rule that renames one word to another. */
const renames = (from: string, to: string, fix = safe): Rule =>
  defineRule({
    name: `${from}-to-${to}`,
    summary: '',
    safety: 'safe',
    wants: anyCall,
    *call(call): Generator<Finding> {
      if (call.method.name === from) {
        yield {
          level: 'fails',
          at: call.method,
          message: `${from} is ${to}`,
          fix: fix({ do: 'rename', target: call.method, to }),
        };
      }
    },
  });

const mentions = (word: string): Rule =>
  defineRule({
    name: `mentions-${word}`,
    summary: '',
    safety: 'safe',
    wants: anyCall,
    *call(call): Generator<Finding> {
      if (call.method.name === word) yield { at: call.method, message: word, level: 'fails' };
    },
  });

const run = (source: string, rules: readonly Rule[], allow: MigrateOptions['allow'] = 'safe') =>
  migrate(source, 'a.py', words, { rules, allow });

/** `rule start-end fix` of each finding. */
async function told(
  source: string,
  rules: readonly Rule[],
  allow: 'safe' | 'unsafe' = 'safe',
): Promise<string[]> {
  const result = await run(source, rules, allow);
  if (!('findings' in result)) throw new Error(result.status);
  return result.findings.map(({ rule, at, fix }) => `${rule} ${at.start}-${at.end} ${fix}`);
}

describe('the rounds', () => {
  test('apply every fix, whatever the order of the rules', async () => {
    for (const rules of [
      [renames('a', 'b'), renames('b', 'c')],
      [renames('b', 'c'), renames('a', 'b')],
    ]) {
      expect(await run('a b x', rules)).toMatchObject({ status: 'changed', text: 'c c x' });
    }
  });

  test('ask of the suite as it was before the first of them', async () => {
    const inOldSuites: Rule = {
      ...renames('b', 'c'),
      *call(call, cx) {
        if (!cx.suite().options.includes('b')) yield* renames('b', 'c').call?.(call, cx) ?? [];
      },
    };
    expect(await run('a', [renames('a', 'b'), inOldSuites])).toMatchObject({ status: 'changed', text: 'c' });
    expect(await run('b', [renames('a', 'b'), inOldSuites])).toMatchObject({ status: 'unchanged' });
  });

  test('leave a text without findings unchanged', async () => {
    expect(await run('x y', [renames('a', 'b')])).toEqual({ status: 'unchanged', findings: [] });
  });

  test('fail on fixes that undo each other, and change nothing', async () => {
    expect(await run('a', [renames('a', 'b'), renames('b', 'a')])).toMatchObject({
      status: 'failed',
      reason: 'did-not-converge',
    });
  });

  test('keep the byte-order mark, which offsets do not count', async () => {
    expect(await run('\uFEFFa', [renames('a', 'b')])).toMatchObject({ status: 'changed', text: '\uFEFFb' });
    expect(await told('\uFEFFa', [renames('a', 'b')])).toEqual(['a-to-b 0-1 applied']);
  });

  test('never return a result that does not parse', async () => {
    expect(await run('a', [renames('a', '(')])).toMatchObject({ status: 'failed', reason: 'broke-syntax' });
  });

  test('give the position where the input does not parse', async () => {
    expect(await run('a b (', [renames('a', 'b')])).toEqual({
      status: 'failed',
      reason: 'syntax-error',
      detail: 'no (',
      at: 4,
    });
  });

  test('turn a crash of a rule into a result', async () => {
    expect(await run('boom', [])).toMatchObject({ status: 'failed', reason: 'crashed' });
  });

  test('apply all edits of a fix or none', async () => {
    const half = defineRule({
      name: 'half',
      summary: '',
      safety: 'safe',
      wants: anyCall,
      *call(call): Generator<Finding> {
        if (call.method.name !== 'a') return;
        const target = call.method;
        yield {
          level: 'fails',
          at: target,
          message: 'a',
          fix: safe(
            { do: 'prepend-argument', call, value: text('x') },
            { do: 'rename', target, to: 'nowhere' },
          ),
        };
      },
    });
    expect(await told('a', [half])).toEqual(['half 0-1 none']);
  });
});

describe('the findings of a run', () => {
  test('have their position in the original text', async () => {
    expect(await told('a zz bb', [renames('a', 'longer'), mentions('bb')])).toEqual([
      'a-to-longer 0-1 applied',
      'mentions-bb 5-7 none',
    ]);
  });

  test('have their position in the new text too, if they are left', async () => {
    const result = await run('a bb', [renames('a', 'longer'), mentions('bb')]);
    expect('findings' in result && result.findings.at(-1)).toMatchObject({
      at: { start: 2, end: 4 },
      now: { start: 7, end: 9 },
    });
  });

  test('do not count a fix of the text of another fix twice', async () => {
    const wraps = defineRule({
      name: 'wraps',
      summary: '',
      safety: 'safe',
      wants: anyCall,
      *call(call): Generator<Finding> {
        if (call.method.name === 'a') {
          yield {
            level: 'fails',
            at: call.method,
            message: 'a',
            fix: safe(
              { do: 'rename', target: call.method, to: 'done' },
              { do: 'prepend-argument', call, value: text('b') },
            ),
          };
        }
      },
    });
    const result = await run('a', [wraps, renames('b', 'c')]);
    expect(result).toMatchObject({ status: 'changed', text: 'c done', edits: 1 });
  });

  test('say what stood there, beside what the fixes have left', async () => {
    const speaks = defineRule({
      name: 'speaks',
      summary: '',
      safety: 'safe',
      wants: anyCall,
      *call(call): Generator<Finding> {
        yield { at: call.method, message: `this is ${call.method.name}`, level: 'differs' };
      },
    });
    const result = await run('a x', [renames('a', 'longer'), speaks]);
    const left = 'findings' in result ? result.findings.filter(({ rule }) => rule === 'speaks') : [];
    expect(left).toMatchObject([
      { at: { start: 0, end: 1 }, message: 'this is longer', before: { message: 'this is a' } },
      { at: { start: 2, end: 3 }, message: 'this is x' },
    ]);
    expect(left[1]).not.toHaveProperty('before');
  });

  test('are made for the rules whose unsafe fixes are asked for', async () => {
    const rules = [renames('a', 'b', unsafe), renames('x', 'y', unsafe)];
    const result = await run('a x', rules, ['x-to-y']);
    expect(result).toMatchObject({ status: 'changed', text: 'a y' });
    expect('findings' in result && result.findings.map(({ rule, fix }) => `${rule} ${fix}`)).toEqual([
      'a-to-b available',
      'x-to-y applied',
    ]);
    expect(await run('a x', rules, [])).toMatchObject({ status: 'unchanged' });
  });

  test('show the text that a fix alone would write', async () => {
    const result = await run('a x', [renames('a', 'b'), renames('x', 'y', unsafe)]);
    expect('findings' in result && result.findings).toMatchObject([
      { rule: 'a-to-b', fix: 'applied' },
      { rule: 'x-to-y', fix: 'available', writes: ['b y'] },
    ]);
  });

  test('list no position twice', async () => {
    expect(await told('bb bb', [mentions('bb'), renames('zz', 'y')])).toEqual([
      'mentions-bb 0-2 none',
      'mentions-bb 3-5 none',
    ]);
  });
});

describe('safety', () => {
  test.each([
    ['safe, proven', 'a', safe, 'safe', 'applied'],
    ['unsafe, proven', 'a', unsafe, 'safe', 'available'],
    ['unsafe, asked for', 'a', unsafe, 'unsafe', 'applied'],
    ['safe, likely', '?a', safe, 'safe', 'available'],
    ['safe, likely, asked for', '?a', safe, 'unsafe', 'applied'],
    ['safe, mixed', '!a', safe, 'safe', 'none'],
    ['safe, mixed, asked for', '!a', safe, 'unsafe', 'none'],
  ] as const)('of a fix that is %s', async (_, source, fix, allow, expected) => {
    const [only] = await told(source, [renames('a', 'b', fix)], allow);
    expect(only?.split(' ').at(-1)).toBe(expected);
  });

  test('is explained if the receiver weakens it', async () => {
    const result = await run('?a', [renames('a', 'b')]);
    expect('findings' in result && result.findings[0]?.why).toBe(
      'cannot tell whether `a` is always a test client',
    );
  });
});

describe('a comment that suppresses', () => {
  const rules = [renames('a', 'b'), mentions('z')];

  test.each([
    ['every rule on its line', 'a z # bump-testclient: ignore', []],
    ['one rule on its line', 'a z # bump-testclient: ignore[mentions-z]', ['a-to-b 0-1 applied']],
    ['several rules', 'a z # bump-testclient: ignore[mentions-z, a-to-b]', []],
    ['the line below', '# bump-testclient: ignore\na', []],
    ['not the line after that', '# bump-testclient: ignore\nz x\na', ['a-to-b 30-31 applied']],
    [
      'not the line below when code stands before it',
      'z # bump-testclient: ignore\na',
      ['a-to-b 28-29 applied'],
    ],
    ['nothing: it is reported', 'x # bump-testclient: ignore', ['unused-suppression 2-27 none']],
    [
      'nothing of that rule',
      'a # bump-testclient: ignore[other]',
      ['a-to-b 0-1 applied', 'unused-suppression 2-34 none'],
    ],
  ])('%s', async (_, source, expected) => {
    expect(await told(source, rules)).toEqual(expected);
  });

  test.each([
    ['suppresses nothing', 'x # bump-testclient: ignore', 'this comment suppresses nothing: remove it'],
    [
      'suppresses nothing of that rule',
      'a # bump-testclient: ignore[mentions-z]',
      'this comment suppresses nothing: remove it',
    ],
    [
      'misspells a rule',
      'z # bump-testclient: ignore[mention-z]',
      'there is no rule `mention-z`: did you mean `mentions-z`?',
    ],
    [
      'misspells one of its rules',
      'z # bump-testclient: ignore[mentions-z, a-to-bb]',
      'there is no rule `a-to-bb`: did you mean `a-to-b`?',
    ],
    [
      'misspells a rule of the engine',
      'z # bump-testclient: ignore[mentions-z, opaque-calls]',
      'there is no rule `opaque-calls`: did you mean `opaque-call`?',
    ],
    ['names something else', 'x # bump-testclient: ignore[E501]', 'there is no rule `E501`: remove it'],
    ['names nothing', 'z # bump-testclient: ignore[]', 'this comment suppresses nothing: remove it'],
  ])('is told that it %s', async (_, source, expected) => {
    const result = await run(source, rules);
    const findings = 'findings' in result ? result.findings : [];
    expect(
      findings.filter(({ rule }) => rule === 'unused-suppression').map(({ message }) => message),
    ).toEqual([expected]);
  });

  test.each([
    ['at the top', '# bump-testclient: ignore-file\na'],
    ['below other comments', '#!x\n# y\n# bump-testclient: ignore-file\na'],
  ])('the file %s', async (_, source) => {
    expect(await run(source, rules)).toEqual({ status: 'skipped', reason: 'ignored' });
  });

  test('the whole file only from the top', async () => {
    expect(await run('a\n# bump-testclient: ignore-file', rules)).toMatchObject({ status: 'changed' });
  });
});

describe('a target', () => {
  const warns = (word: string, effect: Pick<Finding, 'since' | 'from'>, fix?: Finding['fix']): Rule =>
    defineRule({
      name: `warns-${word}`,
      summary: '',
      safety: 'none',
      wants: anyCall,
      *call(call): Generator<Finding> {
        if (call.method.name === word)
          yield { at: call.method, message: word, level: 'fails', ...effect, ...(fix && { fix }) };
      },
    });
  const held = async (rule: Rule, allow: 'safe' | 'unsafe' = 'safe') => {
    const target = { client: 'httpx', versions: { starlette: { least: [0, 41], below: [0, 42] } } } as const;
    const result = await migrate('a b', 'a.py', words, { rules: [rule], allow, target });
    if (!('findings' in result)) throw new Error(result.status);
    return { left: result.findings.length, held: result.held };
  };

  test('holds back findings that matter only from a later version on', async () => {
    expect(await held(warns('a', { since: 'Starlette 0.43' }))).toEqual({
      left: 0,
      held: ['Starlette 0.43'],
    });
  });

  test.each<[name: string, effect: Pick<Finding, 'since' | 'from'>]>([
    ['of an earlier version', { since: 'Starlette 0.21' }],
    ['of no version', {}],
    ['of another package', { since: 'httpx 0.28' }],
    ['that are a deprecation before', { since: 'Starlette 0.43', from: 'Starlette 0.21' }],
  ])('keeps findings %s', async (_name, effect) => {
    expect(await held(warns('a', effect))).toEqual({ left: 1, held: undefined });
  });

  test('keeps findings that have a fix, made or not', async () => {
    const fix = unsafe({ do: 'rename', target: { start: 0, end: 1, name: 'a' }, to: 'c' });
    const rule = warns('a', { since: 'Starlette 0.43' }, fix);
    expect(await held(rule)).toEqual({ left: 1, held: undefined });
    expect(await held(rule, 'unsafe')).toEqual({ left: 1, held: undefined });
  });
});
