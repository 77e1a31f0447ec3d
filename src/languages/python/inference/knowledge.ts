import type { ValueKind } from '../../../core/model.ts';

/**
 * What is known of packages outside the project. Tables only: a framework, a factory or a function that returns text
 * is one more line here.
 */

/** Test clients that were built on requests and are on httpx now, by every dotted name they are imported under. */
const CLIENTS: ReadonlySet<string> = new Set([
  'starlette.testclient.TestClient',
  'fastapi.testclient.TestClient',
  'starlite.TestClient',
  'starlite.testing.TestClient',
  'starlite.testing.test_client.TestClient',
  'esmerald.testclient.EsmeraldTestClient',
  'xpresso.testclient.TestClient',
]);

/** Functions that give such a client, used in a `with` as often as not. */
const FACTORIES: ReadonlySet<string> = new Set([
  'starlite.create_test_client',
  'starlite.testing.create_test_client',
  'starlite.testing.test_client.create_test_client',
  'esmerald.testclient.create_client',
]);

/** httpx's own clients are test clients when they are given an application. */
const SHORTCUTS: ReadonlySet<string> = new Set([
  'httpx.AsyncClient',
  'httpx.Client',
  'httpx2.AsyncClient',
  'httpx2.Client',
]);

/** Words of which one stands in every project that has a client. */
export const CLIENT_PACKAGES: readonly string[] = [
  'TestClient',
  ...new Set([...CLIENTS, ...FACTORIES, ...SHORTCUTS].map((path) => path.split('.')[0] ?? path)),
];

export type ClientKind = 'client' | 'factory' | 'shortcut';

/** What kind of client calling `path` gives; `undefined` when none is known. */
export function clientKind(path: string): ClientKind | undefined {
  if (CLIENTS.has(path)) return 'client';
  if (FACTORIES.has(path)) return 'factory';
  return SHORTCUTS.has(path) ? 'shortcut' : undefined;
}

/** The module that defines a known client is never read, even where it is part of the project. */
export const isClientModule = (path: string): boolean =>
  path === 'starlette.testclient' || path === 'fastapi.testclient';

const RESPONSES: ReadonlySet<string> = new Set([
  'requests.Response',
  'requests.models.Response',
  'httpx.Response',
  'httpx2.Response',
]);
export const isResponseClass = (path: string): boolean => RESPONSES.has(path);

/** Packages with clients of their own; a file or class built on one of them has no client of ours under that name. */
const OTHER_FRAMEWORKS: ReadonlySet<string> = new Set(
  (
    'aiohttp async_asgi_testclient bottle cherrypy django django_webtest falcon flask flask_testing molten ninja pyramid ' +
    'quart rest_framework sanic sanic_testing tornado webtest werkzeug'
  ).split(' '),
);

export const isOtherFramework = (path: string): boolean => OTHER_FRAMEWORKS.has(path.split('.')[0] ?? '');

/** Fixtures of pytest and its plugins that give no client of ours, nor anything that hands one out. */
const FIXTURES: ReadonlySet<string> = new Set(
  (
    'aiohttp_client aiohttp_server aioresponses admin_client cache capfd caplog capsys class_mocker django_app ' +
    'httpserver httpx_mock live_server mocker module_mocker monkeypatch package_mocker pytestconfig pytester recwarn ' +
    'requests_mock respx_mock responses sanic_client session_mocker testdir tmp_path tmp_path_factory tmpdir'
  ).split(' '),
);

export const isOtherFixture = (name: string): boolean => FIXTURES.has(name);

/** Whether something external that nobody here knows looks like a test client or what makes one. */
export const soundsLikeClient = (path: string): boolean =>
  !isOtherFramework(path) &&
  /(^|[._])(Async|Api)?TestClient$|test_client$/.test(path) &&
  !/app(lication)?\.test_client$/.test(path);

const kinds = (kind: ValueKind, ...paths: readonly string[]): [string, ValueKind][] =>
  paths.map((path) => [path, kind]);

