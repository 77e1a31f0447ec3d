"""What the test client, or the library it is built on, warns of."""

import sys
import warnings
from contextlib import contextmanager

CLIENTS = ("starlette.testclient", "fastapi.testclient", "httpx", "httpx2")
# Between the code that warns and the one that is told.
BETWEEN = ("warnings", "typing_extensions", "contextlib", __name__)


@contextmanager
def watched(tell):
    """Calls tell(message, category) for each warning that a client raises, and drops all others."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")

        # Filters know a warning by the caller that it blames; only the stack knows who raised it.
        def show(message, category, *_):
            # A file that nobody closes is told of wherever its memory is taken back.
            if _raised_by() in CLIENTS and not issubclass(category, ResourceWarning):
                tell(message, category)

        warnings.showwarning = show
        yield


def _raised_by():
    frame = sys._getframe(1)
    while frame and frame.f_globals.get("__name__") in BETWEEN:
        frame = frame.f_back
    name = frame.f_globals.get("__name__", "") if frame else ""
    return name if name in CLIENTS else name.partition(".")[0]
