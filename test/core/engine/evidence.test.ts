import { describe, expect, test } from 'vitest';
import type { Document, Language, OpenOptions, Project } from '../../../src/core/language.ts';
import { noProject } from '../../../src/core/language.ts';
import { migrate, type MigrateOptions } from '../../../src/core/engine/migrate.ts';
import type { Reported } from '../../../src/core/engine/result.ts';
import type { ClientCall } from '../../../src/core/model/calls.ts';
import type { Witness } from '../../../src/core/model/recorded.ts';
import type { Subject } from '../../../src/core/model/subjects.ts';
import { unanswered } from '../../../src/core/model/unanswered.ts';
import { isOnly, type Value } from '../../../src/core/model/values.ts';
import {
  defineRule,
  safe,
  unsafe,
  type Finding,
  type Fix,
  type Intent,
  type Level,
  type Rule,
} from '../../../src/core/rule.ts';
import { anyCall } from '../../support/wants.ts';

/** What a language finds of a call besides its place, and what the run shows. */
interface Word {
  readonly call?: Partial<Omit<ClientCall, 'receiver'>>;
  readonly receiver?: Partial<Subject>;
  /** Absent: nothing was recorded of the file. */
  readonly witness?: Witness;
  /** What the run answers. Absent: nothing. */
  readonly seen?: Partial<Omit<ClientCall, 'receiver'>> & { readonly receiver?: Partial<Subject> };
}

/**
 * A language of one line: every word is a call of that method, with one argument of which nothing is known; the run saw a text. Words that
 * are not described are as in a file that was not recorded. A rename becomes an edit.
 */
const words = (
  known: Readonly<Record<string, Word>>,
  opened: (options: OpenOptions) => void = () => undefined,
): Language => ({
  name: 'python',
  spell: (name) => name.toLowerCase(),
  open: (source, _, options) => {
    opened(options);
    return Promise.resolve(documentOf(source, known));
  },
});

function documentOf(source: string, known: Readonly<Record<string, Word>>): Document {
  const code = source.replace(/#.*/g, (one) => ' '.repeat(one.length));
  const sites = [...code.matchAll(/\w+/g)].map(({ index, 0: name }) => site(index, name, known[name] ?? {}));
  const comments = [...source.matchAll(/#.*/g)].map(({ index, 0: one }) => ({
    start: index,
    end: index + one.length,
  }));
  return { ...unanswered, sites, comments, lower };
}

function site(start: number, name: string, { call, receiver, witness, seen }: Word): ClientCall {
  const span = { start, end: start + name.length };
  const value = (kind: Value['kinds'][number]): Value => ({ ...span, kinds: [kind] });
  const plain: ClientCall = {
    ...{ kind: 'call', ...span, callee: { via: 'member', span }, method: { ...span, name } },
    ...{ args: [value('unknown')], options: [], hidden: { may: 'nothing' } },
    ...call,
    receiver: {
      ...{ ...span, text: name, certainty: 'proven', because: 'constructed', is: 'client' },
      library: 'test-client',
      ...receiver,
    },
    ...(witness && { witness }),
  };
  if (!seen) return plain;
  const { receiver: shown, ...rest } = seen;
  return {
    ...plain,
    seen: { ...plain, args: [value('text')], ...rest, receiver: { ...plain.receiver, ...shown } },
  };
}

const lower = (intent: Intent): ReturnType<Document['lower']> =>
  intent.do === 'rename'
    ? [{ start: intent.target.start, end: intent.target.end, text: intent.to }]
    : undefined;

/** What a rule says of a call. */
type Says = 'safe' | 'unsafe' | 'open' | 'counted' | 'nothing';

/** A rule that says one thing of a call whose argument is not known, and another of one whose argument is text. */
const rule = (plain: Says, twin: Says, level: Level = 'fails'): Rule =>
  defineRule({
    name: 'a-rule',
    summary: '',
    safety: 'safe',
    wants: anyCall,
    opaque: () => 'look',
    *call(call): Generator<Finding> {
      if (call.method.name === 'done') return;
      const isKnown = isOnly(call.args[0]!, 'text');
      yield* said(isKnown ? twin : plain, isKnown ? 'as seen' : 'as read', call, level);
    },
  });