/** What calling a function outside the project gives. */
const RESULTS: ReadonlyMap<string, ValueKind> = new Map([
  ...kinds(
    'text',
    'json.dumps',
    'ujson.dumps',
    'simplejson.dumps',
    'rapidjson.dumps',
    'yaml.dump',
    'yaml.safe_dump',
  ),
  ...kinds('text', 'toml.dumps', 'tomli_w.dumps', 'xmltodict.unparse', 'textwrap.dedent', 'textwrap.indent'),
  ...kinds(
    'text',
    'urllib.parse.urlencode',
    'urllib.parse.quote',
    'urllib.parse.quote_plus',
    'urllib.parse.unquote',
  ),
  ...kinds('text', 'html.escape', 'secrets.token_hex', 'secrets.token_urlsafe', 'string.Template.substitute'),
  ...kinds(
    'text',
    'builtins.str',
    'builtins.repr',
    'builtins.format',
    'builtins.ascii',
    'builtins.chr',
    'builtins.hex',
  ),
  ...kinds('text', 'builtins.input', 'builtins.oct', 'builtins.bin', 'demjson.encode'),
  ...kinds(
    'bytes',
    'orjson.dumps',
    'msgpack.packb',
    'msgpack.dumps',
    'pickle.dumps',
    'marshal.dumps',
    'cbor2.dumps',
  ),
  ...kinds(
    'bytes',
    'base64.b64encode',
    'base64.urlsafe_b64encode',
    'base64.b64decode',
    'base64.urlsafe_b64decode',
  ),
  ...kinds(
    'bytes',
    'gzip.compress',
    'zlib.compress',
    'bz2.compress',
    'lzma.compress',
    'struct.pack',
    'os.urandom',
  ),
  ...kinds('bytes', 'secrets.token_bytes', 'random.randbytes', 'binascii.hexlify', 'builtins.bytes'),
  ...kinds('buffer', 'builtins.bytearray', 'builtins.memoryview'),
  ...kinds('stream', 'io.BytesIO'),
  ...kinds('text-stream', 'io.StringIO'),
  ...kinds(
    'mapping',
    'builtins.dict',
    'collections.OrderedDict',
    'collections.defaultdict',
    'collections.Counter',
  ),
  ...kinds(
    'mapping',
    'dataclasses.asdict',
    'attr.asdict',
    'attrs.asdict',
    'builtins.vars',
    'types.MappingProxyType',
  ),
  ...kinds('mapping', 'starlette.datastructures.FormData', 'starlette.datastructures.ImmutableMultiDict'),
  ...kinds(
    'number',
    'builtins.int',
    'builtins.float',
    'builtins.len',
    'builtins.abs',
    'builtins.round',
    'builtins.ord',
  ),
  ...kinds('number', 'builtins.hash', 'builtins.id', 'time.time'),
  ...kinds(
    'boolean',
    'builtins.bool',
    'builtins.isinstance',
    'builtins.all',
    'builtins.any',
    'builtins.callable',
  ),
]);

export const resultOf = (path: string): ValueKind | undefined =>
  RESULTS.get(path) ?? (path.endsWith('.dumps') && path.startsWith('json.') ? 'text' : undefined);

/** Values, not functions, of modules outside the project. */
const CONSTANTS: ReadonlyMap<string, ValueKind> = new Map([
  ...kinds(
    'text',
    'string.ascii_letters',
    'string.ascii_lowercase',
    'string.digits',
    'string.printable',
    'os.sep',
  ),
]);
export const constantOf = (path: string): ValueKind | undefined => CONSTANTS.get(path);

const TEXT_METHODS: ReadonlySet<string> = new Set(
  (
    'capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix removesuffix replace ' +
    'rjust rstrip strip swapcase title translate upper zfill'
  ).split(' '),
);

/** What a method of plain data gives; `undefined` when it is not data of a kind the clients care for. */
export function methodOfData(kind: ValueKind, method: string): ValueKind | undefined {
  switch (kind) {
    case 'text':
      return method === 'encode' ? 'bytes' : TEXT_METHODS.has(method) ? 'text' : undefined;
    case 'bytes':
    case 'buffer':
      return method === 'decode' || method === 'hex'
        ? 'text'
        : TEXT_METHODS.has(method)
          ? 'bytes'
          : undefined;
    case 'stream':
      return method === 'read' || method === 'getvalue' || method === 'readline' ? 'bytes' : undefined;
    case 'text-stream':
      return method === 'read' || method === 'getvalue' || method === 'readline' ? 'text' : undefined;
    case 'mapping':
      return method === 'copy' ? 'mapping' : undefined;
    default:
      return undefined;
  }
}

/** What a method gives whatever it is a method of: the names leave no doubt. */
const METHODS: ReadonlyMap<string, ValueKind> = new Map([
  ...kinds(
    'bytes',
    'encode',
    'read_bytes',
    'tobytes',
    'to_bytes',
    'digest',
    'SerializeToString',
    'SerializePartialToString',
  ),
  ...kinds(
    'text',
    'decode',
    'read_text',
    'hexdigest',
    'isoformat',
    'strftime',
    'model_dump_json',
    'json_dumps',
  ),
  ...kinds('mapping', 'model_dump', 'dict', '_asdict', 'asdict', 'to_dict'),
]);
export const methodOfAnything = (method: string): ValueKind | undefined => METHODS.get(method);

/** Bases whose `.json()` is text. */
export const isPydanticModel = (path: string): boolean =>
  /^(pydantic|pydantic\.(v1|main|v1\.main|generics|v1\.generics)|sqlmodel|sqlmodel\.main)\.(BaseModel|GenericModel|SQLModel)$/.test(
    path,
  ) ||
  path === 'pydantic_settings.BaseSettings' ||
  path === 'pydantic.BaseSettings';

/** Bases whose instances httpx takes for form fields. */
export const isMappingClass = (path: string): boolean =>
  /^(builtins\.dict|collections\.(OrderedDict|UserDict|defaultdict|Counter)|typing\.(Dict|Mapping|MutableMapping|TypedDict|Any?Dict|DefaultDict|OrderedDict)|typing_extensions\.TypedDict|collections\.abc\.(Mapping|MutableMapping))$/.test(
    path,
  );

/** Methods of a client that send a request. */
export const CLIENT_METHODS: ReadonlySet<string> = new Set([
  'get',
  'options',
  'head',
  'post',
  'put',
  'patch',
  'delete',
  'request',
  'send',
  'websocket_connect',
]);

/** Those of them that give a response. */
export const gives = (method: string): 'response' | 'other' =>
  CLIENT_METHODS.has(method) && method !== 'websocket_connect' ? 'response' : 'other';

/** Functions that call what they are given first with the arguments behind it, at once or later. */
export const passesOn = (name: string): boolean =>
  ['partial', 'submit', 'to_thread', 'run_in_threadpool'].includes(name);
