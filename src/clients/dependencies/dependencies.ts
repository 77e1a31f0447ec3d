import type { Version, Versions, Target } from '../../core/model/target.ts';
import { compareVersions, hasReached } from '../../core/model/target.ts';
import type { RequiredPackage, Requirements } from '../../core/sites.ts';

/** The package that sends the requests of the tests. */
type Sender = Target['client'];

/**
 * Packages that require httpx themselves, so that it is installed with them. Source: their metadata on PyPI (`Requires-Dist`) in the
 * newest release.
 */
const REQUIRE_HTTPX: readonly string[] = [
  ...['respx', 'pytest-httpx', 'httpx-ws', 'httpx-sse', 'httpx-oauth', 'fastapi-cli', 'fastapi-cloud-cli'],
  ...[
    'openai',
    'anthropic',
    'gradio',
    'gradio-client',
    'langsmith',
    'supabase',
    'python-telegram-bot',
    'mcp',
  ],
];

/** Extras that require it. Source: pyproject.toml of FastAPI and of Starlette. */
const EXTRAS: Readonly<Record<string, readonly string[]>> = {
  fastapi: ['all', 'standard'],
  starlette: ['full'],
  httpx2: [],
};

/**
 * Whether what a project requires brings the package that its tests need. Starlette takes httpx2 where it is installed, so that it
 * does for httpx; nothing else brings httpx2.
 */
export function isRequired(sender: Sender, packages: readonly RequiredPackage[]): boolean {
  return packages.some(
    ({ name, extras }) =>
      name === sender ||
      (sender === 'httpx' &&
        (name === 'httpx2' ||
          REQUIRE_HTTPX.includes(name) ||
          extras.some((extra) => EXTRAS[name]?.includes(extra) || extra === sender))),
  );
}

/** The first Starlette whose test client runs on httpx 0.28, and the httpx that it no longer ran on before. Source: its changelog. */
const NEEDED = { starlette: [0, 37, 2], httpx: [0, 28] } as const satisfies Record<string, Version>;

/** The versions to require of a package that is added: a Starlette that is older than httpx 0.28 has trouble with that. */
export const versionsFor = (sender: Sender, target: Target): string =>
  sender === 'httpx' && hasReached(target, 'starlette', NEEDED.starlette) === false ? '<0.28' : '';

/** A requirement of httpx that does not go with the Starlette of the target. */
export interface Clash {
  readonly required: RequiredPackage;
  readonly is: 'too new' | 'too old';
}

/** The first Starlette whose extra requires httpx 0.27. Source: `full` in pyproject.toml of Starlette 0.42.0. */
const RAISED = { starlette: [0, 42], httpx: [0, 27] } as const satisfies Record<string, Version>;

/** A httpx that cannot be installed in a version that goes with the Starlette of the target. */
export function clashIn(packages: readonly RequiredPackage[], target: Target): Clash | undefined {
  const all = packages.filter(({ name }) => name === 'httpx');
  const newer = all.find(({ versions }) => isFrom(versions, NEEDED.httpx));
  if (newer && hasReached(target, 'starlette', NEEDED.starlette) === false)
    return { required: newer, is: 'too new' };
  const older = all.find(({ versions }) => isBefore(versions, RAISED.httpx));
  return older && hasReached(target, 'starlette', RAISED.starlette)
    ? { required: older, is: 'too old' }
    : undefined;
}

const isFrom = ({ least }: Versions, version: Version): boolean =>
  least !== undefined && compareVersions(least, version) >= 0;

const isBefore = ({ below }: Versions, version: Version): boolean =>
  below !== undefined && compareVersions(below, version) <= 0;

/** How a list writes a requirement, without the comma behind it. `quote`: what its strings stand in. */
export function writtenIn(form: Requirements['form'], name: string, versions: string, quote = '"'): string {
  switch (form) {
    case 'line':
      return name + versions;
    case 'text':
      return quote + name + versions + quote;
    case 'entry':
      return `${name} = "${versions || '*'}"`;
  }
}
