import type { Evidence, Subject, SubjectKind } from '../../core/model/subjects.ts';

/** What types of every language say of a client, or of something that came from one. */
export interface SubjectLike {
  readonly is: SubjectKind;
  /** The evidence for it. */
  readonly because: Evidence;
  /** What speaks for it does not prove it: its name, or what it came from is only likely itself. */
  readonly likely?: boolean;
}

/** A response of a client, or something that was read from a client, a response or a request. */
export interface CameFrom extends SubjectLike {
  readonly is: Exclude<SubjectKind, 'client'>;
  /** What cookies, headers, a URL or a request were read from. */
  readonly of?: NonNullable<Subject['of']>;
}

const KINDS: Readonly<Record<SubjectKind, true>> = {
  client: true,
  response: true,
  cookies: true,
  headers: true,
  url: true,
  request: true,
};

/** Whether a type is something that sites can be about. */
export const isSubject = <Type extends { readonly is: string }>(
  type: Type,
): type is Extract<Type, SubjectLike> => Object.hasOwn(KINDS, type.is);

/** The same client or response, on other evidence. What is only likely keeps the evidence that makes it so. */
export const because = <Type extends { readonly is: string }>(
  evidence: Evidence,
  types: readonly Type[],
): readonly Type[] =>
  types.map((type) => (isLike(type) && !type.likely ? { ...type, because: evidence } : type));

const isLike = <Type extends { readonly is: string }>(type: Type): type is Type & SubjectLike =>
  Object.hasOwn(KINDS, type.is);

/** What came from a subject is as certain as the subject, by the same evidence. */
export function cameFrom({ is: from, because, likely }: SubjectLike, is: CameFrom['is']): CameFrom {
  const of = is !== 'response' && (from === 'client' || from === 'response' || from === 'request');
  return { is, because, ...(likely && { likely }), ...(of && { of: from }) };
}
