import type { Given } from '../../../clients/subjects.ts';
import { cameFrom } from '../../kernel/subjects.ts';
import type { ClientType, SubjectType, Type, Types } from './types.ts';

/**
 * What a subject gives: it is as certain as what it came from. `own`: what the project's own class says of it. A promise is
 * what it promises, and what gives a subject in another language's context manager gives it at once.
 */
export function givenBy(from: ClientType | SubjectType, { is, as }: Given, own?: Types): Type {
  const isList = as === 'list';
  const type: Type = { ...cameFrom(from, is), ...(own && own.length > 0 && !isList && { own }) };
  return isList ? { is: 'many', of: [type] } : type;
}

/** What `fetch` and the global type `Response` give. A client of the project may well have this type for its own responses. */
export const fetched: Type = { is: 'made', by: 'Response' };

export const isFetched = (type: Type): boolean =>
  type.is === 'made' && type.by === 'Response' && type.of === undefined;
