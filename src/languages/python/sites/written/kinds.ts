import { groupPairs } from '../../../../core/group.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { isTextEnum, membersOf } from '../../inference/classes/enums.ts';
import type { Placed, Type } from '../../inference/types.ts';

/**
 * Whether it is `Colour.RED` of a `class Colour(str, Enum)` that does not say itself how it prints, wherever it comes from. The members of a
 * plain Enum are no text, and those of a StrEnum print as their value.
 */
export function isMember(analysis: Analysis, at: Placed): boolean {
  const types = analysis.infer(at);
  return types.length > 0 && types.every((type) => isMemberType(analysis, type));
}

function isMemberType(analysis: Analysis, type: Type): boolean {
  const isText = type.is === 'data' && type.kind === 'text' && !type.unwrapped;
  const literal = isText ? type.literal : undefined;
  if (!literal) return false;
  const owners = ownersIn(literal.module).get(literal.node) ?? [];
  return owners.some((cls) => isTextEnum(analysis, cls));
}

/** The classes of a file by the expressions that are members of them, if they are Enums. */
const ownersIn = oncePer((module: Module) =>
  groupPairs(
    [...module.classes.values()].flatMap((info) =>
      membersOf({ module, info }).map(({ node }) => [node, { module, info }] as const),
    ),
  ),
);

/** What a name is bound to, where that is one expression. */
function boundExpr({ module, node }: Placed): Expr | undefined {
  if (node.kind !== 'name') return undefined;
  const [binding, ...more] = module.bindingsOf(node);
  const origin = more.length === 0 ? binding?.origin : undefined;
  return origin?.by === 'value' && origin.path.length === 0 ? origin.value : undefined;
}

/** What a call of these gives can be iterated over, and is neither a list nor a tuple. */
const ITERABLES: ReadonlySet<string> = new Set(
  ['set', 'frozenset', 'range', 'map', 'filter', 'zip', 'reversed', 'enumerate', 'iter'].map(
    (name) => `builtins.${name}`,
  ),
);

const VIEWS: ReadonlySet<string> = new Set(['keys', 'values', 'items']);

/** Whether it is a set, a generator, a range, a view of a dictionary or the like. */
export function isIterable(analysis: Analysis, { module, node }: Placed): boolean {
  if (node.kind === 'name') {
    const types = analysis.infer({ module, node });
    const bound = boundExpr({ module, node });
    return types.length > 0 && types.every(isSetOrLazy) && bound !== undefined && bound.kind !== 'name'
      ? isIterable(analysis, { module, node: bound })
      : false;
  }
  if (node.kind === 'set' || node.kind === 'set-comprehension' || node.kind === 'generator') return true;
  if (node.kind !== 'call') return false;
  const view = isView(analysis, { module, node });
  if (view) return view === 'known';
  const [type, ...others] = analysis.infer({ module, node: node.callee });
  return type?.is === 'external' && others.length === 0 && ITERABLES.has(type.path);
}

/** Whether it is a call like `pairs.items()`, and whether it is known that it is one of a mapping. */
export function isView(analysis: Analysis, { module, node }: Placed): 'known' | 'unknown' | undefined {
  if (node.kind !== 'call' || node.args.length > 0) return undefined;
  const { callee } = node;
  if (callee.kind !== 'attribute' || !VIEWS.has(callee.attribute.id)) return undefined;
  const types = analysis.infer({ module, node: callee.object });
  const isMapping = types.length > 0 && types.every((type) => type.is === 'data' && type.kind === 'mapping');
  return isMapping ? 'known' : 'unknown';
}

const isSetOrLazy = (type: Type): boolean => type.is === 'many' || type.is === 'made';
