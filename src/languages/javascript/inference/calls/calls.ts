import { isMember, memberName, requiredBy, unwrap, type AnyCall, type AnyMember } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { calledMethod, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { clientMethod } from '../classes/held.ts';
import { isConstructor } from '../classes/this.ts';
import { isClientMethod } from '../clients.ts';
import { callFunction } from '../functions/functions.ts';
import { givesText } from '../knowledge.ts';
import { isLikelyByName } from '../named.ts';
import { imported } from '../names.ts';
import { isSpied, replacementOf } from '../runners/spies.ts';
import { resultOfTests } from '../runners/tests.ts';
import { givenBy } from '../subjects.ts';
import {
  clientOf,
  data,
  isIdentified,
  isNone,
  isSamePlace,
  isSubject,
  unite,
  unknown,
  type Placed,
  type Type,
  type Types,
} from '../types.ts';
import { resultOfExternal } from './externals.ts';
import { resultOfMethod } from './methods.ts';

/** What a call, or `new`, gives. */
export function inferCall(analysis: Analysis, { module, node }: Placed<AnyCall>): Types {
  const required = requiredFrom(node);
  if (required) return imported(analysis, module, required.from, required.name, '');
  const callees = analysis.infer({ module, node: node.callee });
  const types = unite(...callees.map((type) => resultOfCall(analysis, module, node, type)));
  const found = isIdentified(types) ? types : (analysis.opinion({ module, node }) ?? types);
  const callee = unwrap(node.callee);
  return isMember(callee) && isClientMethod(memberName(callee) ?? '')
    ? ofRequest(analysis, module, callee, found)
    : found;
}

/** What a call gives that is spelled like one of a client's: a double may stand for the method, or its name alone suggest a client. */
function ofRequest(analysis: Analysis, module: Module, callee: AnyMember, types: Types): Types {
  const method = memberName(callee) ?? '';
  if (types.some(({ is }) => is === 'response')) {
    const replaced = replacementOf(analysis, module, sourceOf(module, callee.object), method);
    if (replaced === 'its') return [MOCKED];
    return replaced || isSpied(analysis, module, method) ? unite(types, [MOCKED]) : types;
  }
  const objects = analysis.infer({ module, node: callee.object }).filter((type) => !isNone(type));
  return isLikelyByName(analysis, module, callee.object, objects)
    ? [{ is: 'response', because: 'named', likely: true }]
    : types;
}

const MOCKED: Type = { is: 'made', by: 'a mock' };

/** `require("...")` and `import("...")`. */
function requiredFrom(node: AnyCall): { readonly from: string; readonly name: '=' | '*' } | undefined {
  const required = requiredBy(node);
  if (required !== undefined) return { from: required, name: '=' };
  const [source] = node.arguments;
  const isImport = node.type === 'CallExpression' && node.callee.type === 'Import';
  return isImport && source?.type === 'StringLiteral' ? { from: source.value, name: '*' } : undefined;
}

function resultOfCall(analysis: Analysis, module: Module, node: AnyCall, callee: Type): Types {
  const isNew = node.type === 'NewExpression';
  switch (callee.is) {
    case 'client-class':
      return isNew ? [clientOf(callee, 'constructed')] : [unknown('a class is called without `new`')];
    case 'client-factory':
      return callee.named !== undefined
        ? [{ is: 'client', because: 'named', likely: true, named: callee.named }]
        : [{ is: 'client', because: 'factory' }];
    case 'class':
      return isNew ? [{ is: 'instance', cls: callee.cls }] : [unknown('a class is called without `new`')];
    case 'function':
      if (isNew)
        return isConstructor(callee.fn.module, callee.fn.node)
          ? [{ is: 'object', literal: callee.fn }]
          : [unknown('a function is called with `new`')];
      return resultOfFunction(analysis, callee);
    case 'callable':
      return callee.returns;
    case 'external':
      return resultOfExternal(analysis, module, node, callee.path);
    case 'member':
      return resultOfMethod(analysis, module, node, callee);
    case 'tests':
      return resultOfTests(module, node, callee);
    case 'made':
      return [callee];
    case 'unknown':
      return resultOfUnknown(analysis, module, node, callee.because);
    default:
      return [unknown('cannot tell what is called')];
  }
}

function resultOfUnknown(analysis: Analysis, module: Module, node: AnyCall, because: string): Types {
  const name = calledMethod(node);
  if (name !== undefined && givesText(name)) return [data('text')];
  // `urls.map((url) => client.get(url))`: whatever is mapped, these are responses.
  const [first] = name === 'map' ? node.arguments : [];
  const mapped = first ? analysis.infer({ module, node: first }) : [];
  const results = unite(
    ...mapped.map((type) => (type.is === 'function' ? callFunction(analysis, type) : [])),
  );
  return results.some(isSubject) ? [{ is: 'many', of: results }] : [unknown(because)];
}

/** What a method of the project's own class of clients gives is a response, whatever the class calls it. */
function resultOfFunction(analysis: Analysis, callee: Extract<Type, { is: 'function' }>): Types {
  const types = callFunction(analysis, callee);
  const method = clientMethod(analysis, callee);
  return method
    ? [givenBy(method.of, { is: 'response' }, types)]
    : types.map((type) => asOwnClient(type, callee.self));
}

/** `TestClient.create(...)` of a class of the project, which makes what its own file takes for an instance like any other. */
const asOwnClient = (type: Type, self: Type | undefined): Type =>
  type.is === 'instance' && self?.is === 'client-class' && self.cls && isSamePlace(type.cls, self.cls)
    ? clientOf(self, 'factory')
    : type;
