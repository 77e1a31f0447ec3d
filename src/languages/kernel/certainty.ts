import { clientName, type Settings } from '../../core/language.ts';
import type { Subject } from '../../core/model/subjects.ts';

/**
 * How sure it is that something of these types is one of `wanted`, which are among them. Other types that are open do not
 * speak against it.
 */
export function certaintyOf<Type>(
  types: readonly Type[],
  wanted: readonly (Type & { readonly likely?: boolean })[],
  isOpen: (type: Type) => boolean,
): Subject['certainty'] {
  const others = types.filter((type) => !wanted.some((one) => one === type));
  if (!others.every(isOpen)) return 'mixed';
  return others.length > 0 || wanted.some(({ likely }) => likely) ? 'likely' : 'proven';
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

/** A class by its name: `ApiClient`, not `API`, which is a constant. */
const CLASS = /^[A-Z]\w*[a-z]\w*$/;

/**
 * Whether the user says that a class is one of clients, by its dotted name: as `ApiClient`, as `acme.testing.ApiClient`, or by its package,
 * `acme.testing`, of which all classes are meant whose name ends in `Client`.
 */
export function isConfiguredClass({ clients }: Settings, path: string): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (clients.length === 0 || !CLASS.test(name)) return false;
  return clients.some(
    (one) =>
      one === name ||
      one === path ||
      (one.includes('.') && name.endsWith('Client') && path.startsWith(`${one}.`)),
  );
}

/** Whether the user says that an expression with this text is a client. */
export function isConfigured({ clients }: Settings, text: string): boolean {
  if (clients.length === 0) return false;
  const name = clientName(text);
  return name !== undefined && clients.some((one) => clientName(one) === name);
}