function said(says: Says, message: string, { method }: ClientCall, level: Level): readonly Finding[] {
  const rename = { do: 'rename', target: method, to: 'done' } as const;
  const finding = (fix?: Fix): Finding => ({ at: method, message, level, ...(fix && { fix }) });
  switch (says) {
    case 'safe':
      return [finding(safe(rename))];
    case 'unsafe':
      return [finding(unsafe(rename))];
    case 'open':
      return [finding()];
    case 'counted':
      return [{ ...finding(), tally: 'are counted' }];
    case 'nothing':
      return [];
  }
}

const recorded: Word = { witness: { runs: 31 }, seen: {} };

async function findingsOf(
  word: Word,
  options: Partial<MigrateOptions> & Pick<MigrateOptions, 'rules'>,
  source = 'word',
): Promise<readonly Reported[]> {
  const result = await migrate(source, 'a.py', words({ word }), options);
  if (!('findings' in result)) throw new Error(JSON.stringify(result));
  return result.findings;
}

const brief = (findings: readonly Reported[]): string =>
  findings.map(({ rule: name, fix, safety, message }) => `${name}: ${fix} ${safety}, ${message}`).join('; ');

describe('what is said of a call that the run answers', () => {
  test.each<[Says, Says, string]>([
    // A safe fix needs no run.
    ['safe', 'safe', 'applied safe, as read'],
    ['safe', 'unsafe', 'applied safe, as read'],
    ['safe', 'open', 'applied safe, as read'],
    ['safe', 'nothing', 'applied safe, as read'],
    // The run makes it safe.
    ['unsafe', 'safe', 'applied seen, as seen'],
    ['open', 'safe', 'applied seen, as seen'],
    ['counted', 'safe', 'applied seen, as seen'],
    ['nothing', 'safe', 'applied seen, as seen'],
    // The run answers what was asked.
    ['unsafe', 'nothing', ''],
    ['open', 'nothing', ''],
    ['counted', 'nothing', ''],
    ['nothing', 'nothing', ''],
    // The run says more of it.
    ['unsafe', 'unsafe', 'available unsafe, as seen'],
    ['unsafe', 'open', 'none none, as seen'],
    ['open', 'unsafe', 'available unsafe, as seen'],
    ['open', 'open', 'none none, as seen'],
    ['nothing', 'open', 'none none, as seen'],
    ['open', 'counted', 'none none, as seen'],
  ])('%s by reading and %s by the run', async (plain, twin, expected) => {
    const findings = await findingsOf(recorded, { rules: [rule(plain, twin)] });
    expect(brief(findings)).toBe(expected && `a-rule: ${expected}`);
  });

  test.each<[Says, string]>([
    ['safe', 'applied safe, as read'],
    ['unsafe', 'available unsafe, as read'],
    ['open', 'none none, as read'],
    ['nothing', ''],
  ])('stays where nothing was answered: %s', async (plain, expected) => {
    for (const word of [{}, { witness: { runs: 31 } }, { witness: { runs: 0 } }]) {
      const findings = await findingsOf(word, { rules: [rule(plain, 'safe')] });
      expect(brief(findings)).toBe(expected && `a-rule: ${expected}`);
    }
  });

  test('is known of each rule by itself', async () => {
    const other = { ...rule('open', 'nothing'), name: 'b-rule' };
    const findings = await findingsOf(recorded, { rules: [rule('open', 'open'), other] });
    expect(brief(findings)).toBe('a-rule: none none, as seen');
  });
});

