/** What tells the old client from the new one in code that is written for both. Names are as Python spells them. */

/** Packages whose version, or whose presence, decides which client a suite runs on. */
export type Telling = 'starlette' | 'fastapi' | 'httpx';

/**
 * The first version of each package with which code for an older one has no place any more. Starlette 0.43 removed the last
 * old option, FastAPI 0.116 is the first that needs it; httpx 0.28 removed `app`.
 */
const LIMITS: Readonly<Record<Telling, readonly [major: number, minor: number]>> = {
  starlette: [0, 43],
  fastapi: [0, 116],
  httpx: [0, 28],
};

export const isTelling = (name: string): name is Telling => Object.hasOwn(LIMITS, name);

/** Whether code for versions below `version`, or up to it, is for an old client. */
export function isOldVersion(
  of: Telling,
  [major, minor = 0]: readonly number[],
  bound: 'below' | 'up-to',
): boolean {
  const [limitMajor, limitMinor] = LIMITS[of];
  if (major !== limitMajor) return major !== undefined && major < limitMajor;
  return bound === 'below' ? minor <= limitMinor : minor < limitMinor;
}

/**
 * Attributes, parameters and modules that only the new client has. Source: `Client` in _client.py and `Response` in _models.py
 * of httpx 0.23, testclient.py of Starlette 0.21.
 */
const NEW_NAMES: ReadonlySet<string> = new Set(
  (
    'httpx httpx2 follow_redirects content build_request event_hooks extensions is_closed _transport transport ' +
    'reason_phrase is_error is_success has_redirect_location iter_bytes iter_text http_version'
  ).split(' '),
);

/** Those that only the old one has. Source: sessions.py and models.py of requests 2.28, testclient.py of Starlette 0.20.4. */
const OLD_NAMES: ReadonlySet<string> = new Set(
  (
    'requests allow_redirects verify cert proxies hooks adapters mount get_adapter prepare_request rebuild_auth ' +
    'rebuild_method merge_environment_settings resolve_redirects should_strip_auth _ASGIAdapter iter_content ok reason ' +
    'apparent_encoding is_permanent_redirect'
  ).split(' '),
);

export const eraOfName = (name: string): 'old' | 'new' | undefined =>
  NEW_NAMES.has(name) ? 'new' : OLD_NAMES.has(name) ? 'old' : undefined;

/** Classes of which a test client is one in its old form, or in its new one. */
export function eraOfClass(path: string): 'old' | 'new' | undefined {
  if (/^requests(\.sessions)?\.Session$/.test(path)) return 'old';
  return /^httpx2?(\._client)?\.(Client|BaseClient)$/.test(path) ? 'new' : undefined;
}

/** The option that took the place of an old one; more where one of several did. */
const SUCCESSORS: Readonly<Record<string, readonly string[]>> = {
  allow_redirects: ['follow_redirects'],
  data: ['content', 'json'],
  app: ['transport'],
};

export const successorsOf = (name: string): readonly string[] =>
  Object.hasOwn(SUCCESSORS, name) ? SUCCESSORS[name]! : [];
