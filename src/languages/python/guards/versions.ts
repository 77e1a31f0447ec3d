import { isTelling, type Telling } from '../../../clients/eras.ts';
import type { Expr } from '../ast/expressions.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { positional } from '../inference/functions/arguments.ts';
import type { Placed } from '../inference/types.ts';
import { lastName, literalText } from '../names.ts';
import { walk } from '../walk.ts';
import { isFollowed, sourcesOf } from './written.ts';

/** A version that is read at run time: of which package, and which component where it is one number alone. */
export interface VersionRead {
  readonly of: Telling;
  readonly component?: number;
}

const MAX_STEPS = 6;

/** The package whose version an expression holds: `starlette.__version__`, `Version(version("fastapi"))`, a name for it. */
export function versionReadIn(analysis: Analysis, at: Placed, steps = MAX_STEPS): VersionRead | undefined {
  if (steps === 0) return undefined;
  const { module, node } = at;
  if (node.kind === 'subscript') {
    const [index] = node.indices;
    const component = index?.kind === 'number' ? Number(sourceOf(module, index)) : undefined;
    const read = versionReadIn(analysis, { module, node: node.object }, steps);
    return read && { ...read, ...(component !== undefined && { component }) };
  }
  if (node.kind === 'call' && lastName(node.callee) === 'len') return undefined;
  const direct = packageReadIn(analysis, at);
  if (direct) return { of: direct };
  for (const inner of namesIn(node))
    for (const { part, ...written } of sourcesOf(analysis, { module, node: inner }).written) {
      const read = versionReadIn(analysis, written, steps - 1);
      if (read) return part === undefined ? read : { ...read, component: part };
    }
  return undefined;
}

/** A version that is read in the expression itself, whatever is done with it. */
function packageReadIn(analysis: Analysis, { module, node }: Placed): Telling | undefined {
  let found: Telling | undefined;
  walk([node], (one) => {
    if (one.kind === 'name' || one.kind === 'attribute') found ??= versionAttribute(analysis, module, one);
    if (one.kind === 'call' && READERS.test(lastName(one.callee) ?? '')) {
      const name = literalText(positional(one.args, 0)) ?? '';
      if (isTelling(name)) found ??= name;
    }
    return found === undefined;
  });
  return found;
}

/** `importlib.metadata.version`, `pkg_resources.get_distribution`. */
const READERS = /^(version|get_version|distribution|get_distribution|require|metadata)$/;

function versionAttribute(
  analysis: Analysis,
  module: Placed['module'],
  node: Extract<Expr, { kind: 'name' | 'attribute' }>,
): Telling | undefined {
  if (!/version/i.test(lastName(node) ?? '') && node.kind === 'attribute') return undefined;
  for (const type of analysis.infer({ module, node })) {
    const path = type.is === 'external' ? type.path : '';
    const [, name = ''] = /^(\w+)\.(?:\w+\.)*\w*version\w*$/i.exec(path) ?? [];
    if (isTelling(name)) return name;
  }
  return undefined;
}

/** Names and attributes in an expression, the outermost of each dotted one. */
function namesIn(node: Expr): readonly Expr[] {
  const found: Expr[] = [];
  walk([node], (one) => {
    if (one.kind === 'lambda') return false;
    if ('outer' in one && isFollowed(one)) found.push(one);
    return one.kind !== 'attribute';
  });
  return found;
}

/**
 * A version that is written down: `"0.21.0"`, `(0, 21)`, `Version("0.21")`, `21`, or a name for one. `component`: which part of a
 * version it is compared with, where that is one number.
 */
export function versionWritten(
  analysis: Analysis,
  at: Placed,
  component?: number,
  steps = MAX_STEPS,
): readonly number[] | undefined {
  const { module, node } = at;
  switch (node.kind) {
    case 'text':
      return numbersIn(node.value ?? '');
    case 'number':
      return ofComponent(sourceOf(module, node), component);
    case 'tuple':
    case 'list': {
      const numbers = node.items.map((item) => Number(sourceOf(module, item).replace(/["']/g, '')));
      return numbers.length > 0 && numbers.every(Number.isInteger) ? numbers : undefined;
    }
    case 'call': {
      const first = positional(node.args, 0);
      return first && versionWritten(analysis, { module, node: first }, undefined, steps);
    }
    case 'name':
    case 'attribute': {
      const [only, ...others] = sourcesOf(analysis, at).written;
      if (!only || others.length > 0 || steps === 0) return undefined;
      return versionWritten(analysis, only, component, steps - 1);
    }
    default:
      return undefined;
  }
}

const numbersIn = (text: string): readonly number[] | undefined =>
  /^\s*v?\d+(\.\d+)*/.exec(text)?.[0].trim().replace('v', '').split('.').map(Number);

/** A component alone; without one, `0.21` is a version that was made a number. */
function ofComponent(source: string, component: number | undefined): readonly number[] | undefined {
  if (component === 0) return [Number(source), 0];
  // Of packages that have not come further than 1, a larger number is the second one.
  if (component === 1 || /^([2-9]|\d\d+)$/.test(source)) return [0, Number(source)];
  return numbersIn(source);
}
