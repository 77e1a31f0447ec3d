import type { Expr } from '../../ast/expressions.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { ancestry, externalBases } from '../../inference/classes/classes.ts';
import type { ClassRef, Placed, Type } from '../../inference/types.ts';

/**
 * Whether it is `Colour.RED` of a `class Colour(str, Enum)` that does not say itself how it prints. The members of a plain Enum are
 * no text, and those of a StrEnum print as their value.
 */
export function isMember(analysis: Analysis, { module, node }: Placed): boolean {
  const at = node.kind === 'name' ? boundExpr({ module, node }) : node;
  if (at?.kind !== 'attribute') return false;
  const types = analysis.infer({ module, node: at.object });
  return (
    types.length > 0 &&
    types.every((type) => type.is === 'class' && hasMember(analysis, type.cls, at.attribute.id))
  );
}

/** What a name is bound to, where that is one expression. */
function boundExpr({ module, node }: Placed): Expr | undefined {
  if (node.kind !== 'name') return undefined;
  const [binding, ...more] = module.bindingsOf(node);
  const origin = more.length === 0 ? binding?.origin : undefined;
  return origin?.by === 'value' && origin.path.length === 0 ? origin.value : undefined;
}

function hasMember(analysis: Analysis, cls: ClassRef, name: string): boolean {
  const bases = externalBases(analysis, cls);
  const isTextEnum = bases.includes('builtins.str') && bases.includes('enum.Enum');
  const [binding] = cls.info.scope.bindings.get(name) ?? [];
  return (
    isTextEnum &&
    binding?.origin.by === 'value' &&
    !ancestry(analysis, cls).some(({ info }) => info.scope.bindings.has('__str__'))
  );
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
  const { callee } = node;
  if (callee.kind === 'attribute' && VIEWS.has(callee.attribute.id) && node.args.length === 0) {
    const types = analysis.infer({ module, node: callee.object });
    return types.length > 0 && types.every((type) => type.is === 'data' && type.kind === 'mapping');
  }
  const [type, ...others] = analysis.infer({ module, node: callee });
  return type?.is === 'external' && others.length === 0 && ITERABLES.has(type.path);
}

const isSetOrLazy = (type: Type): boolean => type.is === 'many' || type.is === 'made';
