import { rule } from '../../transforms/response-api.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'turns ok into the opposite of is_error [P1]',
    py`assert client.get("/").ok`,
    py`assert not client.get("/").is_error`,
    py`assert not client.get("/").ok, "no"`,
    py`assert client.get("/").is_error, "no"`,
    py`assert not (client.get("/").ok)`,
    py`assert client.get("/").is_error`,
    ts`assert((await client.get("/")).ok);`,
    ts`assert(!(await client.get("/")).isError);`,
    ts`if (!(await client.get("/")).ok) throw new Error("no");`,
    ts`if ((await client.get("/")).isError) throw new Error("no");`,
  ],
  [
    'turns ok into the opposite of is_error where it is compared with True or False [P1]',
    py`
    r = client.get("/")
    assert r.ok is True and r.ok == True
    assert r.ok is False and r.ok == False
    assert r.ok is not True and r.ok != False
    assert True == r.ok
    assert not r.ok is False
  `,
    py`
    r = client.get("/")
    assert not r.is_error and not r.is_error
    assert r.is_error and r.is_error
    assert r.is_error and not r.is_error
    assert not r.is_error
    assert not r.is_error
  `,
    ts`
    const r = await client.get("/");
    expect(r.ok === true || r.ok !== false).toBe(r.ok === false);
  `,
    ts`
    const r = await client.get("/");
    expect(!r.isError || !r.isError).toBe(r.isError);
  `,
  ],
  [
    'turns ok into the opposite of is_error where its value is used [P1]',
    py`
    r = client.get("/")
    print(r.ok, r.ok == expected, f"{r.ok} {r.ok!r}", [r.ok], {"a": r.ok}, int(r.ok) + 1)
    total = r.ok + 1
    status = "fine" if r.ok else "bad"
    ok = r.ok or x
    f = lambda: r.ok
  `,
    py`
    r = client.get("/")
    print(not r.is_error, (not r.is_error) == expected, f"{not r.is_error} {not r.is_error!r}", [not r.is_error], {"a": not r.is_error}, int(not r.is_error) + 1)
    total = (not r.is_error) + 1
    status = "fine" if not r.is_error else "bad"
    ok = not r.is_error or x
    f = lambda: not r.is_error
  `,
    ts`
    const r = await client.get("/");
    const found = { ok: r.ok, text: \`\${r.ok}\` };
    expect(r.ok).toBe(true);
    expect(r.ok).toBeTruthy();
  `,
    ts`
    const r = await client.get("/");
    const found = { ok: !r.isError, text: \`\${!r.isError}\` };
    expect(!r.isError).toBe(true);
    expect(!r.isError).toBeTruthy();
  `,
  ],
  [
    'follows responses through helpers, fixtures, loops, parameters and attributes [P1]',
    py`
    import pytest

    def fetch(path):
        return client.get(path)

    @pytest.fixture
    def make():
        def inner(path):
            return client.post(path)
        return inner

    def check(response):
        assert response.ok

    def test_it(make):
        check(fetch("/"))
        assert make("/").ok
        assert all(r.ok for r in [fetch("/a"), fetch("/b")])
        for one in (fetch("/"),):
            if not one.ok:
                return
  `,
    py`
    import pytest

    def fetch(path):
        return client.get(path)

    @pytest.fixture
    def make():
        def inner(path):
            return client.post(path)
        return inner

    def check(response):
        assert not response.is_error

    def test_it(make):
        check(fetch("/"))
        assert not make("/").is_error
        assert all(not r.is_error for r in [fetch("/a"), fetch("/b")])
        for one in (fetch("/"),):
            if one.is_error:
                return
  `,
    py`
    from unittest import TestCase

    class TestIt(TestCase):
        def setUp(self):
            self.response = client.get("/")

        def test_it(self):
            self.assertTrue(self.response.ok)
            self.assertTrue(self.response)
  `,
    py`
    from unittest import TestCase

    class TestIt(TestCase):
        def setUp(self):
            self.response = client.get("/")

        def test_it(self):
            self.assertTrue(not self.response.is_error)
            self.assertTrue(not self.response.is_error)
  `,
  ],
  [
    'asks for the status where only the truth of a response counts [P2]',
    py`assert client.get("/")`,
    py`assert not client.get("/").is_error`,
    py`
    r = client.get("/")
    if r and r.json():
        pass
    elif not r:
        pass
    while not (r): pass
    print(bool(r), 1 if r else 2, [x for x in y if r])
  `,
    py`
    r = client.get("/")
    if not r.is_error and r.json():
        pass
    elif r.is_error:
        pass
    while r.is_error: pass
    print(bool(not r.is_error), 1 if not r.is_error else 2, [x for x in y if not r.is_error])
  `,
    py`
    if r := client.get("/"):
        print(r)
  `,
    py`
    if not (r := client.get("/")).is_error:
        print(r)
  `,
  ],
  [
    'tells a response from None where it may be either [P2]',
    py`
    def maybe(flag):
        if flag:
            return client.get("/")
        return None

    def test_it(flag):
        found = maybe(flag)
        if found:
            print(found)
        assert not found
  `,
    py`
    def maybe(flag):
        if flag:
            return client.get("/")
        return None

    def test_it(flag):
        found = maybe(flag)
        if found is not None and not found.is_error:
            print(found)
        assert not (found is not None and not found.is_error)
  `,
  ],
  [
    'renames reason [P3]',
    py`assert client.get("/").reason == "OK"`,
    py`assert client.get("/").reason_phrase == "OK"`,
    py`assert client.get("/").reason == "I'm a Teapot"`,
    py`assert client.get("/").reason_phrase == "I'm a teapot"`,
    ts`expect((await client.get("/")).reason).toBe("OK");`,
    ts`expect((await client.get("/")).reasonPhrase).toBe("OK");`,
    ts`const { reason } = await client.get("/");`,
    ts`const { reasonPhrase: reason } = await client.get("/");`,
  ],
  [
    'makes a str of a URL where something of a str is read [P4, P6]',
    py`
    r = client.get("/")
    assert r.url.endswith("/x") and r.request.url.split("?")[0]
    url = r.url
    print(url.replace("a", "b"))
  `,
    py`
    r = client.get("/")
    assert str(r.url).endswith("/x") and str(r.request.url).split("?")[0]
    url = r.url
    print(str(url).replace("a", "b"))
  `,
  ],
  [
    'makes a str of a URL that is given to what takes no URL [P4, P6]',
    py`
    import json, re
    from urllib.parse import unquote, urlparse
    r = client.get("/")
    print(urlparse(r.url), unquote(r.request.url), len(r.url), r.url[4:], r.url + "x", "x" + r.url)
    assert "x" in r.url and "y" not in r.url
    assert re.match("http", r.url) and re.compile("x").search(r.url)
    json.dumps(r.url)
  `,
    py`
    import json, re
    from urllib.parse import unquote, urlparse
    r = client.get("/")
    print(urlparse(str(r.url)), unquote(str(r.request.url)), len(str(r.url)), str(r.url)[4:], str(r.url) + "x", "x" + str(r.url))
    assert "x" in str(r.url) and "y" not in str(r.url)
    assert re.match("http", str(r.url)) and re.compile("x").search(str(r.url))
    json.dumps(str(r.url))
  `,
  ],
  [
    'makes a str of a URL that has a name, or stands in a dictionary, where it is given to what takes no URL [P4]',
    py`
    from urllib.parse import urlparse
    def query(of):
        return urlparse(of).query
    url = client.get("/").url
    assert urlparse(url).query == query(client.get("/a").url)
    assert "a" in url and url in "http://testserver/ a" and url == "http://testserver/"
    d = {"u": client.get("/").url}
    print(d["u"][4:], url + "x", len(url))
  `,
    py`
    from urllib.parse import urlparse
    def query(of):
        return urlparse(str(of)).query
    url = client.get("/").url
    assert urlparse(str(url)).query == query(client.get("/a").url)
    assert "a" in str(url) and str(url) in "http://testserver/ a" and url == "http://testserver/"
    d = {"u": client.get("/").url}
    print(str(d["u"])[4:], str(url) + "x", len(str(url)))
  `,
  ],
  [
    'takes what is left of an unpacked list for a list of responses [P1]',
    py`
    first, *rest = [client.get("/"), client.get("/a")]
    assert first.ok and all(r.ok for r in rest)
  `,
    py`
    first, *rest = [client.get("/"), client.get("/a")]
    assert not first.is_error and all(not r.is_error for r in rest)
  `,
  ],
  [
    'turns the body of a request into its content [P7]',
    py`
    import json
    r = client.post("/")
    print(json.loads(r.request.body), r.request.body.decode(), r.request.body == b"a")
    assert r.request.body is None
    assert r.request.body is not None
    assert r.request.body == "a=b"
    body = r.request.body
    assert body == b"a" and json.loads(body)
    if r.request.body and len(r.request.body) > 1: pass
  `,
    py`
    import json
    r = client.post("/")
    print(json.loads(r.request.content), r.request.content.decode(), r.request.content == b"a")
    assert not r.request.content
    assert bool(r.request.content)
    assert r.request.content.decode() == "a=b"
    body = r.request.content
    assert body == b"a" and json.loads(body)
    if r.request.content and len(r.request.content) > 1: pass
  `,
  ],
  [
    'finds the path of a request [P8]',
    py`assert client.get("/a?b=c").request.path_url == "/a?b=c"`,
    py`assert client.get("/a?b=c").request.url.raw_path.decode() == "/a?b=c"`,
  ],
  [
    'turns iter_content into iter_bytes or iter_text [P9]',
    py`
    r = client.get("/")
    print(r.iter_content(), r.iter_content(10), r.iter_content(chunk_size=n), r.iter_content(10, False))
    print(r.iter_content(10, decode_unicode=True))
  `,
    py`
    r = client.get("/")
    print(r.iter_bytes(1), r.iter_bytes(10), r.iter_bytes(n), r.iter_bytes(10))
    print(r.iter_text(10))
  `,
  ],
  [
    'splits the lines of a body where iter_lines is given what it no longer takes [P10]',
    py`
    r = client.get("/")
    lines = list(r.iter_lines(decode_unicode=True)) + list(r.iter_lines(100))
  `,
    py`
    r = client.get("/")
    lines = list(iter(r.text.splitlines())) + list(iter(r.content.splitlines()))
  `,
  ],
  [
    'iterates over the bytes of a response [P11]',
    py`
    r = client.get("/")
    for chunk in r:
        print(chunk)
    body = b"".join(r)
  `,
    py`
    r = client.get("/")
    for chunk in r.iter_bytes(128):
        print(chunk)
    body = b"".join(r.iter_bytes(128))
  `,
  ],
  [
    'reads the headers of a response itself [P12, H12]',
    py`
    r = client.get("/")
    assert r.raw.headers.getlist("set-cookie") == []
    assert r.raw.headers["a"] == r.raw.headers.get("b")
  `,
    py`
    r = client.get("/")
    assert r.headers.get_list("set-cookie") == []
    assert r.headers["a"] == r.headers.get("b")
  `,
  ],
  [
    'removes the encoding of json [P17]',
    py`client.get("/").json(encoding="utf-8")`,
    py`client.get("/").json()`,
    py`client.get("/").json(encoding="utf-8", parse_float=Decimal)`,
    py`client.get("/").json(parse_float=Decimal)`,
  ],
  [
    'closes a response that was entered [P21]',
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    with client.get("/") as r:
        print(r.text)
  `,
    py`
    from starlette.testclient import TestClient
    from contextlib import closing
    client = TestClient(app)
    with closing(client.get("/")) as r:
        print(r.text)
  `,
  ],
  [
    'renames next [R5]',
    py`
    r = client.post("/")
    assert r.next is not None and r.next.url == "http://testserver/x" and r.next.url.endswith("/x")
  `,
    py`
    r = client.post("/")
    assert r.next_request is not None and r.next_request.url == "http://testserver/x" and str(r.next_request.url).endswith("/x")
  `,
  ],
  [
    'asks for a redirect with a location [R6]',
    py`assert client.post("/").is_redirect`,
    py`assert client.post("/").has_redirect_location`,
  ],
  [
    'asks for a redirect that is there to stay [R7]',
    py`
    r = client.post("/")
    assert r.is_permanent_redirect
    assert not r.is_permanent_redirect
  `,
    py`
    r = client.post("/")
    assert r.has_redirect_location and r.status_code in [301, 308]
    assert not (r.has_redirect_location and r.status_code in [301, 308])
  `,
  ],
]);

unsafeCases(rule, [
  [
    'renames the body of a request where it may have been the text of a form [P7]',
    py`
    from urllib.parse import parse_qs
    r = client.post("/", data={"a": "b"})
    body = r.request.body
    assert body == "a=b" and parse_qs(r.request.body) and r.request.body[0] == "a" and f"{r.request.body}"
    def of(r: Response):
        return client.get("/").request.body
  `,
    py`
    from urllib.parse import parse_qs
    r = client.post("/", data={"a": "b"})
    body = r.request.content
    assert body == "a=b" and parse_qs(r.request.content) and r.request.content[0] == "a" and f"{r.request.content}"
    def of(r: Response):
        return client.get("/").request.content
  `,
  ],
  [
    'splits the lines of a body where nothing shows which client iter_lines is called for [P10]',
    py`
    for line in client.get("/").iter_lines():
        print(line.decode())
  `,
    py`
    for line in iter(client.get("/").content.splitlines()):
        print(line.decode())
  `,
  ],
]);

findings(rule, [
  [
    'reports a response whose truth decides on a value [P2]',
    py`
    r = client.get("/")
    found = r or None
  `,
    ['r', '`r.is_error`'],
  ],
  [
    'reports a response that may be None and has no name [P2]',
    py`
    def maybe(flag):
        if flag:
            return client.get("/")
        return None

    assert maybe(1)
  `,
    ['maybe(1)', '(response := maybe(1)) is not None and not response.is_error'],
  ],
  [
    'reports texts that httpx2 has others for [P3]',
    py`assert client.get("/").reason_phrase == "Unprocessable Entity"`,
    ['"Unprocessable Entity"', 'httpx2 says `Unprocessable Content`'],
  ],
  [
    'reports what is left of raw [P12]',
    py`assert client.get("/").raw.version == 11`,
    ['raw', '`client.get("/").content`'],
  ],
  [
    'reports headers that are listed in another way [P12]',
    py`print(client.get("/").raw.headers.items())`,
    ['raw', 'multi_items()'],
  ],
  [
    'reports headers of raw that are given to a name, on which anything may be called [P12, H12]',
    py`
    headers = client.get("/").raw.headers
    assert headers.getlist("set-cookie") == []
  `,
    ['raw', 'multi_items()'],
  ],
  [
    'reports responses in a name whose truth is asked for [P2]',
    py`
    responses = [client.get("/"), client.get("/a")]
    assert all(responses) and any(responses)
    print(list(filter(None, responses)), *filter(None, [client.get("/"), client.get("/a")]))
  `,
    ['responses', '`all(not one.is_error for one in responses)`'],
    ['responses', '`any(not one.is_error for one in responses)`'],
    ['responses', '`(one for one in responses if not one.is_error)`'],
    ['[client.get("/"), client.get("/a")]', 'if not one.is_error)`'],
  ],
  [
    'reports a code that is shown in a text [P1]',
    py`
    r = client.get("/")
    print(f"{r.ok=}")
  `,
    ['ok', '`not r.is_error`'],
  ],
  [
    'reports a permanent redirect of what cannot be repeated [R7]',
    py`assert client.post("/").is_permanent_redirect`,
    ['is_permanent_redirect', 'status_code in [301, 308]'],
  ],
  [
    'reports lines that are divided in another way [P10]',
    py`print(client.get("/").iter_lines(delimiter=b";"))`,
    ['iter_lines', 'splitlines()'],
  ],
  [
    'reports ok that a matcher expects to be what a name holds [P1]',
    ts`
    const response = await client.get("/");
    expect(response).toMatchObject({ ok: expected });
    expect(response).toMatchObject({ ok });
  `,
    ['ok', 'expect the opposite of `isError`'],
    ['ok', 'expect the opposite of `isError`'],
  ],
  [
    'reports ok that is taken out of a response [P1]',
    ts`
    const { ok } = await client.get("/");
    expect(ok).toBe(true);
  `,
    ['ok', 'take out `isError`'],
  ],
  [
    'reports ok of what may be missing [P1]',
    ts`
    const response = await client.get("/");
    expect(response?.ok).toBe(true);
  `,
    ['ok', '`!response.isError`'],
  ],
]);

