import { describe, expect, test } from 'vitest';
import { childrenOf, type Node } from '../../../src/languages/javascript/ast.ts';
import { bindModule } from '../../../src/languages/javascript/binding/module.ts';
import { parse } from '../../../src/languages/javascript/parser.ts';

const SOURCES: readonly (readonly [name: string, source: string])[] = [
  ['functions', 'async function* f({ a, b: [c] = [] }, ...rest) { yield* (x) => x; }\n(function g() {})();'],
  [
    'classes',
    'class A extends B { #a = 1; static { a; } get b() { return this.#a; } c() {} }\nnew (class D {})();',
  ],
  [
    'loops',
    'for (const a of b) c;\nfor (d.e in f) g;\nfor (let i = 0; i < 1; i++) { continue; }\nwhile (h) i;',
  ],
  ['patterns', 'const { a = 1, ...b } = c;\n[d, e.f] = g;\nh += 1;\ntry { i; } catch ({ j }) { k; }'],
  [
    'imports and exports',
    "import a, { b as c } from 'd';\nexport * from 'e';\nexport { a as f };\nexport default () => c;",
  ],
  [
    'types',
    'interface A<T> { b(c: T): void }\ndeclare function d(e: A<string>): asserts e;\nenum F { G }\nnamespace H { i; }',
  ],
  ['elements', 'const a = <A b="c" {...d}>{e}<></></A>;'],
];

/** What `nodes` has to be, by a walk that knows nothing of names. */
const within = (node: Node): readonly Node[] => [node, ...childrenOf(node).flatMap(within)];

describe('a module lists each of its nodes once, outer before inner', () => {
  test.each(SOURCES)('%s', (_, source) => {
    const parsed = parse('a.tsx', source);
    if ('problem' in parsed) throw new Error(parsed.problem.message);
    const { nodes, program } = bindModule('a.tsx', source, parsed);
    const walked = within(program);
    expect(nodes.map(({ type }) => type)).toEqual(walked.map(({ type }) => type));
    expect(nodes.every((node, index) => node === walked[index])).toBe(true);
  });
});
