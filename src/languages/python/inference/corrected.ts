import { isOldBase } from '../../../clients/packages.ts';
import { because, isDefinite, isProof, unite, type ClientType, type Type, type Types } from './types.ts';

/**
 * Python holds nobody to an annotation: `data: str = {}` is form fields. What is passed in sight says more, be it another
 * kind of data, or a class of the project that decides itself what a client's methods do.
 */
export function corrected(annotated: Types, found: Types): Types {
  const session = unlessClient(annotated, found);
  if (session) return session;
  const isClient = (type: Type): type is ClientType => type.is === 'client' && !type.likely;
  // How a client is made, and what its class overrides, is more than an annotation says.
  if (annotated.every(({ is }) => is === 'client') && found.length > 0 && found.every(isClient))
    return because('annotated', found);
  const saysMore = (type: Type): boolean =>
    isClient(type) && (type.cls !== undefined || (type.given?.options ?? []).length > 0);
  const passed = found.filter(
    (type) => isData(type) || type.is === 'instance' || saysMore(type) || isStandIn(type),
  );
  if (!annotated.every(isData))
    return unite(
      annotated,
      passed.filter((type) => !isData(type)),
    );
  const isShown = (type: Type): boolean => isDefinite(found) && passed.some((one) => isAlike(one, type));
  return unite(
    annotated.filter((type) => !isShown(type)),
    passed.map((type) => completed(annotated, type)),
  );
}

/** `return make(), True` of a function `-> tuple[TestClient, bool]`: the annotation tells the items that nothing else does. */
export function completed(annotated: Types, found: Type): Type {
  if (found.is === 'many' && found.of.some(isOpen)) {
    const [one, ...others] = annotated.filter((type) => type.is === 'many');
    return one && others.length === 0
      ? { is: 'many', of: itemOf(one.of, found.of), lazy: found.lazy }
      : found;
  }
  if (found.is !== 'tuple' || !found.items.some((item) => item.some(isOpen))) return found;
  const [one, ...others] = annotated.filter((type) => type.is === 'tuple');
  if (one?.items.length !== found.items.length || others.length > 0) return found;
  return {
    is: 'tuple',
    items: found.items.map((item, index) => itemOf(one.items[index] ?? [], item)),
    ...(found.names && { names: found.names }),
  };
}

const itemOf = (annotated: Types, found: Types): Types =>
  found.some(isOpen) && isProof(annotated) ? corrected(annotated, found) : found;

/** Nothing in the project says what it is. */
const isOpen = ({ is }: Type): boolean => is === 'unknown' || is === 'made' || is === 'member';

/** `requests.Session()` or a mock, where a test client is declared. */
const isStandIn = (type: Type): boolean =>
  type.is === 'made' && /^(requests|httpx2?|unittest\.mock|mock|pytest\.mocker)\./.test(type.by);

const isData = ({ is }: Type): boolean => is === 'data' || is === 'many' || is === 'tuple';

const isAlike = (a: Type, b: Type): boolean =>
  a.is === 'data' && b.is === 'data' ? a.kind === b.kind : a.is === b.is;

/**
 * What a value is that is annotated as a session of requests and may be a test client, which was one; `undefined` where the
 * annotation is another, or nothing shows a client.
 */
export function unlessClient(annotated: Types, found: Types): Types | undefined {
  const isSession = annotated.length > 0 && annotated.every((one) => one.is === 'made' && isOldBase(one.by));
  if (!isSession || !found.some(({ is }) => is === 'client')) return undefined;
  return isDefinite(found)
    ? found
    : unite(
        annotated,
        found.filter(({ is }) => is !== 'unknown'),
      );
}
