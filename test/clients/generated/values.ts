import type { Needs, Piece } from './piece.ts';

/** What a value is for; decides where it may be passed. */
export type Kind = 'text' | 'bytes' | 'mapping' | 'pairs' | 'stream' | 'empty' | 'json' | 'files';

/** An expression as it is written where it is made. */
export interface Atom extends Piece {
  readonly kind: Kind;
}

const table = (kind: Kind, rows: readonly (readonly [code: string, needs?: Needs])[]): readonly Atom[] =>
  rows.map(([code, needs = {}]) => ({ kind, code, ...needs }));

const uses = (...imports: readonly string[]): Needs => ({ imports });
const below = (...module: readonly string[]): Needs => ({ module });

const MODEL = `class Model_§:
    size = 3

    def json(self):
        return '{"size": 3}'

    def dict(self):
        return {"size": "3"}

    def __str__(self):
        return "model"
`;

const COLOUR = `class Colour_§(str, enum.Enum):
    RED = "red"
`;

const TEXTS = table('text', [
  ['"text"'],
  [`'it\\'s'`],
  ['"""three\nlines\n"""'],
  ['r"raw\\d"'],
  ['u"unicode é"'],
  ['f"sum {1 + 1}"'],
  [`rf'\\{"a"}'`],
  ['"a" "b"'],
  ['("a"  # one\n     "b")'],
  ['"a" + "b"'],
  ['"%s-%d" % ("a", 1)'],
  ['"{}={x}".format("a", x=1)'],
  ['",".join(["a", "b"])'],
  ['"\\n".join(f"{i}" for i in range(3))'],
  ['str(5)'],
  ['repr([1])'],
  ['"ab" * 2'],
  ['"abc"[1:]'],
  ['"a,b".split(",")[1]'],
  ['"  x ".strip().upper()'],
  ['b"raw".decode()'],
  ['"one" if len("a") else "two"'],
  ['"first" or "second"'],
  ['json.dumps({"a": 1})', uses('import json')],
  ['json.dumps(\n        {"a": [1, 2]},\n        indent=2,\n    )', uses('import json')],
  ['dumps([1, "é"])', uses('from json import dumps')],
  ['js.dumps("x")', uses('import json as js')],
  ['Model_§().json()', below(MODEL)],
  ['str(Model_§())', below(MODEL)],
  ['json.dumps(Model_§().dict())', { ...uses('import json'), ...below(MODEL) }],
  ['urlencode({"a": "1", "b": "2"})', uses('from urllib.parse import urlencode')],
  ['base64.b64encode(b"x").decode("ascii")', uses('import base64')],
  ['datetime.date(2020, 1, 2).isoformat()', uses('import datetime')],
  ['textwrap.dedent("""\\\n    a\n    b\n    """)', uses('import textwrap')],
  ['hashlib.sha256(b"x").hexdigest()', uses('import hashlib')],
  ['Path("folder/name.txt").name', uses('from pathlib import Path')],
  ['os.environ.get("SURELY_NOT_SET", "default")', uses('import os')],
  ['string.ascii_lowercase', uses('import string')],
  ['html.escape("<a>")', uses('import html')],
  ['io.StringIO("held").getvalue()', uses('import io')],
]);

const BYTES = table('bytes', [
  ['b"bytes"'],
  [`b'a' b"c"`],
  ['rb"\\x"'],
  ['b"""three\nlines"""'],
  ['b"a" + b"b"'],
  ['b"%d" % 1'],
  ['"text".encode()'],
  ['"text é".encode("utf-8")'],
  ['f"n{1}".encode()'],
  ['bytes(3)'],
  ['bytes([1, 2])'],
  ['bytes("text", "utf-8")'],
  ['b"".join([b"a", b"b"])'],
  ['b"a" if len("a") else b"b"'],
  ['b"x" * 100'],
  ['bytearray(b"array")'],
  ['memoryview(b"view")'],
  ['(1).to_bytes(2, "big")'],
  ['json.dumps({"a": 1}).encode()', uses('import json')],
  ['io.BytesIO(b"held").getvalue()', uses('import io')],
  ['io.BytesIO(b"held").read()', uses('import io')],
  ['struct.pack("<I", 1)', uses('import struct')],
  ['base64.b64encode(b"x")', uses('import base64')],
  ['pickle.dumps([1])', uses('import pickle')],
  ['zlib.compress(b"x")', uses('import zlib')],
]);

const MAPPINGS = table('mapping', [
  ['{"a": "1"}'],
  ['{"a": "1", "b": "é &="}'],
  ['{"a": ["1", "2"], "b": 3}'],
  ['{"a": 1, "b": 2.5}'],
  ['{\n        "a": "1",  # one\n        "b": "2",\n    }'],
  ['dict(a="1")'],
  ['dict([("a", "1")])'],
  ['dict(zip("ab", "12"))'],
  ['{**{"a": "1"}, "b": "2"}'],
  ['{"a": "1"} | {"b": "2"}'],
  ['{key: "1" for key in "ab"}'],
  ['dict({"a": "1"}, b="2")'],
  ['{"a": "1"}.copy()'],
  ['dict.fromkeys("ab", "1")'],
  ['Model_§().dict()', below(MODEL)],
  [`json.loads('{"a": "1"}')`, uses('import json')],
  ['OrderedDict(a="1", b="2")', uses('from collections import OrderedDict')],
  ['dict(parse_qsl("a=1&b=2"))', uses('from urllib.parse import parse_qsl')],
  ['parse_qs("a=1&a=2")', uses('from urllib.parse import parse_qs')],
  ['copy.deepcopy({"a": "1"})', uses('import copy')],
  ['{"a": None, "b": "1"}'],
  ['{"a": True}'],
  ['{"a": b"x"}'],
  ['{"a": {"1"}, "b": "2"}'],
  ['{"a": (word for word in "xy")}'],
  ['{"a": Colour_§.RED}', { ...uses('import enum'), ...below(COLOUR) }],
]);

