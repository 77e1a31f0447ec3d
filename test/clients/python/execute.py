"""Runs many test modules in one process, and tells of each test what came out and what the application was sent.

    python execute.py JOB RESULTS

JOB is a JSON file: {"folder", "modules": [{"id", "path", "names", "every", "probe"}]}. RESULTS becomes a file with one JSON object
a line and test. `names` are expressions, by name, that a module finds bound before its first line, and that its
functions may take as arguments; with `every`, each function of a module is run, whatever it is called; with `probe`,
each client of an application that a module makes and leaves open is asked for something.
"""

import importlib
import inspect
import json
import os
import sys
import types
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import echo
from outcomes import Outcomes
from probe import probed


class TestModule(pytest.Module):
    """A module of a job: imported by name of its job, so that many may have the same file name."""

    def __init__(self, job, **kwargs):
        super().__init__(**kwargs)
        self.job = job
        self.methods = {}

    def _getobj(self):
        module = types.ModuleType("module_" + self.job["id"])
        module.__file__ = str(self.path)
        # Classes and pickles look up the module they were made in.
        sys.modules[module.__name__] = module
        module.__dict__.update(_values_of(self.job["names"]))
        # Not the test's doing.
        echo.take()
        code = compile(self.path.read_bytes(), str(self.path), "exec")
        with _importing_from(self.path.parent), self.probing(), _own_methods() as methods:
            exec(code, module.__dict__)
        self.methods = methods
        if self.job["every"]:
            module.pytestmark = [pytest.mark.anyio]
        return module

    def probing(self):
        return probed() if self.job["probe"] else nullcontext()

    def istestfunction(self, obj, name):
        if not self.job["every"]:
            return super().istestfunction(obj, name)
        own = inspect.isfunction(obj) and obj.__module__ == "module_" + self.job["id"]
        return own and not inspect.isgeneratorfunction(obj)


def _values_of(names):
    """The values of expressions, which may use those before them, `echo` and any module that is installed."""
    values = {"echo": echo, "load": importlib.import_module}
    for name, expression in names.items():
        values[name] = eval(expression, values)
    return {name: values[name] for name in names}


@contextmanager
def _importing_from(folder):
    """Finds the other files of a module, and forgets them, for the next one has files of the same names."""
    known, before = set(sys.modules), os.getcwd()
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(str(folder)) and not name.startswith("module_"):
                del sys.modules[name]


@contextmanager
def _own_methods(given=()):
    """Gives the class of the client some methods for a while, and fills the result with those that it is given meanwhile."""
    before, own = dict(vars(TestClient)), dict(given)
    for name, value in own.items():
        setattr(TestClient, name, value)
    try:
        yield own
    finally:
        for name, value in dict(vars(TestClient)).items():
            if name not in before:
                delattr(TestClient, name)
            elif value is not before[name]:
                setattr(TestClient, name, before[name])
            else:
                continue
            own[name] = value


class Backend:
    """Registered behind the plugin of anyio, whose fixture takes every library that it knows."""

    @pytest.fixture
    def anyio_backend(self):
        return "asyncio"


class Jobs(Outcomes):
    """Collects the modules of a job, and binds the names they lack."""

    def __init__(self, job, output):
        super().__init__(output, Path(job["folder"]))
        self.jobs = {self.root / module["path"]: module for module in job["modules"]}

    def of(self, module):
        return isinstance(module, TestModule)

    def name_of(self, module):
        return module.job["id"]

    def root_of(self, module):
        return module.path.parent

    def requests(self):
        return echo.take()

    def pytest_configure(self, config):
        config.pluginmanager.register(Backend())

    def pytest_collect_file(self, file_path, parent):
        job = self.jobs.get(file_path)
        return job and TestModule.from_parent(parent, path=file_path, job=job)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        module = item.getparent(TestModule)
        with module.probing(), _own_methods(module.methods):
            return (yield)

    def pytest_generate_tests(self, metafunc):
        module = metafunc.definition.getparent(TestModule)
        names = module.job["names"] if module else {}
        marks = metafunc.definition.iter_markers("parametrize")
        given = {name.strip() for mark in marks for name in _argnames(mark)}
        for name in metafunc.fixturenames:
            if name in names and name not in given and name not in metafunc._arg2fixturedefs:
                metafunc.parametrize(name, [getattr(module.obj, name)], ids=[""])


def _argnames(mark):
    names = mark.args[0] if mark.args else mark.kwargs["argnames"]
    return names.split(",") if isinstance(names, str) else names


OPTIONS = [
    *("--assert=plain", "-qq", "--no-header", "--tb=no", "--continue-on-collection-errors"),
    *("-p", "no:cacheprovider", "-p", "no:warnings"),
    # The plugin collects the modules of the job, and nobody else.
    *("-o", "python_files=-"),
]


def main(job_file, result_file):
    job = json.loads(Path(job_file).read_text("utf-8"))
    os.chdir(job["folder"])
    with open(result_file, "w", encoding="utf-8") as output:
        options = [*OPTIONS, "--rootdir", job["folder"], job["folder"]]
        status = pytest.main(options, plugins=[Jobs(job, output)])
    # Tests that failed, or none at all, are what was asked for.
    return 0 if status in (0, 1, 2, 5) else int(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
