import type { Project } from '../../../core/language.ts';
import { childrenOf, spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Placed, Types } from '../inference/types.ts';
import { loadCompiler } from './compiler.ts';
import { convert } from './convert.ts';

/** What was said of a file. Kept for the rounds to come, which change little of it. */
interface Said {
  readonly counts: ReadonlyMap<string, number>;
  readonly answers: Map<string, Types | undefined>;
}

const memory = new WeakMap<Project, Map<string, Said>>();

/** The second opinion of the compiler on the expressions of one file. */
export async function opinionsOn(
  project: Project,
  module: Module,
): Promise<(analysis: Analysis, at: Placed) => Types | undefined> {
  const ask = await loadCompiler(project);
  let known = memory.get(project);
  if (!known) memory.set(project, (known = new Map<string, Said>()));
  const places = placesIn(module);
  const before = known.get(module.path);
  const said: Said = { counts: places.counts, answers: new Map() };
  known.set(module.path, said);
  return (analysis, { module: from, node }) => {
    if (from !== module) return undefined;
    const place = places.of(node);
    if (said.answers.has(place.key)) return said.answers.get(place.key);
    // As many expressions with this text as before: this is the one that stood at its place then.
    const isKept =
      before?.answers.has(place.key) === true &&
      before.counts.get(place.text) === places.counts.get(place.text);
    const type = isKept ? undefined : ask(module.path, module.source, spanOf(node));
    const answer = isKept ? before.answers.get(place.key) : type && convert(analysis, type);
    said.answers.set(place.key, answer);
    return answer;
  };
}

interface Place {
  readonly text: string;
  readonly key: string;
}

interface Places {
  readonly counts: ReadonlyMap<string, number>;
  of(node: Node): Place;
}

/** Which of the expressions with the same text each is. */
function placesIn({ program, source }: Module): Places {
  const counts = new Map<string, number>();
  const places = new Map<Node, Place>();
  const visit = (node: Node): void => {
    if (/^(?:Identifier|(?:Optional)?(?:Member|Call)Expression|NewExpression)$/.test(node.type)) {
      const { start, end } = spanOf(node);
      const text = source.slice(start, end);
      const count = counts.get(text) ?? 0;
      counts.set(text, count + 1);
      places.set(node, { text, key: `${count} ${text}` });
    }
    childrenOf(node).forEach(visit);
  };
  visit(program);
  const of = (node: Node): Place => {
    const { start, end } = spanOf(node);
    return places.get(node) ?? { text: '', key: `at ${start}:${end}` };
  };
  return { counts, of };
}
