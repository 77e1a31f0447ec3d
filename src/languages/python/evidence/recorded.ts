import type { Original, Project } from '../../../core/language.ts';
import type { RecordedCall, RecordedFile, RecordedRead } from '../../../core/model/recorded.ts';
import type { Span } from '../../../core/text.ts';
import type { Before } from '../../kernel/evidence/witnessed.ts';
import { keyOf, readsOf, resolverOf, told } from '../../kernel/evidence/resolver.ts';
import { whereIn } from '../../kernel/hidden.ts';
import { onceWithin } from '../../kernel/once.ts';
import type { Module } from '../binding/module.ts';
import { callShapes, readShapes, useShapes } from './shapes.ts';

/** What a recorded run shows of a file. Spans are those of nodes of the text as it is read now. */
export interface Recorded {
  /** Requests of the call itself. Empty: it never ran. `undefined`: nobody knows. */
  calls(call: Span): readonly RecordedCall[] | undefined;
  /** Requests that came about through the call, where one of the project's own functions stands between. */
  through(call: Span): readonly RecordedCall[] | undefined;
  /** The call as it ran; `undefined` where there is none. */
  before(call: Span): Before | undefined;
  /** Whether the run and the reading of the text that ran contradict each other, where they do by the text as it is now. */
  contradicts(call: Span): boolean;
  reads(read: Span): readonly RecordedRead[] | undefined;
  /** Where the truth of a value was asked for, or its items. Empty where that is not known. */
  uses(value: Span, as: Use): readonly RecordedRead[];
}

export type Use = '__bool__' | '__iter__';

/** How the text that ran is read. */
interface Reading {
  /** The file as the project holds it. */
  readonly module: () => Module | undefined;
  /** The spans of its calls that the run contradicts. */
  readonly contradicted: (module: Module) => readonly Span[];
}

/** `original`: where what is read now was in the text that ran. `undefined`: nothing was recorded of the file. */
export function recordedOf(
  project: Project,
  path: string,
  reading: Reading,
  original: Original | undefined,
): Recorded | undefined {
  const recorded = project.recorded?.(path);
  const module = recorded && reading.module();
  if (!module || (original && original.source !== module.source)) return undefined;
  const found = within(project, { path, module, recorded });
  if (!original) return found;
  const contradicted = once(() => new Set(reading.contradicted(module).map(keyOf)));
  return movedBy(found, original, (span) => contradicted().has(keyOf(span)));
}

interface Ran {
  readonly path: string;
  readonly module: Module;
  readonly recorded: RecordedFile;
}

const within = onceWithin<Project, Ran, Recorded>(
  ({ path }) => path,
  nothing(),
  (_, ran) => find(ran),
);

function nothing(): Recorded {
  const unknown = (): undefined => undefined;
  return {
    ...{ calls: unknown, through: unknown, before: unknown, reads: unknown },
    contradicts: () => true,
    uses: () => [],
  };
}

function find({ path, module, recorded }: Ran): Recorded {
  const calls = resolverOf(callShapes(module), recorded, path);
  const isUse = ({ name }: RecordedRead): boolean => name.startsWith('__');
  const reads = readsOf(readShapes(module), { reads: recorded.reads.filter((one) => !isUse(one)) });
  const shapes = useShapes(module);
  const hasColumns = ({ at }: RecordedRead): boolean => at.endColumn !== undefined;
  const used = recorded.reads.filter(isUse);
  const uses = (['__bool__', '__iter__'] as const).map((as) => {
    const rows = used.filter(({ name }) => name === as);
    const isAs = ({ name }: { readonly name: string }): boolean => name === as;
    return [
      as,
      [
        readsOf(shapes.ends.filter(isAs), { reads: rows.filter(hasColumns) }),
        readsOf(shapes.lines.filter(isAs), { reads: rows.filter((one) => !hasColumns(one)) }),
      ],
    ] as const;
  });
  const byUse = new Map(uses);
  const byPlace = new Map(callShapes(module).map((shape) => [keyOf(shape), shape]));
  return {
    calls: (span) => told(calls.at(span)),
    through: (span) => told(calls.through(span)),
    before(span) {
      const shape = byPlace.get(keyOf(span));
      return shape && { shape, where: whereIn(module, shape.start) };
    },
    contradicts: () => true,
    reads: (span) => told(reads.at(span)),
    uses: (span, as) => byUse.get(as)?.flatMap((one) => told(one.at(span)) ?? []) ?? [],
  };
}

/** Asks a question when it comes up first. */
function once<Answer>(ask: () => Answer): () => Answer {
  let known: { readonly answer: Answer } | undefined;
  return () => (known ??= { answer: ask() }).answer;
}

const movedBy = (found: Recorded, original: Original, contradicts: (before: Span) => boolean): Recorded => {
  const { spanOf } = original;
  return {
    calls: (span) => found.calls(spanOf(span)),
    through: (span) => found.through(spanOf(span)),
    before(span) {
      const before = found.before(spanOf(span));
      return before && { ...before, original };
    },
    contradicts: (span) => contradicts(spanOf(span)),
    reads: (span) => found.reads(spanOf(span)),
    uses: (span, as) => found.uses(spanOf(span), as),
  };
};
