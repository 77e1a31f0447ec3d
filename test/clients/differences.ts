import { type Environment, pinned } from './environments.ts';
import type { Part, Request } from './execute.ts';

/** What a newer client makes of every request, whoever writes it and however: no migration can undo it. */
export interface Difference {
  readonly what: string;
  /** The releases it is in, as users know them. */
  readonly versions: string;
  readonly why: string;
  readonly compared: string;
  /** Whether the client of an environment does it. */
  readonly on: (environment: Environment) => boolean;
  /** Gives both sides the same form. */
  readonly normalise: (requests: readonly Request[]) => readonly Request[];
}

type Version = readonly number[];

const HEADERLESS_LENGTH = new Set(['POST', 'PUT', 'PATCH']);

const each =
  (normalise: (request: Request) => Request): Difference['normalise'] =>
  (requests) =>
    requests.map(normalise);

export const DIFFERENCES: readonly Difference[] = [
  {
    what: 'Headers come in another order.',
    versions: 'starlette 0.21',
    why: 'httpx puts its own defaults first, and keeps those of the test client behind them.',
    compared: 'Sorted by name.',
    on: () => true,
    normalise: each((request) => ({
      ...request,
      headers: request.headers.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    })),
  },
  {
    what: 'A DELETE, OPTIONS or method of its own name without a body has no `content-length: 0`.',
    versions: 'starlette 0.21',
    why: 'httpx sends an empty length with POST, PUT and PATCH alone.',
    compared: 'Without that header.',
    on: () => true,
    normalise: each((request) =>
      HEADERLESS_LENGTH.has(request.method)
        ? request
        : without(request, ([name, value]) => name === 'content-length' && value === '0'),
    ),
  },
  {
    what: 'The `content-length` of a text counts its bytes.',
    versions: 'starlette 0.21',
    why: 'requests up to 2.31 counts the characters of a text, and sends its bytes.',
    compared: 'Without the length of a body that is not all ASCII.',
    on: () => true,
    normalise: each((request) => (/[^\x00-\x7f]/.test(request.body) ? withoutLength(request) : request)),
  },
  {
    what: 'A body that is a generator arrives in one piece.',
    versions: 'starlette 0.21',
    why: 'The transport of the test client reads all of it before it calls the application.',
    compared: 'The application that records joins what arrives.',
    on: () => true,
    normalise: (requests) => requests,
  },
  {
    what: 'The GET that follows a redirected POST keeps its `content-type`.',
    versions: 'starlette 0.21',
    why: 'httpx takes `content-length` and `transfer-encoding` off a request that loses its body, and no more.',
    compared: 'A GET without a body is stripped of the `content-type` of the request before it.',
    on: () => true,
    normalise: (requests) =>
      requests.map((request, index) => {
        const before = index > 0 ? header(requests[index - 1]!, 'content-type') : undefined;
        const kept = request.method === 'GET' && request.body === '' && before !== undefined;
        return kept
          ? without(request, ([name, value]) => name === 'content-type' && value === before)
          : request;
      }),
  },
  {
    what: 'A redirect by 301, 302 or 303 that keeps the method keeps the body too.',
    versions: 'starlette 0.21',
    why: 'httpx drops a body where the method becomes GET; requests did for every redirect but 307 and 308.',
    compared: 'What stands behind such a redirect has neither body nor type.',
    on: () => true,
    normalise: (requests) =>
      requests.map((request, index) => {
        const before = requests[index - 1];
        if (before?.method !== request.method || !PLAIN.has(before.status)) return request;
        const named = ['content-length', 'content-type', 'transfer-encoding'];
        return { ...without(request, ([name]) => named.includes(name)), body: '', parts: null };
      }),
  },
  {
    what: 'A file without a type of its own is sent with the one that its name suggests.',
    versions: 'starlette 0.21',
    why: 'httpx guesses it, and falls back on `application/octet-stream`; requests sends none.',
    compared: 'Part by part, without a type that is the guessed one; the length of the body is left out.',
    on: () => true,
    normalise: each((request) =>
      request.parts === null
        ? request
        : { ...withoutLength(request), body: '', parts: request.parts.map(withoutGuess) },
    ),
  },
  {
    what: 'A client of httpx itself names another version in `user-agent`.',
    versions: 'every httpx',
    why: 'It is `python-httpx/` and the version.',
    compared: 'Without the version.',
    on: () => true,
    normalise: each((request) => ({
      ...request,
      headers: request.headers.map(([name, value]) => [name, value.replace(/^(python-httpx)2?\/.*/, '$1')]),
    })),
  },
  {
    what: '`scope["raw_path"]` ends in the query.',
    versions: 'starlette 0.21 to 0.41.2',
    why: "The test client took httpx's `raw_path`, which has both.",
    compared: 'Up to the question mark.',
    on: (environment) => isBelow(environment, 'starlette', [0, 41, 3]),
    normalise: each((request) => ({ ...request, rawPath: request.rawPath.replace(/\?.*$/s, '') })),
  },
  {
    what: 'Other characters of a URL are escaped, and a space of `params` may be `%20`.',
    versions: 'httpx 0.23, 0.24, 0.26, 0.28',
    why: 'Every one of these has its own set of characters that it leaves alone.',
    compared: 'With each escape undone once, and `+` as the space that it is.',
    on: () => true,
    normalise: each((request) => ({
      ...request,
      rawPath: unescape(request.rawPath),
      query: unescape(request.query.replaceAll('+', ' ')),
    })),
  },
  {
    what: 'The query arrives without its escapes, or with those of the URL escaped again.',
    versions: 'starlette 0.21.0; httpx 0.24 to 0.27',
    why: 'starlette 0.21.0 took the escapes off; httpx 0.24 escapes a query as a whole once a character asks for it.',
    compared: 'With escapes undone until none is left.',
    on: (environment) =>
      isBelow(environment, 'starlette', [0, 22]) ||
      (!isBelow(environment, 'httpx', [0, 24]) && isBelow(environment, 'httpx', [0, 28])),
    normalise: each((request) => ({ ...request, query: unescapeAll(request.query) })),
  },
  {
    what: '`json` is written without spaces, and beyond ASCII as UTF-8.',
    versions: 'httpx 0.28',
    why: 'It passes `separators` and `ensure_ascii=False` to `json.dumps`.',
    compared: 'As the value that the JSON stands for; the length of the body is left out.',
    on: (environment) => !isBelow(environment, 'httpx', [0, 28]),
    normalise: each((request) =>
      /^application\/json\b/.test(header(request, 'content-type') ?? '') ? withJson(request) : request,
    ),
  },
];

