import { describe, expect, test } from 'vitest';
import { answerIn, answersIn } from './answered.ts';

/** An application of FastAPI whose `/a` is answered by some lines. */
const fastapi = (handler: string, before = ''): string => `
from fastapi import FastAPI, Depends, HTTPException, APIRouter, Response, Request, status
from fastapi.responses import RedirectResponse, JSONResponse
${before}
app = FastAPI()
${handler}
`;

const MAIN = 'app/main.py';

describe('a handler that may redirect', () => {
  test.each<[name: string, app: string, line: number, because: string]>([
    [
      'at once',
      fastapi('@app.post("/a")\ndef a():\n    return RedirectResponse("/", 303)'),
      7,
      '`RedirectResponse`',
    ],
    [
      'on one path',
      fastapi(
        '@app.post("/a")\ndef a(x: int):\n    if x:\n        return {}\n    return RedirectResponse("/")',
      ),
      9,
      '`RedirectResponse`',
    ],
    [
      'by a status in the decorator',
      fastapi('@app.post("/a", status_code=302)\ndef a(): ...'),
      5,
      'a status 302',
    ],
    [
      'by a status with a name',
      fastapi('@app.post("/a", status_code=status.HTTP_303_SEE_OTHER)\ndef a(): ...'),
      5,
      'a status 303',
    ],
    [
      'by the class of its response',
      fastapi('@app.post("/a", response_class=RedirectResponse)\ndef a():\n    return "/"'),
      5,
      '`RedirectResponse`',
    ],
    [
      'by a status of a response',
      fastapi('@app.post("/a")\ndef a():\n    return Response(status_code=307, headers={"Location": "/"})'),
      7,
      'a status 307',
    ],
    [
      'by a status that is given by position',
      fastapi('@app.post("/a")\ndef a():\n    return Response("", 308)'),
      7,
      'a status 308',
    ],
    [
      'by a status that is assigned',
      fastapi('@app.post("/a")\ndef a(response: Response):\n    response.status_code = 302\n    return {}'),
      7,
      'a status 302',
    ],
    [
      'by a header that is assigned',
      fastapi(
        '@app.post("/a")\ndef a(response: Response):\n    response.headers["Location"] = "/"\n    response.status_code = code()',
      ),
      7,
      'a `Location` header',
    ],
    [
      'by a header beside a status that is not known',
      fastapi(
        '@app.post("/a")\ndef a(code):\n    return Response(status_code=code, headers={"location": "/"})',
      ),
      7,
      'a `Location` header',
    ],
    [
      'by an exception',
      fastapi(
        '@app.post("/a")\ndef a():\n    raise HTTPException(status_code=303, headers={"Location": "/"})',
      ),
      7,
      'a status 303',
    ],
    [
      'by an exception with the status first',
      fastapi('@app.post("/a")\ndef a():\n    raise HTTPException(status.HTTP_302_FOUND)'),
      7,
      'a status 302',
    ],
    [
      'in a function that it calls',
      fastapi(
        '@app.post("/a")\ndef a():\n    return home()',
        'def home():\n    return RedirectResponse("/")',
      ),
      4,
      '`RedirectResponse`',
    ],
    [
      'by a class of the project',
      fastapi('@app.post("/a")\ndef a():\n    return Home("/")', 'class Home(RedirectResponse):\n    pass'),
      8,
      '`RedirectResponse`',
    ],
    [
      'in a dependency',
      fastapi(
        '@app.post("/a")\ndef a(user=Depends(get_user)): ...',
        'def get_user():\n    raise HTTPException(307)',
      ),
      4,
      'a status 307',
    ],
    [
      'in a dependency of a dependency, by annotations',
      fastapi(
        '@app.post("/a")\ndef a(user: User): ...',
        'def token():\n    raise HTTPException(307)\ndef get_user(t: Annotated[str, Depends(token)]): ...\nUser = Annotated[str, Depends(get_user)]',
      ),
      4,
      'a status 307',
    ],
    [
      'in a dependency of the decorator',
      fastapi(
        '@app.post("/a", dependencies=[Depends(check)])\ndef a(): ...',
        'def check():\n    raise HTTPException(307)',
      ),
      4,
      'a status 307',
    ],
    [
      'in the handler of an exception that it raises',
      fastapi(
        '@app.exception_handler(Denied)\ndef denied(request, error):\n    return RedirectResponse("/")\n@app.post("/a")\ndef a():\n    raise Denied()',
        'class Denied(Exception): ...',
      ),
      7,
      '`RedirectResponse`',
    ],
    [
      'in the handler of a status that a dependency raises',
      fastapi(
        '@app.exception_handler(401)\ndef denied(request, error):\n    return RedirectResponse("/")\n@app.post("/a")\ndef a(user=Depends(get_user)): ...',
        'def get_user():\n    raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED)',
      ),
      8,
      '`RedirectResponse`',
    ],
    [
      'in the handler of an exception that a dependency out of sight may raise',
      fastapi(
        '@app.exception_handler(Denied)\ndef denied(request, error):\n    return RedirectResponse("/")\n@app.post("/a")\ndef a(user=Depends(manager)): ...',
        'from vendor import manager, Denied',
      ),
      7,
      '`RedirectResponse`',
    ],
    [
      'in a middleware',
      fastapi(
        '@app.middleware("http")\nasync def check(request, call_next):\n    if x: return RedirectResponse("/")\n    return await call_next(request)\n@app.post("/a")\ndef a(): ...',
      ),
      7,
      '`RedirectResponse`',
    ],
    [
      'in a class of middleware',
      fastapi(
        'class Check(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        return RedirectResponse("/")\napp.add_middleware(Check)\n@app.post("/a")\ndef a(): ...',
      ),
      7,
      '`RedirectResponse`',
    ],
    [
      'in the middleware that asks for https',
      fastapi(
        'app.add_middleware(HTTPSRedirectMiddleware)\n@app.post("/a")\ndef a(): ...',
        'from starlette.middleware.httpsredirect import HTTPSRedirectMiddleware',
      ),
      5,
      '`HTTPSRedirectMiddleware`',
    ],
    [
      'in a decorator of the project',
      fastapi(
        '@app.post("/a")\n@login\ndef a(): ...',
        'def login(f):\n    def inner():\n        return RedirectResponse("/")\n    return inner',
      ),
      5,
      '`RedirectResponse`',
    ],
    [
      'in `requires`',
      fastapi(
        '@app.post("/a")\n@requires("user", redirect="login")\ndef a(request): ...',
        'from starlette.authentication import requires',
      ),
      6,
      '`requires` with `redirect`',
    ],
    [
      'by what a client of OAuth makes',
      fastapi(
        '@app.post("/a")\nasync def a(request):\n    return await oauth.google.authorize_redirect(request, "/b")',
        'from vendor import oauth',
      ),
      7,
      '`authorize_redirect`',
    ],
    [
      'by what a function outside the project returns',
      fastapi('@app.post("/a")\ndef a(request):\n    return answer(request)', 'from vendor import answer'),
      7,
      'the answer is what `answer` returns, which is not in the project',
    ],
  ])('%s', async (_name, app, line, because) => {
    expect(await answerIn(app, 'post("/a")')).toBe(`${MAIN}:${line} ${because}`);
  });
});

