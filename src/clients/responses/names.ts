/**
 * What became of the attributes of responses, and of what is read from them. All names are canonical.
 * Source: `Response`, `PreparedRequest` in models.py of requests 2.28; `Response`, `Request` in _models.py of httpx 0.23 to 0.28.
 */

/** The attributes of the old response that the new one has not, or understands in another way. */
export const OF_RESPONSE = [
  'ok',
  'reason',
  'reasonPhrase',
  'isRedirect',
  'isPermanentRedirect',
  'next',
  'iterContent',
  'iterLines',
  'raw',
  'json',
] as const;

/** As above, of the request that a response answers. */
export const OF_REQUEST = ['body', 'pathUrl'] as const;

/** Methods of a str that a URL object has not; `join` is one of both. */
export const OF_TEXT: readonly string[] = [
  ...['startswith', 'endswith', 'removeprefix', 'removesuffix', 'strip', 'lstrip', 'rstrip'],
  ...['split', 'rsplit', 'splitlines', 'partition', 'rpartition', 'replace', 'translate', 'encode'],
  ...['find', 'rfind', 'index', 'rindex', 'count', 'lower', 'upper', 'casefold', 'title', 'format'],
];

/** Functions that take a str and no URL object, with the index of the argument: of the builtins, `urllib.parse`, `re`, `json`, unittest. */
export const TEXT_ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    'len list iter urlparse urlsplit urldefrag parse_qs parse_qsl unquote unquote_plus quote quote_plus dumps sorted basename PurePosixPath bytes'
      .split(' ')
      .map((name) => [name, [0]]),
  ),
  ...Object.fromEntries('search match fullmatch findall finditer'.split(' ').map((name) => [name, [0, 1]])),
  sub: [1, 2],
  ...Object.fromEntries('urljoin assertIn assertNotIn'.split(' ').map((name) => [name, [0, 1]])),
  ...Object.fromEntries(
    'assertRegex assertNotRegex assertStartsWith assertEndsWith'.split(' ').map((name) => [name, [0]]),
  ),
};

/** What takes a str and no URL object: functions and operators. */
export const TAKERS: readonly string[] = [...Object.keys(TEXT_ARGUMENTS), '[]', '+', 'in', 'not in'];

/** Statuses of a redirect that is there to stay. */
export const PERMANENT: readonly number[] = [301, 308];

/** Phrases of `HTTPStatus` that httpx and httpx2 have another text for. */
export const PHRASES: ReadonlyMap<string, string> = new Map([["I'm a Teapot", "I'm a teapot"]]);

/** Phrases that httpx2 alone has another text for. */
export const PHRASES_OF_HTTPX2: ReadonlyMap<string, string> = new Map([
  ['Request Entity Too Large', 'Content Too Large'],
  ['Request-URI Too Long', 'URI Too Long'],
  ['Requested Range Not Satisfiable', 'Range Not Satisfiable'],
  ['Unprocessable Entity', 'Unprocessable Content'],
]);

/** Methods of urllib3's headers that list every value of a repeated header. */
export const LISTING: readonly string[] = ['getlist', 'getheaders', 'getallmatchingheaders', 'getAll'];
