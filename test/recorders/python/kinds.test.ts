import { expect, test } from 'vitest';
import { record, recordClients, VERSION } from './support.ts';

const rows: readonly (readonly [expression: string, described: string])[] = [
  ['"a"', 'text'],
  ['""', 'text+empty'],
  ['"/a?b=c"', 'text+query'],
  ['"http://host/a"', 'text+absolute'],
  ['"HTTPS://host/a?b"', 'text+query+absolute'],
  ['"//host/a"', 'text'],
  ['"[1]"', 'text+json'],
  ['"12"', 'text+json'],
  ['"{" + "x" * 10000 + "}"', 'text+json'],
  ['"x" * 10000 + "?"', 'text'],
  ['Text("a")', 'text'],
  ['b"a"', 'bytes'],
  ['b"[]"', 'bytes+json'],
  ['b"\\xff"', 'bytes'],
  ['b""', 'bytes+empty'],
  ['Raw(b"[]")', 'bytes+json'],
  ['bytearray(b"a")', 'buffer'],
  ['bytearray()', 'buffer+empty'],
  ['memoryview(b"a")', 'buffer'],
  ['{}', 'mapping+empty'],
  ['{"a": "b"}', 'mapping'],
  [
    '{"a": None, "b": True, "c": b"", "d": 1, "e": [], "f": {}}',
    'mapping+boolean+bytes+mapping+none+number+sequence',
  ],
  ['collections.OrderedDict(a=None)', 'mapping+none'],
  ['Evil(a=None)', 'mapping+none'],
  ['dict.fromkeys(range(20000))', 'unknown'],
  ['[]', 'sequence+empty'],
  ['()', 'sequence+empty'],
  ['[1, 2]', 'sequence'],
  ['["ab", "cd"]', 'sequence'],
  ['[("a", 1, 2)]', 'sequence'],
  ['[("a", "b")]', 'pairs+scalar-pairs'],
  ['[(b"a", "b")]', 'pairs+bytes+scalar-pairs'],
  ['[("a", 1), ("a", 2)]', 'pairs+number+scalar-pairs+repeated-key'],
  ['[["a", "b"]]', 'pairs'],
  ['(("a", None), ["b", True])', 'pairs+boolean+none'],
  ['[("a", Text("b"))]', 'pairs'],
  ['1', 'number'],
  ['1.5', 'number'],
  ['decimal.Decimal(1)', 'number'],
  ['True', 'boolean+true'],
  ['False', 'boolean+false'],
  ['None', 'none'],
  ['io.BytesIO(b"a")', 'stream'],
  ['open(__file__, "rb")', 'stream'],
  ['open(__file__)', 'text-stream'],
  ['io.StringIO()', 'text-stream'],
  ['tempfile.NamedTemporaryFile()', 'stream'],
  ['tempfile.NamedTemporaryFile("w")', 'text-stream'],
  ['(x for x in ())', 'unknown'],
  ['{1}', 'unknown'],
  ['{}.items()', 'unknown'],
  ['Evil', 'unknown'],
  ['object()', 'unknown'],
  ['Loud()', 'unknown'],
  ['MagicMock(spec=dict)', 'unknown'],
];

/** Types whose every method raises: none may be called. */
const PRELUDE = `
import collections, decimal, io, sys, tempfile
from unittest.mock import MagicMock

class Text(str):
    def __getattribute__(self, name): raise SystemExit("called")
    __str__ = __len__ = __bool__ = __eq__ = __contains__ = __iter__ = __getitem__ = lambda *_: sys.exit("called")
    __hash__ = str.__hash__
class Raw(bytes):
    decode = __len__ = __bool__ = __eq__ = __iter__ = __getitem__ = lambda *_: sys.exit("called")
class Evil(dict):
    values = items = keys = __iter__ = __len__ = __bool__ = __eq__ = __getitem__ = lambda *_: sys.exit("called")
class Loud:
    def __getattribute__(self, name): raise SystemExit("called")
    __iter__ = __len__ = __bool__ = __eq__ = __str__ = __repr__ = lambda *_: sys.exit("called")
    __hash__ = object.__hash__
`;

test.skipIf(!VERSION)('describes each value by its kind and flags, and calls no code of its class', () => {
  const main = `${PRELUDE}
described = sys.meta_path[0].found_by_others.__func__.__globals__["described"]
for one in [${rows.map(([expression]) => expression).join(', ')}]: print(described(one))`;
  const { stdout, stderr } = record({ 'main.py': main });
  expect(stderr).toBe('');
  expect(stdout.trim().split(/\r?\n/)).toEqual(rows.map(([, described]) => described));
});

test.skipIf(!VERSION)('consumes nothing that is passed', () => {
  const main = `
import io
from fakeclients import Client
body, file = iter([b"a"]), io.BytesIO(b"bc")
Client().post("/", data=body, json=file)
print(list(body), file.read())`;
  const { stdout, calls } = recordClients(main);
  expect(stdout.trim()).toBe(`[b'a'] b'bc'`);
  expect(calls.map(({ options }) => options)).toEqual([{ data: 'unknown', json: 'stream' }]);
});
