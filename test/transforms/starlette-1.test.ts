import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/core/engine/migrate.ts';
import type { Version } from '../../src/core/model/target.ts';
import { languages } from '../../src/languages/index.ts';
import { rule } from '../../transforms/starlette-1.ts';
import { cases, findings, noop } from '../support/rules.ts';
import type { Snippet } from '../support/snippets.ts';

const file = (...lines: readonly string[]): Snippet => ({
  language: 'python',
  text: [
    'from fastapi import APIRouter, FastAPI, status',
    'from starlette.applications import Starlette',
    'from starlette.routing import Router',
    ...lines,
    '',
  ].join('\n'),
});

cases(rule, [
  [
    'gives event handlers of a FastAPI application to its router [S4]',
    file('app = FastAPI()', 'app.add_event_handler("startup", start)'),
    file('app = FastAPI()', 'app.router.add_event_handler("startup", start)'),
  ],
  [
    'does so for the result of a function, a fixture and a decorator [S4]',
    file(
      'import pytest',
      'def make():',
      '    return FastAPI(title="a")',
      'def test_a():',
      '    app = make()',
      '    app.add_event_handler("startup", start)  # once',
      '@pytest.fixture',
      'def it():',
      '    return FastAPI()',
      'def test_b(it):',
      '    @it.route("/a")',
      '    def read(request): ...',
    ),
    file(
      'import pytest',
      'def make():',
      '    return FastAPI(title="a")',
      'def test_a():',
      '    app = make()',
      '    app.router.add_event_handler("startup", start)  # once',
      '@pytest.fixture',
      'def it():',
      '    return FastAPI()',
      'def test_b(it):',
      '    @it.router.route("/a")',
      '    def read(request): ...',
    ),
  ],
  [
    'does so in a class that is derived from FastAPI, and for websockets of any application [S2, S4]',
    file(
      'class Shop(FastAPI):',
      '    def start(self):',
      '        self.add_event_handler("startup", start)',
      'Shop().add_event_handler("startup", start)',
      'app = Starlette()',
      'app.add_websocket_route("/ws", serve)',
      'FastAPI().add_websocket_route("/ws", serve)',
    ),
    file(
      'class Shop(FastAPI):',
      '    def start(self):',
      '        self.router.add_event_handler("startup", start)',
      'Shop().router.add_event_handler("startup", start)',
      'app = Starlette()',
      'app.router.add_websocket_route("/ws", serve)',
      'FastAPI().router.add_websocket_route("/ws", serve)',
    ),
  ],
]);

findings(rule, [
  [
    'the router of a Starlette application, and a router that is started [S2]',
    file(
      'app = Starlette()',
      'app.router.add_event_handler("startup", start)',
      'app.router.on_startup.append(start)',
      '@app.router.route("/a")',
      'def a(request): ...',
      'async def test_a():',
      '    await APIRouter().startup()',
    ),
    ['app.router.add_event_handler', 'pass `lifespan=` to the constructor'],
    ['app.router.on_startup', 'pass `lifespan=` to the constructor'],
    ['app.router.route', 'call `app.router.add_route("/a", function)`'],
    ['APIRouter().startup', 'lifespan_context'],
  ],
  [
    'a function that is gone, and a patch of a class that moved [S2, S3]',
    file(
      'from starlette.routing import iscoroutinefunction_or_partial',
      'def test_a(mocker):',
      '    mocker.patch("starlette.exceptions.ExceptionMiddleware")',
    ),
    ['iscoroutinefunction_or_partial', 'inspect.iscoroutinefunction', 'since Starlette 1.0'],
    ['starlette.exceptions.ExceptionMiddleware', '`starlette.middleware.exceptions`'],
  ],
  [
    'a class that is derived from Starlette [S2]',
    file('class Shop(Starlette):', '    pass', 'Shop().add_event_handler("startup", start)'),
    ['Shop().add_event_handler', 'pass `lifespan=`'],
  ],
  [
    'parameters of a Starlette application and of a router [S2]',
    file('app = Starlette(on_startup=[start], on_shutdown=[stop])', 'router = Router(on_shutdown=[stop])'),
    ['on_startup=[start]', '`Starlette` takes no `on_startup`', 'TypeError since Starlette 1.0'],
    ['on_shutdown=[stop]', '`Router` takes no `on_shutdown`', 'lifespan='],
  ],
  [
    'decorators of a Starlette application [S2]',
    file(
      'app = Starlette()',
      '@app.route("/a")',
      'def a(request): ...',
      '@app.websocket_route("/b")',
      'async def b(socket): ...',
      '@app.exception_handler(KeyError)',
      'def c(request, error): ...',
      '@app.middleware("http")',
      'async def d(request, following): ...',
      '@app.on_event("startup")',
      'def e(): ...',
      'app.add_event_handler("shutdown", stop)',
    ),
    ['app.route', 'call `app.add_route("/a", function)`', 'AttributeError since Starlette 1.0'],
    ['app.websocket_route', 'call `app.router.add_websocket_route("/b", function)`'],
    ['app.exception_handler', 'call `app.add_exception_handler(KeyError, function)`'],
    ['app.middleware', 'call `app.add_middleware(BaseHTTPMiddleware, dispatch=function)`'],
    ['app.on_event', 'pass `lifespan=` to the constructor'],
    ['app.add_event_handler', 'pass `lifespan=` to the constructor'],
  ],
  [
    'decorators of a router [S2]',
    file('router = Router()', '@router.websocket_route("/b")', 'async def b(socket): ...'),
    ['router.websocket_route', 'call `router.add_websocket_route("/b", function)`'],
  ],
  [
    'an application that is started by its router [S4]',
    file('app = FastAPI()', 'async def test_a():', '    await app.router.startup()'),
    ['app.router.startup', 'write `async with app.router.lifespan_context(app):`'],
  ],
  [
    'names that are gone [S3]',
    file(
      'from starlette.exceptions import ExceptionMiddleware',
      'app = ExceptionMiddleware(inner)',
      'assert code == status.WS_1004_NO_STATUS_RCVD',
      'assert code == status.WS_1005_ABNORMAL_CLOSURE',
    ),
    ['ExceptionMiddleware', '`starlette.middleware.exceptions`', 'since Starlette 0.45'],
    ['status.WS_1004_NO_STATUS_RCVD', 'write `1004`'],
    ['status.WS_1005_ABNORMAL_CLOSURE', 'write `WS_1005_NO_STATUS_RCVD`'],
  ],
]);