const PAIRS = table('pairs', [
  ['[("a", "1")]'],
  ['[("a", "1"), ("b", "2")]'],
  ['[("a", "1"), ("a", "2"), ("b", "3")]'],
  ['[("a", "1"), ("b", "2"), ("a", "3")]'],
  ['(("a", "1"), ("b", "2"))'],
  ['[["a", "1"], ["b", "2"]]'],
  ['[\n        ("a", "1"),  # one\n        ("b", "2"),\n    ]'],
  ['[("a", 1), ("b", 2.5)]'],
  ['[("a", ["1", "2"])]'],
  ['[("a", b"1")]'],
  ['[(b"a", "1")]'],
  ['[("a", True), ("b", "1")]'],
  ['[("a", None), ("b", "1")]'],
  ['[("a", "1")] + [("b", "2")]'],
  ['[*[("a", "1")], ("b", "2")]'],
  ['list({"a": "1", "b": "2"}.items())'],
  ['{"a": "1"}.items()'],
  ['[(key, "1") for key in "ab"]'],
  ['((key, "1") for key in "ab")'],
  ['list(zip("ab", "12"))'],
  ['tuple([("a", "1")])'],
  ['sorted({"b": "1", "a": "2"}.items())'],
  ['parse_qsl("a=1&b=2&a=3")', uses('from urllib.parse import parse_qsl')],
  ['[("a", str(1)), ("b", "x".upper())]'],
  ['[("a" "b", "1"), (f"c{1}", "2")]'],
]);

const GENERATOR = `def chunks_§():
    yield b"one"
    yield b"two"
`;
const WORDS = `def words_§():
    yield "one"
    yield "two"
`;
const STREAMS = table('stream', [
  ['chunks_§()', below(GENERATOR)],
  ['(part for part in [b"a", b"b"])'],
  ['(b"%d" % number for number in range(3))'],
  ['(part.encode() for part in ["a", "b"])'],
  ['iter([b"a", b"b"])'],
  ['map(str.encode, ["a", "b"])'],
  ['itertools.chain([b"a"], [b"b"])', uses('import itertools')],
  ['words_§()', below(WORDS)],
  ['(word for word in ["a", "b"])'],
]);

const EMPTIES = table('empty', [
  ['None'],
  ['""'],
  ['b""'],
  ['{}'],
  ['[]'],
  ['()'],
  [`""""""`],
  ['str()'],
  ['dict()'],
  ['list()'],
  ['bytes()'],
  ['"" or None'],
]);

const JSON = table('json', [
  ['{"a": 1}'],
  ['{"a": {"b": [1, 2.5, None, True]}}'],
  ['[1, 2]'],
  ['[]'],
  ['{}'],
  ['"text"'],
  ['""'],
  ['0'],
  ['False'],
  ['None'],
  ['{"a": "x y"}'],
  ['dict(a=1)'],
  ['[{"a": 1}]'],
  ['Model_§().dict()', below(MODEL)],
  ['{key: 1 for key in "ab"}'],
  ['list(range(3))'],
  [`json.loads('{"a": 1}')`, uses('import json')],
]);

const FILES = table('files', [
  ['{"f": ("a.txt", b"x", "text/plain")}'],
  ['{"f": ("a.txt", io.BytesIO(b"x"), "text/plain")}', uses('import io')],
  ['[("f", ("a.txt", b"x", "text/plain")), ("f", ("b.txt", b"y", "text/plain"))]'],
  ['(("f", ("a.png", b"x", "image/png")),)'],
  ['{"f": (None, b"value")}'],
  ['dict(f=("a.txt", b"x", "text/plain"))'],
  ['{"f": ("a.txt", b"x")}'],
  ['{"f": b"x"}'],
  ['{"f": (None, "value")}'],
  ['{"f": ("a.txt", "text", "text/plain")}'],
  ['{"f": io.StringIO("held")}', uses('import io')],
  ['{"f": ("a.txt", io.StringIO("held"))}', uses('import io')],
  ['{"f": ("a.txt", io.BytesIO(b"held"))}', uses('import io')],
  // The module itself is another file once it is migrated.
  ['{"f": open(echo.__file__, "rb")}', uses('import echo')],
  ['{"f": open(echo.__file__)}', uses('import echo')],
  ['{"f": ("a.txt", bytearray(b"x"), "text/plain")}'],
  ['{"f": ["a.txt", b"x"]}'],
  ['{"f": ("a.txt", b"x", "text/plain"), "g": None}'],
]);

export const ATOMS: Readonly<Record<Kind, readonly Atom[]>> = {
  text: TEXTS,
  bytes: BYTES,
  mapping: MAPPINGS,
  pairs: PAIRS,
  stream: STREAMS,
  empty: EMPTIES,
  json: JSON,
  files: FILES,
};
