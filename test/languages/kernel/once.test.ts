import { describe, expect, test } from 'vitest';
import { oncePer, onceWithin } from '../../../src/languages/kernel/once.ts';

describe('oncePer', () => {
  test('finds a thing out once per object, even where there is nothing to find', () => {
    const asked: string[] = [];
    const find = oncePer(({ name }: { readonly name: string }) => {
      asked.push(name);
      return name === 'a' ? 1 : undefined;
    });
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    expect([find(a), find(b), find(a), find(b)]).toEqual([1, undefined, 1, undefined]);
    expect(asked).toEqual(['a', 'b']);
  });
});

describe('onceWithin', () => {
  const lengths = () => {
    const asked: string[] = [];
    const find = onceWithin(
      (text: string) => text.toLowerCase(),
      -1,
      (owner: { readonly more: number }, text: string) => {
        asked.push(text);
        return text.length + owner.more;
      },
    );
    return { asked, find };
  };

  test('finds a thing out once per owner', () => {
    const { asked, find } = lengths();
    const [one, two] = [{ more: 0 }, { more: 10 }];
    expect([find(one, 'ab'), find(two, 'ab'), find(one, 'ab')]).toEqual([2, 12, 2]);
    expect(asked).toEqual(['ab', 'ab']);
  });

  test('takes things with one key for one thing', () => {
    const { asked, find } = lengths();
    const owner = { more: 0 };
    expect([find(owner, 'ab'), find(owner, 'AB')]).toEqual([2, 2]);
    expect(asked).toEqual(['ab']);
  });

  test('gives what stands in meanwhile to a thing that leads to itself', () => {
    const sum: (owner: object, text: string) => number = onceWithin(
      (text: string) => text,
      0,
      (owner: object, text: string) => 1 + sum(owner, text === 'a' ? 'b' : 'a'),
    );
    expect(sum({}, 'a')).toBe(2);
  });

  test('looks a thing up anew where it failed to', () => {
    let fails = true;
    const find = onceWithin(
      (text: string) => text,
      -1,
      (_: object, text: string) => {
        if (fails) throw new RangeError('too deep');
        return text.length;
      },
    );
    const owner = {};
    expect(() => find(owner, 'ab')).toThrow('too deep');
    fails = false;
    expect(find(owner, 'ab')).toBe(2);
  });
});