describe('fixes that rest on the run', () => {
  const rules = [rule('open', 'safe')];

  test.each<[string, Pick<MigrateOptions, 'allow' | 'seen'>, string]>([
    ['are made', {}, 'applied'],
    ['are held back on request', { seen: false }, 'available'],
    ['are made with the unsafe ones', { allow: 'unsafe' }, 'applied'],
    ['are held back on request there as well', { allow: 'unsafe', seen: false }, 'available'],
  ])('%s', async (_, options, expected) => {
    const [finding, ...others] = await findingsOf(recorded, { rules, ...options });
    expect([finding?.fix, finding?.safety, others]).toEqual([expected, 'seen', []]);
  });

  test('do not hold back those that need no run', async () => {
    const findings = await findingsOf(recorded, { rules: [rule('safe', 'safe')], seen: false });
    expect(brief(findings)).toBe('a-rule: applied safe, as read');
  });

  test('do not hold back unsafe ones', async () => {
    const options = { rules: [rule('unsafe', 'unsafe')], seen: false, allow: 'unsafe' } as const;
    expect(brief(await findingsOf(recorded, options))).toBe('a-rule: applied unsafe, as seen');
  });

  test('are the same whatever the order of the calls and the rules', async () => {
    const other = { ...rule('unsafe', 'safe'), name: 'b-rule' };
    for (const all of [
      [...rules, other],
      [other, ...rules],
    ]) {
      const result = await migrate('word other word', 'a.py', words({ word: recorded }), { rules: all });
      expect(result).toMatchObject({ status: 'changed', text: 'done other done' });
    }
  });

  test('leave nothing to a second run', async () => {
    const language = words({ word: recorded });
    const first = await migrate('word', 'a.py', language, { rules });
    if (first.status !== 'changed') throw new Error(first.status);
    expect(await migrate(first.text, 'a.py', language, { rules })).toMatchObject({ status: 'unchanged' });
  });
});

describe('how often a place ran', () => {
  test.each<[string, Word, Says, object | undefined]>([
    ['is told of a fix', recorded, 'safe', { seen: 31, of: 31 }],
    ['is told of what is left', { witness: { runs: 31 } }, 'open', { seen: 31, of: 31 }],
    ['is told where it never did', { witness: { runs: 0 } }, 'open', { seen: 0, of: 0 }],
    ['is not known where nothing was recorded', {}, 'open', undefined],
  ])('%s', async (_, word, says, runs) => {
    const [finding] = await findingsOf(word, { rules: [rule(says, says)] });
    expect(finding?.runs).toEqual(runs);
  });

  test('is what a rule counts, where it counts, and its fix rests on that', async () => {
    const counts: Rule = {
      ...rule('nothing', 'nothing'),
      *call({ method }): Generator<Finding> {
        if (method.name === 'done') return;
        const fix = safe({ do: 'rename', target: method, to: 'done' });
        yield { at: method, message: 'counted', level: 'differs', fix, runs: { seen: 3, of: 31 } };
      },
    };
    for (const word of [recorded, { witness: { runs: 31 } }]) {
      const [finding] = await findingsOf(word, { rules: [counts] });
      expect(finding).toMatchObject({ fix: 'applied', safety: 'seen', runs: { seen: 3, of: 31 } });
    }
  });

  test.each<[string, Word, Says, boolean]>([
    ['what is left says that it never did', { witness: { runs: 0 } }, 'open', true],
    ['so does what an unsafe fix would change', { witness: { runs: 0 } }, 'unsafe', true],
    ['what is safe needs no run', { witness: { runs: 0 } }, 'safe', false],
    ['what did run says nothing', { witness: { runs: 1 } }, 'open', false],
    ['nor does what was not recorded', {}, 'open', false],
  ])('%s', async (_, word, says, isSaid) => {
    const [finding] = await findingsOf(word, { rules: [rule(says, says)] });
    expect(finding?.why?.includes('never executed by the recorded run') ?? false).toBe(isSaid);
  });
});