/** The requests of either client in the form in which those of this environment and of the old one are the same. */
export const normalise = (requests: readonly Request[], environment: Environment): readonly Request[] =>
  DIFFERENCES.filter(({ on }) => on(environment)).reduce((all, one) => one.normalise(all), requests);

const header = ({ headers }: Request, name: string): string | undefined =>
  headers.find(([one]) => one === name)?.[1];

/** Redirects that leave it to the client what becomes of the body. */
const PLAIN: ReadonlySet<number | null> = new Set([301, 302, 303]);

const without = (request: Request, drop: (header: Request['headers'][number]) => boolean): Request => ({
  ...request,
  headers: request.headers.filter((one) => !drop(one)),
});

const withoutLength = (request: Request): Request => without(request, ([name]) => name === 'content-length');

const withoutGuess = ({ head, guessed, ...rest }: Part): Part => ({
  ...rest,
  head: head.filter((line) => line !== `Content-Type: ${guessed}`),
  guessed,
});

const unescape = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

function unescapeAll(text: string): string {
  const once = unescape(text);
  return once === text ? text : unescapeAll(once);
}

function withJson(request: Request): Request {
  try {
    const value: unknown = JSON.parse(Buffer.from(request.body, 'latin1').toString('utf8'));
    return { ...withoutLength(request), body: JSON.stringify(value) };
  } catch {
    return request;
  }
}

/** Whether an environment has `name` in a release before `version`; one that has it not, is beyond it. */
function isBelow(environment: Environment, name: string, version: Version): boolean {
  const own = pinned(environment, name)?.split('.').map(Number);
  if (own === undefined) return false;
  const index = version.findIndex((number, place) => number !== (own[place] ?? 0));
  return index !== -1 && (own[index] ?? 0) < version[index]!;
}
