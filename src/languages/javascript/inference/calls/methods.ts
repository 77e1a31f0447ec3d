import { calledOn } from '../../../../clients/subjects.ts';
import type { AnyCall, Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf, itemOf } from '../collections/elements.ts';
import { callFunction } from '../functions/functions.ts';
import { givesText, keeps } from '../knowledge.ts';
import { givenBy, isFetched } from '../subjects.ts';
import { clientOf, data, isSubject, unite, unknown } from '../types.ts';
import type { ClientType, SubjectType, Type, Types } from '../types.ts';

/** What a spy is told to do when it is called; it stays a spy. */
const SETTERS =
  /^(?:mock|returns|resolves|rejects|calls(?:Fake|Through)|throws|yields|withArgs|with(?:Implementation|ResolvedValue))/;

type Method = Extract<Type, { is: 'member' }>;

/** The result of a method whose code is not part of the project. */
export function resultOfMethod(analysis: Analysis, module: Module, node: AnyCall, callee: Method): Types {
  const { of, name } = callee;
  const [first] = node.arguments;
  if (name === 'bind' && (of.is === 'member' || of.is === 'function'))
    return [node.arguments.length > 1 ? { ...of, filled: true } : of];
  if ((name === 'call' || name === 'apply') && of.is === 'member')
    return resultOfMethod(analysis, module, node, of);
  if (of.is === 'member' && of.of.is === 'client' && SETTERS.test(name)) return [of];
  if (isSubject(of) && (name === 'catch' || name === 'finally'))
    return resultOfCatch(analysis, module, callee, first);
  if (name === 'then' && first) return resultOfThen(analysis, module, first, of);
  // Without a name, the method is chosen at run time.
  if (of.is === 'client') return name === '' ? [givenBy(of, { is: 'response' })] : resultOfSubject(of, name);
  if (of.is === 'client-class')
    return analysis.names.factories.has(`TestClient.${name}`)
      ? [clientOf(of, 'factory')]
      : [{ is: 'made', by: name }];
  if (of.is === 'response' || isFetched(of)) return resultOfResponse(of, name);
  if (isSubject(of)) return resultOfSubject(of, name);
  if (of.is === 'array' || of.is === 'many') return resultOfList(analysis, module, node, of, name);
  if (givesText(name)) return [data('text')];
  if (of.is === 'data' && (of.kind === 'text' || of.kind === 'bytes')) {
    if (keeps(name)) return [data(of.kind)];
    return name === 'split' ? [{ is: 'many', of: [data('text')] }] : [{ is: 'made', by: name, of: 'value' }];
  }
  if (of.is !== 'made') return [{ is: 'made', by: name, of: 'value' }];
  if (isMadeBy(of, /^(?:util\.)?TextEncoder$/) && name === 'encode') return [data('bytes')];
  if (isMadeBy(of, /^TextDecoder$/) && name === 'decode') return [data('text')];
  if (/createHash|createHmac/.test(of.by) && name === 'digest') return [data(first ? 'text' : 'bytes')];
  return [of];
}

function resultOfResponse(of: Type, name: string): Types {
  if (name === 'text') return [data('text')];
  if (name === 'arrayBuffer' || name === 'bytes') return [data('bytes')];
  return isSubject(of) ? resultOfSubject(of, name) : [{ is: 'made', by: name, of: 'response' }];
}

function resultOfSubject(of: ClientType | SubjectType, name: string): Types {
  const given = calledOn(of.is, name);
  if (given) return [givenBy(of, given)];
  if (of.is === 'client' || of.is === 'response') return [{ is: 'made', by: name, of: of.is }];
  return [givesText(name) ? data('text') : { is: 'made', by: name, of: 'value' }];
}

/** `promise.catch(...)` gives what was promised, or what the callback gives; `promise.finally(...)` the former alone. */
function resultOfCatch(
  analysis: Analysis,
  module: Module,
  { of, name }: Method,
  callback: Node | undefined,
): Types {
  return name === 'finally' || !callback ? [of] : unite([of], resultOfThen(analysis, module, callback, of));
}

const isMadeBy = ({ by, of }: Extract<Type, { is: 'made' }>, external: RegExp): boolean =>
  of === undefined && external.test(by);

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
        ? resultOfThen(analysis, module, first, unknown('cannot tell what is mapped'))
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
      return givesText(name) ? [data('text')] : [{ is: 'made', by: name, of: 'value' }];
  }
}
