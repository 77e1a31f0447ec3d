import { describe, expect, test } from 'vitest';
import { answerIn, answersIn } from './answered.ts';

/** Routes of one application, of which each tells by its line in which of them a call arrives. */
const APP = `
from fastapi import FastAPI, APIRouter
from fastapi.responses import RedirectResponse as R
from . import users, shop
app = FastAPI()
api = APIRouter(prefix="/v1")
API = "/api"

@app.post("/login")
def login(): return R("/")
@app.get("/login")
def form(): ...
@app.post("/items/{item_id}")
def item(item_id: int): return R("/")
@app.post("/items/me")
def mine(): ...
@app.post("/files/{path:path}")
def file(path): return R("/")
@app.api_route("/any", methods=["PUT", "PATCH"])
def any_one(): return R("/")
@app.post(path=API + "/sum")
def total(): return R("/")
@api.post("/deep", name="deepest")
def deep(): return R("/")
@app.put("/safe/")
def safe(): ...
app.include_router(api, prefix=API)
app.include_router(users.router, prefix="/users")
app.mount("/shop", shop.shop)
app.add_api_route("/added", login, methods=["DELETE"])
app.get("/")(form)
@app.websocket("/login")
def socket(): ...
`;
const USERS = `
from fastapi import APIRouter
from fastapi.responses import RedirectResponse as R
router = APIRouter()
@router.post("")
def make(): return R("/")
@router.post("/{name}/key")
def key(name): return R("/")
@router.delete("/{name}")
def remove(name): ...
`;
const SHOP = `
from fastapi import FastAPI
from fastapi.responses import RedirectResponse as R
shop = FastAPI(redirect_slashes=False)
@shop.post("/buy")
def buy(): return R("/")
`;
const MORE = { 'app/users.py': USERS, 'app/shop.py': SHOP };
const line = (path: string, number: number): string => `app/${path}.py:${number} \`RedirectResponse\``;
const SLASH = 'the path differs from that of the route by a slash at its end, so the router redirects';

describe('the path and the method of a call lead to the handler', () => {
  test.each<[call: string, told: string]>([
    ['post("/login")', line('main', 9)],
    ['post(url="/login")', line('main', 9)],
    ['post("login")', line('main', 9)],
    ['post("http://testserver/login?next=/a#b")', line('main', 9)],
    ['request("POST", "/login")', line('main', 9)],
    ['request("GET", "/login")', 'none'],
    ['request(method, "/login")', line('main', 9)],
    ['delete("/login")', 'none'],
    ['post("/items/1")', line('main', 13)],
    ['post("/items/me")', 'none'],
    ['post(f"/items/{x}")', line('main', 13)],
    ['post("/items/" + str(x))', line('main', 13)],
    ['post("/items/%s" % x)', line('main', 13)],
    ['post("/items/{}".format(x))', line('main', 13)],
    ['post("/items/" "1")', line('main', 13)],
    ['post("/items/1/2")', 'untold'],
    ['post("/files/a/b/c")', line('main', 17)],
    ['patch("/any")', line('main', 19)],
    ['post("/any")', 'none'],
    ['post("/api/sum")', line('main', 21)],
    ['post(f"{base}/api/sum")', line('main', 21)],
    ['post(base + "/sum")', line('main', 21)],
    ['post("/api/v1/deep")', line('main', 23)],
    ['post(app.url_path_for("deep"))', 'untold'],
    ['post(app.url_path_for("deepest"))', line('main', 23)],
    ['post(app.url_path_for("login"))', line('main', 9)],
    ['delete("/added")', line('main', 9)],
    ['post("/users")', line('users', 5)],
    ['post("/users/ada/key")', line('users', 7)],
    ['delete("/users/ada")', 'none'],
    ['post("/shop/buy")', line('shop', 5)],
    ['post("/shop/buy/")', 'none'],
    ['post("/shop")', 'untold'],
    ['put("/safe/")', 'none'],
    ['put("/safe")', `app/main.py:24 ${SLASH}`],
    ['put("/safe?x=1")', `app/main.py:24 ${SLASH}`],
    ['post("/safe")', `app/main.py:24 ${SLASH}`],
    ['post("/users/")', `app/users.py:4 ${SLASH}`],
    ['post("/")', 'none'],
    ['post("/nowhere")', 'untold'],
    ['post(url)', 'untold'],
    ['post(f"{url}")', 'untold'],
  ])('%s', async (call, told) => {
    expect(await answerIn(APP, call, MORE)).toBe(told);
  });

  test('every path that a test is parametrized with', async () => {
    const test = (paths: string): string => `
      import pytest
      from fastapi.testclient import TestClient
      from app.main import app
      @pytest.mark.parametrize("url", ${paths})
      def test_it(url):
          TestClient(app).post(url)
    `;
    const files = { 'app/__init__.py': '', 'app/main.py': APP.slice(1), ...MORE };
    expect(await answersIn(test('["/items/me", "/any"]'), files)).toEqual(['none']);
    expect(await answersIn(test('["/items/me", "/login"]'), files)).toEqual([line('main', 9)]);
    expect(await answersIn(test('["/users/a/key"]'), files)).toEqual([line('users', 7)]);
  });
});

