import { rule } from '../../transforms/none-values.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'makes a list of what a generator function of the project gives [Q3, B18]',
    py`
      def words():
          yield "a"
      client.get("/", params={"a": words()})
    `,
    py`
      def words():
          yield "a"
      client.get("/", params={"a": list(words())})
    `,
  ],
  [
    'writes the value of a member that comes from a loop or a parametrized test [Q3, B16]',
    py`
      import enum, pytest
      class Colour(str, enum.Enum):
          RED = "red"
      @pytest.mark.parametrize("one", [Colour.RED])
      @pytest.mark.parametrize("each", list(Colour))
      @pytest.mark.parametrize("any", Colour)
      def test_it(one, each, any):
          client.get("/", params={"a": one, "b": each})
          client.post("/", data={"c": any})
          for colour in Colour:
              client.get("/", params={"d": colour})
    `,
    py`
      import enum, pytest
      class Colour(str, enum.Enum):
          RED = "red"
      @pytest.mark.parametrize("one", [Colour.RED])
      @pytest.mark.parametrize("each", list(Colour))
      @pytest.mark.parametrize("any", Colour)
      def test_it(one, each, any):
          client.get("/", params={"a": one.value, "b": each.value})
          client.post("/", data={"c": any.value})
          for colour in Colour:
              client.get("/", params={"d": colour.value})
    `,
  ],
  [
    'drops a key of the query whose value is None [Q1]',
    py`client.get("/", params={"a": None, "b": 1})`,
    py`client.get("/", params={"b": 1})`,
  ],
  [
    'drops the last key, one of a line, and those of a call of `dict`',
    py`
      client.get(
          "/",
          params={
              "b": 1,
              "a": None,
          },
      )
      client.get("/", params=dict(a=None, b=1))
    `,
    py`
      client.get(
          "/",
          params={
              "b": 1,
          },
      )
      client.get("/", params=dict(b=1))
    `,
  ],
  ['removes a query of which no key is left', py`client.get("/", params={"a": None})`, py`client.get("/")`],
  [
    'drops a key of a form whose value is None [B14]',
    py`
      client.post("/", data={"a": None, "b": [None, "1"], "c": [None]}, files=files)
      client.post("/", {"a": None, "b": "1"})
    `,
    py`
      client.post("/", data={"b": ["1"]}, files=files)
      client.post("/", {"b": "1"})
    `,
  ],
  [
    'drops a pair of the query whose value is None',
    py`client.get("/", params=[("a", None), ("b", "1")])`,
    py`client.get("/", params=[("b", "1")])`,
  ],
  [
    'edits a dictionary where the name is bound that nothing else uses',
    py`
      def test_it():
          query = {"a": None, "b": True}
          client.get("/", params=query)
    `,
    py`
      def test_it():
          query = {"b": "True"}
          client.get("/", params=query)
    `,
  ],
  [
    'edits a dictionary that is given by position or unpacked, whatever the method',
    py`
      client.request("GET", "/", {"a": None, "b": 1})
      client.get("/", **{"params": {"a": None, "b": 1}})
      client.websocket_connect("/", params={"a": None, "b": 1})
    `,
    py`
      client.request("GET", "/", {"b": 1})
      client.get("/", **{"params": {"b": 1}})
      client.websocket_connect("/", params={"b": 1})
    `,
  ],
  [
    'writes a bool in a form as requests did [B13]',
    py`client.post("/", data={"a": True, "b": [False, "x"], **more})`,
    py`client.post("/", data={"a": "True", "b": ["False", "x"], **more})`,
  ],
  [
    'writes a bool in the query as requests did [Q2]',
    py`client.get("/", params={"a": (True), "b": x == 1})`,
    py`client.get("/", params={"a": "True", "b": str(x == 1)})`,
  ],
  [
    'writes bytes in a form as text [B15]',
    py`
      client.post("/", data={"a": b"x", "b": [b"y", 'z']})
    `,
    py`
      client.post("/", data={"a": "x", "b": ["y", 'z']})
    `,
  ],
  [
    'takes the value of a member of an Enum that is text [B16]',
    py`
      import enum
      class Colour(str, enum.Enum):
          RED = "red"
      client.post("/", data={"a": Colour.RED, "b": [Colour.RED]})
    `,
    py`
      import enum
      class Colour(str, enum.Enum):
          RED = "red"
      client.post("/", data={"a": Colour.RED.value, "b": [Colour.RED.value]})
    `,
  ],
  [
    'makes a list of what is not sent item by item any more [B18]',
    py`
      def test_it():
          ids = {1, 2}
          client.post("/", data={"a": {1}, "b": range(2), "c": (x for x in "ab"), "d": ids, "e": {"k": 1}.keys()})
    `,
    py`
      def test_it():
          ids = {1, 2}
          client.post("/", data={"a": list({1}), "b": list(range(2)), "c": list((x for x in "ab")), "d": list(ids), "e": list({"k": 1}.keys())})
    `,
  ],
  [
    'keeps bytes, Enum members, sets and bools of the query as they were [Q3]',
    py`
      from enum import Enum
      class Size(str, Enum):
          BIG = "big"
      client.get("/", params={"a": b"x", "b": Size.BIG, "c": {1, 2}, "d": [True]})
    `,
    py`
      from enum import Enum
      class Size(str, Enum):
          BIG = "big"
      client.get("/", params={"a": "x", "b": Size.BIG.value, "c": list({1, 2}), "d": ["True"]})
    `,
  ],
  [
    'writes values and names beside files as text [U13]',
    py`
      import datetime, uuid
      client.post("/", data={"on": datetime.date(2020, 1, 1), "id": uuid.uuid4(), 1: "x", "b": b"x"}, files=files)
    `,
    py`
      import datetime, uuid
      client.post("/", data={"on": str(datetime.date(2020, 1, 1)), "id": str(uuid.uuid4()), "1": "x", "b": b"x"}, files=files)
    `,
  ],
  [
    'writes a number in a header as text [H3]',
    py`client.get("/", headers={"X-Count": 1, "X-Dry": True})`,
    py`client.get("/", headers={"X-Count": str(1), "X-Dry": str(True)})`,
  ],
  [
    'encodes a header that is not ASCII [H4]',
    py`client.get("/", headers={"X-Name": "Zoë", "X-Other": b"x"})`,
    py`client.get("/", headers={"X-Name": "Zoë".encode(), "X-Other": b"x"})`,
  ],
  [
    'writes a method that is bytes as text [M19]',
    py`
      client.request(b"POST", "/")
      client.request(url="/", method=b"PUT")
    `,
    py`
      client.request("POST", "/")
      client.request(url="/", method="PUT")
    `,
  ],
]);

