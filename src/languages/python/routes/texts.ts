import { URL_MAKERS } from '../../../clients/routes/names.ts';
import type { Binary, Call, Expr, Text } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import type { Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { ANY, distinct, joined, NAMED, unknownAfter } from './patterns.ts';
import { searchFrom } from './search.ts';
import { alternatives, resultsOf, sourcesOf } from './sources.ts';

const MAX_STEPS = 16;

/** The texts that an expression may be, with `ANY` for what is not known; `ANY` alone where nothing is. */
export const textsOf = (analysis: Analysis, at: Placed): readonly string[] =>
  searchFrom<readonly string[]>(at, MAX_STEPS, [ANY], (one, from) =>
    read(analysis, one, (places) => distinct(places.flatMap(from))),
  );

function read(analysis: Analysis, at: Placed, all: All): readonly string[] {
  const { module, node } = at;
  const either = alternatives(node);
  if (either) return all(either.map((one) => ({ module, node: one })));
  switch (node.kind) {
    case 'text':
      return node.value === undefined
        ? interpolated({ module, node }, (part) => all([{ module, node: part }]))
        : [node.value];
    case 'number':
      return [sourceOf(module, node)];
    case 'binary':
      return ofBinary({ module, node }, all);
    case 'call':
      return ofCall(analysis, { module, node }, all);
    default:
      return ofName(analysis, at, all);
  }
}

type All = (places: readonly Placed[]) => readonly string[];

function ofBinary({ module, node }: Placed<Binary>, all: All): readonly string[] {
  const left = all([{ module, node: node.left }]);
  if (node.operator === '+') return joined(left, all([{ module, node: node.right }]));
  if (node.operator !== '%') return [ANY];
  const values = node.right.kind === 'tuple' ? node.right.items : [node.right];
  return left.flatMap((text) => {
    const gaps = text.match(/%[sd]/g) ?? [];
    const isPlain =
      gaps.length === values.length && !/%[^sd]/.test(text) && !values.some(({ kind }) => kind === 'starred');
    return isPlain ? put(text.split(/%[sd]/), values, module, all) : [filled(text, /%\(?\w*\)?[sdirx]/g)];
  });
}

/** `"{}/{id}".format(base, id=1)`; what is given in another way is not known. */
function ofFormat({ module, node }: Placed<Call>, text: string, all: All): readonly string[] {
  const gaps = Array.from(text.matchAll(/\{(\w*)\}/g), ([, name = '']) => name);
  let next = 0;
  const values = gaps.map((name) => (name === '' ? positional(node.args, next++) : keyword(node.args, name)));
  const isPlain = !/[{}]/.test(text.replace(/\{\w*\}/g, '')) && gaps.every((name) => !/\d/.test(name));
  const known = values.filter((value) => value !== undefined);
  return isPlain && known.length === gaps.length
    ? put(text.split(/\{\w*\}/), known, module, all)
    : [filled(text, /\{\w*\}/g)];
}

/** The pieces of a text with values between them. */
const put = (
  pieces: readonly string[],
  values: readonly Expr[],
  module: Module,
  all: All,
): readonly string[] =>
  values.reduce<readonly string[]>(
    (heads, value, index) => joined(joined(heads, all([{ module, node: value }])), [pieces[index + 1] ?? '']),
    [pieces[0] ?? ''],
  );

/** A text with its gaps as parts that are not known. */
const filled = (text: string, gap: RegExp): string =>
  text.replace(gap, (_, ...more: readonly unknown[]) => {
    const offset = more.findLast((one) => typeof one === 'number') ?? 0;
    return unknownAfter(text.slice(0, offset));
  });

function ofCall(analysis: Analysis, { module, node }: Placed<Call>, all: All): readonly string[] {
  const name = lastName(node.callee) ?? '';
  const first = positional(node.args, 0);
  if (URL_MAKERS.has(name) && first)
    return all([{ module, node: first }]).map((text) => (text === ANY ? ANY : NAMED + text));
  if (node.callee.kind === 'attribute' && name === 'format')
    return all([{ module, node: node.callee.object }]).flatMap((text) =>
      ofFormat({ module, node }, text, all),
    );
  if (node.callee.kind === 'name' && name === 'str' && first) return all([{ module, node: first }]);
  const results = resultsOf(analysis, { module, node });
  return results.length > 0 ? all(results) : ofName(analysis, { module, node }, all);
}

/** By what it is bound to; else by what it may be, as where a test is parametrized. */
function ofName(analysis: Analysis, at: Placed, all: All): readonly string[] {
  const literals = analysis.infer(at).flatMap((type) => {
    if (type.is !== 'data' || !type.literal || type.literal.node === at.node) return [];
    return type.kind === 'text' || type.kind === 'number' ? [type.literal] : [];
  });
  const sources = literals.length > 0 ? literals : sourcesOf(analysis, at);
  return sources.length > 0 ? all(sources) : [ANY];
}

const HOLE = '\uE100';

/** An f-string, and several strings side by side. */
function interpolated(
  { module, node }: Placed<Text>,
  of: (part: Text['parts'][number]) => readonly string[],
): readonly string[] {
  const source = sourceOf(module, node);
  let text = '';
  let from = 0;
  for (const part of node.parts) {
    const open = source.lastIndexOf('{', part.outer.start - node.start);
    if (open < from) continue;
    text += source.slice(from, open) + HOLE;
    from = holeEnd(source, part.outer.end - node.start);
  }
  text += source.slice(from);
  const bodies = [...text.matchAll(/[a-z]*("""|'''|"|')([\s\S]*?)\1/gi)].map(([, , body = '']) => body);
  const pieces = bodies.join('').replaceAll('{{', '{').replaceAll('}}', '}').split(HOLE);
  const holes = node.parts.map(of);
  return pieces
    .slice(1)
    .reduce<readonly string[]>(
      (heads, piece, index) => joined(joined(heads, holes[index] ?? [ANY]), [piece]),
      [pieces[0] ?? ''],
    );
}

/** Behind the brace that closes a hole, whose format may hold braces of its own. */
function holeEnd(source: string, from: number): number {
  let depth = 1;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '{') depth++;
    else if (source[at] === '}') depth--;
    if (depth === 0) return at + 1;
  }
  return source.length;
}
