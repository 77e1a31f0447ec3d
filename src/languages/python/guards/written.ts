import type { Attribute, Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { lookup, type Binding } from '../binding/scope.ts';
import { moduleNamed, type Analysis } from '../inference/analysis.ts';
import type { Placed } from '../inference/types.ts';

/** An expression that a name stands for, and which part of it where it is unpacked: `major, minor = version`. */
export interface Written extends Placed {
  readonly part?: number;
}

/** An import that a name stands for. */
export interface ImportedHere {
  readonly module: Module;
  readonly binding: Binding;
}

/** Everything a name, an attribute, or a call without arguments of a function of the project is written as. */
export interface Sources {
  readonly written: readonly Written[];
  readonly imports: readonly ImportedHere[];
}

const NOTHING: Sources = { written: [], imports: [] };

/** What stands behind a name, an attribute of a module or a class, or a call of a function that only returns something. */
export function sourcesOf(analysis: Analysis, { module, node }: Placed): Sources {
  switch (node.kind) {
    case 'name':
      return ofBindings(analysis, module, module.bindingsOf(node));
    case 'attribute':
      return ofAttribute(analysis, module, node);
    case 'call':
      return ofCall(analysis, module, node);
    default:
      return NOTHING;
  }
}

const ofBindings = (analysis: Analysis, module: Module, bindings: readonly Binding[]): Sources =>
  joined(bindings.map((binding) => ofBinding(analysis, module, binding)));

const joined = (all: readonly Sources[]): Sources => ({
  written: all.flatMap(({ written }) => written),
  imports: all.flatMap(({ imports }) => imports),
});

function ofBinding(analysis: Analysis, module: Module, binding: Binding): Sources {
  const { origin } = binding;
  switch (origin.by) {
    case 'value': {
      const [part, ...deeper] = origin.path;
      if (deeper.length > 0 || typeof part === 'string') return NOTHING;
      const at = { module, node: origin.value };
      return { written: [part === undefined ? at : { ...at, part }], imports: [] };
    }
    case 'other': {
      const { value, path: [part, ...deeper] = [] } = origin;
      if (!value || deeper.length > 0) return NOTHING;
      const item = value.kind === 'tuple' && part !== undefined ? value.items[part] : undefined;
      if (item) return { written: [{ module, node: item }], imports: [] };
      const at = { module, node: value };
      return { written: [part === undefined ? at : { ...at, part }], imports: [] };
    }
    case 'import-from': {
      const { level, path } = origin.from;
      const source = moduleNamed(analysis, module, level, path);
      const found = source && source !== module ? lookup(source.scope, origin.name) : [];
      if (source && found.length > 0) return ofBindings(analysis, source, found);
      return { written: [], imports: [{ module, binding }] };
    }
    case 'import':
      return { written: [], imports: [{ module, binding }] };
    default:
      return NOTHING;
  }
}

function ofAttribute(analysis: Analysis, module: Module, { object, attribute }: Attribute): Sources {
  const all = analysis.infer({ module, node: object }).map((type): Sources => {
    switch (type.is) {
      case 'module':
        return ofBindings(analysis, type.module, lookup(type.module.scope, attribute.id));
      case 'class':
      case 'instance': {
        const { cls } = type;
        const own = cls.info.scope.bindings.get(attribute.id) ?? [];
        const stored = cls.module
          .storesOf(attribute.id)
          .flatMap(({ origin }) => (origin.by === 'value' && origin.path.length === 0 ? [origin.value] : []));
        const { written, imports } = ofBindings(analysis, cls.module, own);
        return {
          written: [...written, ...stored.map((node) => ({ module: cls.module, node }))],
          imports,
        };
      }
      default:
        return NOTHING;
    }
  });
  return joined(all);
}

/** `is_new()`, of a function that only returns something. */
function ofCall(analysis: Analysis, module: Module, { callee, args }: Call): Sources {
  if (args.length > 0 || (callee.kind !== 'name' && callee.kind !== 'attribute')) return NOTHING;
  const written = analysis.infer({ module, node: callee }).flatMap((type): Written[] => {
    if (type.is !== 'function') return [];
    const { info, module: home } = type.fn;
    return info.returns.flatMap(({ value }) => (value ? [{ module: home, node: value }] : []));
  });
  return { written, imports: [] };
}

/** The names and attributes that an expression may be followed through. */
export const isFollowed = (node: Expr): node is NameExpr | Attribute | Call =>
  node.kind === 'name' || node.kind === 'attribute' || node.kind === 'call';
