"""Asks clients that are only made for something, so that what they are made of shows."""

import asyncio
from contextlib import ExitStack, contextmanager, suppress
from unittest import mock

import httpx

try:
    import httpx2
except ImportError:
    httpx2 = httpx

KINDS = {httpx.AsyncClient, httpx.Client, httpx2.AsyncClient, httpx2.Client}
TRANSPORTS = (httpx.ASGITransport, httpx.WSGITransport, httpx2.ASGITransport, httpx2.WSGITransport)


@contextmanager
def probed():
    """Sends a request with each client of an application that was made meanwhile and is open still."""
    made = []
    with ExitStack() as stack:
        for kind in KINDS:
            stack.enter_context(_noted(kind, made))
        yield
    for client in made:
        if not client.is_closed and isinstance(client._transport, TRANSPORTS):
            # An application of another kind fails as it would for a test.
            with suppress(Exception):
                _send(client)


def _send(client):
    answer = client.get("http://probe/of/it")
    if asyncio.iscoroutine(answer):
        asyncio.run(answer)


def _noted(kind, made):
    make = kind.__init__

    def init(self, *args, **kwargs):
        make(self, *args, **kwargs)
        made.append(self)

    return mock.patch.object(kind, "__init__", init)
