import { describe, expect, test } from 'vitest';
import {
  boolean,
  call,
  compare,
  member,
  name,
  not,
  quote,
  subscript,
  text,
  type Expr,
} from '../../../src/core/rule.ts';
import type { Span } from '../../../src/core/text.ts';
import { lowered } from './lowered.ts';

/** Replaces the last `target` by what `by` makes of what stands before its last dot. */
function replaced(source: string, target: string, by: (subject: Expr, whole: Span) => Expr): string {
  return lowered(source, [target], (span) => {
    const dot = Math.max(target.lastIndexOf('.'), target.lastIndexOf('?.'));
    const end = target.lastIndexOf('?.') >= 0 && target[dot - 1] === '?' ? dot - 1 : dot;
    const before = {
      start: span.start,
      end: span.start + target.slice(0, end).replace(/\s*(?:\/\*.*)?$/, '').length,
    };
    return { do: 'replace', target: span, with: by(quote(before), span) };
  });
}

const isNoError = (subject: Expr): Expr => not(member(subject, 'isError'));

describe('replaces a read with a negation', () => {
  test.each([
    ['in a declaration', 'const a = r.ok;', 'const a = !r.isError;'],
    ['as a statement', 'r.ok;', '!r.isError;'],
    ['below a line without a semicolon', 'f()\nr.ok', 'f()\n!r.isError'],
    ['as an argument', 'expect(r.ok).toBe(true)', 'expect(!r.isError).toBe(true)'],
    ['in an array', '[r.ok]', '[!r.isError]'],
    ['in an object', 'x = { ok: r.ok }', 'x = { ok: !r.isError }'],
    ['in a condition', 'if (r.ok) {}', 'if (!r.isError) {}'],
    ['before a question mark', 'x = r.ok ? a : b', 'x = !r.isError ? a : b'],
    ['behind a question mark', 'x = a ? r.ok : b', 'x = a ? !r.isError : b'],
    ['beside `&&`', 'x = a && r.ok && b', 'x = a && !r.isError && b'],
    ['beside `??`', 'x = r.ok ?? b', 'x = !r.isError ?? b'],
    ['in a comparison', 'x = r.ok === true', 'x = !r.isError === true'],
    ['on the right of one', 'x = true !== r.ok', 'x = true !== !r.isError'],
    ['behind `typeof`', 'x = typeof r.ok', 'x = typeof !r.isError'],
    ['behind `!`', 'x = !r.ok', 'x = !!r.isError'],
    ['behind `await`', 'x = await r.ok', 'x = await !r.isError'],
    ['in a template', 'x = `${r.ok}`', 'x = `${!r.isError}`'],
    ['as the body of an arrow function', 'x = () => r.ok', 'x = () => !r.isError'],
    ['behind `return`', 'function f() { return r.ok }', 'function f() { return !r.isError }'],
    ['before `as`', 'x = r.ok as boolean', 'x = !r.isError as boolean'],
    ['before a member', 'x = r.ok.toString()', 'x = (!r.isError).toString()'],
    ['before an index', 'x = r.ok[0]', 'x = (!r.isError)[0]'],
    ['before a call', 'x = r.ok()', 'x = (!r.isError)()'],
    ['before `!`', 'x = r.ok!', 'x = (!r.isError)!'],
    ['as a tag', 'x = r.ok`a`', 'x = (!r.isError)`a`'],
    ['before a power', 'x = r.ok ** 2', 'x = (!r.isError) ** 2'],
    ['behind a power', 'x = 2 ** r.ok', 'x = 2 ** !r.isError'],
    ['as a base class', 'class A extends r.ok {}', 'class A extends (!r.isError) {}'],
    ['in a spread', 'f(...r.ok)', 'f(...!r.isError)'],
    ['as a value that has its key for a name', 'x = { ...r.ok }', 'x = { ...!r.isError }'],
    ['as a default', 'function f(a = r.ok) {}', 'function f(a = !r.isError) {}'],
    ['as a default in a pattern', 'const { a = r.ok } = b', 'const { a = !r.isError } = b'],
    ['in parentheses', 'x = (r.ok).a', 'x = (!r.isError).a'],
    ['before a member on the next line', 'x = r.ok\n  .toString()', 'x = (!r.isError)\n  .toString()'],
    ['at the start of a statement, as an object', 'f();\nr.ok.a', 'f();\n(!r.isError).a'],
  ])('%s', (_name, before, after) => expect(replaced(before, 'r.ok', isNoError)).toBe(after));

  test.each([
    ['of an awaited call', 'x = (await c.get()).ok', '(await c.get()).ok', 'x = !(await c.get()).isError'],
    ['of a call', 'x = c.get().ok', 'c.get().ok', 'x = !c.get().isError'],
    ['of what is asserted to be there', 'x = r!.ok', 'r!.ok', 'x = !r!.isError'],
    ['of a cast', 'x = (r as R).ok', '(r as R).ok', 'x = !(r as R).isError'],
    ['of what is skipped itself', 'x = (a?.b).ok', '(a?.b).ok', 'x = !(a?.b).isError'],
    ['over lines', 'x = r\n  .ok', 'r\n  .ok', 'x = !r.isError'],
  ])('%s', (_name, before, target, after) => expect(replaced(before, target, isNoError)).toBe(after));

  test.each([
    ['where the read may be skipped', 'x = r?.ok', 'r?.ok'],
    ['where a part of it may be skipped', 'x = a?.r.ok', 'a?.r.ok'],
    ['where a comment would be lost', 'x = r /* the */ .ok', 'r /* the */ .ok'],
    ['where it is assigned', 'r.ok = true', 'r.ok'],
    ['where it is changed', 'r.ok += 1', 'r.ok'],
    ['where it is counted', 'r.ok++', 'r.ok'],
    ['where it is deleted', 'delete r.ok', 'r.ok'],
    ['where a loop assigns it', 'for (r.ok of a) {}', 'r.ok'],
    ['where a pattern assigns it', '[r.ok] = a', 'r.ok'],
    ['where an object pattern assigns it', '({ a: r.ok } = a)', 'r.ok'],
    ['where the line above would go on', 'f()\nr.ok.a', 'r.ok'],
  ])('refuses %s', (_name, before, target) => expect(replaced(before, target, isNoError)).toBe('refused'));

  test.each([
    ['const { ok } = r', 'ok'],
    ['const { ok = true } = r', 'ok = true'],
    ['const { ok: a } = r', 'ok: a'],
    ['({ ok } = r)', 'ok'],
    ['f(({ ok }) => 1)', 'ok'],
  ])('refuses the key of a pattern: %s', (before, target) => {
    expect(replaced(before, target, () => not(name('r')))).toBe('refused');
  });
});

