import { requiredBy, type AnyCall } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { calledMethod } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { callFunction } from '../functions/functions.ts';
import { givesText } from '../knowledge.ts';
import { imported } from '../names.ts';
import { resultOfTests } from '../runners/tests.ts';
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
import { resultOfExternal } from './externals.ts';
import { resultOfMethod } from './methods.ts';

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
      return [callee];
    case 'unknown': {
      const name = calledMethod(node);
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
