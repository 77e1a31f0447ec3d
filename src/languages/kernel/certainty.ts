import type { Settings } from '../../core/language.ts';
import type { Subject } from '../../core/model.ts';

/**
 * How sure it is that something is a client: it may be one of `subjects`, and `others` is whatever else it may be. Others
 * that are open do not speak against a client.
 */
export function certaintyOf<Type>(
  subjects: readonly { readonly likely?: boolean }[],
  others: readonly Type[],
  isOpen: (type: Type) => boolean,
): Subject['certainty'] {
  if (!others.every(isOpen)) return 'mixed';
  return others.length > 0 || subjects.some(({ likely }) => likely) ? 'likely' : 'proven';
}

/**
 * Tells whether nothing is known of a type that would speak against a client: it is not known, or it is a member of
 * something that is not known or that may have members out of sight. `owners` are the kinds of things that may.
 */
export function openness<Type extends { readonly is: string }>(
  ownerOf: (type: Type) => Type | undefined,
  owners: readonly Type['is'][],
): (type: Type) => boolean {
  return function isOpen(type: Type): boolean {
    if (type.is === 'unknown') return true;
    const owner = ownerOf(type);
    return owner !== undefined && (owners.includes(owner.is) || isOpen(owner));
  };
}

/** Whether the user says that an expression with this text is a client. Space makes no difference. */
export const isConfigured = ({ clients }: Settings, text: string): boolean => {
  const bare = text.replace(/\s+/g, '');
  return clients.some((name) => name.replace(/\s+/g, '') === bare);
};
