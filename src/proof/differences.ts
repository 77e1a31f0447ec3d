import type { PlaceItem, ReceivedBody } from '../evidence/format.ts';
import { headerOf, withoutBody, withoutHeaders, withoutLength } from './request.ts';
import type { Received, Versions } from './request.ts';
import { isBelow } from './versions.ts';

/** What a newer client makes of every request, whoever writes it and however: no migration can undo it. */
export interface Difference {
  readonly what: string;
  /** The releases it is in, as users know them. */
  readonly versions: string;
  readonly why: string;
  readonly compared: string;
  /** Whether the client of an environment with these packages does it. */
  readonly on: (versions: Versions) => boolean;
  /** Gives both sides the same form. Absent: a recording does not show it. */
  readonly normalise?: (requests: readonly Received[], versions: Versions) => readonly Received[];
}

const HEADERLESS_LENGTH = new Set(['POST', 'PUT', 'PATCH']);

const each =
  (normalise: (request: Received) => Received) =>
  (requests: readonly Received[]): readonly Received[] =>
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
      request.length === 'zero' && !HEADERLESS_LENGTH.has(request.method) ? withoutLength(request) : request,
    ),
  },
  {
    what: 'The `content-length` of a text counts its bytes.',
    versions: 'starlette 0.21',
    why: 'requests up to 2.31 counts the characters of a text, and sends its bytes.',
    compared: 'Without the length of a body that is not all ASCII.',
    on: () => true,
    normalise: each((request) => (isAscii(request.body) ? request : withoutLength(request))),
  },
  {
    what: 'A body that is a generator arrives in one piece.',
    versions: 'starlette 0.21',
    why: 'The transport of the test client reads all of it before it calls the application.',
    compared: 'The application that records joins what arrives.',
    on: () => true,
  },
  {
    what: 'The GET that follows a redirected POST keeps its `content-type`.',
    versions: 'starlette 0.21',
    why: 'httpx takes `content-length` and `transfer-encoding` off a request that loses its body, and no more.',
    compared: 'A GET without a body is stripped of the `content-type` of the request before it.',
    on: () => true,
    normalise: (requests) =>
      requests.map((request, index) => {
        const before = requests[index - 1];
        if (request.method !== 'GET' || request.body !== undefined || !isBehind(request, before))
          return request;
        if (!PLAIN.has(before.status)) return request;
        const kept = headerOf(before, 'content-type');
        return withoutHeaders(request, (name, value) => name === 'content-type' && value === kept);
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
        if (!isBehind(request, before) || before.method !== request.method || !keepsMethod(before))
          return request;
        return withoutLength(withoutBody(withoutHeaders(request, (name) => OF_BODY.has(name))));
      }),
  },
  {
    what: 'A file without a type of its own is sent with the one that its name suggests.',
    versions: 'starlette 0.21',
    why: 'httpx guesses it, and falls back on `application/octet-stream`; requests sends none.',
    compared: 'Part by part, without a type that is the guessed one; the length of the body is left out.',
    on: () => true,
    // A recording has no type that is the guessed one.
    normalise: each((request) => (request.body?.is === 'parts' ? withoutLength(request) : request)),
  },
  {
    what: 'A client of httpx itself names another version in `user-agent`.',
    versions: 'every httpx',
    why: 'It is `python-httpx/` and the version.',
    compared: 'Without the version.',
    on: () => true,
  },
  {
    what: '`scope["raw_path"]` ends in the query.',
    versions: 'starlette 0.21 to 0.41.2',
    why: "The test client took httpx's `raw_path`, which has both.",
    compared: 'Up to the question mark.',
    on: (versions) => isBelow(versions, 'starlette', [0, 41, 3]),
    normalise: each((request) => withRawPath(request, (path) => path.replace(/\?.*$/s, ''))),
  },
  {
    what: 'Other characters of a URL are escaped, and a space of `params` may be `%20`.',
    versions: 'httpx 0.23, 0.24, 0.26, 0.28',
    why: 'Every one of these has its own set of characters that it leaves alone.',
    compared: 'With each escape undone once, and `+` as the space that it is.',
    on: () => true,
    // A recording has path and query in this form.
    normalise: each((request) => withRawPath(request, unescape)),
  },
  {
    what: 'The query arrives without its escapes, or with those of the URL escaped again.',
    versions: 'starlette 0.21.0; httpx 0.24 to 0.27',
    why: 'starlette 0.21.0 took the escapes off; httpx 0.24 escapes a query as a whole once a character asks for it.',
    compared: 'With escapes undone until none is left.',
    on: (versions) =>
      isUnescaping(versions) || (!isBelow(versions, 'httpx', [0, 24]) && isBelow(versions, 'httpx', [0, 28])),
    normalise: (requests, versions) =>
      requests.map(({ bareQuery, ...request }) => {
        const bare = bareQuery === undefined ? request : { ...request, query: bareQuery };
        // Without its escape, an `&` in a value separates.
        return isUnescaping(versions) ? withoutShape(bare) : bare;
      }),
  },
  {
    what: '`json` is written without spaces, and beyond ASCII as UTF-8.',
    versions: 'httpx 0.28',
    why: 'It passes `separators` and `ensure_ascii=False` to `json.dumps`.',
    compared: 'As the value that the JSON stands for; the length of the body is left out.',
    on: (versions) => !isBelow(versions, 'httpx', [0, 28]),
    normalise: each((request) =>
      request.body?.is === 'json'
        ? withoutLength({ ...request, body: { ...request.body, all: '', ascii: true } })
        : request,
    ),
  },
];

/** The requests of either client in the form in which those of the client of these packages and of the old one are the same. */
export const normalise = (requests: readonly Received[], versions: Versions): readonly Received[] =>
  DIFFERENCES.filter(({ on }) => on(versions)).reduce(
    (all, one) => one.normalise?.(all, versions) ?? all,
    requests,
  );

/** Redirects that leave it to the client what becomes of the body. */
const PLAIN: ReadonlySet<number | undefined> = new Set([301, 302, 303]);

/** Whether a client that follows this redirect sends the same method again. All make a GET of a POST; a PUT is kept by 301 alone. */
const keepsMethod = ({ method, status }: Received): boolean =>
  method === 'GET' || method === 'HEAD' ? PLAIN.has(status) : method !== 'POST' && status === 301;

/** Whether the request may have come of a redirect that answered the one before it: not where two calls are known to have sent them. */
const isBehind = (request: Received, before: Received | undefined): before is Received =>
  before !== undefined &&
  (request.at === undefined || before.at === undefined || samePlace(request.at, before.at));

const samePlace = ([path, line, column]: PlaceItem, other: PlaceItem): boolean =>
  path === other[0] && line === other[1] && (column ?? null) === (other[2] ?? null);

/** Whether the transport takes the escapes off a query. */
const isUnescaping = (versions: Versions): boolean => isBelow(versions, 'starlette', [0, 22]);

const withoutShape = ({ queryShape: _, ...request }: Received): Received => request;

const OF_BODY: ReadonlySet<string> = new Set(['content-type', 'transfer-encoding']);

const isAscii = (body: ReceivedBody | undefined): boolean =>
  body === undefined || body.is === 'parts' || body.is === 'unread' || body.ascii;

const withRawPath = (request: Received, change: (path: string) => string): Received =>
  request.rawPath === undefined ? request : { ...request, rawPath: change(request.rawPath) };

/** Undoes each escape of a URL once. */
export const unescape = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
