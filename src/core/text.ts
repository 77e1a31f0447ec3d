import { groupPairs } from './group.ts';
import { firstWhere } from './search.ts';

/** Half-open UTF-16 offsets into the text without its byte-order mark, the unit every parser here agrees on. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replaces `span` with `text`; an empty span inserts. */
export interface TextEdit extends Span {
  readonly text: string;
}

export const slice = (source: string, { start, end }: Span): string => source.slice(start, end);

export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Share a character, or one inserts inside the other. */
const cross = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

const touch = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

const isRemoval = ({ start, end, text }: TextEdit): boolean => end > start && text === '';

/**
 * Whether edits of two fixes get in each other's way. Edits that only touch do too: each was made for what the other takes away or
 * writes, as a comma that separates a new argument from the one before it. Removals that meet leave nothing to be wrong about.
 */
const overlaps = (a: TextEdit, b: TextEdit): boolean =>
  cross(a, b) || (touch(a, b) && !(isRemoval(a) && isRemoval(b)));

/** What edits write at each place, in their order. A fix may have thousands of them. */
function textsOf(edits: readonly TextEdit[]): (at: Span) => readonly string[] {
  const key = ({ start, end }: Span): string => `${start} ${end}`;
  const texts = groupPairs(edits.map((one) => [key(one), one.text] as const));
  return (at) => texts.get(key(at)) ?? [];
}

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((text, index) => text === others[index]);

/** Whether no two edits of one fix touch the same text. Insertions at one place are made in the order given. */
export function isDisjoint(edits: readonly TextEdit[]): boolean {
  // What is inserted in front of a text does not touch it, and comes first.
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let reach = 0;
  return sorted.every(({ start, end }) => {
    const isBehindAll = start >= reach;
    reach = Math.max(reach, end);
    return isBehindAll;
  });
}

/**
 * Picks whole groups: a group that touches an earlier one is left for the next round.
 * An edit that two groups share (a key of one dictionary used by two calls) is made once.
 */
export function selectEdits(groups: readonly (readonly TextEdit[])[]): {
  edits: TextEdit[];
  chosen: number[];
} {
  const edits: TextEdit[] = [];
  const chosen: number[] = [];
  for (const [index, group] of groups.entries()) {
    const textsAt = textsOf(group);
    const placed = group.map((edit) => ({ edit, near: editsNear(edits, edit) }));
    // All of what a fix inserts at a place is one: a part of it may mean something else.
    const fresh = placed.filter(({ edit, near }) => !isSame(textsOf(near)(edit), textsAt(edit)));
    if (fresh.some(({ edit, near }) => near.some((other) => overlaps(edit, other)))) continue;
    for (const { edit } of fresh)
      edits.splice(
        firstWhere(edits, (other) => isBehind(other, edit)),
        0,
        edit,
      );
    chosen.push(index);
  }
  return { edits, chosen };
}

const isBehind = (a: Span, b: Span): boolean => (a.start === b.start ? a.end > b.end : a.start > b.start);

/** Of edits that are sorted and do not overlap, those that may touch a place: a file may have thousands. */
function editsNear(edits: readonly TextEdit[], { start, end }: Span): readonly TextEdit[] {
  const from = firstWhere(edits, (other) => other.end >= start);
  const to = firstWhere(edits, (other) => other.start > end);
  return edits.slice(from, to);
}

/** Applies edits that are sorted and do not overlap. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  let text = '';
  let from = 0;
  for (const edit of edits) {
    text += source.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return text + source.slice(from);
}

/** Where what an edit wrote ends in the edited text, and how much longer the text in front of it has become. */
interface Written {
  readonly end: number;
  readonly shift: number;
}

const knownOfEdits = new WeakMap<readonly TextEdit[], readonly Written[]>();

/** Of sorted edits, whose list does not change any more: a file may have thousands, and asks about each of its responses. */
function placesWritten(edits: readonly TextEdit[]): readonly Written[] {
  const known = knownOfEdits.get(edits);
  if (known) return known;
  let shift = 0;
  const written = edits.map(({ start, end, text }): Written => {
    const one = { end: start + shift + text.length, shift };
    shift += text.length - (end - start);
    return one;
  });
  knownOfEdits.set(edits, written);
  return written;
}

/** Where a character of the edited text came from: its old offset, or that of the edit that wrote it. */
function origin(
  offset: number,
  edits: readonly TextEdit[],
): { readonly offset: number; readonly written: boolean } {
  const written = placesWritten(edits);
  const index = firstWhere(written, (one) => offset < one.end);
  const [edit, place, last, lastEdit] = [edits[index], written[index], written.at(-1), edits.at(-1)];
  if (!edit || !place) {
    const shift = last && lastEdit ? last.end - lastEdit.end : 0;
    return { offset: offset - shift, written: false };
  }
  return offset < edit.start + place.shift
    ? { offset: offset - place.shift, written: false }
    : { offset: edit.start, written: true };
}

/**
 * The span of the text before the edits that `span` of the edited text came from; empty, at the place of the edit, when
 * an edit wrote all of it.
 */
export function originSpan({ start, end }: Span, edits: readonly TextEdit[]): Span {
  const first = origin(start, edits);
  if (end === start) return { start: first.offset, end: first.offset };
  const last = origin(end - 1, edits);
  return { start: first.offset, end: Math.max(first.offset, last.written ? last.offset : last.offset + 1) };
}

/**
 * A span that can be seen: an empty one, as what is to be inserted has, becomes the word at its place, or the character beside it.
 */
export function visible({ start, end }: Span, source: string): Span {
  if (end > start || source === '') return { start, end };
  const before = /[\p{L}\p{N}_]*$/u.exec(source.slice(Math.max(0, start - 100), start))?.[0].length ?? 0;
  const behind = /^[\p{L}\p{N}_]*/u.exec(source.slice(start, start + 100))?.[0].length ?? 0;
  if (before + behind > 0) return { start: start - before, end: start + behind };
  const isEnd = start === source.length || /[\r\n]/.test(source.charAt(start));
  return isEnd && start > 0 && !/[\r\n]/.test(source.charAt(start - 1))
    ? { start: start - 1, end: start }
    : { start, end: Math.min(start + 1, source.length) };
}

/** "a", "a and b", "a, b and c". */
export const enumerated = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]!}`;

/** A word as a POSIX shell takes it, in the fewest quotes that keep it as it is. */
export function shellWord(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (!word.includes("'")) return `'${word}'`;
  return /[$`\\!"]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}
