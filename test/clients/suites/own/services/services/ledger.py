"""An application that has something to do before it starts."""

from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

OPENED = []


@asynccontextmanager
async def lifespan(app):
    OPENED.append("ledger")
    yield
    OPENED.clear()


async def entries(request):
    return JSONResponse({"opened": list(OPENED), "body": (await request.body()).decode()})


async def latest(request):
    return RedirectResponse("/entries")


app = Starlette(
    routes=[Route("/entries", entries, methods=["GET", "POST", "DELETE"]), Route("/latest", latest)],
    lifespan=lifespan,
)