cases(rule, [
  [
    'turns what a matcher expects of a response [P1, P3]',
    ts`
    const response = await client.get("/");
    expect(response).toMatchObject({ ok: true, status: 200, reason: "OK" });
    expect(await client.get("/a")).not.toMatchObject({ "ok": false });
    expect(response).toHaveProperty("ok");
    expect(response).toHaveProperty("ok", true);
  `,
    ts`
    const response = await client.get("/");
    expect(response).toMatchObject({ isError: false, status: 200, reasonPhrase: "OK" });
    expect(await client.get("/a")).not.toMatchObject({ "isError": true });
    expect(response).toHaveProperty("isError");
    expect(response).toHaveProperty("isError", false);
  `,
  ],
  [
    'turns what is read by name [P1, P3]',
    py`
    r = client.get("/")
    assert getattr(r, "ok") and getattr(r, 'reason') == "OK" and not (getattr(r, "ok"))
  `,
    py`
    r = client.get("/")
    assert not r.is_error and getattr(r, 'reason_phrase') == "OK" and r.is_error
  `,
  ],
  [
    'turns the truth of each response that all or any is given [P2]',
    py`
    r = client.get("/")
    assert all([r, client.get("/a")]) and any(client.get(url) for url in urls) and all((not r, r.text))
    assert not any([client.get(url) for url in urls])
  `,
    py`
    r = client.get("/")
    assert all([not r.is_error, not client.get("/a").is_error]) and any(not client.get(url).is_error for url in urls) and all((r.is_error, r.text))
    assert not any([not client.get(url).is_error for url in urls])
  `,
  ],
  [
    'writes a URL as text where it is made JSON of with others [P6]',
    py`
    import json
    r = client.get("/")
    json.dumps({"url": r.url, "all": [r.url, (r.request.url, 1)], "named": dict(url=r.url)})
    client.post("/", json={"url": r.url, "more": [one.url for one in [r]]})
    client.put("/", json=r.url)
  `,
    py`
    import json
    r = client.get("/")
    json.dumps({"url": str(r.url), "all": [str(r.url), (str(r.request.url), 1)], "named": dict(url=str(r.url))})
    client.post("/", json={"url": str(r.url), "more": [str(one.url) for one in [r]]})
    client.put("/", json=str(r.url))
  `,
  ],
  [
    'turns ok of the response that a caught exception has [P1, P3]',
    py`
    def login(): return client.post("/login")
    try:
        login().raise_for_status()
    except HTTPError as error:
        print(error.response.ok, error.response.reason, error.request.url.endswith("/login"))
  `,
    py`
    def login(): return client.post("/login")
    try:
        login().raise_for_status()
    except HTTPError as error:
        print(not error.response.is_error, error.response.reason_phrase, str(error.request.url).endswith("/login"))
  `,
  ],
  [
    'turns ok of the response that an expected exception has [P1, P3]',
    py`
    import pytest
    def test_it():
        with pytest.raises(HTTPError) as info:
            client.get("/").raise_for_status()
        error = info.value
        response = error.response
        assert not error.response.ok and response.reason == "Not Found"
    class Test:
        def test_it(self):
            with self.assertRaises(HTTPError) as caught:
                client.get("/").raise_for_status()
            assert not caught.exception.response.ok
  `,
    py`
    import pytest
    def test_it():
        with pytest.raises(HTTPError) as info:
            client.get("/").raise_for_status()
        error = info.value
        response = error.response
        assert error.response.is_error and response.reason_phrase == "Not Found"
    class Test:
        def test_it(self):
            with self.assertRaises(HTTPError) as caught:
                client.get("/").raise_for_status()
            assert caught.exception.response.is_error
  `,
  ],
  [
    'turns what is read before or behind, and what another handler is for [P1, P3]',
    py`
    def test_it(other):
        r = client.get("/")
        assert r.reason == "OK"
        other.reason = "x"
        try:
            assert r.ok
        except AssertionError:
            print(r.reason)
  `,
    py`
    def test_it(other):
        r = client.get("/")
        assert r.reason_phrase == "OK"
        other.reason = "x"
        try:
            assert not r.is_error
        except AssertionError:
            print(r.reason_phrase)
  `,
  ],
  [
    'where a test patches the session of requests, and the client is annotated [P6]',
    py`
    from starlette.testclient import TestClient
    def test_it(api: TestClient):
        with patch("requests.Session.request"):
            fetch()
        assert api.get("/").url.endswith("/")
  `,
    py`
    from starlette.testclient import TestClient
    def test_it(api: TestClient):
        with patch("requests.Session.request"):
            fetch()
        assert str(api.get("/").url).endswith("/")
  `,
  ],
]);