describe('replaces more than the read', () => {
  const isError = (subject: Expr): Expr => member(subject, 'isError');

  test.each([
    ['a negation', 'x = !r.ok', '!r.ok', 'x = r.isError'],
    ['a negation before a member', 'x = (!r.ok).a', '(!r.ok)', 'x = r.isError.a'],
    ['a negation of parentheses', 'x = !(await r()).ok', '!(await r()).ok', 'x = (await r()).isError'],
    ['a comparison', 'x = r.ok === true', 'r.ok === true', 'x = r.isError'],
    ['a negation that is negated', 'x = !!r.ok', '!r.ok', 'x = !r.isError'],
    [
      'a word before parentheses',
      'function f() { return(r.ok) }',
      '(r.ok)',
      'function f() { return r.isError }',
    ],
  ])('%s', (_name, before, target, after) => {
    const result = lowered(before, [target], (span) => {
      const at = before.lastIndexOf('.ok');
      const start = before.lastIndexOf('(await', at) >= 0 ? before.lastIndexOf('(await', at) : at - 1;
      return { do: 'replace', target: span, with: isError(quote({ start, end: at })) };
    });
    expect(result).toBe(after);
  });

  test('not a negation of what may be skipped', () => {
    const before = 'x = !r?.ok';
    const with_ = isError(quote({ start: 5, end: 6 }));
    expect(lowered(before, ['!r?.ok'], (target) => ({ do: 'replace', target, with: with_ }))).toBe('refused');
  });
});