describe('a receiver', () => {
  const named = { certainty: 'likely', because: 'named' } as const;
  const shown = { certainty: 'proven', because: 'seen' } as const;

  test.each<[string, Word, Says, string]>([
    [
      'by its name is not counted any more once it was seen',
      { receiver: named, witness: { runs: 1 }, seen: { receiver: shown } },
      'safe',
      'a-rule: applied seen, as seen',
    ],
    [
      'by its name is counted where it was not',
      { receiver: named, witness: { runs: 0 } },
      'safe',
      'named-client: none none, as read',
    ],
    [
      'by its name is counted where the run answers something else',
      { receiver: named, witness: { runs: 1 }, seen: {} },
      'safe',
      'named-client: none none, as seen',
    ],
    [
      'that is likely makes fixes that rest on the run',
      {
        receiver: { certainty: 'likely', because: 'annotated' },
        witness: { runs: 1 },
        seen: { receiver: shown },
      },
      'safe',
      'a-rule: applied seen, as seen',
    ],
    [
      'that only the run shows does as well',
      { receiver: shown, witness: { runs: 1 } },
      'safe',
      'a-rule: applied seen, as read',
    ],
    [
      'that only the run shows makes no unsafe fix better',
      { receiver: shown, witness: { runs: 1 } },
      'unsafe',
      'a-rule: available unsafe, as read',
    ],
    [
      'that is likely stays where the run answers something else',
      { receiver: { certainty: 'likely', because: 'injected' }, witness: { runs: 1 }, seen: {} },
      'safe',
      'a-rule: available unsafe, as seen',
    ],
    [
      'that is something else on another path stays',
      { receiver: { certainty: 'mixed' }, witness: { runs: 1 }, seen: {} },
      'safe',
      'a-rule: none none, as seen',
    ],
  ])('%s', async (_, word, says, expected) => {
    expect(brief(await findingsOf(word, { rules: [rule(says, says)] }))).toBe(expected);
  });
});

describe('a call around which more decides', () => {
  const method = 'post';
  const lists = { parameters: [], taken: [], defaulted: [], makes: [] };

  test.each<[string, Partial<ClientCall>]>([
    ['in an override that the client calls', { override: { ...lists, method, byClient: true } }],
    ['in an override', { override: { ...lists, method, byClient: false } }],
    ['of a mock', { double: { expected: [], keys: [], byPosition: false } }],
  ])('%s keeps its finding for a person', async (_, call) => {
    const replace: Rule = {
      ...rule('nothing', 'nothing'),
      *call(site): Generator<Finding> {
        if (!isOnly(site.args[0]!, 'text')) return;
        const fix = safe({ do: 'remove', call: site, item: site.args[0]! });
        yield { at: site.method, message: 'as seen', level: 'fails', fix };
      },
    };
    const findings = await findingsOf({ ...recorded, call }, { rules: [replace] });
    expect(findings.map(({ fix, safety }) => [fix, safety])).toEqual([['none', 'none']]);
  });

  test('for the old client alone is left', async () => {
    const purpose = { is: 'old-branch', at: { start: 0, end: 1 }, because: 'it is old' } as const;
    const findings = await findingsOf({ ...recorded, call: { purpose } }, { rules: [rule('open', 'safe')] });
    expect(findings.map(({ rule: name, fix }) => `${name} ${fix}`)).toEqual(['version-guard none']);
  });

  test('that is suppressed is left', async () => {
    const source = 'word  # bump-testclient: ignore';
    expect(await findingsOf(recorded, { rules: [rule('open', 'safe')] }, source)).toEqual([]);
  });
});

describe('arguments that reading does not see', () => {
  const hidden = { may: 'anything', positional: false, because: 'it is not known' } as const;

  test('are no finding where the run shows them', async () => {
    const word: Word = { call: { hidden }, witness: { runs: 2 }, seen: { hidden: { may: 'nothing' } } };
    expect(await findingsOf(word, { rules: [rule('nothing', 'nothing')] })).toEqual([]);
  });

  test('are one where it does not', async () => {
    for (const word of [
      { call: { hidden }, witness: { runs: 2 }, seen: {} },
      { call: { hidden }, witness: { runs: 0 } },
    ]) {
      const findings = await findingsOf(word, { rules: [rule('nothing', 'nothing')] });
      expect(findings.map((one) => one.rule)).toEqual(['opaque-call']);
    }
  });
});

