import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds } from './finds.ts';

const client = `from fastapi.testclient import TestClient\n`;

describe('a client is followed into a collection and out of it', () => {
  finds([
    [
      'the values and items of a dictionary',
      `${client}${code`
        apis = {"a": TestClient(app)}
        for api in apis.values():
            api.get("/")
        for key, web in apis.items():
            web.get("/")
        name, other = apis.popitem()
        other.get("/")
      `}`,
      ['4 api.get proven constructed', '6 web.get proven constructed', '8 other.get proven constructed'],
    ],
    [
      'a dictionary that is filled later',
      `${client}${code`
        apis = {}
        apis["a"] = TestClient(app)
        apis["a"].get("/")
        more = {}
        more.update(b=TestClient(app))
        more["b"].get("/")
        for api in more.values():
            api.get("/")
      `}`,
      [
        '4 apis["a"].get proven constructed',
        '7 more["b"].get proven constructed',
        '9 api.get proven constructed',
      ],
    ],
    [
      'a dictionary that is made of itself',
      `${client}${code`
        apis = {}
        for name in names:
            apis = {**apis, name: TestClient(app)}
        for api in apis.values():
            api.get("/")
      `}`,
      ['6 api.get proven constructed'],
    ],
    [
      'an annotated dictionary that is filled out of sight',
      `${client}${code`
        apis: dict[str, TestClient] = {}
        fill(apis)
        apis["a"].get("/")
        apis.get("b").get("/")
        def f(more: Mapping[str, TestClient]):
            more["a"].get("/")
      `}`,
      [
        '4 apis["a"].get proven annotated',
        '5 apis.get("b").get proven annotated',
        '7 more["a"].get proven annotated',
      ],
    ],
    [
      'a comprehension and the constructor of a dictionary',
      `${client}${code`
        {name: TestClient(app) for name in names}["a"].get("/")
        dict(api=TestClient(app))["api"].get("/")
        apis = {"a": TestClient(app), **{"b": TestClient(app)}}
        apis[name].get("/")
        for api in apis.copy().values():
            api.get("/")
      `}`,
      [
        '2 {name: TestClient(app) for name in names}["a"].get proven constructed',
        '3 dict(api=TestClient(app))["api"].get proven constructed',
        '5 apis[name].get proven constructed',
        '7 api.get proven constructed',
      ],
    ],
    [
      'a named tuple',
      `${client}${code`
        from typing import NamedTuple
        class Pair(NamedTuple):
            api: TestClient
            token: str
        api, token = Pair(TestClient(app), "t")
        api.get("/")
        Pair(TestClient(app), "t")[0].get("/")
        token.get("/")
      `}`,
      ['7 api.get proven annotated', '8 Pair(TestClient(app), "t")[0].get mixed annotated'],
    ],
    [
      'a class with items of its own',
      `${client}${code`
        class Pool:
            def __getitem__(self, key):
                return TestClient(app)
            def __iter__(self):
                yield TestClient(app)
        Pool()["a"].get("/")
        for api in Pool():
            api.get("/")
        web = next(iter(Pool()))
        web.get("/")
      `}`,
      ['7 Pool()["a"].get proven factory', '9 api.get proven constructed', '11 web.get proven constructed'],
    ],
    [
      'a queue, and what maps over applications',
      `${client}${code`
        import collections, queue
        collections.deque([TestClient(app)]).popleft().get("/")
        waiting = queue.Queue()
        waiting.put(TestClient(app))
        waiting.get().get("/")
        for api in map(TestClient, apps):
            api.get("/")
        first, = filter(None, [TestClient(app)])
        first.get("/")
      `}`,
      [
        '3 collections.deque([TestClient(app)]).popleft().get proven constructed',
        '6 waiting.get().get proven constructed',
        '8 api.get proven constructed',
        '10 first.get proven constructed',
      ],
    ],
  ]);
});

describe('a collection of other things gives no client', () => {
  finds([
    [
      'values of other kinds',
      `${client}${code`
      sessions = {"a": requests.Session()}
      for session in sessions.values():
          session.get("/")
      sessions["a"].get("/")
    `}`,
      [],
    ],
    [
      'clients and others in one',
      `${client}${code`
      import requests
      apis = {"a": TestClient(app), "b": requests.Session()}
      apis["b"].get("/")
      apis[name].get("/")
      apis["c"] = requests.Session()
      for api in apis.values():
          api.get("/")
    `}`,
      ['5 apis[name].get mixed constructed', '8 api.get mixed constructed'],
    ],
    [
      'a class whose items are others',
      `${client}${code`
      class Pool:
          def __getitem__(self, key):
              return object()
      TestClient(app)
      Pool()["a"].get("/")
    `}`,
      [],
    ],
  ]);
});
