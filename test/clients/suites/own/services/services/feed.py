"""News over websockets; a reader who may not listen is refused."""

import functools

from fastapi import FastAPI, WebSocket

try:
    from starlette.exceptions import WebSocketException
except ImportError:  # It came with Starlette 0.21.

    class WebSocketException(Exception):
        def __init__(self, code, reason=""):
            self.code, self.reason = code, reason


class UnknownTopic(Exception):
    code = 4004


app = FastAPI()


def closing(endpoint):
    """Closes the connection where an exception tells the code."""

    @functools.wraps(endpoint)
    async def wrapped(websocket: WebSocket, topic: str):
        try:
            await endpoint(websocket, topic)
        except (UnknownTopic, WebSocketException) as problem:
            await websocket.close(code=problem.code)

    return wrapped


@app.websocket("/feed/{topic}")
@closing
async def feed(websocket: WebSocket, topic: str):
    if websocket.headers.get("x-reader") != "ines":
        raise WebSocketException(code=1008, reason="Who are you?")
    await websocket.accept()
    if topic != "novels":
        raise UnknownTopic
    await websocket.send_json({"topic": topic, "after": await websocket.receive_text()})
