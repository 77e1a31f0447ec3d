import { rule } from '../../transforms/url-query-params.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'moves the query of the URL into params [Q9]',
    py`
      client.get("/p?x=1", params={"a": 1, "b": b})
      client.get(url='/p?x=1&y=', params=dict(a=a))
      client.get("/p?x=1", params=[("a", a)])
      client.get(r"/p?x=1", {"a": 1})
      client.websocket_connect("/p?x=1", params={"a": a})
    `,
    py`
      client.get("/p", params={"x": "1", "a": 1, "b": b})
      client.get(url='/p', params={"x": "1", "y": "", "a": a})
      client.get("/p", params=[("x", "1"), ("a", a)])
      client.get(r"/p", {"x": "1", "a": 1})
      client.websocket_connect("/p", params={"x": "1", "a": a})
    `,
  ],
  [
    'keeps both values of a key that is in the URL and in params',
    py`
      client.get("/p?x=1", params={"x": 2, "a": a})
      client.get("/p?x=1&y=2", params={"x": 2})
    `,
    py`
      client.get("/p", params={"x": ["1", 2], "a": a})
      client.get("/p?x=1&y=2&x=2")
    `,
  ],
  [
    'moves plain params into a URL with interpolations',
    py`
      client.get(f"/p/{i}?x=1", params={"a": 1, "b": ["2", "x"], "c": None})
      client.get(f"/p?x={x}", params={"a": True}, headers=headers)
      client.get("/p?x=a%20b", params={"a": "c"})
      client.get("/p?x=1", params="a=1&b")
    `,
    py`
      client.get(f"/p/{i}?x=1&a=1&b=2&b=x")
      client.get(f"/p?x={x}&a=True", headers=headers)
      client.get("/p?x=a%20b&a=c")
      client.get("/p?x=1&a=1&b")
    `,
  ],
  [
    'edits a dictionary where the name is bound, below a path with a number in it',
    py`
      import pytest
      @pytest.mark.parametrize("i", [1, 2])
      def test_it(i):
          query = {"a": a}
          client.get(f"/p/{i}?x=1", params=query)
    `,
    py`
      import pytest
      @pytest.mark.parametrize("i", [1, 2])
      def test_it(i):
          query = {"x": "1", "a": a}
          client.get(f"/p/{i}", params=query)
    `,
  ],
  [
    'removes params that are empty beside a query [Q10]',
    py`
      client.get("/p?x=1", params={})
      client.get(f"/p?x={x}", params=[], headers=headers)
      client.get(f"/p?x={x}", params="")
    `,
    py`
      client.get("/p?x=1")
      client.get(f"/p?x={x}", headers=headers)
      client.get(f"/p?x={x}")
    `,
  ],
  [
    'writes a key without a value in the URL [Q12]',
    py`
      client.get("/p", params="flag")
      client.get("/p", params="flag&a=1")
    `,
    py`
      client.get("/p?flag")
      client.get("/p?flag&a=1")
    `,
  ],
  [
    'writes a pair for each item of a list in a pair [Q5]',
    py`client.get("/p", params=[("a", ["1", str(x)]), ("b", "2")])`,
    py`client.get("/p", params=[("a", "1"), ("a", str(x)), ("b", "2")])`,
  ],
  [
    'writes pairs whose keys alternate in the URL [Q4]',
    py`client.get("/p", params=[("a", 1), ("b", 2), ("a", 3)])`,
    py`client.get("/p?a=1&b=2&a=3")`,
  ],
  [
    'makes a list of a view, a set and a generator [Q14]',
    py`
      query = {"a": 1}
      client.get("/p", params=query.items())
      client.get("/p", params={("a", "1")})
      client.get("/p", params=((k, "1") for k in "ab"))
      client.get("/p", params=zip("ab", "cd"))
    `,
    py`
      query = {"a": 1}
      client.get("/p", params=list(query.items()))
      client.get("/p", params=list({("a", "1")}))
      client.get("/p", params=list(((k, "1") for k in "ab")))
      client.get("/p", params=list(zip("ab", "cd")))
    `,
  ],
]);

unsafeCases(rule, [
  [
    'moves the query where the path may hold one too',
    py`client.get(f"/p/{path}?x=1", params={"a": a})`,
    py`client.get(f"/p/{path}", params={"x": "1", "a": a})`,
  ],
]);

findings(rule, [
  [
    'a query that begins in a name [Q9]',
    py`
      def test_it():
          base = "/?x=1"
          client.get(base + "&y=2", params={"a": 1})
          client.get(f"{base}&y=2", params={"b": 1})
          client.get(f"{base}", params={"c": 1})
    `,
    ['{"a": 1}', 'write `base + "&y=2" + "&" + urlencode({"a": 1}, doseq=True)`'],
    ['{"b": 1}', 'drops the query of the URL'],
    ['{"c": 1}', 'drops the query of the URL'],
  ],
  [
    'params that may be None [Q9]',
    py`
      def get(params=None):
          return client.get("/?x=1", params=params)
      get({"a": 1})
      get()
    `,
    ['params', 'urlencode(params or {}, doseq=True)'],
  ],
  [
    'params that are made elsewhere',
    py`
      def test_it(query: dict):
          client.get("/p?x=1", params=query)
          client.get("/p?x=1", params={**query, "a": 1})
          client.get(url + "?x=1", params=query)
    `,
    ['query', 'write `params={"x": "1", **query}` and no query in the URL', 'httpx 0.28'],
    ['{**query, "a": 1}', 'write `"/p?x=1" + "&" + urlencode({**query, "a": 1}, doseq=True)`'],
    ['query', 'write `url + "?x=1" + "&" + urlencode(query, doseq=True)` as the URL'],
  ],
  [
    'characters that one of the clients encodes',
    py`
      client.get("/p?x=a%20b", params={"a": a})
      client.get(f"/p?{x}", params={"a": 1})
      client.get(f"/p?x={x}", params={"a": a})
    `,
    ['{"a": a}', 'drops the query of the URL'],
    ['{"a": 1}', 'drops the query of the URL'],
    ['{"a": a}', 'drops the query of the URL'],
  ],
  ['a question mark in params', py`client.get("/p", params="?a=1")`, ['"?a=1"', 'remove it', '%3F']],
  [
    'pairs whose keys alternate, of which not all is known',
    py`client.get("/p", params=[("a", a), ("b", 2), ("a", 3)])`,
    ['[("a", a), ("b", 2), ("a", 3)]', 'if their order matters'],
  ],
  [
    'a key that is in the URL and further back in params',
    py`client.get("/p?x=1", params={"a": a, "x": 2})`,
    ['{"a": a, "x": 2}', 'only the latter'],
  ],
]);

noop(rule, [
  py`client.get("/p", params={"a": 1})`,
  py`client.get("/p?x=1")`,
  py`client.get("/p?x=1", params=None)`,
  py`client.get("/p", params={})`,
  py`client.get("/p?", params={"a": 1})`,
  py`client.get(url, params=params)`,
  py`client.get(f"/p/{i}", params={"a": 1})`,
  py`client.get("/p", params="a=1&b=2")`,
  py`client.get("/p", params=[("a", 1), ("a", 2), ("b", 3)])`,
  py`client.post("/p?x=1", data={"a": 1})`,
  py`client.get("/p", params=make().items())`,
  py`
    import requests
    requests.get("/p?x=1", params={"a": 1})
  `,
  py`
    import httpx
    httpx.Client().get("/p?x=1", params={"a": 1})
  `,
]);
