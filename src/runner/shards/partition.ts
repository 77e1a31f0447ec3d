/** A file with how much work it is. */
export interface Weighed {
  readonly path: string;
  readonly weight: number;
}

/**
 * Deals files to `of` parts of nearly equal weight: the heaviest first, each to the part that is the lightest so far. Equal files go by
 * path, equal parts by number, so the same files are dealt in the same way everywhere. Answers the number of the part of each path, from 1.
 */
export function partition(files: readonly Weighed[], of: number): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  // More parts than files stay empty.
  const heap: Load[] = Array.from({ length: Math.min(of, files.length) }, (_, index) => ({
    part: index + 1,
    weight: 0,
  }));
  for (const { path, weight } of files.toSorted(byWeight)) {
    const lightest = heap[0];
    if (!lightest) break;
    parts.set(path, lightest.part);
    heap[0] = { ...lightest, weight: lightest.weight + weight };
    sink(heap);
  }
  return parts;
}

interface Load {
  readonly part: number;
  readonly weight: number;
}

const byWeight = (a: Weighed, b: Weighed): number => b.weight - a.weight || (a.path < b.path ? -1 : 1);

const isLighter = (one: Load, other: Load): boolean =>
  one.weight === other.weight ? one.part < other.part : one.weight < other.weight;

/** Brings the first of a binary heap to its place. */
function sink(heap: Load[]): void {
  for (let at = 0; ;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const [one, other] = [heap[child], heap[least]];
      if (one && other && isLighter(one, other)) least = child;
    }
    const [parent, child] = [heap[at], heap[least]];
    if (least === at || !parent || !child) return;
    heap[at] = child;
    heap[least] = parent;
    at = least;
  }
}
