import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { finds } from './finds.ts';

const client = `from fastapi.testclient import TestClient\n`;

describe('a session of requests was the class of a test client', () => {
  finds([
    [
      'of what a function returns, and of a fixture',
      `${client}${code`
        import pytest, requests
        def make() -> requests.Session:
            return TestClient(app)
        @pytest.fixture
        def api() -> requests.Session:
            return TestClient(app)
        def test_a(api: requests.Session):
            api.get("/")
            make().get("/")
      `}`,
      ['9 api.get proven fixture', '10 make().get proven factory'],
    ],
    [
      'of a cast, a variable and a parameter',
      `${client}${code`
        from typing import cast
        from requests import Session
        api: Session = TestClient(app)
        api.get("/")
        cast(Session, api).get("/")
        def send(web: Session):
            web.get("/")
        send(api)
      `}`,
      [
        '5 api.get proven constructed',
        '6 cast(Session, api).get proven constructed',
        '8 web.get proven caller',
      ],
    ],
    [
      'of an attribute of a class',
      `${client}${code`
        import requests
        class Base:
            api: requests.Session
            def setUp(self):
                self.api = TestClient(app)
            def test_a(self):
                self.api.get("/")
      `}`,
      ['8 self.api.get proven constructed'],
    ],
    [
      'which is none where nothing shows a client, and mixed where both are given',
      `${client}${code`
        import requests
        def real(web: requests.Session):
            web.get("/")
        def none(web: requests.Session):
            web.get("/")
        none(requests.Session())
        def both(web: requests.Session):
            web.get("/")
        both(requests.Session())
        both(TestClient(app))
        session: requests.Session = make()
        session.get("/")
      `}`,
      ['9 web.get mixed caller'],
    ],
  ]);
});

describe('a client is found by the class of an instance', () => {
  finds([
    [
      'that sets it for all',
      `${client}${code`
        class TestIt:
            @classmethod
            def setup_class(cls):
                cls.api = TestClient(app)
            @property
            def web(self):
                return self.__class__.api
            def test_a(self):
                type(self).api.get("/")
                self.__class__.api.get("/")
                self.web.get("/")
      `}`,
      [
        '10 type(self).api.get proven constructed',
        '11 self.__class__.api.get proven constructed',
        '12 self.web.get proven factory',
      ],
    ],
    [
      'but not by that of anything else',
      `${client}${code`
      type(thing).api.get("/")
      type("T", (), {}).api.get("/")
      thing.__class__.api.get("/")
    `}`,
      [],
    ],
  ]);
});

describe('a client is known by an alias or by what is left of the arguments', () => {
  finds([
    [
      'by aliases',
      `${client}${code`
        from typing import TypeAlias
        type Api = TestClient
        Apis = list[TestClient]
        Web: TypeAlias = "TestClient"
        Maybe = TestClient | None
        def send(api: Api, apis: Apis, web: Web, maybe: Maybe):
            api.get("/")
            apis[0].get("/")
            web.get("/")
            maybe.get("/")
      `}`,
      [
        '8 api.get proven annotated',
        '9 apis[0].get proven annotated',
        '10 web.get proven annotated',
        '11 maybe.get proven annotated',
      ],
    ],
    [
      'by an alias that stands in itself',
      `${client}${code`
        from typing import TypeAlias
        Apis: TypeAlias = "TestClient | list[Apis]"
        Trees: TypeAlias = "dict[str, Trees]"
        def send(apis: Apis, trees: Trees, api: TestClient):
            apis.get("/")
            trees["a"].get("/")
            api.get("/")
      `}`,
      ['6 apis.get mixed annotated', '8 api.get proven annotated'],
    ],
    [
      'among the rest of the arguments',
      `${client}${code`
        def send(*apis: TestClient, **more: TestClient):
            for api in apis:
                api.get("/")
            apis[0].get("/")
            more["a"].get("/")
        def other(*sessions: object, **more: str):
            sessions[0].get("/")
            more["a"].get("/")
      `}`,
      ['4 api.get proven annotated', '5 apis[0].get proven annotated', '6 more["a"].get proven annotated'],
    ],
  ]);
});

describe('a lambda is given what the calls in its file pass', () => {
  finds([
    [
      'in a parametrized test',
      `${client}${code`
        import pytest
        @pytest.mark.parametrize("call", [lambda api: api.get("/"), lambda c: c.post("/")])
        def test_a(call):
            call(TestClient(app))
        list(map(lambda web, url: web.get(url), [TestClient(app)], ["/"]))
      `}`,
      ['3 api.get likely constructed', '3 c.post likely constructed', '6 web.get likely constructed'],
    ],
    [
      'and nothing else',
      `${client}${code`
        call = lambda api: api.get("/")
        call(requests.Session())
        sorted(things, key=lambda thing: thing.get("a"))
      `}`,
      [],
    ],
  ]);
});