test('overrides that may hand a path to each other, in any order, are each read once', async () => {
  const override = `
    def post(self, url, **kw):
        return super().post(url, **kw)
`;
  const classes = ['A(TestClient)', 'B(A)', 'C(B)', 'D(Missing, B)'];
  const suite = `
from fastapi.testclient import TestClient
from app.main import app
${classes.map((name) => `class ${name}:${override}`).join('')}
`;
  const files = { 'app/__init__.py': '', 'app/main.py': APP.slice(1), ...MORE };
  expect(await answersIn(suite, files)).toEqual(['untold']);
});

describe('a slash at the end', () => {
  const app = (more: string): string => `
from fastapi import FastAPI
app = FastAPI(${more})
@app.post("/a/")
def a(): ...
`;
  test('is added by the router, unless it is told not to', async () => {
    expect(await answerIn(app(''), 'post("/a")')).toBe(`app/main.py:3 ${SLASH}`);
    expect(await answerIn(app('redirect_slashes=False'), 'post("/a")')).toBe('none');
    expect(await answerIn(`${app('')}app.router.redirect_slashes = False\n`, 'post("/a")')).toBe('none');
  });

  test('is added to the path of a mount', async () => {
    const mounted = `
from starlette.applications import Starlette
from starlette.routing import Mount, Route
app = Starlette(routes=[Mount("/m", routes=[Route("/", lambda request: None, methods=["POST"])])])
`;
    expect(await answerIn(mounted, 'post("/m")')).toBe(`app/main.py:3 ${SLASH}`);
    expect(await answerIn(mounted, 'post("/m/")')).not.toContain(SLASH);
  });
});

describe('the application of a client', () => {
  const ROUTES = `
from fastapi import FastAPI, APIRouter
from fastapi.responses import RedirectResponse as R
router = APIRouter()
@router.post("/a")
def a(): return R("/")
other = APIRouter()
@other.post("/a")
def b(): ...
def create_app(first=router):
    app = FastAPI()
    for one in [first]:
        app.include_router(one)
    return app
def create_other():
    app = FastAPI()
    app.include_router(other)
    return app
class Site(FastAPI):
    def __init__(self):
        super().__init__()
        self.include_router(router)
class Holder:
    def __init__(self):
        self.app = create_other()
`;
  const files = { 'app/__init__.py': '', 'app/routes.py': ROUTES.slice(1) };
  const IN_A = 'app/routes.py:5 `RedirectResponse`';
  const HEAD = `
import pytest
from fastapi.testclient import TestClient
from app.routes import *
`;

  test.each<[name: string, test: string, told: string]>([
    ['made by a function', 'TestClient(create_app()).post("/a")', IN_A],
    ['made by another function', 'TestClient(create_other()).post("/a")', 'none'],
    ['of a class of the project', 'TestClient(Site()).post("/a")', IN_A],
    ['in an attribute', 'TestClient(Holder().app).post("/a")', 'none'],
    ['in a middleware', 'TestClient(Cors(create_app())).post("/a")', IN_A],
    ['in a `with`', 'with TestClient(create_other()) as c:\n    c.post("/a")', 'none'],
    [
      'from a fixture',
      '@pytest.fixture\ndef app():\n    yield create_other()\n@pytest.fixture\ndef api(app):\n    with TestClient(app) as c:\n        yield c\ndef test_it(api):\n    api.post("/a")',
      'none',
    ],
    [
      'in a class of tests',
      'class TestIt(TestCase):\n    def setUp(self):\n        self.api = TestClient(create_other())\n    def test_it(self):\n        self.api.post("/a")',
      'none',
    ],
    [
      'made in the test',
      'def test_it():\n    app = FastAPI()\n    @app.post("/a")\n    def a(): ...\n    TestClient(app).post("/a")',
      'none',
    ],
    ['of a class of clients', 'class Api(TestClient):\n    pass\nApi(create_other()).post("/a")', 'none'],
    ['that is not in sight', 'from vendor import thing\nTestClient(thing).post("/a")', IN_A],
  ])('%s', async (_name, test, told) => {
    expect(await answersIn(`${HEAD}${test}\n`, files)).toEqual([told]);
  });

  test('a router that nothing in sight includes has a prefix that is not known', async () => {
    const main = 'from fastapi import FastAPI\nfrom vendor import load\napp = FastAPI()\nload(app)\n';
    expect(
      await answerIn(main, 'post("/x/a")', { 'app/routes.py': ROUTES.replace(/^def create[\s\S]*/m, '') }),
    ).toContain('app/routes.py');
  });
});
