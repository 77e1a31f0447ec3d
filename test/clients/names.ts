import type { Row } from './collect.ts';

/**
 * What the names mean that the rows of the tables leave free, as Python; an expression may use those before it. Bound
 * before the first line of a snippet, and given to functions that take an argument of that name.
 */
const COMMON: Readonly<Record<string, string>> = {
  client: 'load("starlette.testclient").TestClient(app)',
  other: 'object()',
  pytest: 'load("pytest")',
  requests: 'load("requests")',
  FastAPI: 'load("fastapi").FastAPI',
  status: 'load("starlette.status")',
  HTTPStatus: 'load("http").HTTPStatus',
  HTTP_307_TEMPORARY_REDIRECT: '307',
  T: 'load("typing").TypeVar("T")',
  assertRedirects: 'lambda self, response, url: self.assertEqual(response.status_code, 303)',
  self: 'type("Case", (load("unittest").TestCase,), {"assertRedirects": assertRedirects})()',
  equal_to: 'lambda value: value',
  assert_that: 'lambda value, expected: self.assertEqual(value, expected)',
  expect: 'lambda value: type("Expected", (), {"to_equal": lambda _, code: self.assertEqual(value, code)})()',
  assert_redirect: 'lambda response, url: self.assertEqual(response.status_code, 303)',
  show: 'print',
  record: 'lambda: False',
  check: 'lambda *_: lambda function: function',
  create_app: 'lambda *_, **__: app',
  make_app: 'create_app',
  ASGITransport: 'load("httpx").ASGITransport',
  transport: 'ASGITransport(app=app)',
  stack: 'load("contextlib").AsyncExitStack()',
  Server: 'lambda **_: None',
  hooks: 'None',
  wsgi: 'echo.wsgi',
  answer: 'lambda request: load("httpx").Response(200)',
  a: '"get"',
  b: '"post"',
  c: '{}',
  f: '{"f": ("a.txt", b"x", "text/plain")}',
  h: '{"X-Header": "1"}',
  j: '{"j": 1}',
  p: '{"p": "1"}',
  t: '5',
  u: '"/u"',
  y: '"y"',
  url: '"/url"',
  path: '"/path"',
  urls: '["/first", "/second"]',
  us: 'urls',
  paths: 'urls',
  name: '"name"',
  key: '"key"',
  method: '"post"',
  kw: '{}',
  options: '{}',
  args: '("/",)',
  bs: '[b"a", b"b"]',
  xs: '["a", "b"]',
  form: '{"form": "1"}',
  files: '{"f": ("a.txt", b"x", "text/plain")}',
  unknown: '{"a": "1"}',
  local: 'True',
  mock: 'None',
  one: 'app',
  two: 'app',
  x: '{"x": 1}',
  d: '"d"',
  body: '{"body": "1"}',
  data: 'body',
  payload: '{"payload": 1}',
  item: '{"item": 1}',
  json: '{"json": 1}',
  response: 'client.get("/response")',
  params: '{"params": "1"}',
  base_url: '"http://testserver"',
  session: 'client',
  code: '303',
  expected: '303',
  allow_redirects: 'False',
};

/** Where the tables of a rule mean something else by a name. */
const BY_RULE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'follow-redirects': { x: 'False' },
  'data-to-content': { x: '"x"', body: '"body"', data: 'body' },
};

/** The names that a row leaves free, and those that they are made of; `app` is the application that answers. */
export function namesFor({ rule, source }: Row, app: string): Readonly<Record<string, string>> {
  const all = {
    app,
    ...COMMON,
    ...BY_RULE[rule],
    // What a row says of its client itself.
    ...(source.includes('client: dict') && { client: '{}' }),
  };
  const needed: (readonly [name: string, expression: string])[] = [];
  for (const [name, expression] of Object.entries(all).reverse()) {
    const isUsed = [source, ...needed.map(([, one]) => one)].some((text) =>
      new RegExp(`\\b${name}\\b`).test(text),
    );
    if (isUsed) needed.unshift([name, expression]);
  }
  return Object.fromEntries(needed);
}

/** The files that fixtures import, or open. */
export const filesFor = (app: string): Readonly<Record<string, string>> => {
  const module = `import echo\n\napp = ${app}\n\n\ndef create_app(*_, **__):\n    return app\n`;
  return { 'shop/main.py': module, 'app.py': module, a: 'a', 'a.bin': 'a' };
};

/** Status codes by the names that snippets have for them. */
const CODES: readonly (readonly [RegExp, number])[] = [
  [/[1-5]\d\d(?=\b|_)/, 0],
  [/\.FOUND\b|codes\.found\b|is_redirect|has_redirect_location|\.next\b|\bassertRedirects\b|location/i, 302],
  [/\bSEE_OTHER\b/, 303],
  [/is_permanent_redirect/, 301],
];

/**
 * The applications that a snippet is run against. The first answers 200 to everything. A snippet that tells whether to
 * follow redirects meets two that redirect; one that is about answers that are redirects meets one of each kind, and one
 * that answers what it asks for, in its order.
 */
export function answersFor(rule: string, source: string): readonly string[] {
  const to = /(?:location\b.*?|assert_?redirects?\(.*?)"(\/[^"]*)"/i.exec(source)?.[1] ?? '/landed';
  return [
    'echo.app',
    ...scriptsFor(rule, source).map((codes) => `echo.scripted([${codes.join(', ')}], "${to}")`),
  ];
}

function scriptsFor(rule: string, source: string): readonly (readonly number[])[] {
  if (rule === 'redirect-default')
    return [[301], [302], [303], [307], codesIn(source)].filter(({ length }) => length > 0);
  return /(?:allow|follow)_redirects/.test(source) ? [[302], [307]] : [];
}

function codesIn(source: string): readonly number[] {
  const found = CODES.flatMap(([pattern, code]) =>
    [...source.matchAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`))].map((match) => ({
      at: match.index,
      code: code || Number(match[0]),
    })),
  );
  return found.toSorted((a, b) => a.at - b.at).map(({ code }) => code);
}