unsafeCases(rule, [
  [
    'drops a header that is None [H2]',
    py`client.get("/", headers={"X-Token": None, "X": "1"})`,
    py`client.get("/", headers={"X": "1"})`,
  ],
]);

findings(rule, [
  [
    'a key of what is unpacked, which may be given again',
    py`
    client.get("/", params={**{"a": None}, "a": "1"})
    d = {"a": None, "b": "2"}
    client.get("/", params={"c": "1", **d})
    `,
    ['{**{"a": None}, "a": "1"}', 'a value in it may be `None`'],
    ['None', 'remove the key'],
  ],
  [
    'values that are made somewhere else, where they are made [Q1, Q2, Q3]',
    py`
      import pytest
      CASES = {"one": {"a": None, "b": 1}}
      class Holder:
          query = {"a": True}
      def make(full):
          if full:
              return {"a": {"1"}, "b": 1}
          return {"a": 1}
      @pytest.fixture
      def given():
          return {"a": b"x"}
      @pytest.mark.parametrize("query", [{"a": False}, {"b": "1"}])
      def test_it(query, given):
          client.get("/", params=CASES["one"])
          client.get("/", params=Holder.query)
          client.post("/", data=make(True))
          client.post("/", data=given)
          client.get("/", params=query)
    `,
    ['None', 'remove the key'],
    ['True', 'write `"True"`'],
    ['{"1"}', 'write `list({"1"})`'],
    ['b"x"', 'write a string'],
    ['False', 'write `"False"`'],
  ],
  [
    'values and headers that are given to a helper, by name and among its options [Q1, Q2, H2]',
    py`
      def get(url, params=None, **options):
          return client.get(url, params=params, **options)
      def send(**kwargs):
          return client.post("/", **kwargs)
      def test_it():
          get("/", {"a": True})
          get("/", params={"b": None, "c": 1}, headers={"X": None, "Y": "1"})
          send(data={"a": False})
    `,
    ['True', 'write `"True"`'],
    ['None', 'remove the key'],
    ['None', 'a header cannot be `None`'],
    ['False', 'write `"False"`'],
  ],
  [
    'options in a dictionary that is built [Q1, Q2]',
    py`
      def test_it():
          options = {}
          options["params"] = {"a": None, "b": 1}
          options.update(data={"a": True})
          client.post("/", **options)
    `,
    ['None', 'remove the key'],
    ['True', 'write `"True"`'],
  ],
  [
    'a value that is put in later, unpacked, or an item of a list in a name [Q1, Q2]',
    py`
      IDS = [None, "1"]
      def test_it():
          query = {"a": 1}
          query["b"] = True
          client.get("/", params=query)
          base = {"c": False}
          client.get("/", params={**base, "d": 1})
          print(base, IDS)
          client.get("/", params={"ids": IDS})
    `,
    ['[None, "1"]', 'remove the item'],
    ['True', 'write `"True"`'],
    ['False', 'write `"False"`'],
  ],
  [
    'a value that may be None by an expression, in a form that works when pasted, and one of two dictionaries [Q1, Q2]',
    py`
      def test_it(flag):
          client.get("/", params={"a": flag or None})
          client.get("/", params={"a": 1} | {"b": True})
    `,
    ['flag or None', 'write `**({"a": flag or None} if (flag or None) is not None else {})`'],
    ['True', 'write `"True"`'],
  ],
  [
    'a value that is a bool or bytes at times [Q2, Q3]',
    py`
      import pytest
      @pytest.mark.parametrize("value", [True, "x"])
      @pytest.mark.parametrize("raw", [b"x", "x"])
      def test_it(value, raw):
          client.get("/", params={"a": value})
          client.post("/", data={"a": raw})
    `,
    ['value', 'write `str(value)` where it is'],
    ['raw', 'write `raw.decode()` where it is'],
  ],
  [
    'a comprehension that filters something else [Q1]',
    py`
      pairs = {"a": None, "b": 1}
      client.get("/", params={k: v for k, v in pairs.items() if k})
    `,
    ['{k: v for k, v in pairs.items() if k}', 'may be `None`'],
  ],
  [
    'bytes that are put together, in a form that works when pasted [Q3]',
    py`client.get("/", params={"a": b"x" + b"y"})`,
    ['b"x" + b"y"', 'write `(b"x" + b"y").decode()`'],
  ],
  [
    'a form of which no key is left, for its header was sent',
    py`client.post("/", data={"a": None})`,
    ['{"a": None}', 'remove `data`', 'the header of a form was sent'],
  ],
  [
    'None in a dictionary that something else uses',
    py`
      query = {"a": None}
      client.get("/", params=query)
      print(query)
    `,
    ['query', 'every value here is `None`'],
  ],
  [
    'None over an entry that is unpacked before',
    py`client.get("/", params={**defaults, "a": None})`,
    ['None', 'remove the key'],
  ],
  [
    'a value that is None for one parameter',
    py`
      import pytest
      @pytest.mark.parametrize("name", [None, "x"])
      def test_it(name):
          client.get("/", params={"name": name})
          client.get("/", headers={"X-Name": name})
    `,
    ['name', '**({"name": name} if name is not None else {})'],
    ['name', 'a header may be `None`'],
  ],
  [
    'a dictionary into which None is put',
    py`
      def test_it():
          query = {"b": 1}
          query["a"] = None
          client.get("/", params=query)
    `,
    ['query', '{k: v for k, v in query.items() if v is not None}'],
  ],
  [
    'a model with a field that may be None',
    py`
      from typing import Optional
      from pydantic import BaseModel
      class Item(BaseModel):
          name: Optional[str] = None
      item = Item(name="x")
      client.get("/", params=item.dict())
      client.get("/", params=unknown.model_dump(mode="json"))
    `,
    ['item.dict()', '`item.dict(exclude_none=True)`'],
    ['unknown.model_dump(mode="json")', '`unknown.model_dump(exclude_none=True, ...)`'],
  ],
  [
    'a dictionary as a value [B17]',
    py`client.post("/", data={"a": {"x": 1}})`,
    ['{"x": 1}', 'no longer sent as its keys', 'list({"x": 1})'],
  ],
  [
    'bytes that are not known',
    py`client.post("/", data={"a": name.encode()})`,
    ['name.encode()', 'write `name.encode().decode()`'],
  ],
]);

