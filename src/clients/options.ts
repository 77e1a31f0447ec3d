/** What is known of the options of a request. Names are canonical: `followRedirects`. */

/** Options that carry a body. */
export const BODIES: readonly string[] = ['content', 'data', 'json', 'files'];

/** Both names of the option that tells a request whether to follow redirects: the old one and the new one. */
export const REDIRECTS: readonly string[] = ['allowRedirects', 'followRedirects'];

/** Options that the old client had none of: a call with one of them is written for the new client. */
export const NEW_OPTIONS: readonly string[] = ['followRedirects', 'content'];

/** Options that the old in-process client accepted and never looked at. Source: `_ASGIAdapter.send` of Starlette 0.20.4. */
export const WITHOUT_EFFECT: readonly string[] = ['proxies', 'verify', 'cert'];

/** Options that the new client has none of. */
export const GONE: readonly string[] = [...WITHOUT_EFFECT, 'hooks', 'stream'];

/** Options that a value of one kind needs another change than a value of another kind: it is worth asking for types. */
export const DEPENDING_ON_VALUE: readonly string[] = ['data'];

/** Options of a request that either client has, as far as a class of a project is likely to name them. */
export const OPTION_NAMES: readonly string[] = [
  ...BODIES,
  ...REDIRECTS,
  'params',
  'headers',
  'cookies',
  'auth',
  'timeout',
];

/**
 * Options of requests that neither client has, under the names that axios, fetch, got, Playwright and superagent give them. A
 * class that takes them beside `data` and `json` hands them on to one of those.
 */
const OF_OTHERS: readonly string[] = [
  ...['body', 'form', 'formData', 'multipart', 'query', 'searchParams', 'baseURL', 'prefixUrl'],
  ...['responseType', 'validateStatus', 'throwHttpErrors', 'failOnStatusCode', 'retry', 'signal'],
  ...['redirect', 'followRedirect', 'allowRedirect', 'maxRedirects', 'credentials', 'withCredentials'],
];

/** How an option is called that has the name of a client's and a type that the client's never has: it speaks against a client. */
export const ofOtherType = (name: string): string => `${name}?`;

/**
 * Whether options of these names are those of the old client: it followed redirects by `allowRedirects`, and took raw bodies as
 * `data`, which the new client calls `content`.
 */
export const areOfOldClient = (names: ReadonlySet<string>): boolean =>
  names.has('allowRedirects') ||
  (names.has('data') &&
    names.has('json') &&
    ![...NEW_NAMES, ...OF_OTHERS, ...BODIES.map(ofOtherType)].some((name) => names.has(name)));

const NEW_NAMES: readonly string[] = ['content', 'followRedirects'];