noop(rule, [
  file('app = FastAPI(on_startup=[start])'),
  file('router = APIRouter(on_startup=[start])', 'router.add_event_handler("startup", start)'),
  file('app = FastAPI()', '@app.on_event("startup")', 'def start(): ...'),
  file('app = FastAPI()', '@app.exception_handler(KeyError)', 'def on_error(request, error): ...'),
  file('app = FastAPI()', '@app.middleware("http")', 'async def between(request, following): ...'),
  file('app = FastAPI()', '@app.websocket_route("/ws")', 'async def serve(socket): ...'),
  file('app = FastAPI()', 'app.router.add_event_handler("startup", start)'),
  file('app = FastAPI()', '@app.router.route("/a")', 'def a(request): ...'),
  file('app = Starlette(lifespan=lifespan)', 'app.add_route("/a", a)', 'app.add_middleware(Between)'),
  file('from flask import Flask', 'app = Flask("a")', '@app.route("/a")', 'def a(): ...'),
  file('def test_a(app):', '    app.add_event_handler("startup", start)'),
  file('class App(Starlette):', '    def on_event(self, name): ...', 'App().on_event("startup")'),
  file('app = Starlette()', 'app.route = replaced'),
  file('app = FastAPI()', 'app.add_event_handler = replaced', 'app.add_event_handler("startup", start)'),
  file('app = Starlette()', 'app.router.on_startup = [start]', 'assert app.router.on_startup'),
  file('app = FastAPI()', 'app.router.on_startup.append(start)'),
  file(
    'class Shop(FastAPI):',
    '    def add_event_handler(self, *args): ...',
    'Shop().add_event_handler("a", b)',
  ),
  file('from unittest.mock import MagicMock', 'app = MagicMock(FastAPI)', 'app.add_event_handler("a", b)'),
  file('assert response.status_code == status.HTTP_422_UNPROCESSABLE_ENTITY'),
  file(
    'from starlette.status import HTTP_413_REQUEST_ENTITY_TOO_LARGE',
    'a = HTTP_413_REQUEST_ENTITY_TOO_LARGE',
  ),
  file('from starlette.middleware.exceptions import ExceptionMiddleware'),
  file('app = Starlette()', 'if hasattr(app, "on_event"):', '    app.on_event("startup")(start)'),
  file('app = FastAPI()', 'try:', '    app.add_event_handler("a", b)', 'except AttributeError:', '    pass'),
  file(
    'try:',
    '    from starlette.middleware.exceptions import ExceptionMiddleware',
    'except ImportError:',
    '    from starlette.exceptions import ExceptionMiddleware',
  ),
]);

describe('constants that were renamed', () => {
  const migrated = async (before: Snippet, least: Version): Promise<string> => {
    const python = await languages.find(({ name }) => name === 'python')!.load();
    const target = { client: 'httpx', versions: { starlette: { least } } } as const;
    const result = await migrate(before.text, 'tests/test_a.py', python, {
      rules: [rule],
      allow: 'safe',
      target,
    });
    return result.status === 'changed' ? result.text : before.text;
  };

  const ROWS: readonly (readonly [string, Snippet, Snippet])[] = [
    [
      'are renamed where they are read from their module [S3]',
      file('assert code == status.HTTP_422_UNPROCESSABLE_ENTITY'),
      file('assert code == status.HTTP_422_UNPROCESSABLE_CONTENT'),
    ],
    [
      'keep their name in the file where they are imported [S3]',
      file(
        'from starlette.status import HTTP_200_OK, HTTP_413_REQUEST_ENTITY_TOO_LARGE',
        'assert code == HTTP_413_REQUEST_ENTITY_TOO_LARGE',
      ),
      file(
        'from starlette.status import HTTP_200_OK, HTTP_413_CONTENT_TOO_LARGE as HTTP_413_REQUEST_ENTITY_TOO_LARGE',
        'assert code == HTTP_413_REQUEST_ENTITY_TOO_LARGE',
      ),
    ],
    [
      'are renamed below an alias [S3]',
      file('from starlette import status as s', 'CODES = {s.HTTP_416_REQUESTED_RANGE_NOT_SATISFIABLE: 1}'),
      file('from starlette import status as s', 'CODES = {s.HTTP_416_RANGE_NOT_SATISFIABLE: 1}'),
    ],
  ];

  test.each(ROWS)('%s', async (_name, before, after) => {
    expect(await migrated(before, [0, 48])).toBe(after.text);
    expect(await migrated(after, [1, 2])).toBe(after.text);
    expect(await migrated(before, [0, 47, 3])).toBe(before.text);
  });
});
