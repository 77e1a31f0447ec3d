"""Runs the functions of a module on real responses, and prints what each of them gives as JSON.

    python responses.py MODULE

MODULE is a file that finds `app` bound, an application whose answer to a path is the one in ANSWERS. Each function whose name begins
with `ask_` is called with each path. What it returns is printed as Python writes it, what it raises by the name of its class.
"""

import json
import sys

JSON = [(b"content-type", b"application/json")]
TEXT = [(b"content-type", b"text/plain; charset=utf-8")]
MOVED = [(b"location", b"http://testserver/200")]
COOKIES = [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]

ANSWERS = {
    "/200": (200, TEXT + COOKIES, b"one\ntwo\r\n\nthree" + b"." * 300),
    "/201": (201, JSON, b'{"a": 1}'),
    "/204": (204, [], b""),
    "/300": (300, [], b""),
    "/301": (301, MOVED, b""),
    "/301-bare": (301, [], b""),
    "/302": (302, MOVED + COOKIES, b""),
    "/304": (304, [], b""),
    "/307": (307, MOVED, b""),
    "/308": (308, MOVED, b""),
    "/399": (399, [], b""),
    "/400": (400, JSON, b"[]"),
    "/404": (404, JSON, b'{"detail": "Not Found"}'),
    "/500": (500, TEXT, b"oh"),
}


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    status, headers, body = ANSWERS[scope["path"]]
    headers = [*headers, (b"x-kind", b"a")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def outcome(ask, path):
    try:
        return repr(ask(path))
    except Exception as error:
        return "raises " + type(error).__name__


def main(path):
    with open(path, encoding="utf-8") as file:
        source = file.read()
    names = {"app": app}
    exec(compile(source, path, "exec"), names)
    asks = [name for name in names if name.startswith("ask_")]
    found = {name: {path: outcome(names[name], path) for path in ANSWERS} for name in asks}
    print(json.dumps(found))


main(sys.argv[1])
