import { isMember, memberName, typeArgumentsOf, unwrap, type AnyCall, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { isClientMethod } from '../clients.ts';
import { elementsOf, itemOf } from '../collections/elements.ts';
import { callFunction } from '../functions/functions.ts';
import { givesText, isDouble, isTestFunction, keeps, madeBy, readsFile, resultOf } from '../knowledge.ts';
import { imported } from '../names.ts';
import { spiedOn } from '../runners/spies.ts';
import {
  clientOf,
  data,
  isKnown,
  isSamePlace,
  unite,
  unknown,
  type Placed,
  type Type,
  type Types,
} from '../types.ts';

/** What a call, or `new`, gives. */
export function inferCall(analysis: Analysis, { module, node }: Placed<AnyCall>): Types {
  const required = requiredFrom(node);
  if (required) return imported(analysis, module, required.from, required.name, '');
  const callees = analysis.infer({ module, node: node.callee });
  const types = unite(...callees.map((type) => resultOfCall(analysis, module, node, type)));
  return isKnown(types) ? types : (analysis.opinion({ module, node }) ?? types);
}

/** `require("...")` and `import("...")`. */
function requiredFrom(node: AnyCall): { readonly from: string; readonly name: '=' | '*' } | undefined {
  const [source] = node.arguments;
  if (node.type !== 'CallExpression' || source?.type !== 'StringLiteral') return undefined;
  if (node.callee.type === 'Import') return { from: source.value, name: '*' };
  const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire ? { from: source.value, name: '=' } : undefined;
}

function resultOfCall(analysis: Analysis, module: Module, node: AnyCall, callee: Type): Types {
  const isNew = node.type === 'NewExpression';
  switch (callee.is) {
    case 'client-class':
      return isNew ? [clientOf(callee, 'constructed')] : [unknown('a class is called without `new`')];
    case 'client-factory':
      return [{ is: 'client', because: 'factory' }];
    case 'class':
      return isNew ? [{ is: 'instance', cls: callee.cls }] : [unknown('a class is called without `new`')];
    case 'function':
      if (isNew) return [unknown('a function is called with `new`')];
      return callFunction(analysis, callee).map((type) => asOwnClient(type, callee.self));
    case 'callable':
      return callee.returns;
    case 'external':
      return resultOfExternal(analysis, module, node, callee.path);
    case 'member':
      return resultOfMethod(analysis, module, node, callee);
    case 'tests':
      return resultOfTests(module, node, callee);
    case 'made':
      return isDouble(callee.by) ? [callee] : [{ is: 'made', by: callee.by }];
    case 'unknown': {
      const name = methodOf(node);
      return name !== undefined && givesText(name) ? [data('text')] : [unknown(callee.because)];
    }
    default:
      return [unknown('what is called is not known')];
  }
}

/** `TestClient.create(...)` of a class of the project, which makes what its own file takes for an instance like any other. */
const asOwnClient = (type: Type, self: Type | undefined): Type =>
  type.is === 'instance' && self?.is === 'client-class' && self.cls && isSamePlace(type.cls, self.cls)
    ? clientOf(self, 'factory')
    : type;

const methodOf = (node: AnyCall): string | undefined => {
  const callee = unwrap(node.callee);
  return isMember(callee) ? memberName(callee) : undefined;
};

function resultOfExternal(analysis: Analysis, module: Module, node: AnyCall, path: string): Types {
  const found = node.type === 'NewExpression' ? madeBy(path) : resultOf(path);
  if (found) return [found];
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
  const name = methodOf(node);
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

/** `test.extend({ ... })` and `test.each([...])` give a `test` again. */
function resultOfTests(module: Module, node: AnyCall, callee: Extract<Type, { is: 'tests' }>): Types {
  const [first] = node.arguments;
  const name = methodOf(node);
  if (name === 'extend' && first) {
    const literal = unwrap(first);
    const added = [typeArgumentsOf(node)[0], literal.type === 'StringLiteral' ? node : literal];
    const fixtures = added.flatMap((one) => (one ? [{ module, node: one }] : []));
    return [{ ...callee, fixtures: [...callee.fixtures, ...fixtures] }];
  }
  if (name === 'each' || name === 'for')
    return first ? [{ ...callee, table: { module, node: first, by: name } }] : [callee];
  return [callee];
}

/** What a spy is told to do when it is called; it stays a spy. */
const SETTERS =
  /^(?:mock|returns|resolves|rejects|calls(?:Fake|Through)|throws|yields|withArgs|with(?:Implementation|ResolvedValue))/;

type Method = Extract<Type, { is: 'member' }>;

function resultOfMethod(analysis: Analysis, module: Module, node: AnyCall, callee: Method): Types {
  const { of, name } = callee;
  const [first] = node.arguments;
  if (name === 'bind' && (of.is === 'member' || of.is === 'function')) return [of];
  if (of.is === 'member' && of.of.is === 'client' && SETTERS.test(name)) return [of];
  if (of.is === 'client')
    return isClientMethod(name) || name === ''
      ? [{ is: 'response' }]
      : [{ is: 'made', by: `a client's \`${name}\`` }];
  if (of.is === 'client-class')
    return analysis.names.factories.has(`TestClient.${name}`)
      ? [clientOf(of, 'factory')]
      : [{ is: 'made', by: name }];
  if (of.is === 'response' && name !== 'text')
    return [
      name === 'arrayBuffer' || name === 'bytes'
        ? data('bytes')
        : { is: 'made', by: `a response's \`${name}\`` },
    ];
  if (name === 'then' && first) return resultOfThen(analysis, module, first, of);
  if (of.is === 'array' || of.is === 'many') return resultOfList(analysis, module, node, of, name);
  if (givesText(name) || (name === 'text' && of.is === 'response')) return [data('text')];
  if (of.is === 'data' && (of.kind === 'text' || of.kind === 'bytes')) {
    if (keeps(name)) return [data(of.kind)];
    return name === 'split' ? [{ is: 'many', of: [data('text')] }] : [{ is: 'made', by: `\`${name}\`` }];
  }
  if (of.is === 'made' && /^(?:TextEncoder|util\.TextEncoder)$/.test(of.by) && name === 'encode')
    return [data('bytes')];
  if (of.is === 'made' && of.by === 'TextDecoder' && name === 'decode') return [data('text')];
  if (of.is === 'made' && /createHash|createHmac/.test(of.by))
    return name === 'digest' ? [data(first ? 'text' : 'bytes')] : [of];
  return [{ is: 'made', by: of.is === 'made' ? of.by : `\`${name}\`` }];
}

/** `promise.then((value) => ...)`. */
function resultOfThen(analysis: Analysis, module: Module, callback: Node, of: Type): Types {
  const types = analysis.infer({ module, node: callback });
  const functions = types.filter((type) => type.is === 'function');
  return functions.length > 0 ? unite(...functions.map((type) => callFunction(analysis, type))) : [of];
}

function resultOfList(
  analysis: Analysis,
  module: Module,
  node: AnyCall,
  of: Extract<Type, { is: 'array' | 'many' }>,
  name: string,
): Types {
  const [first] = node.arguments;
  switch (name) {
    case 'map':
    case 'flatMap': {
      const results = first
        ? resultOfThen(analysis, module, first, unknown('what is mapped is not known'))
        : [];
      return [{ is: 'many', of: name === 'map' ? results : elementsOf(results) }];
    }
    case 'filter':
    case 'slice':
    case 'toSorted':
    case 'toReversed':
    case 'sort':
    case 'reverse':
    case 'concat':
      return [{ is: 'many', of: elementsOf([of]) }];
    case 'find':
    case 'pop':
    case 'shift':
      return elementsOf([of]);
    case 'at':
      return first?.type === 'NumericLiteral' ? itemOf(of, first.value) : elementsOf([of]);
    default:
      return givesText(name) ? [data('text')] : [{ is: 'made', by: `\`${name}\`` }];
  }
}
