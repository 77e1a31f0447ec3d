"""An application that answers any request, and keeps what it was sent."""

import json
import mimetypes
import re

from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route, WebSocketRoute

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"]

# What arrived since the last take(), every hop of a redirect on its own.
_requests = []


def take():
    """What arrived since it was last asked."""
    taken = list(_requests)
    _requests.clear()
    return taken


async def _echo(request):
    """What was asked for, in words that are the same for every client."""
    body = _respelled(await request.body())
    shown = {"method": request.method, "path": request.url.path, "query": request.url.query, "body": body}
    return JSONResponse({**shown, "ok": True, "id": 7, "name": "Ada", "items": [1, 2, 3]})


def _respelled(body):
    """JSON as one way to write it, for clients have several."""
    try:
        return json.dumps(json.loads(body))
    except ValueError:
        return body.decode("latin-1")


async def _status(request):
    return JSONResponse({"path": request.url.path}, status_code=request.path_params["code"])


async def _redirect(request):
    """/redirect/303/landing answers 303 with the location /landing."""
    return RedirectResponse(
        "/" + request.path_params["target"], status_code=request.path_params["code"]
    )


async def _login(request):
    """Signs in as a browser's form does: a cookie, and a redirect to the account."""
    response = RedirectResponse("/account", status_code=303)
    response.set_cookie("session", "ines")
    return response


async def _own_login(request):
    """/login/ada leads to /account/ada with a cookie for that alone, so that no other request shows it."""
    account = "/account/" + request.path_params["name"]
    response = RedirectResponse(account, status_code=303)
    response.set_cookie("session", "ines", path=account)
    return response


async def _set_cookie(request):
    response = JSONResponse({"cookies": request.cookies})
    response.set_cookie(request.path_params["name"], request.path_params["value"])
    return response


async def _clear_cookie(request):
    response = JSONResponse({"cookies": request.cookies})
    response.delete_cookie(request.path_params["name"])
    return response


async def _websocket(websocket):
    """Repeats what it is told until it is told `close`."""
    await websocket.accept()
    while True:
        text = await websocket.receive_text()
        if text == "close":
            return await websocket.close()
        await websocket.send_text(text)


async def _refuse(websocket):
    await websocket.close()


_answers = Starlette(
    routes=[
        Route("/status/{code:int}", _status, methods=METHODS),
        Route("/redirect/{code:int}/{target:path}", _redirect, methods=METHODS),
        Route("/login", _login, methods=METHODS),
        Route("/login/{name:path}", _own_login, methods=METHODS),
        Route("/cookies/set/{name}/{value}", _set_cookie, methods=METHODS),
        Route("/cookies/clear/{name}", _clear_cookie, methods=METHODS),
        Route("/{path:path}", _echo, methods=METHODS),
        WebSocketRoute("/refused", _refuse),
        WebSocketRoute("/{path:path}", _websocket),
    ]
)


class Recorder:
    """Keeps what an application is sent, and hands it on."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            body, receive = await _body(receive)
            record = _record(scope, scope["method"], body)
            _requests.append(record)
            send = _noting_status(record, send)
        elif scope["type"] == "websocket":
            _requests.append(_record(scope, "WEBSOCKET", b""))
        await self.app(scope, receive, send)


app = Recorder(_answers)


def note(method, path, query="", headers=(), body=b""):
    """Keeps what something else than an application was asked."""
    named = [(name.lower().encode("latin-1"), value) for name, value in dict(headers).items()]
    headers = [(name, value if isinstance(value, bytes) else value.encode("latin-1")) for name, value in named]
    scope = {"path": path, "query_string": query.encode("latin-1"), "headers": headers}
    _requests.append(_record(scope, method, body))


def scripted(codes, to="/landed"):
    """An application that answers one code after the other, then the last one for ever; redirects lead to `to`."""
    waiting = list(codes)

    async def answer(scope, receive, send):
        if scope["type"] != "http" or scope["path"] == to:
            return await _answers(scope, receive, send)
        code = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        redirects = 300 <= code < 400
        response = RedirectResponse(to, code) if redirects else JSONResponse({"code": code}, code)
        response.set_cookie("answered", "1")
        await response(scope, receive, send)

    return Recorder(answer)


def wsgi(environ, start):
    """The application for clients that know no other kind."""
    scope = {"path": environ["PATH_INFO"], "query_string": environ["QUERY_STRING"].encode(), "headers": []}
    _requests.append(_record(scope, environ["REQUEST_METHOD"], environ["wsgi.input"].read()))
    start("200 OK", [])
    return [b""]


def _noting_status(record, send):
    async def note(message):
        record["status"] = message.get("status", record["status"])
        await send(message)

    return note


async def _body(receive):
    """The whole body, and a `receive` that has it still to give."""
    chunks, messages = [], []
    while not messages or messages[-1].get("more_body", False):
        messages.append(await receive())
        chunks.append(messages[-1].get("body", b""))

    async def again():
        return messages.pop(0) if messages else await receive()

    return b"".join(chunks), again


def _record(scope, method, body):
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
    named = dict(headers)
    boundary = _boundary(named.get("content-type", "")) or _boundary_in(body)
    if boundary:
        body = body.replace(boundary.encode("latin-1"), b"BOUNDARY")
        headers = [(name, value.replace(boundary, "BOUNDARY")) for name, value in headers]
    return {
        "method": method,
        "path": scope["path"],
        "rawPath": (scope.get("raw_path") or b"").decode("latin-1"),
        "query": scope["query_string"].decode("latin-1"),
        "headers": headers,
        "cookies": _cookies(named.get("cookie", "")),
        "body": body.decode("latin-1"),
        "status": None,
        "parts": _parts(body) if boundary and body else None,
    }


def _boundary(content_type):
    match = re.match(r"multipart/form-data; boundary=(.+)", content_type)
    return match and match.group(1)


def _boundary_in(body):
    """The one that a client made up although it was told another type."""
    match = re.match(rb"--([0-9a-f]{32})\r\n", body)
    return match and match.group(1).decode("ascii")


def _cookies(header):
    return [pair for pair in header.split("; ") if pair]


def _parts(body):
    """The parts of a body: the lines of the head, what it holds, and the type that its file name suggests."""
    parts = body.split(b"--BOUNDARY")[1:-1]
    return [_part(part.removeprefix(b"\r\n").removesuffix(b"\r\n").decode("latin-1")) for part in parts]


def _part(text):
    head, _, content = text.partition("\r\n\r\n")
    file = re.search(r'filename="([^"]*)"', head)
    guessed = file and (mimetypes.guess_type(file.group(1))[0] or "application/octet-stream")
    return {"head": head.split("\r\n"), "content": content, "guessed": guessed}
