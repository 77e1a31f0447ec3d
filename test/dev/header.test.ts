import { describe, expect, test } from 'vitest';
import { parseHeader } from '../../src/dev/rules/header.ts';

const HEADER = `import { a } from 'b';

/** Not the header. */
const x = 1;

/**
 * What changed - One thing,
 * told in two lines. See https://example.org/notes - a link.
 *
 * Why it breaks - It fails.
 * Fix safety - safe
 *
 * Not handled - The first.
 *
 * A second paragraph.
 */
export const rule = 1;
`;

describe('the header of a rule', () => {
  test('is read heading by heading, lines joined and paragraphs kept', () => {
    expect(parseHeader(HEADER)).toEqual({
      changed: 'One thing, told in two lines. See https://example.org/notes - a link.',
      breaks: 'It fails.',
      safety: 'safe',
      leaves: 'The first.\n\nA second paragraph.',
    });
  });

  test('is read the same from a file with CRLF', () => {
    expect(parseHeader(HEADER.replaceAll('\n', '\r\n'))).toEqual(parseHeader(HEADER));
  });

  test.each([
    ['no header at all', 'export const rule = 1;\n', 'What changed'],
    ['a heading that is missing', HEADER.replace('Fix safety', 'Safety'), 'Fix safety'],
    [
      'a heading without text',
      HEADER.replace('Why it breaks - It fails.', 'Why it breaks - '),
      'Why it breaks',
    ],
  ])('%s is an error that names the heading', (_, source, heading) => {
    expect(() => parseHeader(source)).toThrow(`"${heading} - "`);
  });
});
