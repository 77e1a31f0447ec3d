import {
  compareVersions,
  TARGET_PACKAGES,
  type Target,
  type TargetPackage,
  type Version,
  type Versions,
} from '../../core/model/target.ts';
import { completed } from './starlettes.ts';

/** What a file of the project says of a package. */
export interface Told {
  readonly source: string;
  readonly name: string;
  readonly versions: Versions;
  /** It pins what was resolved, and may list what the project does not ask for itself. */
  readonly isLock: boolean;
}

export interface Guess {
  readonly target: Target;
  /** The files that tell it, each once. */
  readonly sources: readonly string[];
}

/** The first versions of the new side. Source: release notes of Starlette 0.21.0 and FastAPI 0.87.0. */
const FIRST: Readonly<Partial<Record<TargetPackage, Version>>> = { starlette: [0, 21], fastapi: [0, 87] };

/**
 * The target that the files of a project tell, the nearest folder first. Undefined: nothing does. A suite that requires a version
 * with the old client is about to leave it, so that none of its versions tells where it goes.
 */
export function guessTarget(folders: readonly (readonly Told[])[]): Guess | undefined {
  const found = TARGET_PACKAGES.flatMap((name) => pick(name, folders) ?? []);
  if (found.some(({ name, versions: { below } }) => isOld(name, below))) return undefined;
  const isAsked = ({ name, isLock }: Told): boolean => name === 'httpx2' && !isLock;
  const newer = folders.flat().find(isAsked);
  const telling = found.filter(
    ({ name, versions: { least, below } }) => below ?? (least && !isOld(name, least)),
  );
  if (!newer && telling.length === 0) return undefined;
  return {
    target: completed({
      client: newer ? 'httpx2' : 'httpx',
      versions: Object.fromEntries(telling.map(({ name, versions }) => [name, versions])),
    }),
    sources: [...new Set([...telling.flatMap(({ sources }) => sources), ...(newer ? [newer.source] : [])])],
  };
}

/** Whether a bound lies on the side of the old client. */
function isOld(name: TargetPackage, bound: Version | undefined): boolean {
  const first = FIRST[name];
  return first !== undefined && bound !== undefined && compareVersions(bound, first) <= 0;
}

interface Picked {
  readonly name: TargetPackage;
  readonly versions: Versions;
  readonly sources: readonly string[];
}

/** The nearest folder that says where the versions end, and there a lock file; else the nearest that says where they begin. */
function pick(name: TargetPackage, folders: readonly (readonly Told[])[]): Picked | undefined {
  const all = folders
    .map((folder) => folder.filter((one) => one.name === name))
    .map((folder) => (folder.some(({ isLock }) => isLock) ? folder.filter(({ isLock }) => isLock) : folder))
    .filter((folder) => folder.some(({ versions }) => versions.least ?? versions.below));
  const best = all.find((folder) => folder.some(({ versions }) => versions.below)) ?? all[0];
  if (!best) return undefined;
  const bounded = best.filter(({ versions }) => versions.least ?? versions.below);
  return {
    name,
    versions: bounded.map(({ versions }) => versions).reduce(widest),
    sources: bounded.map(({ source }) => source),
  };
}

/** From the lowest to the highest of two: several environments may each have their own versions. */
function widest(one: Versions, other: Versions): Versions {
  const [least] = [one.least ?? [], other.least ?? []].sort(compareVersions);
  const below = one.below && other.below && [one.below, other.below].sort(compareVersions)[1];
  return { ...(least && least.length > 0 && { least }), ...(below && { below }) };
}
