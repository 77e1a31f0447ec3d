import { rule } from '../../transforms/client-api.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'makes a list of a view that is indexed, of a client and of a response [K8b]',
    py`assert client.cookies.values()[0] == "a"`,
    py`assert list(client.cookies.values())[0] == "a"`,
    py`
    response = client.get("/")
    assert response.cookies.items()[-1][0] == "a"
  `,
    py`
    response = client.get("/")
    assert list(response.cookies.items())[-1][0] == "a"
  `,
    py`print(client.get("/").cookies.keys()[1:])`,
    py`print(list(client.get("/").cookies.keys())[1:])`,
    py`
    def test_it():
        jar = client.post("/").cookies
        assert (jar.keys())[0] == f"{jar.values()[0]}"
  `,
    py`
    def test_it():
        jar = client.post("/").cookies
        assert (list(jar.keys()))[0] == f"{list(jar.values())[0]}"
  `,
  ],
  [
    'makes a list of a view that is compared with one [K8b]',
    py`assert client.cookies.keys() == ["a"]`,
    py`assert list(client.cookies.keys()) == ["a"]`,
    py`assert [] != client.cookies.items()`,
    py`assert [] != list(client.cookies.items())`,
    py`
    class TestIt:
        def test_it(self):
            self.assertEqual(client.cookies.keys(), ["a"])
            self.assertListEqual([], client.cookies.values())
  `,
    py`
    class TestIt:
        def test_it(self):
            self.assertEqual(list(client.cookies.keys()), ["a"])
            self.assertListEqual([], list(client.cookies.values()))
  `,
  ],
  [
    'makes a list of a view that is taken for one [K8b]',
    py`
    import json, random
    print(client.cookies.keys() + ["a"], client.cookies.values().index("b"))
    print(json.dumps(client.cookies.items()), random.choice(client.cookies.keys()))
  `,
    py`
    import json, random
    print(list(client.cookies.keys()) + ["a"], list(client.cookies.values()).index("b"))
    print(json.dumps(list(client.cookies.items())), random.choice(list(client.cookies.keys())))
  `,
  ],
  [
    'makes a list of a view that a name is given, where the name is taken for a list [K8b]',
    py`
    names = client.cookies.keys()
    print(len(names), names[0])
    found = client.get("/").cookies.items()
    assert found == [("a", "b")]
  `,
    py`
    names = list(client.cookies.keys())
    print(len(names), names[0])
    found = list(client.get("/").cookies.items())
    assert found == [("a", "b")]
  `,
  ],
  [
    'makes a dictionary of a jar [K9]',
    py`assert client.cookies.get_dict() == {"a": "b"}`,
    py`assert dict(client.cookies) == {"a": "b"}`,
    py`assert client.get("/").cookies.get_dict()["a"] == "b"`,
    py`assert dict(client.get("/").cookies)["a"] == "b"`,
  ],
  [
    'reaches for the jar within [K10]',
    py`
    client.cookies.clear_session_cookies()
    client.cookies.set_cookie(cookie)
    client.cookies.clear("testserver.local", "/", "a")
  `,
    py`
    client.cookies.jar.clear_session_cookies()
    client.cookies.jar.set_cookie(cookie)
    client.cookies.jar.clear("testserver.local", "/", "a")
  `,
  ],
  [
    'iterates over the jar within where cookies are expected [K11]',
    py`
    for cookie in client.cookies:
        print(cookie.name, cookie.value)
  `,
    py`
    for cookie in client.cookies.jar:
        print(cookie.name, cookie.value)
  `,
    py`found = {one.name: one for one in client.get("/").cookies if one.domain}`,
    py`found = {one.name: one for one in client.get("/").cookies.jar if one.domain}`,
    py`print([one.name for one in list(client.cookies)], list(client.cookies)[0].path)`,
    py`print([one.name for one in list(client.cookies.jar)], list(client.cookies.jar)[0].path)`,
    py`
    jar = client.cookies
    print([one.name for one in sorted(jar, key=lambda one: one.domain)], sorted(jar, key=lambda one: one.name)[0])
    print(list(map(lambda one: one.name, client.cookies)), max(jar, key=lambda one: one.expires))
  `,
    py`
    jar = client.cookies
    print([one.name for one in sorted(jar.jar, key=lambda one: one.domain)], sorted(jar.jar, key=lambda one: one.name)[0])
    print(list(map(lambda one: one.name, client.cookies.jar)), max(jar.jar, key=lambda one: one.expires))
  `,
  ],
  [
    'drops what set no longer takes, where it is the default [K12]',
    py`client.cookies.set("a", "b", path="/", secure=False, expires=None)`,
    py`client.cookies.set("a", "b", path="/")`,
  ],
  [
    'deletes a cookie that is set to None [K13]',
    py`client.cookies.set("a", None)`,
    py`client.cookies.delete("a")`,
    py`client.cookies.set("a", None, domain="testserver.local", path="/")`,
    py`client.cookies.delete("a", domain="testserver.local", path="/")`,
    py`client.cookies.set(name, value=None)`,
    py`client.cookies.delete(name)`,
  ],
  [
    'renames iterators [K14]',
    py`
    for name, value in client.cookies.iteritems():
        print(name, value, *client.cookies.iterkeys(), *client.cookies.itervalues())
  `,
    py`
    for name, value in client.cookies.items():
        print(name, value, *client.cookies.keys(), *client.cookies.values())
  `,
  ],
  [
    'assigns a dictionary that was made a jar [K15]',
    py`
    from requests.utils import cookiejar_from_dict
    client.cookies = cookiejar_from_dict({"a": "b"})
  `,
    py`
    from requests.utils import cookiejar_from_dict
    client.cookies = {"a": "b"}
  `,
    py`
    import requests
    client.cookies = requests.cookies.cookiejar_from_dict(saved)
  `,
    py`
    import requests
    client.cookies = saved
  `,
  ],
  [
    'does without helpers of requests [K16]',
    py`
    import requests
    from requests.utils import add_dict_to_cookiejar
    saved = requests.utils.dict_from_cookiejar(client.cookies)
    add_dict_to_cookiejar(client.cookies, {"a": "b"})
  `,
    py`
    import requests
    from requests.utils import add_dict_to_cookiejar
    saved = dict(client.cookies)
    client.cookies.update({"a": "b"})
  `,
  ],
]);

