import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds } from './finds.ts';

describe('a client is known by its construction', () => {
  finds([
    [
      'by an object that can be called',
      code`
        from fastapi.testclient import TestClient
        class Make:
            def __call__(self, app):
                return TestClient(app)
        make = Make()
        c = make(app)
        c.get("/")
      `,
      ['7 c.get proven factory'],
    ],
    [
      'by a protocol that is there for the type checker alone',
      code`
        from typing import TYPE_CHECKING, Protocol
        from fastapi.testclient import TestClient
        if TYPE_CHECKING:
            class Factory(Protocol):
                def __call__(self, app) -> TestClient: ...
        else:
            class Factory:
                __test__ = False
        def test_x(factory: Factory):
            factory(app).get("/")
      `,
      ['10 factory(app).get proven factory'],
    ],
    [
      'not by an object whose class says nothing of it',
      code`
        from fastapi.testclient import TestClient
        class Make:
            pass
        x = Make()(app)
        x.get("/")
      `,
      [],
    ],
    [
      'in a name',
      code`
        from starlette.testclient import TestClient
        client = TestClient(app)
        client.get("/")
      `,
      ['3 client.get proven constructed'],
    ],
    [
      'with an alias of the class',
      code`
        from fastapi.testclient import TestClient as TC
        x = TC(app)
        x.get("/")
      `,
      ['3 x.get proven constructed'],
    ],
    [
      'through the module',
      code`
        import starlette.testclient
        x = starlette.testclient.TestClient(app)
        x.get("/")
      `,
      ['3 x.get proven constructed'],
    ],
    [
      'through an alias of the module',
      code`
        from fastapi import testclient as t
        x = t.TestClient(app)
        x.get("/")
      `,
      ['3 x.get proven constructed'],
    ],
    [
      'in a with statement',
      code`
        from fastapi.testclient import TestClient
        with TestClient(app) as c:
            c.post("/")
      `,
      ['3 c.post proven constructed'],
    ],
    [
      'in a with statement of several items',
      code`
        from fastapi.testclient import TestClient
        with open("f") as f, TestClient(app) as c:
            c.post("/")
            f.get("/")
      `,
      ['3 c.post proven constructed'],
    ],
    [
      'in place',
      `from fastapi.testclient import TestClient\nTestClient(app).get("/")`,
      ['2 TestClient(app).get proven constructed'],
    ],
    [
      'by a walrus',
      code`
        from fastapi.testclient import TestClient
        if (c := TestClient(app)):
            c.get("/")
      `,
      ['3 c.get proven constructed'],
    ],
    [
      'unpacked from a tuple',
      code`
        from fastapi.testclient import TestClient
        a, (b, c) = 1, (2, TestClient(app))
        c.get("/")
        b.get("/")
      `,
      ['3 c.get proven constructed'],
    ],
    [
      'taken from a list',
      code`
        from fastapi.testclient import TestClient
        for c in [TestClient(app), TestClient(other)]:
            c.get("/")
      `,
      ['3 c.get proven constructed'],
    ],
    [
      'in a comprehension',
      code`
        from fastapi.testclient import TestClient
        all = [c.get("/") for c in (TestClient(app),)]
      `,
      ['2 c.get proven constructed'],
    ],
    [
      'by subscript',
      code`
        from fastapi.testclient import TestClient
        cs = {"a": TestClient(app)}
        cs["a"].get("/")
      `,
      ['3 cs["a"].get proven constructed'],
    ],
    [
      'entered on an exit stack',
      code`
        from contextlib import ExitStack
        from fastapi.testclient import TestClient
        with ExitStack() as s:
            c = s.enter_context(TestClient(app))
            c.get("/")
      `,
      ['5 c.get proven constructed'],
    ],
    [
      'in either branch',
      code`
        from fastapi.testclient import TestClient
        if x:
            c = TestClient(a)
        else:
            c = TestClient(b)
        c.get("/")
      `,
      ['6 c.get proven constructed'],
    ],
    [
      'by a conditional import',
      code`
        try:
            from fastapi.testclient import TestClient
        except ImportError:
            from starlette.testclient import TestClient
        c = TestClient(app)
        c.get("/")
      `,
      ['6 c.get proven constructed'],
    ],
    [
      'by functools.partial',
      code`
        from functools import partial
        from starlette.testclient import TestClient
        make = partial(TestClient, backend="trio")
        make(app).get("/")
      `,
      ['4 make(app).get proven constructed'],
    ],
    [
      'by a factory that a class holds as a static method',
      code`
        from fastapi.testclient import TestClient
        def make(): return TestClient(app)
        class Case:
            own = staticmethod(lambda: TestClient(app))
            shared = staticmethod(make)
            def setup_method(self):
                self.client = self.own()
            def test_it(self):
                self.client.get("/")
                self.shared().get("/")
      `,
      ['9 self.client.get proven constructed', '10 self.shared().get proven factory'],
    ],
    [
      'by a lambda',
      code`
        from starlette.testclient import TestClient
        make = lambda: TestClient(app)
        make().get("/")
      `,
      ['3 make().get proven constructed'],
    ],
    [
      'declared by a cast',
      code`
        from typing import cast
        from starlette.testclient import TestClient
        c = cast(TestClient, x)
        c.get("/")
      `,
      ['4 c.get proven annotated'],
    ],
    [
      'awaited, of httpx with an app',
      code`
        from httpx import AsyncClient
        async def test_a():
            async with AsyncClient(app=app, base_url="http://t") as ac:
                await ac.get("/")
      `,
      ['4 ac.get proven constructed'],
    ],
    [
      'of httpx with an ASGI transport',
      code`
        import httpx
        async def test_a():
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as ac:
                await ac.get("/")
      `,
      ['4 ac.get proven constructed'],
    ],
    [
      'of a framework by its factory',
      code`
        from starlite.testing import create_test_client
        with create_test_client(h) as c:
            c.post("/")
      `,
      ['3 c.post proven factory'],
    ],
    [
      'chained calls count apart',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        c.post("/", data=c.get("/").text)
      `,
      ['3 c.post proven constructed', '3 c.get proven constructed'],
    ],
    [
      'inside an f-string',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        x = f"{c.get('/').text}"
      `,
      ['3 c.get proven constructed'],
    ],
    [
      'inside a decorator, a default and an assert',
      code`
        from fastapi.testclient import TestClient
        c = TestClient(app)
        @mark(c.get("/"))
        def f(x=c.post("/")):
            assert c.put("/")
      `,
      ['3 c.get proven constructed', '4 c.post proven constructed', '5 c.put proven constructed'],
    ],
    [
      'of a subclass of httpx that brings its app',
      code`
        import httpx
        class Api(httpx.AsyncClient):
            def __init__(self):
                super().__init__(app=app, base_url="http://t")
        async def test_a():
            await Api().post("/")
      `,
      ['6 Api().post proven subclass'],
    ],
    [
      'of httpx with an app in a spread dictionary',
      code`
        import httpx
        options = {"app": app, "base_url": "http://t"}
        async def test_a():
            async with httpx.AsyncClient(**options) as ac:
                await ac.post("/")
      `,
      ['5 ac.post proven constructed'],
    ],
  ]);
});