findings(rule, [
  [
    'a value that a test does not show to be there',
    py`
      import pytest
      @pytest.mark.parametrize("q", ["a", None])
      def test_it(q):
          if q is None:
              print(q)
          client.get("/", params={"q": q})
          client.get("/", headers={"X-Q": q} if q is None or other else {})
    `,
    ['q', 'may be `None`'],
    ['q', 'a header may be `None` here'],
  ],
]);

noop(rule, [
  py`
    import pytest
    QUERY = {"a": 1, "b": "x", "c": [1, 2]}
    def make():
        return {"a": "1"}
    def get(url, params=None, **options):
        return client.get(url, params=params, **options)
    @pytest.mark.parametrize("query", [{"a": 1}, None, "a=1"])
    def test_it(query, given):
        client.get("/", params=QUERY)
        client.get("/", params=make())
        client.get("/", params=query)
        client.get("/", params=given)
        client.get("/", params={"a": given, "b": given.value, "c": given()})
        client.post("/", data=given["a"], headers=given)
        get("/", {"a": 1}, headers={"X": "1"})
        get("/", **given)
  `,
  py`
    import enum
    class Colour(str, enum.Enum):
        RED = "red"
    class Printed(str, enum.Enum):
        RED = "red"
        def __str__(self):
            return self.value
    class Plain(enum.Enum):
        RED = 1
    def test_it():
        value = Colour.RED.value
        client.get("/", params={"a": value, "b": [one.value for one in Colour]})
        for printed in Printed:
            client.get("/", params={"a": printed})
        for plain in Plain:
            client.get("/", params={"a": plain})
        for colour in Colour:
            client.get("/", params={"a": colour.value})
  `,
  py`
    def test_it(given):
        client.get("/", params={name: value for name, value in given.items()})
        client.get("/", params=[(name, str(value)) for name, value in {"a": True}.items()])
        client.get("/", params={name: value for name, value in {"a": None, "b": 1}.items() if value is not None})
  `,
  py`
    def check(params):
        return [key for key, value in params.items() if value]
    def test_it():
        flags = {"a": None, "b": True}
        assert check(flags) == ["b"]
        client.post("/", json=flags)
        client.get("/", params={"a": "1"})
  `,
  py`
    pairs = {"a": None, "b": 1}
    client.get("/", params={k: v for k, v in pairs.items() if v is not None})
    client.post("/", data={k: v for k, v in pairs.items() if v})
  `,
  py`
    base = {"a": 1}
    client.get("/", params={"b": 1, **base})
    client.post("/", data={**base, "b": 1})
  `,
  py`
    import pytest
    @pytest.mark.parametrize("scope", [None, "x"])
    def test_it(scope):
        query = {"b": 1}
        if scope:
            query["scope"] = scope
        client.get("/", params=query)
  `,
  py`client.get("/", params={"a": "1", "b": 2, "c": ["x", 1.5], "d": ("x",)})`,
  py`client.get("/", params=None, headers=None)`,
  py`client.get("/", params=params, headers=headers)`,
  py`client.post("/", json={"a": None, "b": True})`,
  py`client.post("/", data={"a": b"x"}, files=files)`,
  py`
    def test_it(value):
        client.get("/", params={"a": value, **value})
  `,
  py`
    import requests
    requests.get("/", params={"a": None})
  `,
  py`
    import httpx
    httpx.Client(base_url="http://test").get("/", params={"a": True})
  `,
  py`
    from enum import Enum, IntEnum, StrEnum
    class A(Enum):
        X = "x"
    class B(StrEnum):
        X = "x"
    class C(str, Enum):
        X = "x"
        def __str__(self):
            return self.value
    class D(str, Enum):
        X = "x"
    client.get("/", params={"a": A.X, "b": B.X, "c": C.X, "d": D.X.value})
  `,
  py`
    from pydantic import BaseModel
    class Item(BaseModel):
        name: str
    client.get("/", params=Item(name="x").dict())
    client.get("/", params=other.dict(exclude_none=True))
  `,
  py`
    def test_it(flask_app):
        client = flask_app.test_client()
        client.get("/", query_string={"a": None})
  `,
  py`
    a = True
    client.get(f"/{a}", headers={"X": f"é{a}", b"Y": b"\xc3"})
  `,
  py`
    import pytest
    @pytest.mark.parametrize("q", ["a", None])
    def test_it(q):
        params = {"q": q} if q else {}
        client.get("/", params=params)
        client.get("/", params={"q": q} if q is not None else None)
        client.get("/", headers=None if q is None else {"X-Q": q})
        if q and other:
            client.get("/", params={"q": q})
        if not q:
            pass
        else:
            client.get("/", headers={"X-Q": q})
        if q is None:
            pytest.skip("nothing to send")
        client.get("/", params={"q": q}, headers={"X-Q": q})
  `,
  py`
    def fetch(q=None, token=None):
        if q is None:
            q = "x"
        headers = {"X-Token": token} if token else None
        return client.get("/", params={"q": q}, headers=headers)
    fetch()
    fetch("a", "b")
  `,
]);
