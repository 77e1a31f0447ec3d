import type { AnyCall, Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { calledMethod } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf } from '../collections/elements.ts';
import { givesText, isTestFunction, madeBy, readsFile, resultOf } from '../knowledge.ts';
import { spiedOn } from '../runners/spies.ts';
import { resultOfTests } from '../runners/tests.ts';
import { data, unite, type Types } from '../types.ts';

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
  if (path === 'Promise.all' && first) return analysis.infer({ module, node: first });
  if ((path === 'Array.from' || path === 'Array.of') && first)
    return [{ is: 'many', of: elementsOf(analysis.infer({ module, node: first })) }];
  const name = calledMethod(node);
  if (name !== undefined && givesText(name) && node.type !== 'NewExpression') return [data('text')];
  const spied = spiedOn(analysis, module, node);
  return spied.length > 0 ? spied : [{ is: 'made', by: path }];
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
