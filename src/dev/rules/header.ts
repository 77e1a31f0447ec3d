import type { Explanation } from '../../core/explanation.ts';

export type Header = Omit<Explanation, 'examples' | 'facts'>;

/** The headings of a rule's header comment, in order. */
export const HEADINGS: Readonly<Record<keyof Header, string>> = {
  changed: 'What changed',
  breaks: 'Why it breaks',
  safety: 'Fix safety',
  leaves: 'Not handled',
};

/** Reads the header comment of a rule file. Throws an error that names a missing heading. */
export function parseHeader(source: string): Header {
  const comment = [...source.matchAll(/\/\*\*(.*?)\*\//gs)].find(([, body]) =>
    body?.includes(`${HEADINGS.changed} - `),
  );
  const lines = (comment?.[1] ?? '').split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  return {
    changed: section(lines, HEADINGS.changed),
    breaks: section(lines, HEADINGS.breaks),
    safety: section(lines, HEADINGS.safety),
    leaves: section(lines, HEADINGS.leaves),
  };
}

function section(lines: readonly string[], heading: string): string {
  const start = lines.findIndex((line) => line.startsWith(`${heading} - `));
  const body = lines.slice(start + 1).findIndex(isHeading);
  const rest = body === -1 ? lines.slice(start + 1) : lines.slice(start + 1, start + 1 + body);
  const text = start === -1 ? '' : paragraphs([lines[start]!.slice(heading.length + 3), ...rest]);
  if (text === '') throw new Error(`the header comment has no text under "${heading} - "`);
  return text;
}

const isHeading = (line: string): boolean =>
  Object.values(HEADINGS).some((heading) => line.startsWith(`${heading} - `));

const paragraphs = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => line.trim())
        .join(' '),
    )
    .join('\n\n');
