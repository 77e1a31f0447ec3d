"""Runs the suites of many small projects, and tells of each test what came out and what the applications were sent.

    python projects.py JOB RESULTS

JOB is a JSON file: {"projects": [{"id", "folder"}]}. RESULTS becomes a file with one JSON object a line and test; its
`module` is the id of the project and the path in it. Each project runs in a process of its own, whose parent has
imported the libraries: so what a project replaces in them is gone with it, and none of them waits for the imports.
"""

import functools
import gc
import importlib
import json
import multiprocessing
import os
import sys
from pathlib import Path

# What the projects import, before the first of them is forked off.
import fastapi.testclient
import pytest
import requests
import starlette.applications
import starlette.testclient
from _pytest.config import default_plugins

import echo
from execute import OPTIONS
from outcomes import Outcomes


# A process ends with its project: nothing waits for what is left in it.
QUICK = ["-p", "no:unraisableexception", "-p", "no:threadexception", "-p", "no:faulthandler", "-p", "no:logging"]


class Suite(Outcomes):
    """Watches the suite of one project."""

    def __init__(self, id, output, root):
        super().__init__(output, root)
        self.id = id

    def name_of(self, module):
        return f"{self.id}/{super().name_of(module)}"

    def requests(self):
        return echo.take()


def run(project, results):
    folder = Path(project["folder"])
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    _forget(folder)
    _record()
    options = [*OPTIONS[:-2], *QUICK, "--rootdir", str(folder), str(folder)]
    with open(os.devnull, "w") as nowhere, open(results, "a", buffering=1, encoding="utf-8") as output:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        pytest.main(options, plugins=[Suite(project["id"], output, folder)])


def _forget(folder):
    """A project may have a package of the name of a library: it is the one that is imported then."""
    own = {path.stem for path in folder.iterdir()}
    for name in [name for name in sys.modules if name.partition(".")[0] in own]:
        del sys.modules[name]
    importlib.invalidate_caches()


def _record():
    """Keeps what applications of Starlette are sent; they do not show that they are watched."""
    application = starlette.applications.Starlette
    answer = application.__call__

    async def recorded(self, scope, receive, send):
        await echo.Recorder(functools.partial(answer, self))(scope, receive, send)

    application.__call__ = recorded


def main(job_file, results):
    job = json.loads(Path(job_file).read_text("utf-8"))
    Path(results).touch()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in default_plugins:
        importlib.import_module("_pytest." + name)
    # Windows cannot fork; there, each process imports the libraries itself.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    gc.disable()
    gc.freeze()
    for project in job["projects"]:
        process = context.Process(target=run, args=(project, results))
        process.start()
        process.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