noop(rule, [
  // Other code may raise the exception: it sends with requests, or cannot be seen to send with a test client.
  py`
    import requests
    try:
        requests.get("http://x").raise_for_status()
        client.get("/").raise_for_status()
    except requests.HTTPError as error:
        assert not error.response.ok
  `,
  py`
    def fetch(): run("x")
    try:
        fetch()
        client.get("/").raise_for_status()
    except HTTPError as error:
        assert not error.response.ok
  `,
  py`
    import pytest
    def test_it(session):
        with pytest.raises(HTTPError) as info:
            session.get("/").raise_for_status()
        assert not info.value.response.ok
        with pytest.raises(HTTPError) as info:
            client.get("/")
        assert not info.value.response.ok
  `,
  // What is ready for a missing attribute, and what encodes a URL itself or is no JSON.
  py`
    import json
    r = client.get("/")
    print(getattr(r, "ok", True) and hasattr(r, "ok"))
    json.dumps({"url": r.url}, default=str)
    print({"url": r.url}, [r.url], dict(url=r.url))
    client.post("/", data={"url": r.url}, params={"url": r.url})
  `,
  py`
    texts = [client.get("/").text, client.get("/").json()]
    assert all(texts) and any(one.text for one in [client.get("/")]) and list(filter(len, [client.get("/")]))
    assert all(other.get(url) for url in urls) and getattr(other, "ok")
  `,
  // Functions of the file that are called like builtins.
  py`
    from tests.checks import any
    def all(responses): return [one.status_code for one in responses]
    def getattr(one, name): return one.headers[name]
    def filter(key, responses): return responses
    assert all([client.get("/")]) == [200] and any([client.get("/")]) and getattr(client.get("/"), "ok")
    filter(None, [client.get("/")])
  `,
  // Code that is ready for either client.
  py`
    def is_fine(r=client.get("/")):
        try:
            return r.ok
        except AttributeError:
            return r.is_success
  `,
  py`
    from contextlib import suppress
    r = client.get("/")
    with suppress(KeyError, AttributeError):
        print(r.reason)
    try:
        if True: print(r.reason)
    except (AttributeError, KeyError):
        print(r.reason_phrase)
  `,
  // What the test has set itself.
  py`
    def test_it():
        r = client.get("/")
        r.reason = "Nothing"
        assert r.reason == "Nothing"
  `,
  py`assert client.get("/").status_code == 200`,
  py`assert not client.get("/").is_error and client.get("/").is_success`,
  py`assert client.get("/").has_redirect_location`,
  py`assert client.get("/").json() == {"ok": True}`,
  py`assert client.get("/").json()["ok"]`,
  py`print(client.get("/").json(**options))`,
  py`assert client.get("/").reason_phrase == "OK"`,
  py`assert client.get("/") is not None`,
  py`
    r = client.get("/")
    assert r.url == "http://testserver/" and r.url != "x" and r.url in ["http://testserver/"]
    assert r.url in {"x": 1} and [client.get(r.url)] and print(r.url) and urlparse(str(r.url))
    print(f"{r.url}", "%s" % r.url, str(r.url), {r.url: 1}, r.url.path, r.url.host, r.url.join("/x"))
  `,
  py`assert str(client.get("/").url).endswith("/x")`,
  py`
    url = str(client.get("/").url)
    assert urlparse(url) and "x" in url and url[4:] and url + "x" and len(url)
  `,
  py`
    url = client.get("/").url
    assert url == "x" and url in ["x"] and print(url) and urlparse(str(url)) and f"{url}"
    url = "http://x"
    assert urlparse(url) and url[4:]
  `,
  py`
    r = client.get("/")
    text, url = r.text, r.json()["url"]
    assert "x" in text and urlparse(url) and text[4:] and len(text)
  `,
  py`assert client.base_url.endswith("/x")`,
  py`
    import requests
    r = requests.get("http://x")
    assert r.ok and r and r.reason and r.url.endswith("/x")
    with requests.get("http://x") as s: pass
    with requests.Session() as session:
        assert session.get("http://x").ok
  `,
  py`
    import httpx
    async def test_it():
        async with httpx.AsyncClient(app=app) as c:
            r = await c.get("/")
            assert r.ok and r and r.url.endswith("/x")
  `,
  py`
    from unittest.mock import MagicMock
    response = MagicMock(ok=False)
    assert not response.ok and response
    for chunk in response: pass
  `,
  py`
    class Result:
        ok = True
        reason = "x"
        url = "http://x"

    result = Result()
    assert result.ok and result and result.reason and result.url.endswith("/x")
  `,
  py`
    class Result:
        def __init__(self, response):
            self.ok = response.status_code < 400

    assert Result(client.get("/")).ok
  `,
  py`
    r = client.get("/")
    r = r.json()
    assert r
    assert r.ok
    for one in r: pass
  `,
  py`
    for response in ["a", "b"]:
        assert response
    assert [one for one in client.get("/").json()]
  `,
  py`
    with client as c:
        assert c.get("/").status_code == 200
  `,
  py`
    from flask import Flask
    client = Flask(__name__).test_client()
    assert client.get("/").ok
  `,
  py`
    from django.test import Client
    client = Client()
    assert client.get("/").ok and client.get("/").url.endswith("/x")
  `,
  py`
    from aiohttp.test_utils import TestClient
    async def test_it(client: TestClient):
        r = await client.get("/")
        assert r.ok and r.reason == "OK"
  `,
  py`
    from async_asgi_testclient import TestClient
    async def test_it():
        client = TestClient(app)
        r = await client.get("/")
        assert r.ok
  `,
  py`
    def test_it(response):
        assert response.ok and response
  `,
  py`
    with client.stream("GET", "/") as r:
        print(r.status_code)
  `,
  py`
    def is_fine(r):
        return r.ok if hasattr(r, "ok") else not r.is_error

    def is_good(r):
        if hasattr(r, "is_error"):
            return not r.is_error
        return r.ok

    assert is_fine(client.get("/")) and is_good(client.get("/"))
  `,
  py`
    import starlette
    from packaging.version import Version

    response = client.get("/")
    if Version(starlette.__version__) < Version("0.21"):
        assert response and response.ok and response.reason == "OK"
        for chunk in response: pass
  `,
  py`
    import requests

    class Registry:
        def __init__(self, session: requests.Session | None = None):
            self.session = session or requests.Session()

        def get(self, path) -> requests.Response:
            return self.session.get(path)

    def fetch(registry: Registry):
        with registry.get("/", stream=True) as response:
            return [chunk for chunk in response.iter_content(10)] if response else None
  `,
  ts`
    const response = await client.get("/");
    expect(response).toMatchObject({ status: 200, json: { ok: true } });
    expect(response).not.toHaveProperty("ok");
    expect(response.json()).toMatchObject({ ok: true });
    expect({ ok: true, response }).toMatchObject({ ok: true });
    expect(await fetch("/")).toMatchObject({ ok: true });
    expect(response.json()).toHaveProperty("ok", true);
  `,
  ts`expect((await client.get("/")).isError).toBe(false);`,
  ts`if (await client.get("/")) done();`,
  ts`
    const response = await client.get("/");
    if (response && !response.isError) done(response.url.endsWith("/x"));
    for (const one of response.json()) done(one);
  `,
  ts`
    const response = await fetch("/");
    if (response.ok) done(response.reason);
  `,
  ts`
    const result = { ok: true, reason: "x" };
    if (result.ok) done(result.reason);
  `,
]);
