import { compareVersions, type Target, type Version, type Versions } from '../../core/model/target.ts';

/** Which Starlette FastAPI asks for, from one of its versions on. */
interface Pairing {
  readonly fastapi: Version;
  readonly starlette: Versions;
}

/**
 * The oldest first. Where versions between two rows were not looked at, a row takes all that they can ask for. Source: the
 * dependencies of FastAPI's wheels and of pyproject.toml at its tags.
 */
const PAIRINGS: readonly Pairing[] = [
  { fastapi: [0], starlette: { below: [0, 21] } },
  { fastapi: [0, 87], starlette: { least: [0, 21], below: [0, 22] } },
  { fastapi: [0, 88], starlette: { least: [0, 22], below: [0, 23] } },
  { fastapi: [0, 90], starlette: { least: [0, 22], below: [0, 26] } },
  { fastapi: [0, 94], starlette: { least: [0, 26], below: [0, 28] } },
  { fastapi: [0, 107], starlette: { least: [0, 28], below: [0, 29] } },
  { fastapi: [0, 108], starlette: { least: [0, 29], below: [0, 33] } },
  { fastapi: [0, 109], starlette: { least: [0, 35], below: [0, 37] } },
  { fastapi: [0, 110], starlette: { least: [0, 36, 3], below: [0, 38] } },
  { fastapi: [0, 110, 1], starlette: { least: [0, 37, 2], below: [0, 38] } },
  { fastapi: [0, 112, 1], starlette: { least: [0, 37, 2], below: [0, 39] } },
  { fastapi: [0, 112, 3], starlette: { least: [0, 37, 2], below: [0, 41] } },
  { fastapi: [0, 115, 3], starlette: { least: [0, 40], below: [0, 42] } },
  { fastapi: [0, 115, 7], starlette: { least: [0, 40], below: [0, 46] } },
  { fastapi: [0, 115, 10], starlette: { least: [0, 40], below: [0, 47] } },
  { fastapi: [0, 116, 1], starlette: { least: [0, 40], below: [0, 49] } },
  { fastapi: [0, 117], starlette: { least: [0, 40], below: [1] } },
  { fastapi: [0, 133], starlette: { least: [0, 40] } },
  { fastapi: [0, 134], starlette: { least: [0, 46] } },
];

/** The versions of Starlette that some versions of FastAPI ask for. */
function starletteOf({ least, below }: Versions): Versions {
  const oldest = least && PAIRINGS.findLast(({ fastapi }) => compareVersions(fastapi, least) <= 0);
  const newest = below && PAIRINGS.findLast(({ fastapi }) => compareVersions(fastapi, below) < 0);
  return {
    ...(oldest?.starlette.least && { least: oldest.starlette.least }),
    ...(newest?.starlette.below && { below: newest.starlette.below }),
  };
}

/** The target with the Starlette that its FastAPI asks for, where it names none itself. */
export function completed({ client, versions }: Target): Target {
  const { fastapi, starlette } = versions;
  return {
    client,
    versions: starlette || !fastapi ? versions : { ...versions, starlette: starletteOf(fastapi) },
  };
}
