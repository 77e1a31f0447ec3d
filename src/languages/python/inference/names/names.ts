import type { NameExpr } from '../../ast/expressions.ts';
import type { ClassDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import { classType } from '../classes/classes.ts';
import { afterChanges } from '../changes/after.ts';
import { givenTo } from '../classes/targets.ts';
import { lastName } from '../../names.ts';
import { classDecoratorOf } from '../functions/decorators.ts';
import { broughtBelow, importedModule, importedName, throughStars } from './imported.ts';
import { inferParameter } from '../parameters.ts';
import { replacedFor, replacedForGood } from '../replaced/outside.ts';
import { isDefinite, unite, unknown, type Placed, type Type, type Types } from '../types.ts';

/** What a name may stand for where it is read. */
export function inferName(analysis: Analysis, { module, node }: Placed<NameExpr>): Types {
  const bindings = module.bindingsOf(node);
  if (bindings.length > 0)
    return unite(
      ...bindings.map((binding) => inferBinding(analysis, module, binding)),
      bindings.some(({ scope }) => scope === module.scope) ? replacedAt(analysis, { module, node }) : [],
      broughtBelow(analysis, module, bindings, isAtTop(module, node) ? node.start : Infinity),
    );
  if (module.isUnbound(node)) return [{ is: 'made', by: 'nothing' }];
  return throughStars(analysis, module, node.id) ?? builtin(node.id);
}

/** What is put in the place of a name of the module from outside. */
const replacedAt = (analysis: Analysis, { module, node }: Placed<NameExpr>): Types =>
  unite(
    replacedForGood(analysis, { module }, node.id),
    replacedFor(analysis, { module }, node.id, { module, node }),
  );

/** What a binding gives its name. */
export function inferBinding(analysis: Analysis, module: Module, binding: Binding): Types {
  return analysis.once(binding, () =>
    afterChanges(analysis, module, originTypes(analysis, module, binding), binding),
  );
}

function originTypes(analysis: Analysis, module: Module, { name, origin, scope }: Binding): Types {
  switch (origin.by) {
    case 'value': {
      const types = givenTo(analysis, module, origin);
      const isField = scope.node?.kind === 'class' && isBuilt(scope.node);
      if (!origin.annotation) return types;
      const annotated = analysis.inferAnnotation({ module, node: origin.annotation });
      if (isDefinite(types) && !isField) return filledLater(types, annotated);
      if (isField) return fieldTypes(name, annotated, types);
      return isDefinite(annotated) ? annotated : types;
    }
    case 'annotation': {
      const annotated = analysis.inferAnnotation({ module, node: origin.annotation });
      return annotated.length > 0
        ? annotated
        : [unknown(`\`${name}\` is only declared here; cannot see where it is assigned`)];
    }
    case 'with':
    case 'iteration':
    case 'augmented':
      return givenTo(analysis, module, origin);
    case 'parameter':
      return inferParameter(analysis, module, origin.owner, origin.parameter);
    case 'function': {
      const info = module.functions.get(origin.def);
      return info ? [{ is: 'function', fn: { module, info } }] : [];
    }
    case 'class': {
      const info = module.classes.get(origin.def);
      const decorator = classDecoratorOf(analysis, module, origin.def);
      return unite(
        info ? classType(analysis, { module, info }) : [],
        decorator === undefined ? [] : [unknown(`\`@${decorator}\` may change the class \`${name}\``)],
      );
    }
    case 'import':
      return importedModule(analysis, module, origin.whole ? origin.path : name);
    case 'import-from':
      return importedName(analysis, module, origin.from, origin.name);
    case 'other':
      return [unknown(`\`${name}\` is bound by an \`except\` clause or a pattern`)];
  }
}

/** `apis: dict[str, TestClient] = {}`: what is written empty holds what the annotation says. */
function filledLater(types: Types, annotated: Types): Types {
  const [type, ...others] = types;
  const node = type && 'literal' in type ? type.literal.node : undefined;
  const isEmpty =
    (node?.kind === 'dict' && node.entries.length === 0) ||
    (node?.kind === 'list' && node.items.length === 0);
  return isEmpty && others.length === 0 && annotated.some(holdsClients) ? annotated : types;
}

const holdsClients = (type: Type): boolean =>
  (type.is === 'many' && type.of.some(({ is }) => is === 'client')) ||
  (type.is === 'data' && (type.holds ?? []).some(({ is }) => is === 'client'));

/** Whether a decorator or a base may make the annotated names of a class parameters of its constructor. */
const isBuilt = ({ decorators, bases }: ClassDef): boolean =>
  decorators.length > 0 || bases.some(({ value }) => !(lastName(value) ?? '').endsWith('TestCase'));

/** `name: T = default` in such a class: the default is what it is when nobody says otherwise. */
function fieldTypes(name: string, annotated: Types, defaults: Types): Types {
  const written = defaults.filter(({ is }) => is !== 'made' && is !== 'external');
  return isDefinite(annotated)
    ? unite(
        annotated,
        written.filter(({ is }) => is === 'data' || is === 'many' || is === 'tuple' || is === 'client'),
      )
    : unite(written, [unknown(`a constructor may set the field \`${name}\``)]);
}

/** Whether code runs while its file is imported, in order. */
const isAtTop = (module: Module, node: NameExpr): boolean => functionAround(module, node) === undefined;

const BUILTINS = new Set(
  (
    'abs all any anext aiter ascii bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod ' +
    'enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int isinstance ' +
    'issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr ' +
    'reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip NotImplemented'
  ).split(' '),
);

/** A name that nothing in the file binds. */
export const builtin = (id: string): Types =>
  BUILTINS.has(id) || /^[A-Z]\w*(Error|Exception|Warning)$/.test(id)
    ? [{ is: 'external', path: `builtins.${id}` }]
    : [unknown(`\`${id}\` is not defined in this file`)];