describe('writes other code in the place of a read', () => {
  test.each<[string, string, (subject: Expr, whole: Span) => Expr, string]>([
    ['a property', 'x = r?.ok', (r) => member(r, 'isError'), 'x = r?.isError'],
    ['a property of a part', 'x = a?.r.ok', (r) => member(r, 'isError'), 'x = a?.r.isError'],
    ['a call', 'x = r?.ok', (r) => call(member(r, 'isOk'), []), 'x = r?.isOk()'],
    ['an index', 'x = r?.ok', (r) => subscript(r, text('a')), 'x = r?.["a"]'],
    ['an index of a name', 'x = r.ok', (r) => subscript(r, text('a')), 'x = r["a"]'],
    ['an index of a number', 'x = r.ok', (r) => subscript(r, name('i')), 'x = r[i]'],
    [
      'a comparison',
      'x = r.ok',
      (r) => compare(member(r, 'statusCode'), '<', name('LIMIT')),
      'x = r.statusCode < LIMIT',
    ],
    ['an equality', 'x = r.ok', (r) => compare(r, '==', boolean(true)), 'x = r === true'],
    ['an inequality', 'x = r.ok', (r) => compare(r, '!=', boolean(true)), 'x = r !== true'],
    ['a comparison that is negated', 'x = !r.ok', (r) => compare(r, '<', name('a')), 'x = !(r < a)'],
    ['a comparison before a member', 'x = r.ok.a', (r) => compare(r, '<', name('a')), 'x = (r < a).a'],
    [
      'a comparison beside another',
      'x = r.ok === true',
      (r) => compare(r, '==', name('a')),
      'x = r === a === true',
    ],
    [
      'a comparison on the right of another',
      'x = true === r.ok',
      (r) => compare(r, '==', name('a')),
      'x = true === (r === a)',
    ],
    ['a comparison in a sum', 'x = 1 + r.ok', (r) => compare(r, '<', name('a')), 'x = 1 + (r < a)'],
    ['a comparison beside `||`', 'x = b || r.ok', (r) => compare(r, '<', name('a')), 'x = b || r < a'],
    ['a comparison before `as`', 'x = r.ok as B', (r) => compare(r, '==', name('a')), 'x = (r === a) as B'],
    ['a test of a key', 'x = r.ok', (r) => compare(text('a'), 'in', r), 'x = "a" in r'],
    [
      'a test of a key in a `for`',
      'for (let i = r.ok; ;) {}',
      (r) => compare(text('a'), 'in', r),
      'for (let i = ("a" in r); ;) {}',
    ],
    ['a negated comparison', 'x = r.ok', (r) => not(compare(r, '<', name('a'))), 'x = !(r < a)'],
    ['a double negation', 'x = r.ok', (r) => not(not(r)), 'x = !!r'],
    ['a member of a negation', 'x = r.ok', (r) => member(not(r), 'a'), 'x = (!r).a'],
    ['a member of a comparison', 'x = r.ok', (r) => member(compare(r, '<', name('a')), 'a'), 'x = (r < a).a'],
    [
      'the read itself in a call',
      'x = r?.ok',
      (_r, whole) => call(name('f'), [quote(whole)]),
      'x = f(r?.ok)',
    ],
  ])('%s', (_name, before, by, after) => {
    const target = /\w+(?:\?\.r)?(?:\?)?\.ok/.exec(before)?.[0] ?? '';
    expect(replaced(before, target, by)).toBe(after);
  });

  test.each([
    ['awaited', 'x = f(await a)', 'await a', 'x = f(!(await a))'],
    ['a condition', 'x = f(a ? b : c)', 'a ? b : c', 'x = f(!(a ? b : c))'],
    ['a sum', 'x = f(a + b)', 'a + b', 'x = f(!(a + b))'],
    ['a call', 'x = f(a())', 'a()', 'x = f(!a())'],
    ['an arrow function', 'x = f(() => a)', '() => a', 'x = f(!(() => a))'],
    ['what may be skipped', 'x = f(a?.b)', 'a?.b', 'x = f(!a?.b)'],
  ])('a negation of what stood there, %s', (_name, before, target, after) => {
    expect(
      lowered(before, [target], (span) => ({ do: 'replace', target: span, with: not(quote(span)) })),
    ).toBe(after);
  });

  test.each([
    ['a sum', 'x = f(a + b)', 'a + b', 'x = f(a + b === c)'],
    ['another comparison', 'x = f(a < b)', 'a < b', 'x = f((a < b) === c)'],
    ['a condition', 'x = f(a ? b : c)', 'a ? b : c', 'x = f((a ? b : c) === c)'],
    ['an assignment', 'x = f(a = b)', 'a = b', 'x = f((a = b) === c)'],
    ['what is awaited', 'x = f(await a)', 'await a', 'x = f(await a === c)'],
  ])('a comparison of what stood there, %s', (_name, before, target, after) => {
    const by = (span: Span): Expr => compare(quote(span), '==', name('c'));
    expect(lowered(before, [target], (span) => ({ do: 'replace', target: span, with: by(span) }))).toBe(
      after,
    );
  });

  test('a value that has its key for a name', () => {
    const by = (span: Span): Expr => call(name('String'), [quote(span)]);
    const after = lowered('f({ data })', ['data'], (span) => ({
      do: 'replace',
      target: span,
      with: by(span),
    }));
    expect(after).toBe('f({ data: String(data) })');
  });
});

describe('renames what is read', () => {
  const rename = (before: string, target: string): string =>
    lowered(before, [target], (span) => ({
      do: 'rename',
      target: { ...span, name: 'ok' },
      to: 'isError',
    }));

  test.each([
    ['a property', 'r.ok', 'ok', 'r.isError'],
    ['one that may be skipped', 'r?.ok', 'ok', 'r?.isError'],
    ['one in brackets', 'r["ok"]', '"ok"', 'r["isError"]'],
    ['one in brackets that may be skipped', "r?.['ok']", "'ok'", "r?.['isError']"],
    ['one in a template', 'r[`ok`]', '`ok`', 'r[`isError`]'],
    ['the key of a pattern', 'const { ok } = r', 'ok', 'const { isError: ok } = r'],
    ['one with a default', 'const { ok = true } = r', 'ok', 'const { isError: ok = true } = r'],
    ['one with a name', 'const { ok: fine } = r', 'ok', 'const { isError: fine } = r'],
    ['one in quotes', 'const { "ok": fine } = r', '"ok"', 'const { "isError": fine } = r'],
    ['one of an assignment', '({ ok } = r)', 'ok', '({ isError: ok } = r)'],
    ['one of a parameter', 'f(({ ok }) => 1)', 'ok', 'f(({ isError: ok }) => 1)'],
    ['nothing where it is called so', 'r.isError', 'isError', 'r.isError'],
  ])('%s', (_name, before, target, after) => expect(rename(before, target)).toBe(after));
});
