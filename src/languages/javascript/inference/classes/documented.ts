import { slice } from '../../../../core/text.ts';
import { spanOf, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { moduleFor, type Analysis } from '../analysis.ts';
import type { Placed } from '../types.ts';

/** Definitions that refer to each other across files are followed so far. */
const MAX_DEPTH = 4;

/** A type between braces, which may hold braces itself. */
const TYPE = String.raw`\{((?:[^{}]|\{[^{}]*\})*)\}`;

/** The properties of an options object that the JSDoc of a function lists for one of its parameters. */
export function documented(
  analysis: Analysis,
  { module, node }: Placed,
  parameter: string,
): readonly string[] {
  const comment = commentAbove(module, node);
  if (comment === undefined) return [];
  const name = parameter.replaceAll('$', '\\$');
  const own = Array.from(
    comment.matchAll(new RegExp(String.raw`@param\s+(?:${TYPE}\s*)?\[?${name}\.(\w+)`, 'g')),
    (match) => match[2] ?? '',
  );
  const type = new RegExp(String.raw`@param\s+${TYPE}\s*\[?${name}\b(?!\.)`).exec(comment)?.[1];
  return [...own, ...(type === undefined ? [] : namesIn(analysis, module, type, 0))];
}

/** The block comment that ends right above a node, without the stars of its lines. */
function commentAbove(module: Module, node: Node): string | undefined {
  const { start } = spanOf(node);
  const above = module.comments.findLast(({ end }) => end <= start);
  if (
    !above ||
    !/^\s*(?:(?:export|default|async|static|public)\s+)*$/.test(module.source.slice(above.end, start))
  )
    return undefined;
  return bare(slice(module.source, above));
}

const bare = (comment: string): string => comment.replace(/^[ \t]*\*(?!\/)/gm, '');

/** The property names of a type as JSDoc writes it: `{ data?: string }`, the name of a `@typedef`, `import("./a").Options`. */
function namesIn(analysis: Analysis, module: Module, type: string, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  const literal = Array.from(type.matchAll(/(?:^|[{;,\s])(\w+)\??\s*:/g), ([, name = '']) => name);
  const imported = Array.from(
    type.matchAll(/import\(["']([^"']+)["']\)\.(\w+)/g),
    ([, from = '', name = '']) => {
      const source = moduleFor(analysis, module, from);
      return source ? definedAs(analysis, source, name, depth) : [];
    },
  );
  const words = type.replace(/import\([^)]*\)\.\w+/g, '').match(/\b[A-Z]\w*\b/g) ?? [];
  return [
    ...literal,
    ...imported.flat(),
    ...words.flatMap((word) => definedAs(analysis, module, word, depth)),
  ];
}

/** The property names of what a file defines under a name: in a `@typedef`, or as an interface or an object type. */
function definedAs(analysis: Analysis, module: Module, name: string, depth: number): readonly string[] {
  const written = module.typesNamed(name, module.program).flatMap((node) => {
    const text = slice(module.source, spanOf(node));
    return Array.from(text.matchAll(/(?:^|[{;,\s])(\w+)\??\s*:/g), ([, key = '']) => key);
  });
  const comments = module.comments.map((one) => bare(slice(module.source, one)));
  const definition = new RegExp(String.raw`@typedef\s+(?:${TYPE}\s*)?${name}\b`);
  return [
    ...written,
    ...comments.flatMap((comment) => {
      const found = definition.exec(comment);
      if (!found) return [];
      const properties = Array.from(
        comment.matchAll(new RegExp(String.raw`@prop(?:erty)?\s+(?:${TYPE}\s*)?\[?(\w+)`, 'g')),
        (match) => match[2] ?? '',
      );
      return [...properties, ...namesIn(analysis, module, found[1] ?? '', depth + 1)];
    }),
  ];
}