unsafeCases(rule, [
  [
    'makes a list of a view that is compared with what may be a set',
    py`
    expected = ["a"] if x else {"a"}
    assert client.cookies.keys() == expected
  `,
    py`
    expected = ["a"] if x else {"a"}
    assert list(client.cookies.keys()) == expected
  `,
  ],
]);

findings(rule, [
  [
    'cookies of one domain [K9]',
    py`client.cookies.get_dict(domain="a.test")`,
    [
      'get_dict',
      '`{cookie.name: cookie.value for cookie in client.cookies.jar if cookie.domain == "a.test"}`',
    ],
  ],
  [
    'a cookie with more than a domain and a path [K12]',
    py`client.cookies.set("a", "b", secure=True, rest={"HttpOnly": None})`,
    ['set', 'takes no `secure`, `rest` now', '`client.cookies.jar.set_cookie(...)`'],
  ],
  [
    'domains, and a copy [K14]',
    py`
    print(client.cookies.list_domains(), client.cookies.list_paths())
    copied = client.cookies.copy()
    print(client.cookies.multiple_domains())
  `,
    ['list_domains', '`list(dict.fromkeys(cookie.domain for cookie in client.cookies.jar))`'],
    ['list_paths', 'cookie.path for cookie'],
    ['copy', '`httpx.Cookies(client.cookies)`'],
    ['multiple_domains', '`len({cookie.domain for cookie in client.cookies.jar}) < len(client.cookies.jar)`'],
  ],
  [
    'a helper whose result is used [K16]',
    py`
    from requests.utils import add_dict_to_cookiejar
    jar = add_dict_to_cookiejar(client.cookies, {"a": "b"})
  `,
    ['client.cookies', 'write `client.cookies.update({"a": "b"})`'],
  ],
]);

noop(rule, [
  py`print(sorted(client.cookies, key=lambda one: one.lower()), list(map(lambda one: one.upper(), client.cookies)))`,
  py`print(sorted(client.cookies, key=len), list(map(str.upper, client.cookies)), min(jar, key=lambda one: one.name))`,
  py`print(list(client.cookies)[0].upper(), [one.upper() for one in sorted(client.cookies)], list(jar)[0].name)`,
  // A view is as good as a list there.
  py`
    for name in client.cookies.keys():
        print(name)
  `,
  py`assert "a" in client.cookies.keys() and len(client.cookies.values()) == 1`,
  py`
    names = client.cookies.keys()
    assert "a" in names and len(names) == 1
    for name in names:
        print(name)
  `,
  py`
    def test_it(a):
        names = client.cookies.keys()
        if a:
            names = ["a"]
        assert names[0] == "a"
  `,
  py`assert sorted(client.cookies.items()) == [("a", "b")]`,
  py`assert list(client.cookies.keys()) == ["a"]`,
  py`assert set(client.cookies.keys()) == {"a"}`,
  // A list was never equal to a set: this is written for a view.
  py`assert client.cookies.keys() == {"a"}`,
  py`assert client.cookies.keys() == client.get("/").cookies.keys()`,
  // Both have these.
  py`client.cookies.set("a", "b", domain="testserver.local", path="/")`,
  py`client.cookies.clear()`,
  py`client.cookies.clear(domain="testserver.local", path="/")`,
  py`assert client.cookies["a"] == client.cookies.get("a", default="") and client.cookies`,
  py`client.cookies.update({"a": "b"})`,
  py`client.cookies.extract_cookies(response)`,
  py`client.cookies.set("a", value)`,
  py`client.cookies.set(**cookie)`,
  // The names are what is wanted.
  py`
    for name in client.cookies:
        print(name, client.cookies[name])
  `,
  py`print([name.upper() for name in client.cookies])`,
  py`
    for cookie in client.cookies.jar:
        print(cookie.name)
  `,
  py`client.cookies = {"a": "b"}`,
  py`assert client.get("/").headers.keys() == ["a"] or client.get("/").json().values()[0]`,
  // Jars of others.
  py`
    import requests
    session = requests.Session()
    print(session.cookies.get_dict(), session.get("http://localhost").cookies.values()[0])
    requests.utils.dict_from_cookiejar(session.cookies)
    for cookie in session.cookies:
        print(cookie.name)
  `,
  py`
    import httpx
    client = httpx.Client()
    print(client.cookies.get_dict())
  `,
  py`
    from async_asgi_testclient import TestClient
    async def test_it():
        client = TestClient(app)
        print((await client.get("/")).cookies.get_dict())
  `,
  py`
    from django.test import Client
    client = Client()
    print(client.cookies.values()[0])
  `,
  py`
    from unittest.mock import MagicMock
    client = MagicMock()
    print(client.get("/").cookies.get_dict(), client.cookies.values()[0])
  `,
  py`
    def client(cookies):
        return cookies.values()[0]
  `,
]);