describe('a handler that does not redirect', () => {
  test.each<[name: string, app: string]>([
    ['returns data', fastapi('@app.post("/a")\ndef a():\n    return {"status": 303, "redirect": "/b"}')],
    ['makes something', fastapi('@app.post("/a", status_code=201)\ndef a():\n    return Made()')],
    [
      'says where it is made',
      fastapi(
        '@app.post("/a", status_code=201)\ndef a(response: Response):\n    response.headers["Location"] = "/1"',
      ),
    ],
    [
      'says where it is made, in a response',
      fastapi('@app.post("/a")\ndef a():\n    return Response(status_code=201, headers={"Location": "/1"})'),
    ],
    ['fails', fastapi('@app.post("/a")\ndef a():\n    raise HTTPException(404)')],
    [
      'answers a redirect class with another status',
      fastapi('@app.post("/a")\ndef a():\n    return RedirectResponse("/", status_code=200)'),
    ],
    [
      'stands beside one that does',
      fastapi('@app.get("/a")\ndef b():\n    return RedirectResponse("/")\n@app.post("/a")\ndef a(): ...'),
    ],
    ['has the method of no route', fastapi('@app.get("/a")\ndef b():\n    return RedirectResponse("/")')],
    [
      'raises another status than a handler is for',
      fastapi(
        '@app.exception_handler(404)\ndef missing(request, error):\n    return RedirectResponse("/")\n@app.post("/a")\ndef a(user=Depends(manager)):\n    raise HTTPException(403)',
        'from vendor import manager',
      ),
    ],
    [
      'raises what no handler is for',
      fastapi(
        '@app.exception_handler(Denied)\ndef denied(request, error):\n    return RedirectResponse("/")\n@app.post("/a")\ndef a():\n    raise ValueError()',
        'class Denied(Exception): ...',
      ),
    ],
    [
      'returns data of a function outside the project',
      fastapi(
        '@app.post("/a", response_model=Item)\ndef a():\n    return find()',
        'from vendor import find, Item',
      ),
    ],
    [
      'says that it returns data of a function outside the project',
      fastapi('@app.post("/a")\ndef a() -> dict:\n    return find()', 'from vendor import find'),
    ],
    [
      'makes an object of a class outside the project',
      fastapi('@app.post("/a")\ndef a():\n    return Item()', 'from vendor import Item'),
    ],
    [
      'asks a database',
      fastapi(
        '@app.post("/a")\ndef a(db=Depends(get_db)):\n    return db.query(1).all()',
        'from vendor import get_db',
      ),
    ],
    [
      'has a middleware for https only where the settings say so',
      fastapi(
        'if SECURE:\n    app.add_middleware(HTTPSRedirectMiddleware)\n@app.post("/a")\ndef a(): ...',
        'from starlette.middleware.httpsredirect import HTTPSRedirectMiddleware',
      ),
    ],
    [
      'makes a URL to redirect to',
      fastapi(
        '@app.post("/a")\ndef a():\n    return make_redirect_url()',
        'from vendor import make_redirect_url\nmake_redirect_url = str',
      ),
    ],
  ])('%s', async (_name, app) => {
    expect(await answerIn(app, 'post("/a")')).toBe('none');
  });
});

