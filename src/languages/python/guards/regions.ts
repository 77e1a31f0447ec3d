import { firstWhere } from '../../../core/search.ts';
import { contains, type Span } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Stmt } from '../ast/statements.ts';

/** Code of a file: whole expressions, runs of statements, and all of some nodes but for one. */
export interface Region {
  readonly spans: readonly Span[];
  /** `all` is in the order of their starts, and one array for all who leave another of them out. */
  readonly beside?: { readonly all: readonly Span[]; readonly own: Span };
}

export const nowhere: Region = { spans: [] };

/** The place of some statements, one behind the other, each with its decorators. */
export function runOf(statements: readonly Stmt[], from = 0): readonly Span[] {
  const [first, last] = [statements[from], statements.at(-1)];
  if (!first || !last) return [];
  const [decorator] = first.kind === 'function' || first.kind === 'class' ? first.decorators : [];
  return [{ start: Math.min(first.start, decorator?.start ?? first.start), end: last.end }];
}

export const isNowhere = ({ spans, beside }: Region): boolean =>
  spans.length === 0 && !beside?.all.some((one) => one !== beside.own);

/** Places of nodes in a file, in the order in which they start. */
export type Places = readonly Span[];

export const placesOf = (nodes: Iterable<Span>): Places => [...nodes].sort((a, b) => a.start - b.start);

/** Whether one of some places is in a region: a file may have thousands of both. */
export const holdsAny = ({ spans, beside }: Region, places: Places): boolean =>
  spans.some((span) => isAnyIn(span, places)) || (beside !== undefined && isAnyBeside(beside, places));

function isAnyIn(span: Span, places: Places): boolean {
  for (let index = firstWhere(places, ({ start }) => start >= span.start); ; index++) {
    const place = places[index];
    if (!place || place.start >= span.end) return false;
    // What starts in a node and ends behind it is around it, and starts where it does.
    if (place.end <= span.end) return true;
  }
}

const isAnyBeside = ({ all, own }: NonNullable<Region['beside']>, places: Places): boolean => {
  const holders = holdersOf(places)(all, places);
  return holders.size > 1 || (holders.size === 1 && !holders.has(own));
};

/** Which of some nodes hold places; no more than two of them, for one of these is another than any that is left out. */
const holdersOf = oncePer((_: Places) =>
  oncePer((all: readonly Span[], places: Places): ReadonlySet<Span> => {
    const found = new Set<Span>();
    const [first] = all;
    if (!first) return found;
    const { outside, end } = nestedIn(all);
    for (let index = firstWhere(places, ({ start }) => start >= first.start); found.size < 2; index++) {
      const place = places[index];
      if (!place || place.start >= end) break;
      const from = firstWhere(all, ({ start }) => start > place.start);
      for (let one = all[from - 1]; one; one = outside.get(one)) if (contains(one, place)) found.add(one);
    }
    return found;
  }),
);

/** The node around each that is inside another, and where the last one ends. */
const nestedIn = oncePer((all: readonly Span[]) => {
  const outside = new Map<Span, Span>();
  let end = 0;
  let last: Span | undefined;
  for (const one of all) {
    while (last && last.end < one.end) last = outside.get(last);
    if (last) outside.set(one, last);
    last = one;
    end = Math.max(end, one.end);
  }
  return { outside, end };
});
