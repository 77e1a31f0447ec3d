"""Calls an application as the test client of Starlette does, and needs nothing but Python."""


class Request:
    """As httpx has it: what is read already is in `_content`, and what is to be read in `stream`."""

    def __init__(self, method, body):
        self.method = method
        if isinstance(body, bytes):
            self._content = body
        else:
            self.stream = body

    def read(self):
        if not hasattr(self, "_content"):
            self._content = b"".join(self.stream)
        return self._content


class _TestClientTransport:
    def __init__(self, app):
        self.app = app

    def handle_request(self, method, path, query=b"", headers=(), body=b"", raw_path=None, **more):
        request = Request(method, body)
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": list(headers), "raw_path": raw_path, **more}
        sent = []

        async def receive():
            return {"type": "http.request", "body": request.read()}

        async def send(message):
            if request.method != "HEAD":
                sent.append(message)

        run(self.app(scope, receive, send))
        return sent


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        pass


async def echo(scope, receive, send):
    """An application that reads nothing below /unread, and fails below /broken."""
    if scope["path"] == "/broken":
        raise LookupError("broken")
    if scope["path"] != "/unread":
        await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


transport = _TestClientTransport(echo)
send = transport.handle_request
