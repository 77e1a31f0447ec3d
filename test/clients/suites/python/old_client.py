"""Brings the test client of another environment, the file OLD_CLIENT, and the `app` option that httpx 0.28 removed.

What fails with them too does not fail because of the client. A plugin of pytest: `-p old_client`.
"""

import importlib.util
import os
import sys

import anyio
import anyio.from_thread
import httpx
import starlette


def _replace(name):
    spec = importlib.util.spec_from_file_location(name, os.environ["OLD_CLIENT"])
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _with_app(client, transport):
    initialise = client.__init__

    def with_app(self, *args, app=None, **options):
        if app is not None and options.get("transport") is None:
            options["transport"] = transport(app=app)
        initialise(self, *args, **options)

    client.__init__ = with_app


# anyio 4 has it only there.
anyio.start_blocking_portal = anyio.from_thread.start_blocking_portal
starlette.testclient = _replace("starlette.testclient")
_with_app(httpx.AsyncClient, httpx.ASGITransport)
_with_app(httpx.Client, httpx.WSGITransport)
