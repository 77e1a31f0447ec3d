import type { Versions } from './request.ts';

type Version = readonly number[];

/** From this version on, the test client takes httpx2 where it is installed. */
const ON_HTTPX2: Version = [1, 2];

/**
 * Whether the test client is built on `name` in a release before `version`. A package that is not there is beyond it, and so is httpx
 * where httpx2 stands in its place.
 */
export function isBelow(versions: Versions, name: string, version: Version): boolean {
  if (name === 'httpx' && versions['httpx2'] !== undefined && !isBelow(versions, 'starlette', ON_HTTPX2))
    return false;
  const own = versions[name]?.match(/\d+/g)?.map(Number);
  if (own === undefined) return false;
  const index = version.findIndex((number, place) => number !== (own[place] ?? 0));
  return index !== -1 && (own[index] ?? 0) < version[index]!;
}
