import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributeOf, elementsOf, pageOf, shownText } from './page.ts';
import { hostileReport, PIECES } from './hostile.ts';
import { report } from '../reports.ts';

/** What an element is, without what it says. */
const shapeOf = (page: string, scripts: boolean): readonly string[] =>
  elementsOf(page, scripts).map(
    ({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(' ')}`,
  );

const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 8 })
  .map((pieces) => pieces.join(''));

test('whatever stands in sources, names and messages, the elements of the page are the same', () => {
  for (const scripts of [true, false]) {
    const expected = shapeOf(pageOf(hostileReport('x', 'x')), scripts);
    fc.assert(
      fc.property(text, text, (name, source) => {
        const page = pageOf(hostileReport(`x${name}`, `x${source}`));
        // The elements themselves would be a long message.
        expect(shapeOf(page, scripts).join('\n') === expected.join('\n')).toBe(true);
      }),
      { numRuns: 50 },
    );
  }
});

test('the page holds no character that cannot be seen, and no lone surrogate', () => {
  fc.assert(
    fc.property(text, text, (name, source) => {
      const page = pageOf(hostileReport(name, source));
      expect(/[^\P{Cc}\n]|[\p{Cs}\p{Bidi_Control}\u2028\u2029]/u.exec(page)).toBeNull();
    }),
  );
});

test('links lead to pages of rules and to places in the page alone', () => {
  const page = pageOf(hostileReport('javascript:alert(1)', 'javascript:alert(1)'));
  const hrefs = elementsOf(page).flatMap((one) => attributeOf(one, 'href') ?? []);
  expect(hrefs).not.toEqual([]);
  for (const href of hrefs) expect(href).toMatch(/^(?:#|https:\/\/github\.com\/bump-testclient\/|data:,$)/);
});

test('a text that reorders others is named', () => {
  const page = pageOf(report([], { version: 'a\u202Eb' }));
  expect(elementsOf(page).some((one) => shownText(one) === 'Version a<U+202E>b, files were rewritten')).toBe(
    true,
  );
});
