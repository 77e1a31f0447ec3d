/** Packages whose version decides what happens to a suite. */
export const TARGET_PACKAGES = ['starlette', 'fastapi', 'httpx', 'httpx2'] as const;
export type TargetPackage = (typeof TARGET_PACKAGES)[number];

/** The numbers of a version: `[0, 37, 2]`. `[0, 37]` is the first of that series. */
export type Version = readonly number[];

/** The versions that may be meant: from `least` on, and before `below`. What is absent is open. */
export interface Versions {
  readonly least?: Version;
  /** The first version that is not meant any more. */
  readonly below?: Version;
}

/** What a suite is to run on once it is migrated. */
export interface Target {
  /** The package that its code imports. */
  readonly client: 'httpx' | 'httpx2';
  /** What is known of versions. A package that is absent may have any version. */
  readonly versions: Readonly<Partial<Record<TargetPackage, Versions>>>;
}

/** The target where nothing tells another: code that runs on every Starlette from 0.21 and every httpx from 0.23. */
export const defaultTarget: Target = { client: 'httpx', versions: {} };

/**
 * Whether the target has this version of a package or a later one. Undefined: nobody knows, because its versions lie on both sides or
 * nothing tells them.
 */
export function hasReached({ versions }: Target, name: TargetPackage, version: Version): boolean | undefined {
  const { least, below } = versions[name] ?? {};
  if (least && compareVersions(least, version) >= 0) return true;
  return below && compareVersions(below, version) <= 0 ? false : undefined;
}

/**
 * Whether a version that a finding names, such as "Starlette 0.43", lies after all that the target has. False for a package that is
 * none of a target's.
 */
export function liesAfter(target: Target, since: string): boolean {
  const [, label = '', version = ''] = /^(\w+) (\d+(?:\.\d+)*)$/.exec(since) ?? [];
  const name = TARGET_PACKAGES.find((one) => one === label.toLowerCase());
  return name !== undefined && hasReached(target, name, version.split('.').map(Number)) === false;
}

/** Negative, zero or positive, as for `sort`. Numbers that are absent are zero. */
export function compareVersions(one: Version, other: Version): number {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [one[at] ?? 0, other[at] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** The versions of one series: `[0, 115]` stands for 0.115.0, 0.115.1 and so on. */
export const seriesOf = (version: Version): Versions => ({
  least: version,
  below: version.map((number, at) => (at === version.length - 1 ? number + 1 : number)),
});

/** As requirements are written: `0.43`, `>=0.115`, `>=0.40,<0.46`; `latest` for the newest. */
export function versionsText({ least, below }: Versions): string {
  if (least?.includes(Infinity)) return 'latest';
  if (least && below && compareVersions(seriesOf(least).below ?? [], below) === 0) return least.join('.');
  return [...(least ? [`>=${least.join('.')}`] : []), ...(below ? [`<${below.join('.')}`] : [])].join(',');
}
