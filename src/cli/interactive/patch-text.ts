import { addAll } from '../../core/group.ts';
import { lineEdits } from '../../reporters/diff.ts';
import { hunksOf as hunksBetween } from '../../reporters/patch/hunks.ts';
import type { Handwritten, Question } from '../../runner/review/question.ts';

type Texts = Pick<Question, 'original' | 'before' | 'after'>;

const HELP = [
  '# Lines that begin with + are what is written: change them, add others, or delete them.',
  '# To keep a line that begins with -, replace the - by a space.',
  '# Leave lines that begin with a space or @@ as they are. Lines that begin with # are ignored.',
  '# If you delete everything, you are asked about the edit again.',
] as const;

/** An edit as a patch, for a person to change. */
export const editable = (texts: Texts): string =>
  [...hunksOf(texts).flatMap(linesOf), ...HELP, ''].join('\n');

interface Hunk {
  /** 1-based. */
  readonly start: number;
  /** Each begins with a space, `-` or `+`. */
  readonly lines: readonly string[];
}

const hunksOf = ({ before, after }: Texts): readonly Hunk[] =>
  hunksBetween(before, after, 3).map(({ oldStart, lines }) => ({
    start: oldStart,
    lines: lines.filter((line) => !line.startsWith('\\')).map((line) => line.replace(/\r$/, '')),
  }));

const linesOf = ({ start, lines }: Hunk): readonly string[] => [`@@ line ${start} @@`, ...lines];

/** What a changed patch asks for: nothing, the edit as it is, no edit, other lines, or it does not fit the code. */
type Read = 'nothing' | 'same' | 'no edit' | 'does not fit' | { readonly handwritten: Handwritten };

/** Reads what a person made of the patch of an edit. */
export function readPatch(patch: string, texts: Texts): Read {
  const typed = patch
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'));
  while (typed.at(-1)?.trim() === '') typed.pop();
  if (typed.length === 0) return 'nothing';
  const hunks = hunksOf(texts);
  const parts = partsOf(typed);
  if (parts?.length !== hunks.length) return 'does not fit';
  const text = replaced(texts.before, hunks, parts);
  if (text === undefined) return 'does not fit';
  if (text === texts.before) return 'no edit';
  if (text === texts.after) return 'same';
  return {
    handwritten: {
      accepted: lineEdits(texts.original, texts.before),
      edits: lineEdits(texts.original, text),
    },
  };
}

/** The lines of each hunk; undefined where lines stand in front of the first. */
function partsOf(typed: readonly string[]): readonly (readonly string[])[] | undefined {
  const parts: string[][] = [];
  for (const line of typed) {
    if (line.startsWith('@@')) parts.push([]);
    else if (parts.length === 0) return undefined;
    else parts.at(-1)?.push(line);
  }
  return parts;
}

/** The text with what a person made of hunks of it; undefined where the lines that stay are others. */
function replaced(
  before: string,
  hunks: readonly Hunk[],
  parts: readonly (readonly string[])[],
): string | undefined {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const ending = old[0]?.endsWith('\r\n') ? '\r\n' : '\n';
  const written: string[] = [];
  let at = 0;
  for (const [index, { start, lines }] of hunks.entries()) {
    const from = Math.max(0, start - 1);
    const count = lines.filter((line) => !line.startsWith('+')).length;
    addAll(written, old.slice(at, from));
    at = from;
    for (const line of parts[index] ?? []) {
      // Editors take the space of an empty line away.
      const [mark = ' ', text] = [line[0], line.slice(1)];
      if (mark === '+') {
        written.push(text + ending);
        continue;
      }
      const kept = old[at++];
      if (!/[ -]/.test(mark) || kept?.replace(/\r?\n$/, '') !== text) return undefined;
      if (mark === ' ') written.push(kept);
    }
    if (at !== from + count) return undefined;
  }
  const text = [...written, ...old.slice(at)].join('');
  return before.endsWith('\n') ? text : text.replace(/\r?\n$/, '');
}
