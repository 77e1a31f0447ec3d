import type { Versions } from './request.ts';

type Version = readonly number[];

/** The Starlette from which on the test client is built on httpx. */
const ON_HTTPX: Version = [0, 21];
/** And the one from which on it is built on httpx2 where that is installed. */
const ON_HTTPX2: Version = [1, 2];

/** The library that the test client is built on. */
export function libraryOf(versions: Versions): 'requests' | 'httpx' | 'httpx2' {
  if (isBelow(versions, 'starlette', ON_HTTPX)) return 'requests';
  const isOnHttpx2 = versions['httpx2'] !== undefined && !isBelow(versions, 'starlette', ON_HTTPX2);
  return isOnHttpx2 ? 'httpx2' : 'httpx';
}

/**
 * Whether the test client is built on `name` in a release before `version`. A package that is not there is beyond it, and so is httpx
 * where httpx2 stands in its place.
 */
export function isBelow(versions: Versions, name: string, version: Version): boolean {
  if (name === 'httpx' && libraryOf(versions) === 'httpx2') return false;
  const own = versions[name]?.match(/\d+/g)?.map(Number);
  if (own === undefined) return false;
  const index = version.findIndex((number, place) => number !== (own[place] ?? 0));
  return index !== -1 && (own[index] ?? 0) < version[index]!;
}
