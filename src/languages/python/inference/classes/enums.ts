import type { Analysis } from '../analysis.ts';
import type { ClassRef, Placed } from '../types.ts';

/** Whether the members of a class are text that `str` prints as `Class.NAME`: it derives from `str` and `Enum`, and has no `__str__`. */
export function isTextEnum(analysis: Analysis, cls: ClassRef): boolean {
  const found = lookAt(analysis, cls, MAX_LEVELS);
  return found.bases.has('builtins.str') && found.bases.has('enum.Enum') && !found.prints;
}

/** Classes that derive from each other may do so in a circle. */
const MAX_LEVELS = 10;

interface Looked {
  /** The dotted names of what it derives from outside the project. */
  readonly bases: ReadonlySet<string>;
  /** It says itself how it is printed. */
  readonly prints: boolean;
}

function lookAt(analysis: Analysis, { module, info }: ClassRef, levels: number): Looked {
  const types = info.def.bases.flatMap(({ value }) => analysis.infer({ module, node: value }));
  const above =
    levels > 0
      ? types.flatMap((type) => (type.is === 'class' ? [lookAt(analysis, type.cls, levels - 1)] : []))
      : [];
  const own = types.flatMap((type) => (type.is === 'external' ? [type.path] : []));
  return {
    bases: new Set([...own, ...above.flatMap(({ bases }) => [...bases])]),
    prints: info.scope.bindings.has('__str__') || above.some(({ prints }) => prints),
  };
}

/** The members of an Enum: what is assigned in its body, but for what only the class itself is to know. */
export const membersOf = ({ module, info }: ClassRef): readonly Placed[] =>
  [...info.scope.bindings].flatMap(([name, bindings]) =>
    name.startsWith('_')
      ? []
      : bindings.flatMap(({ origin }) =>
          origin.by === 'value' && origin.path.length === 0 ? [{ module, node: origin.value }] : [],
        ),
  );
