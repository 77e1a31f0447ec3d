import type { Module } from '../../binding/module.ts';
import type { Origin, Step } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { data, isNone, none, plainTypes, unite, unknown, type Type, type Types } from '../types.ts';

type Assignment = Extract<Origin, { readonly by: 'value' }>;

/** What `target = value` gives its target, which may be a pattern. */
export const assigned = (analysis: Analysis, module: Module, { value, path }: Assignment): Types =>
  unpack(analysis, module, analysis.infer({ module, node: value }), path);

/** What a value is that is taken out of another one. */
export function unpack(analysis: Analysis, module: Module, types: Types, path: readonly Step[]): Types {
  return path.reduce((current, { to, fallback }) => {
    const found = stepInto(analysis, current, to);
    if (!fallback) return found;
    return unite(
      found.filter((type) => !isNone(type)),
      analysis.infer({ module, node: fallback }),
    );
  }, types);
}

function stepInto(analysis: Analysis, types: Types, to: Step['to']): Types {
  switch (to.by) {
    case 'itself':
      return types;
    case 'key': {
      const { key } = to;
      if (key === undefined) return [unknown('it is destructured with a computed key')];
      return unite(...types.filter((type) => !isNone(type)).map((type) => analysis.memberOf(type, key)));
    }
    case 'index':
      return unite(...types.map((type) => itemOf(type, to.index)));
    case 'rest':
      if (types.length > 0 && types.every(({ is }) => is === 'client'))
        return to.without?.includes('request') ? withoutRequest(types) : types;
      return types.every(({ is }) => is === 'array' || is === 'many')
        ? [{ is: 'many', of: elementsOf(types) }]
        : [unknown('it holds the rest of a destructured value')];
  }
}

/**
 * What is left of a client has the methods that were not taken out of it. A body has to go through `request`: without that, it is
 * no whole client.
 */
export const withoutRequest = (types: Types): Types => unite(types, [data('mapping')]);

/** What is found at an index. */
export function itemOf(type: Type, index: number): Types {
  switch (type.is) {
    case 'array':
      return type.items[index] ?? [none];
    case 'many':
      return type.of;
    case 'unknown':
      return [type];
    default:
      return [{ is: 'member', of: type, name: String(index) }];
  }
}

/** What a loop over it meets. */
export function elementsOf(types: Types): Types {
  return unite(
    ...plainTypes(types).map((type): Types => {
      if (type.is === 'array') return unite(...type.items);
      if (type.is === 'many') return type.of;
      if (type.is === 'unknown') return [type];
      if (type.is === 'data' && type.kind === 'text') return [data('text')];
      return [unknown('cannot tell what it is an element of')];
    }),
  );
}