describe('applications of Starlette', () => {
  const routes = (list: string, before = ''): string => `
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.responses import RedirectResponse, PlainTextResponse
from starlette.routing import Route, Mount, Router
def moved(request):
    return RedirectResponse("/")
def page(request):
    return PlainTextResponse("")
class Login(HTTPEndpoint):
    def get(self, request):
        return PlainTextResponse("")
    async def post(self, request):
        return RedirectResponse("/")
${before}
app = Starlette(routes=${list})
`;
  const IN_MOVED = `${MAIN}:6 \`RedirectResponse\``;
  const IN_LOGIN = `${MAIN}:13 \`RedirectResponse\``;

  test.each<[name: string, app: string, call: string, told: string]>([
    ['a list of routes', routes('[Route("/a", moved, methods=["POST"])]'), 'post("/a")', IN_MOVED],
    [
      'a list with a name',
      routes('all_routes', 'all_routes = [Route("/a", moved, methods=["POST"])]'),
      'post("/a")',
      IN_MOVED,
    ],
    [
      'lists that are joined',
      routes('[*one, Route("/b", page)]', 'one = [Route("/a", endpoint=moved, methods=["POST"])]'),
      'post("/a")',
      IN_MOVED,
    ],
    [
      'a mount',
      routes('[Mount("/m", routes=[Route("/a", moved, methods=["POST"])])]'),
      'post("/m/a")',
      IN_MOVED,
    ],
    [
      'a router that is mounted',
      routes('[Mount("/m", app=inner)]', 'inner = Router([Route("/a", moved, methods=["POST"])])'),
      'post("/m/a")',
      IN_MOVED,
    ],
    ['a class', routes('[Route("/a", Login)]'), 'post("/a")', IN_LOGIN],
    ['a method of a class that does not', routes('[Route("/a", Login)]'), 'head("/a")', 'none'],
    ['a method that the route has not', routes('[Route("/a", moved)]'), 'post("/a")', 'none'],
    ['HEAD where there is GET', routes('[Route("/a", moved)]'), 'head("/a")', IN_MOVED],
    ['`add_route`', routes('[]') + 'app.add_route("/a", moved, methods=["POST"])\n', 'post("/a")', IN_MOVED],
    [
      'a decorator over a class',
      routes('[]') + '@app.route("/b")\nclass B(Login): ...\n',
      'post("/b")',
      IN_LOGIN,
    ],
    [
      'a handler of exceptions in a dictionary',
      `
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route
class Denied(Exception): ...
def deny(request):
    raise Denied
def denied(request, error):
    return RedirectResponse("/")
app = Starlette(routes=[Route("/a", deny, methods=["POST"])], exception_handlers={Denied: denied})
`,
      'post("/a")',
      `${MAIN}:8 \`RedirectResponse\``,
    ],
    [
      'an application that is not in sight',
      routes('[Mount("/m", app=vendor.app)]', 'import vendor'),
      'post("/m/a")',
      'untold',
    ],
  ])('%s', async (_name, app, call, told) => {
    expect(await answerIn(app, call)).toBe(told);
  });

  test('a function that is an application itself', async () => {
    expect(
      await answersIn(`
        from starlette.responses import RedirectResponse, PlainTextResponse
        from starlette.testclient import TestClient

        async def app(scope, receive, send):
            await RedirectResponse("/")(scope, receive, send)

        async def other(scope, receive, send):
            await PlainTextResponse("/")(scope, receive, send)

        async def raw(scope, receive, send):
            await send({"type": "http.response.start", "status": 302, "headers": []})

        TestClient(app).post("/a")
        TestClient(other).post("/a")
        TestClient(raw).post("/a")
      `),
    ).toEqual(['tests/test_it.py:5 `RedirectResponse`', 'none', 'tests/test_it.py:11 a status 302']);
  });
});
