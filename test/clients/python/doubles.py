"""What a project is given in place of a server or of a library that is not installed; it keeps what it is asked."""

import io

import requests
from requests.adapters import BaseAdapter

import echo


def session():
    """A session of requests that reaches no network: /moved leads to /landed, and everything else is there."""
    made = requests.Session()
    made.trust_env = False
    # Releases of requests name themselves.
    made.headers = {}
    made.mount("http://", _Adapter())
    return made


class _Adapter(BaseAdapter):
    def send(self, request, **_):
        path, _, query = request.path_url.partition("?")
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        echo.note(request.method, path, query=query, headers=request.headers, body=body)
        response = requests.Response()
        response.status_code = 303 if path.startswith("/moved/") else 200
        response.request, response.url = request, request.url
        response.raw = io.BytesIO(b"{}")
        if response.status_code == 303:
            response.headers["location"] = path.replace("/moved/", "/landed/")
        return response

    def close(self):
        pass


class Recorded:
    """Takes every call of every method, and keeps its arguments as they are written."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args, **kwargs):
            named = ", ".join(f"{key}={value!r}" for key, value in kwargs.items())
            echo.note(name, f"{args!r} {named}")
            return Answer()

        return call


class Answer:
    """An answer in which there is something of everything."""

    status_code = status = 200
    ok = True
    text = "{}"

    def json(self):
        return {}

    def __iter__(self):
        return iter((None, self))