describe('what reading and the run say differently', () => {
  const conflicts = [
    { what: 'someData', start: 0, end: 2, read: ['text', 'bytes'], seen: ['mapping'] },
  ] as const;
  const word: Word = { witness: { runs: 31, conflicts } };

  test('is a finding, and nothing is changed', async () => {
    const findings = await findingsOf(word, { rules: [rule('safe', 'safe')] });
    expect(findings.map(({ rule: name, at, fix }) => `${name} ${at.start}-${at.end} ${fix}`)).toEqual([
      'evidence-conflict 0-2 none',
      'a-rule 0-4 none',
    ]);
    expect(findings[0]?.message).toBe(
      'the code shows text or bytes for `somedata`, but the recorded run passed a mapping: change this call yourself, or record again',
    );
  });

  test.each([
    ['url', 'the URL'],
    ['argument 2', 'argument 2'],
  ])('names %s', async (what, named) => {
    const one = { witness: { runs: 31, conflicts: [{ ...conflicts[0], what }] } };
    const [finding] = await findingsOf(one, { rules: [rule('nothing', 'nothing')] });
    expect(finding?.message).toContain(` for ${named}, but`);
  });

  test('is none of the text that a fix has written', async () => {
    const again: Rule = {
      ...rule('nothing', 'nothing'),
      *call({ method }): Generator<Finding> {
        const to = { word: 'other', other: 'done' }[method.name];
        if (to === undefined) return;
        yield { at: method, message: to, level: 'fails', fix: safe({ do: 'rename', target: method, to }) };
      },
    };
    const language = words({ word: { witness: { runs: 31 } }, other: word });
    const result = await migrate('word', 'a.py', language, { rules: [again] });
    expect(result).toMatchObject({ text: 'done', findings: [{ rule: 'a-rule', fix: 'applied' }] });
  });

  test('stays one, and keeps the call as it is, whatever is fixed around it', async () => {
    const language = words({ word, near: {} });
    const result = await migrate('word near', 'a.py', language, { rules: [rule('safe', 'safe')] });
    expect(result).toMatchObject({
      text: 'word done',
      findings: [{ rule: 'evidence-conflict' }, { fix: 'none' }, { fix: 'applied' }],
    });
  });

  test('can be ignored, and still nothing is changed', async () => {
    const all = await findingsOf(word, { rules: [rule('safe', 'safe')], silent: ['evidence-conflict'] });
    expect(all.map((one) => `${one.rule} ${one.fix}`)).toEqual(['a-rule none']);
    const source = 'word  # bump-testclient: ignore[evidence-conflict]';
    const suppressed = await findingsOf(word, { rules: [rule('safe', 'safe')] }, source);
    expect(suppressed.map((one) => `${one.rule} ${one.fix}`)).toEqual(['a-rule none']);
  });
});

describe('a text that fixes have changed', () => {
  const rules = [rule('open', 'safe')];
  const project: Project = { ...noProject, recorded: () => ({ calls: [], through: [], reads: [] }) };

  test('is opened with the one before the run, and where its parts were', async () => {
    const opened: OpenOptions[] = [];
    const spans: unknown[] = [];
    const language = words({ word: recorded }, (options) => {
      opened.push(options);
      spans.push(options.original?.spanOf({ start: 5, end: 8 }));
    });
    await migrate('word longer', 'a.py', language, { rules, project });
    expect(opened.map(({ original }) => original?.source)).toEqual([undefined, 'word longer']);
    // "done longer": the same place, as the words are of one length.
    expect(spans).toEqual([undefined, { start: 5, end: 8 }]);
  });

  test('is opened as ever where nothing is recorded', async () => {
    const opened: OpenOptions[] = [];
    await migrate(
      'word',
      'a.py',
      words({ word: recorded }, (options) => opened.push(options)),
      { rules },
    );
    expect(opened.map((one) => 'original' in one)).toEqual([false, false]);
  });
});
