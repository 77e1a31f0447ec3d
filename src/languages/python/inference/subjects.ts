import type { Given } from '../../../clients/subjects.ts';
import type { Library } from '../../../core/model/subjects.ts';
import { cameFrom } from '../../kernel/subjects.ts';
import type { ClientType, SubjectType, Type } from './types.ts';

/** Whose client something is or came from. */
export const libraryOf = (type: ClientType | SubjectType): Library =>
  type.is === 'client' ? (type.httpx ? 'httpx' : 'test-client') : type.library;

/** What a subject gives: it is from the same library, and as certain as what it came from. */
export function givenBy(from: ClientType | SubjectType, { is, as }: Given): Type {
  const type: Type = { ...cameFrom(from, is), library: libraryOf(from) };
  if (as === 'list') return { is: 'many', of: [type], lazy: false };
  return as === 'context' ? { is: 'context', of: [type] } : type;
}
