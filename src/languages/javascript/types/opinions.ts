import type { Project } from '../../../core/language.ts';
import { oncePer } from '../../kernel/once.ts';
import { spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Placed, Types } from '../inference/types.ts';
import { loadCompiler } from './compiler.ts';
import { convert } from './convert.ts';

type Answers = Map<number, Types | undefined>;

/**
 * What was said of a file, kept for the rounds to come, which change little of it. An expression of another round is known by
 * its text, and by which of the expressions with that text it is.
 */
interface Said {
  readonly counts: ReadonlyMap<string, number>;
  readonly answers: Map<string, Answers>;
}

/** By the path of the file. */
const memoryOf = oncePer((_: Project) => new Map<string, Said>());

/** The second opinion of the compiler on the expressions of one file. */
export async function opinionsOn(
  project: Project,
  module: Module,
): Promise<(analysis: Analysis, at: Placed) => Types | undefined> {
  const ask = await loadCompiler(project);
  const known = memoryOf(project);
  const { counts, places } = placesIn(module);
  const before = known.get(module.path);
  const answers = new Map<string, Answers>();
  known.set(module.path, { counts, answers });
  const keptFor = (
    analysis: Analysis,
    { text, index }: Place,
  ): { readonly types: Types | undefined } | undefined => {
    // As many expressions with this text as before: this is the one that stood at its place then.
    if (!before || before.counts.get(text) !== counts.get(text)) return undefined;
    const kept = before.answers.get(text);
    const types = kept?.get(index);
    return kept?.has(index) && isCurrent(analysis, types ?? []) ? { types } : undefined;
  };
  return (analysis, { module: from, node }) => {
    const place = from === module ? places.get(node) : undefined;
    if (!place) return undefined;
    let said = answers.get(place.text);
    if (!said) answers.set(place.text, (said = new Map<number, Types | undefined>()));
    if (said.has(place.index)) return said.get(place.index);
    const kept = keptFor(analysis, place);
    const types = kept
      ? kept.types
      : ask(module.path, module.source, spanOf(node), (compiler, type) =>
          convert({ ...compiler, analysis }, type),
        );
    said.set(place.index, types);
    return types;
  };
}

/** Whether the classes of an answer are those of the files as they are now, and not of a text that has changed since. */
const isCurrent = (analysis: Analysis, types: Types): boolean =>
  types.every((type) => {
    if (type.is === 'array') return type.items.every((item) => isCurrent(analysis, item));
    if (type.is === 'many') return isCurrent(analysis, type.of);
    return type.is !== 'client' || !type.cls || analysis.module(type.cls.module.path) === type.cls.module;
  });

interface Place {
  readonly text: string;
  readonly index: number;
}

interface Places {
  readonly counts: ReadonlyMap<string, number>;
  readonly places: ReadonlyMap<Node, Place>;
}

/** What the compiler may be asked about. */
const ASKED: ReadonlySet<string> = new Set([
  'Identifier',
  'MemberExpression',
  'OptionalMemberExpression',
  'CallExpression',
  'OptionalCallExpression',
  'NewExpression',
]);

/** Which of the expressions with the same text each is. */
function placesIn(module: Module): Places {
  const counts = new Map<string, number>();
  const places = new Map<Node, Place>();
  for (const node of module.nodes) {
    if (!ASKED.has(node.type)) continue;
    const text = sourceOf(module, node);
    const index = counts.get(text) ?? 0;
    counts.set(text, index + 1);
    places.set(node, { text, index });
  }
  return { counts, places };
}
