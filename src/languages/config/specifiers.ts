import { compareVersions, seriesOf, type Version, type Versions } from '../../core/model/target.ts';

/** A package that is required, as `fastapi[all]>=0.95,<1 ; python_version > "3.8"` says it. */
export interface Specified {
  /** In lower case, with `-` for `_` and `.`. */
  readonly name: string;
  readonly extras: readonly string[];
  readonly versions: Versions;
}

const REQUIREMENT = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*\(?([^;@#()]*)/;

/** Reads a requirement as pip does. Undefined: it is none, or it is a path or an address. */
export function readRequirement(text: string): Specified | undefined {
  const [, name, extras = '', versions = ''] = REQUIREMENT.exec(text) ?? [];
  if (name === undefined || /^\s*[/\\:]/.test(versions)) return undefined;
  return { name: normalized(name), extras: namesIn(extras), versions: readVersions(versions) };
}

export const normalized = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const namesIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter(Boolean);

/** Reads versions as pip or Poetry write them; a version alone is exact, as in Poetry. What says nothing is open on both sides. */
export function readVersions(text: string): Versions {
  return text.split(',').map(readClause).reduce(both, {});
}

function readClause(clause: string): Versions {
  const [, operator = '==', numbers] =
    /^\s*(===?|~=|!=|<=?|>=?|\^|~)?\s*v?(\d+(?:\.\d+)*)/.exec(clause) ?? [];
  if (numbers === undefined) return {};
  const version = numbers.split('.').map(Number);
  switch (operator) {
    case '>=':
    case '>':
      return { least: version };
    case '<':
      return { below: version };
    case '<=':
      return { below: seriesOf(version).below ?? version };
    case '!=':
      return {};
    case '~=':
      return { least: version, below: raisedAt(version, version.length - 2) };
    case '~':
      return { least: version, below: raisedAt(version, 1) };
    case '^':
      return {
        least: version,
        below: raisedAt(
          version,
          version.findIndex((number) => number > 0),
        ),
      };
    default:
      return seriesOf(version);
  }
}

/** The first version that has a higher number at a place, or at the last one that there is. */
function raisedAt(version: Version, place: number): Version {
  const at = Math.min(Math.max(place, 0), version.length - 1);
  return version.slice(0, at + 1).map((number, index) => (index === at ? number + 1 : number));
}

/** What both of two specifications allow. */
function both(one: Versions, other: Versions): Versions {
  const leasts = [one.least, other.least].flatMap((version) => (version ? [version] : []));
  const belows = [one.below, other.below].flatMap((version) => (version ? [version] : []));
  const least = leasts.sort(compareVersions).at(-1);
  const below = belows.sort(compareVersions)[0];
  return { ...(least && { least }), ...(below && { below }) };
}
