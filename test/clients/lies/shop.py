"""The application of both suites. It answers whatever it is sent, so that no test of theirs fails."""

from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route, WebSocketRoute

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


async def echo(request):
    return JSONResponse({"size": len(await request.body())})


async def unread(request):
    """Does not look at its body."""
    return JSONResponse({})


async def moved(request):
    await request.body()
    return RedirectResponse("/landed", request.path_params["status"])


async def login(request):
    response = RedirectResponse("/account", 303)
    response.set_cookie("session", "ines")
    return response


async def feed(websocket):
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


app = Starlette(
    routes=[
        Route("/unread", unread, methods=METHODS),
        Route("/login", login, methods=METHODS),
        Route("/moved/{status:int}", moved, methods=METHODS),
        Route("/{path:path}", echo, methods=METHODS),
        WebSocketRoute("/{path:path}", feed),
    ]
)
