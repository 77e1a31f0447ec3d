"""Puts the shop together."""

from fastapi import Depends, FastAPI, Request, WebSocket
from fastapi.responses import JSONResponse

from shop import accounts, catalogue, intake, orders
from shop.store import Store, current_reader, get_store

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def create_app(store: Store | None = None, read_only: bool = False) -> FastAPI:
    store = store or Store()

    def open_doors() -> None:
        store.lights_on = True

    app = FastAPI(title="Marlow Books", on_startup=[open_doors])
    app.state.store = store
    for router in (catalogue.router, accounts.router, orders.router, orders.trade, intake.router):
        app.include_router(router)

    @app.middleware("http")
    async def refuse_changes(request: Request, call_next):
        if read_only and request.method not in SAFE_METHODS:
            return JSONResponse({"detail": "Stocktaking today, look but do not touch."}, 503)
        return await call_next(request)

    @app.get("/health")
    def health(store: Store = Depends(get_store)) -> dict[str, object]:
        return {"open": store.lights_on, "titles": len(store.books)}

    @app.websocket("/live/stock")
    async def live_stock(websocket: WebSocket, reader: str | None = Depends(current_reader)):
        await websocket.accept()
        await websocket.send_json({"hello": reader or "stranger"})
        isbn = await websocket.receive_text()
        await websocket.send_json({"isbn": isbn, "copies": store.book(isbn).copies})
        await websocket.close()

    return app
