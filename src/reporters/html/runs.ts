import { diffWordsWithSpace } from 'diff';
import { firstWhere } from '../../core/search.ts';
import { printable } from '../visible.ts';
import type { Line, Sign } from './data.ts';
import type { Span } from './highlight.ts';

/** Offsets within a line; the end is exclusive. */
export type Range = readonly [start: number, end: number];

/** A source with its tokens. */
export interface Source {
  readonly text: string;
  readonly tokens: readonly Span[];
}

/** More of a line than this is left out. */
const MAX_LINE = 1_000;
/** How much of a long line is shown in front of its first mark. */
const LEAD = 200;

/** The line of a source that starts at an offset, with its colours; `marks` are within the line. */
export function lineOf(
  sign: Sign,
  { text, tokens }: Source,
  [start, end]: Range,
  marks: readonly Range[] = [],
): Line {
  const source = text.slice(start, end);
  const within = ([from, to]: Range): readonly Range[] => {
    const range = [
      whole(source, Math.max(0, from), -1),
      whole(source, Math.min(to, source.length), 1),
    ] as const;
    return range[0] < range[1] ? [range] : [];
  };
  const spans = tokensIn(tokens, start, end).flatMap((span) =>
    within([span.start - start, span.end - start]).map((range) => ({ range, look: span.look })),
  );
  const marked = marks.flatMap(within);
  const [from, to] = excerpt(source, marked[0]?.[0] ?? 0);
  const borders = [...spans.map(({ range }) => range), ...marked].flat();
  const cuts = [...new Set([from, ...borders, to])]
    .filter((at) => at >= from && at <= to)
    .sort((a, b) => a - b);
  const runs = new Runs();
  if (from > 0) runs.add('…', 'p');
  let next = 0;
  for (const [index, cut] of cuts.slice(0, -1).entries()) {
    while (next < spans.length && spans[next]!.range[1] <= cut) next++;
    const span = spans[next];
    const look = span && span.range[0] <= cut ? span.look : 'p';
    const isMarked = marked.some(([first, last]) => first <= cut && cut < last);
    runs.add(source.slice(cut, cuts[index + 1]), isMarked ? look.toUpperCase() : look);
  }
  if (to < source.length) runs.add(`… ${source.length - to} more characters`, 'c');
  return [sign, ...runs.end()];
}

/** Collects characters that look alike. */
class Runs {
  #text = '';
  #runs: [look: string, length: number][] = [];

  add(text: string, look: string): void {
    const shown = printable(text);
    const last = this.#runs.at(-1);
    if (last?.[0] === look) last[1] += shown.length;
    else this.#runs.push([look, shown.length]);
    this.#text += shown;
  }

  end(): readonly [text: string, runs: string] {
    const isPlain = this.#runs.every(([look]) => look === 'p');
    return [this.#text, isPlain ? '' : this.#runs.map(([look, length]) => `${look}${length}`).join('')];
  }
}

const tokensIn = (tokens: readonly Span[], start: number, end: number): readonly Span[] =>
  tokens.slice(
    firstWhere(tokens, (token) => token.end > start),
    firstWhere(tokens, (token) => token.start >= end),
  );

/** The part of a line that is shown. */
function excerpt(line: string, mark: number): Range {
  if (line.length <= MAX_LINE) return [0, line.length];
  const from = whole(line, Math.max(0, Math.min(mark - LEAD, line.length - MAX_LINE)), -1);
  return [from, whole(line, from + MAX_LINE, -1)];
}

/** An offset that splits no surrogate pair: this one, or the one next to it in the direction of `step`. */
const whole = (text: string, at: number, step: 1 | -1): number =>
  isBetween(text.charCodeAt(at - 1), text.charCodeAt(at)) ? at + step : at;

const isBetween = (before: number, after: number): boolean =>
  before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;

/** Comparing longer texts word by word takes long, and shows nothing. */
const MAX_COMPARED = 2_000;
const MAX_CHANGES = 40;

/** What differs between two lines, in whole words. Nothing where they have next to nothing in common. */
export function changedWords(before: string, after: string): readonly [readonly Range[], readonly Range[]] {
  const [start, tail] = commonEnds(before, after);
  const [left, right] = [before.slice(start, before.length - tail), after.slice(start, after.length - tail)];
  if (start + tail <= indentOf(before)) return [[], []];
  const changes =
    Math.max(left.length, right.length) > MAX_COMPARED
      ? undefined
      : diffWordsWithSpace(left, right, { maxEditLength: MAX_CHANGES });
  if (!changes) return [[[start, start + left.length]], [[start, start + right.length]]];
  const [removed, added]: [Range[], Range[]] = [[], []];
  let [was, is] = [start, start];
  for (const { value, removed: isOld, added: isNew } of changes) {
    if (isOld) removed.push([was, was + value.length]);
    if (isNew) added.push([is, is + value.length]);
    if (!isNew) was += value.length;
    if (!isOld) is += value.length;
  }
  return [removed, added];
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

const isWord = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character);

/** How many characters two texts have in common at their beginning and at their end, without parts of words. */
function commonEnds(one: string, other: string): readonly [start: number, tail: number] {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let tail = 0;
  while (tail < most - start && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  while (start > 0 && isWord(one.charAt(start - 1))) start--;
  while (tail > 0 && isWord(one.charAt(one.length - tail))) tail--;
  return [start, tail];
}
