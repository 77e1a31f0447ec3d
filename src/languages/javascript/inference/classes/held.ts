import { keyName } from '../../ast.ts';
import type { Analysis } from '../analysis.ts';
import { isClientMethod } from '../clients.ts';
import type { ClientType, Type } from '../types.ts';
import { overrides } from './classes.ts';

/** A method of a client, held as a value. */
export interface ClientMethod {
  readonly of: ClientType;
  readonly name: string;
  /** Arguments were given to it before. */
  readonly filled?: true;
}

/** The client's method that a value is, if it is one. The class of the client may be part of the project or not. */
export function clientMethod(analysis: Analysis, type: Type): ClientMethod | undefined {
  if (type.is === 'member')
    return type.of.is === 'client' && isClientMethod(type.name)
      ? { of: type.of, name: type.name, ...(type.filled && { filled: true }) }
      : undefined;
  if (type.is !== 'function' || type.self?.is !== 'client' || type.fn.node.type !== 'ClassMethod')
    return undefined;
  const { cls, derived = false } = type.self;
  const name = keyName(type.fn.node.key, type.fn.node.computed);
  if (name === undefined || !isClientMethod(name) || !cls || overrides(analysis, cls, derived, name))
    return undefined;
  return { of: type.self, name, ...(type.filled && { filled: true }) };
}
