import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds, TEST } from './finds.ts';

describe('a name means what it is bound to where it stands', () => {
  const head = code`
    import requests
    from fastapi.testclient import TestClient

  `;
  finds([
    [
      'bound anew to something else',
      code`
        ${head}
        client = TestClient(app)
        client.get("/")
        client = requests.Session()
        client.get("/")
      `,
      ['4 client.get proven constructed'],
    ],
    [
      'bound to something else first',
      code`
        ${head}
        client = requests.Session()
        client.get("/")
        client = TestClient(app)
        client.get("/")
      `,
      ['6 client.get proven constructed'],
    ],
    [
      'on one path only',
      code`
        ${head}
        client = requests.Session()
        if x:
            client = TestClient(app)
        client.get("/")
      `,
      ['6 client.get mixed constructed'],
    ],
    [
      'on a path that returns',
      code`
        ${head}
        def f():
            client = TestClient(app)
            if x:
                client = requests.Session()
                return client.get("/")
            client.get("/")
      `,
      ['8 client.get proven constructed'],
    ],
    [
      'in a loop, bound at its end',
      code`
        ${head}
        def f():
            client = TestClient(app)
            for x in y:
                client.get("/")
                client = requests.Session()
      `,
      ['6 client.get mixed constructed'],
    ],
    [
      'in a handler',
      code`
        ${head}
        def f():
            try:
                client = TestClient(app)
            except E:
                client = requests.Session()
            client.get("/")
      `,
      ['8 client.get mixed constructed'],
    ],
    [
      'shadowed by a parameter',
      code`
        ${head}
        client = TestClient(app)
        def f(client: requests.Session):
            client.get("/")
      `,
      [],
    ],
    [
      'shadowed by an assignment later in the function',
      code`
        ${head}
        client = TestClient(app)
        def f():
            client.get("/")
            client = requests.Session()
      `,
      [],
    ],
    [
      'shadowed by a loop',
      code`
        ${head}
        client = TestClient(app)
        def f(rows: dict):
            for client in [{}]:
                client.get("/")
      `,
      [],
    ],
    [
      'shadowed in a comprehension',
      code`
        ${head}
        client = TestClient(app)
        x = [client.get("/") for client in [{}]]
      `,
      [],
    ],
    [
      'shadowed by a lambda',
      code`
        ${head}
        client = TestClient(app)
        f = lambda client={}: client.get("/")
      `,
      [],
    ],
    [
      'not shadowed by a class body',
      code`
        ${head}
        client = TestClient(app)
        class A:
            client = requests.Session()
            def f(self):
                client.get("/")
      `,
      ['7 client.get proven constructed'],
    ],
    [
      'the class body itself',
      code`
        ${head}
        client = TestClient(app)
        class A:
            client = requests.Session()
            x = client.get("/")
      `,
      [],
    ],
    [
      'deleted',
      code`
        ${head}
        client = TestClient(app)
        del client
        client.get("/")
      `,
      [],
    ],
    [
      'with nonlocal',
      code`
        ${head}
        def f():
            c = None
            def g():
                nonlocal c
                c = TestClient(app)
            g()
            def h():
                c.get("/")
      `,
      ['10 c.get proven constructed'],
    ],
    [
      'captured by a pattern',
      code`
        ${head}
        client = TestClient(app)
        match x:
            case {"c": client}:
                client.get("/")
      `,
      ['6 client.get likely named'],
    ],
    [
      'an exception',
      code`
        ${head}
        client = TestClient(app)
        try:
            pass
        except E as client:
            client.get("/")
      `,
      ['7 client.get likely named'],
    ],
    [
      'a function of that name',
      code`
        ${head}
        def client():
            pass
        client.get("/")
      `,
      [],
    ],
    [
      'a name in another function',
      code`
        ${head}
        def f():
            web = TestClient(app)
        def g():
            web.get("/")
      `,
      [],
    ],
  ]);
});

