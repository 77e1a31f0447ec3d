import { describe, expect, it } from 'vitest';
import { fingerprints, hash } from '../../src/core/identity/fingerprint.ts';

const at = (line: number, rule = 'follow-redirects', column = 1) => ({ rule, line, column });
const print = (text: string, line: number, rule?: string): string | undefined =>
  fingerprints('tests/a.py', text, [at(line, rule)])[0];

const text = 'import a\n\nfirst()\nclient.get()\nlast()\n';
const known = print(text, 4);

describe('a fingerprint', () => {
  it.each<[string, string, number]>([
    ['the line moves', `# new\n\n\n${text}`, 7],
    ['the code is indented', text.replace(/^/gm, '    '), 4],
    ['the line ends change', text.replaceAll('\n', '\r\n'), 4],
    ['a byte-order mark is added', `\uFEFF${text}`, 4],
    ['empty lines come between', text.replace('last', '\n\nlast'), 4],
  ])('stays when %s', (_, changed, line) => {
    expect(print(changed, line)).toBe(known);
  });

  it.each<[string, string]>([
    ['the line', text.replace('client.get', 'client.post')],
    ['the line above', text.replace('first', 'other')],
    ['the line below', text.replace('last', 'other')],
  ])('changes with %s', (_, changed) => {
    expect(print(changed, 4)).not.toBe(known);
  });

  it('tells rules and files apart', () => {
    expect(print(text, 4, 'response-api')).not.toBe(known);
    expect(fingerprints('tests/b.py', text, [at(4)])[0]).not.toBe(known);
  });

  it('numbers what stands in the same words by position, whatever the order', () => {
    const twice = 'a()\nclient.get()\nb()\na()\nclient.get()\nb()\n';
    const [first, second] = fingerprints('a.py', twice, [at(2), at(5)]);
    expect(first).not.toBe(second);
    expect(fingerprints('a.py', twice, [at(5), at(2)])).toEqual([second, first]);
  });

  it('goes by the numbers of lines where there is no text', () => {
    expect(new Set(fingerprints('a.py', undefined, [at(1), at(2)])).size).toBe(2);
  });
});

it('hashes texts to 28 digits, as cyrb53 does', () => {
  // The first half is what its author gives for this word.
  expect(hash('revenge').slice(0, 14)).toBe((4051478007546757).toString(16).padStart(14, '0'));
  expect(hash('\uD800 ☃')).toMatch(/^[\da-f]{28}$/);
  expect(new Set(Array.from({ length: 10_000 }, (_, index) => hash(`text ${index}`))).size).toBe(10_000);
});
