from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.testclient import TestClient

app = FastAPI()
started = []
app.router.add_event_handler("startup", lambda: started.append(app))

plain = Starlette(on_startup=[lambda: started.append(plain)])


@plain.exception_handler(KeyError)
def on_key_error(request, error): ...


def test_starts():
    with TestClient(app):
        assert started == [app]
