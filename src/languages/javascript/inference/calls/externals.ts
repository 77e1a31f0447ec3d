import { textOf, unwrap, type AnyCall, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { calledMethod } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf } from '../collections/elements.ts';
import { givesText, isTestFunction, madeBy, readsFile, resultOf } from '../knowledge.ts';
import { spiedOn } from '../runners/spies.ts';
import { resultOfTests } from '../runners/tests.ts';
import { data, unite, unknown, type Placed, type Types } from '../types.ts';

/** What calling something outside the project gives, or `new` of it. */
export function resultOfExternal(analysis: Analysis, module: Module, node: AnyCall, path: string): Types {
  const found = node.type === 'NewExpression' ? madeBy(path) : resultOf(path);
  if (found) return [found];
  // What its traps make of it is not looked into.
  if (path === 'Proxy' && node.arguments[0])
    return unite(analysis.infer({ module, node: node.arguments[0] }), [{ is: 'made', by: path }]);
  if (isTestFunction(path)) return resultOfTests(module, node, { is: 'tests', fixtures: [] });
  if (readsFile(path)) return [data(isEncoded(analysis, module, node.arguments[1]) ? 'text' : 'bytes')];
  const [first] = node.arguments;
  if (['structuredClone', 'Object.freeze', 'Object.seal', 'Promise.resolve'].includes(path) && first)
    return analysis.infer({ module, node: first });
  if (path === 'Object.assign') {
    const target = first ? analysis.infer({ module, node: first }) : [];
    return target.some(({ is }) => is === 'client' || is === 'instance') ? target : [data('mapping')];
  }
  if (path === 'Reflect.get' && first) return reflected(analysis, module, first, node.arguments[1]);
  if (path === 'Object.values' && first) return valuesOf(analysis, { module, node: first });
  if (path === 'Promise.all' && first) return analysis.infer({ module, node: first });
  if ((path === 'Array.from' || path === 'Array.of') && first)
    return [{ is: 'many', of: elementsOf(analysis.infer({ module, node: first })) }];
  const name = calledMethod(node);
  if (name !== undefined && givesText(name) && node.type !== 'NewExpression') return [data('text')];
  const spied = spiedOn(analysis, module, node);
  return spied.length > 0 ? spied : [{ is: 'made', by: path }];
}

/** `Reflect.get(object, "name")`. */
function reflected(analysis: Analysis, module: Module, object: Node, key: Node | undefined): Types {
  const names = key ? textsAmong(analysis.infer({ module, node: key })) : undefined;
  const types = analysis.infer({ module, node: object });
  return unite(
    ...types.map((type): Types =>
      names
        ? unite(...names.map((name) => analysis.memberOf(type, name)))
        : [{ is: 'member', of: type, name: '' }],
    ),
  );
}

/** The texts that a value may be, where all are known. */
function textsAmong(types: Types): readonly string[] | undefined {
  const all = types.map((type) =>
    type.is === 'data' && type.literal ? textOf(type.literal.node) : undefined,
  );
  return all.length > 0 && all.every((text) => text !== undefined) ? all : undefined;
}

/** `Object.values(...)` of an object whose properties are all written in place. */
function valuesOf(analysis: Analysis, at: Placed): Types {
  const all = analysis.infer(at).map((type): Types | undefined => {
    const literal = type.is === 'object' ? type.literal.node : undefined;
    if (type.is !== 'object' || literal?.type !== 'ObjectExpression') return undefined;
    const { module } = type.literal;
    const values = literal.properties.map((one) => (one.type === 'ObjectProperty' ? one.value : undefined));
    if (!values.every((node) => node !== undefined)) return undefined;
    const types = unite(...values.map((node) => analysis.infer({ module, node })));
    // More may be put into an object that has a name.
    return literal === unwrap(at.node) ? types : unite(types, [unknown('the object may hold more')]);
  });
  return all.length > 0 && all.every((types) => types !== undefined)
    ? [{ is: 'many', of: unite(...all) }]
    : [{ is: 'made', by: 'Object.values' }];
}

/** `"utf8"` or `{ encoding: "utf8" }`. */
function isEncoded(analysis: Analysis, module: Module, options: Node | undefined): boolean {
  if (!options) return false;
  return analysis.infer({ module, node: options }).some((type) => {
    if (type.is === 'data') return type.kind === 'text';
    if (type.is !== 'object' || type.literal.node.type !== 'ObjectExpression') return false;
    return type.literal.node.properties.some(
      (one) =>
        one.type === 'ObjectProperty' &&
        one.key.type === 'Identifier' &&
        one.key.name === 'encoding' &&
        one.value.type === 'StringLiteral',
    );
  });
}
