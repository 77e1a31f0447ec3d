import { METHOD_NAMES } from '../../../clients/methods.ts';
import type { ValueKind } from '../../../core/model/values.ts';
import { spell } from '../names.ts';

/**
 * What is known of packages outside the project. Tables only: a function that returns text is one more line here. What
 * is known of the clients and their packages is in `src/clients`.
 */

/** Fixtures of pytest and its plugins that give no client of ours, nor anything that hands one out. */
const FIXTURES: ReadonlySet<string> = new Set(
  (
    'aiohttp_client aiohttp_server aioresponses admin_client cache capfd caplog capsys class_mocker django_app ' +
    'httpserver httpx_mock live_server mocker module_mocker monkeypatch package_mocker pytestconfig pytester recwarn ' +
    'requests_mock respx_mock responses sanic_client session_mocker testdir tmp_path tmp_path_factory tmpdir'
  ).split(' '),
);

export const isOtherFixture = (name: string): boolean => FIXTURES.has(name);

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

/**
 * Whether a text names an encoding or what to do about errors in it: only then is `.decode(text)` sure to be that of bytes.
 * `JSONDecoder().decode('{"a": 1}')` gives whatever the text holds.
 * https://docs.python.org/3/library/codecs.html#standard-encodings
 */
export const isEncoding = (text: string): boolean =>
  /^(u(tf)?[-_ ]?(7|8|16|32)([-_](be|le|sig))?|(us[-_])?ascii|latin[-_ ]?\d*|l1|(iso|windows|cp|koi8|mac|big5|gb|euc|shift|hz)[-_\w]*|idna|punycode|(raw[-_])?unicode[-_]escape)$/i.test(
    text,
  ) ||
  /^(strict|ignore|replace|surrogateescape|surrogatepass|backslashreplace|xmlcharrefreplace|namereplace)$/.test(
    text,
  );

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

/** Methods of a client that send a request, as Python spells them. */
export const CLIENT_METHODS: ReadonlySet<string> = new Set(METHOD_NAMES.map(spell));

/** Functions that call what they are given first with the arguments behind it, at once or later. */
export const passesOn = (name: string): boolean =>
  [
    'partial',
    'partialmethod',
    'submit',
    'to_thread',
    'run_in_threadpool',
    'benchmark',
    'deprecated_call',
    'spawn',
  ].includes(name);
