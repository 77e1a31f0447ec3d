import type { AnyCall, Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { isClientMethod } from '../clients.ts';
import { elementsOf, itemOf } from '../collections/elements.ts';
import { callFunction } from '../functions/functions.ts';
import { givesText, keeps } from '../knowledge.ts';
import { clientOf, data, unite, unknown, type Type, type Types } from '../types.ts';

/** What a spy is told to do when it is called; it stays a spy. */
const SETTERS =
  /^(?:mock|returns|resolves|rejects|calls(?:Fake|Through)|throws|yields|withArgs|with(?:Implementation|ResolvedValue))/;

type Method = Extract<Type, { is: 'member' }>;

/** What calling a method gives that no function of the project is known for. */
export function resultOfMethod(analysis: Analysis, module: Module, node: AnyCall, callee: Method): Types {
  const { of, name } = callee;
  const [first] = node.arguments;
  if (name === 'bind' && (of.is === 'member' || of.is === 'function')) return [of];
  if (of.is === 'member' && of.of.is === 'client' && SETTERS.test(name)) return [of];
  if (of.is === 'client')
    return isClientMethod(name) || name === ''
      ? [{ is: 'response' }]
      : [{ is: 'made', by: name, of: 'client' }];
  if (of.is === 'client-class')
    return analysis.names.factories.has(`TestClient.${name}`)
      ? [clientOf(of, 'factory')]
      : [{ is: 'made', by: name }];
  if (of.is === 'response' && name !== 'text')
    return [
      name === 'arrayBuffer' || name === 'bytes' ? data('bytes') : { is: 'made', by: name, of: 'response' },
    ];
  if (name === 'then' && first) return resultOfThen(analysis, module, first, of);
  if (of.is === 'array' || of.is === 'many') return resultOfList(analysis, module, node, of, name);
  if (givesText(name) || (name === 'text' && of.is === 'response')) return [data('text')];
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
      return givesText(name) ? [data('text')] : [{ is: 'made', by: name, of: 'value' }];
  }
}
