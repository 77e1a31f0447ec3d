import type { Original, Project } from '../../../core/language.ts';
import type { Place, RecordedCall, RecordedFile, RecordedRead } from '../../../core/model/recorded.ts';
import type { Span } from '../../../core/text.ts';
import { keyOf, readsOf, resolverOf, told, type Written } from '../../kernel/evidence/resolver.ts';
import type { Before } from '../../kernel/evidence/witnessed.ts';
import { onceWithin } from '../../kernel/once.ts';
import type { Module } from '../binding/module.ts';
import { callShapes, readShapes, type Shapes } from './shapes.ts';

/** What a recorded run shows of a file. Spans are those of nodes of the text as it is read now. */
export interface Recorded {
  /** Something was recorded of clients that stands in the file. */
  readonly hasSites: boolean;
  /** Requests of the call itself. Empty: it never ran. `undefined`: nobody knows. */
  calls(call: Span): readonly RecordedCall[] | undefined;
  /** Requests that came about through the call, where a function of the project stands between. */
  through(call: Span): readonly RecordedCall[] | undefined;
  /** The call as it ran; `undefined` where there is none. */
  before(call: Span): Before | undefined;
  reads(read: Span): readonly RecordedRead[] | undefined;
}

/**
 * `held`: the file as the project holds it, which is the one that ran. `original`: where what is read now was in it. `undefined`: nothing was
 * recorded of it.
 */
export function recordedOf(
  project: Project,
  path: string,
  held: (path: string) => Module | undefined,
  original: Original | undefined,
): Recorded | undefined {
  const recorded = project.recorded?.(path);
  const module = recorded && held(path);
  if (!module || (original && original.source !== module.source)) return undefined;
  const found = within(project, { path, module, recorded });
  return original ? movedBy(found, original) : found;
}

interface Ran {
  readonly path: string;
  readonly module: Module;
  readonly recorded: RecordedFile;
}

const unknown = (): undefined => undefined;

const within = onceWithin<Project, Ran, Recorded>(
  ({ path }) => path,
  { hasSites: false, calls: unknown, through: unknown, before: unknown, reads: unknown },
  (_, ran) => find(ran),
);

function find({ path, module, recorded }: Ran): Recorded {
  const [called, read] = [callShapes(module), readShapes(module)];
  const there = <Row extends { readonly at: Place }>(row: Row, shapes: Shapes<Written>): Row => ({
    ...row,
    at: written(row.at, shapes, path),
  });
  const calls = resolverOf(
    called.all,
    {
      calls: recorded.calls.map((row) => there(row, called)),
      through: recorded.through.map((row) => ({
        ...row,
        chain: row.chain.map((place) => written(place, called, path)),
      })),
    },
    path,
  );
  const reads = readsOf(read.all, { reads: recorded.reads.map((row) => there(row, read)) });
  const byPlace = new Map(called.all.map((shape) => [keyOf(shape), shape]));
  return {
    hasSites: recorded.calls.length > 0 || recorded.reads.length > 0,
    calls: (span) => told(calls.at(span)),
    through: (span) => told(calls.through(span)),
    before(span) {
      const shape = byPlace.get(keyOf(span));
      return shape && { shape, where: { path, line: shape.line } };
    },
    reads: (span) => told(reads.at(span)),
  };
}

/** A place with its end, where it is one of this file that something is found at. */
function written(place: Place, shapes: Shapes<Written>, path: string): Place {
  const shape = place.path === path ? shapes.at(place) : undefined;
  if (!shape) return place;
  const { line, column, endLine, endColumn } = shape;
  return { path, line, column, endLine, endColumn };
}

const movedBy = (found: Recorded, original: Original): Recorded => {
  const { spanOf } = original;
  return {
    hasSites: found.hasSites,
    calls: (span) => found.calls(spanOf(span)),
    through: (span) => found.through(spanOf(span)),
    before(span) {
      const before = found.before(spanOf(span));
      return before && { ...before, original };
    },
    reads: (span) => found.reads(spanOf(span)),
  };
};