describe('a name is what it is bound to when it is read', () => {
  const head = code`
    import redis
    from fastapi.testclient import TestClient

  `;
  finds([
    [
      'and an inner function may bind it anew',
      code`
        ${head}
        def test_a():
            c = TestClient(app)
            def swap():
                nonlocal c
                c = redis.Redis()
            swap()
            c.delete("k")
      `,
      ['9 c.delete mixed constructed'],
    ],
    [
      'and an inner function may bind it anew, defined before it is bound',
      code`
        ${head}
        def test_a():
            def swap():
                nonlocal c
                c = redis.Redis()
            c = TestClient(app)
            swap()
            c.delete("k")
      `,
      ['9 c.delete mixed constructed'],
    ],
    [
      'and a function may bind it for the module',
      code`
        ${head}
        def setup():
            global c
            c = TestClient(app)
        setup()
        c.get("/")
      `,
      ['7 c.get proven constructed'],
    ],
    [
      'and finally may be reached without the end of try',
      code`
        ${head}
        def test_a():
            c = redis.Redis()
            try:
                c = TestClient(app)
            finally:
                c.delete("k")
            c.get("/")
      `,
      ['8 c.delete mixed constructed', '9 c.get proven constructed'],
    ],
    [
      'and an exception may have left a block that swallows it',
      code`
        ${head}
        import pytest
        def test_a():
            c = redis.Redis()
            with pytest.raises(ValueError):
                c = TestClient(app)
            c.delete("k")
      `,
      ['8 c.delete mixed constructed'],
    ],
    [
      'and what finally binds is what follows sees',
      code`
        ${head}
        def test_a():
            try:
                c = redis.Redis()
            finally:
                c = TestClient(app)
            c.get("/")
      `,
      ['8 c.get proven constructed'],
    ],
    [
      'and a class body reads the one outside before it has its own',
      code`
        ${head}
        c = redis.Redis()
        class T:
            c.delete("k")
            c = TestClient(app)
            c.get("/")
      `,
      ['7 c.get proven constructed'],
    ],
    [
      'and a class may take over the one outside under its name',
      code`
        ${head}
        c = TestClient(app)
        class T:
            c = c
            def test_a(self):
                self.c.get("/")
      `,
      ['7 self.c.get proven constructed'],
    ],
  ]);
});

describe('an attribute may be set anew elsewhere', () => {
  const base = code`
    import redis
    from fastapi.testclient import TestClient
    class Base:
        c = TestClient(app)
        def wipe(self):
            self.c.delete("k")

  `;
  finds([
    [
      'by a subclass',
      `${base}class Sub(Base):\n    c = redis.Redis()`,
      ['6 self.c.delete mixed constructed'],
    ],
    [
      'by a subclass in another file',
      {
        [TEST]: base,
        'tests/test_b.py': code`
          import redis
          from test_app import Base
          class Sub(Base):
              c = redis.Redis()
        `,
      },
      ['6 self.c.delete mixed constructed'],
    ],
    ['from outside the class', `${base}Base.c = redis.Redis()`, ['6 self.c.delete mixed constructed']],
    ['on an instance', `${base}b = Base()\nb.c = redis.Redis()`, ['6 self.c.delete mixed constructed']],
    [
      'in another module',
      {
        'tests/state.py': 'from fastapi.testclient import TestClient\nc = TestClient(app)',
        [TEST]: code`
          import redis, state
          state.c.get("/")
          state.c = redis.Redis()
        `,
      },
      ['2 state.c.get mixed constructed'],
    ],
    [
      'but not on another class',
      `${base}class Other: ...\nOther.c = redis.Redis()`,
      ['6 self.c.delete proven constructed'],
    ],
    [
      'in place of what a base class leaves open',
      code`
        from fastapi.testclient import TestClient
        class Base:
            def make(self):
                raise NotImplementedError
            def test_a(self):
                self.make().get("/")
        class Sub(Base):
            def make(self):
                return TestClient(app)
      `,
      ['6 self.make().get proven factory'],
    ],
    [
      'by a subclass in another file, where a base class leaves it open',
      {
        [TEST]: code`
          class Base:
              def test_a(self):
                  self.api.get("/")
        `,
        'tests/test_b.py': code`
          from fastapi.testclient import TestClient
          from test_app import Base
          class Sub(Base):
              api = TestClient(app)
        `,
      },
      ['3 self.api.get proven constructed'],
    ],
    [
      'through a property with a setter',
      code`
        from fastapi.testclient import TestClient
        class T:
            @property
            def c(self):
                return TestClient(app)
            @c.setter
            def c(self, value): ...
            def test_a(self):
                self.c.get("/")
      `,
      ['9 self.c.get proven factory'],
    ],
  ]);
});
