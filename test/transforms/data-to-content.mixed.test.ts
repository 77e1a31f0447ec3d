import { rule } from '../../transforms/data-to-content.ts';
import { cases, findings, type Change, type Report } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

const CHOSEN = '**{"content" if isinstance(form, (str, bytes)) else "data": form}';

/** A test that is given several values as `form`, and its call. */
const test = (values: string, call: string, above = '') => py`
import pytest
from starlette.testclient import TestClient
client = TestClient(app)
${above}
@pytest.mark.parametrize("form", [${values}])
def test_it(form):
    ${call}
`;

const chosen = (name: string, values: string, call = 'client.post("/", data=form)'): Change => [
  name,
  test(values, call),
  test(values, call.replace('data=form', CHOSEN)),
];

const stays = (name: string, values: string, call = 'client.post("/", data=form)', above = ''): Report => [
  name,
  test(values, call, above),
  ['form', 'sometimes a raw body and sometimes form fields'],
];

cases(rule, [
  chosen('text and a mapping', '{"a": "1"}, "raw"'),
  chosen('bytes, an empty mapping, numbers and lists', '{}, {"a": 1, "b": ["x", 2.5]}, b"raw", b""'),
  chosen('None too', '{"a": "1"}, "raw", None'),
  chosen('beside headers', '{"a": "1"}, "raw"', 'client.put("/", data=form, headers={"A": "b"}, timeout=3)'),
  chosen('in a call of `request`', '{"a": "1"}, "raw"', 'client.request("PATCH", "/", data=form)'),
  chosen('in an assertion', '{"a": "1"}, "raw"', 'assert client.post("/", data=form).status_code == 422'),
  [
    'a text on one path and a mapping on another [B3]',
    py`
    form = "raw" if x else {"a": "b"}
    client.post("/", data=form)
    `,
    py`
    form = "raw" if x else {"a": "b"}
    client.post("/", ${CHOSEN})
    `,
  ],
  [
    'what the callers of a helper give',
    py`
    def send(form):
        return client.post("/", data=form)

    send("raw")
    send({"a": "b"})
    `,
    py`
    def send(form):
        return client.post("/", ${CHOSEN})

    send("raw")
    send({"a": "b"})
    `,
  ],
  [
    'in single quotes where the file has them',
    py`
    form = 'raw' if x else {'a': 'b'}
    client.post('/', data=form)
    `,
    py`
    form = 'raw' if x else {'a': 'b'}
    client.post('/', **{'content' if isinstance(form, (str, bytes)) else 'data': form})
    `,
  ],
]);

findings(rule, [
  stays('None in a mapping, which was not sent', '{"a": None}, "raw"'),
  stays('a bool in a mapping, which is spelled otherwise', '{"a": True}, "raw"'),
  stays('bytes in a list in a mapping', '{"a": [b"1"]}, "raw"'),
  stays('a mapping of what is not known', '{"a": x}, "raw"'),
  stays('a mapping to which something is added', '{"a": "1", **more}, "raw"'),
  stays('a mapping in a mapping', '{"a": {"b": "c"}}, "raw"'),
  stays('JSON, which needs a content type', '{"a": "1"}, \'{"a": "1"}\''),
  stays('a text that is not known', '{"a": "1"}, str(x)'),
  stays('a text that is made', '{"a": "1"}, f"raw {x}"'),
  stays('pairs', '[("a", "1")], "raw"'),
  stays('a bytearray', '{"a": "1"}, bytearray(b"raw")'),
  stays('beside files', '{"a": "1"}, "raw"', 'client.post("/", data=form, files=None)'),
  stays('beside json', '{"a": "1"}, "raw"', 'client.post("/", data=form, json=None)'),
  stays('a method that takes no body', '{"a": "1"}, "raw"', 'client.delete("/", data=form)'),
  stays(
    'a member of an enumeration in a mapping',
    '{"a": Tag.A}, "raw"',
    'client.post("/", data=form)',
    'import enum\nclass Tag(str, enum.Enum):\n    A = "a"',
  ),
  [
    'a comment in the way',
    py`
    form = "raw" if x else {"a": "b"}
    client.post("/", data=(  # both
        form))
    `,
    ['(  # both\n    form)', 'sometimes a raw body and sometimes form fields'],
  ],
  stays('a `str` of the project', '{"a": "1"}, "raw"', 'client.post("/", data=form)', 'def str(x): ...'),
  [
    'what is read from something else',
    py`
    class Case:
        form = "raw" if x else {"a": "b"}
    client.post("/", data=Case.form)
    `,
    ['Case.form', 'sometimes a raw body and sometimes form fields'],
  ],
  [
    'arguments that are unpacked',
    py`
    form = "raw" if x else {"a": "b"}
    client.post("/", data=form, **options)
    `,
    ['form', 'sometimes a raw body and sometimes form fields'],
  ],
  [
    'arguments behind it that are unpacked with one star',
    py`
    form = "raw" if x else {"a": "b"}
    client.post(data=form, *args)
    `,
    ['form', 'sometimes a raw body and sometimes form fields'],
  ],
  [
    'an override that passes it on',
    py`
    from starlette.testclient import TestClient
    class Api(TestClient):
        def post(self, url, data=None, **kwargs):
            form = "raw" if url else {"a": "b"}
            return super().post(url, data=form, **kwargs)
    `,
    ['form', 'on some ways through this method'],
  ],
]);
