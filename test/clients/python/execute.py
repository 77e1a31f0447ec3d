"""Runs many test modules in one process, and tells of each test what came out and what the application was sent.

    python execute.py JOB RESULTS

JOB is a JSON file: {"folder", "modules": [{"id", "path", "names", "every"}]}. RESULTS becomes a file with one JSON object
a line and test. `names` are expressions, by name, that a module finds bound before its first line, and that its
functions may take as arguments; with `every`, each function of a module is run, whatever it is called.
"""

import inspect
import json
import os
import signal
import sys
import types
from contextlib import contextmanager
from pathlib import Path

import pytest

import echo
from client_warnings import watched

SECONDS_PER_TEST = 20


class TestModule(pytest.Module):
    """A module of a job: imported by name of its job, so that many may have the same file name."""

    def __init__(self, job, **kwargs):
        super().__init__(**kwargs)
        self.job = job

    def _getobj(self):
        module = types.ModuleType("module_" + self.job["id"])
        module.__file__ = str(self.path)
        # Classes and pickles look up the module they were made in.
        sys.modules[module.__name__] = module
        for name, expression in self.job["names"].items():
            setattr(module, name, eval(expression, module.__dict__))
        code = compile(self.path.read_bytes(), str(self.path), "exec")
        with _importing_from(self.path.parent):
            exec(code, module.__dict__)
        return module

    def istestfunction(self, obj, name):
        if not self.job["every"]:
            return super().istestfunction(obj, name)
        return inspect.isfunction(obj) and obj.__module__ == "module_" + self.job["id"]


@contextmanager
def _importing_from(folder):
    """Finds the other files of a module, and forgets them, for the next one has files of the same names."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(str(folder)) and not name.startswith("module_"):
                del sys.modules[name]


class Backend:
    """Registered behind the plugin of anyio, whose fixture takes every library that it knows."""

    @pytest.fixture
    def anyio_backend(self):
        return "asyncio"


class Plugin:
    """Watches a run, and writes a line for each test."""

    def __init__(self, job, output):
        self.folder = Path(job["folder"])
        self.jobs = {self.folder / module["path"]: module for module in job["modules"]}
        self.output = output
        self.outcomes = {}

    def pytest_configure(self, config):
        config.pluginmanager.register(Backend())

    def pytest_collect_file(self, file_path, parent):
        job = self.jobs.get(file_path)
        return job and TestModule.from_parent(parent, path=file_path, job=job)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        """What a module does while it is imported stands for itself, as the test `<module>`."""
        if not isinstance(collector, TestModule):
            return (yield)
        echo.take()
        warned = {}
        with _time_limit(), watched(lambda message, category: warned.update({(category, str(message)): None})):
            report = yield
        failed = report.outcome == "failed"
        problem = self._problem(report.excinfo, collector) if failed else None
        self._write(collector, "<module>", "error" if failed else "passed", problem, warned)
        return report

    def pytest_generate_tests(self, metafunc):
        module = metafunc.definition.getparent(TestModule)
        names = module.job["names"] if module else {}
        for name in metafunc.fixturenames:
            if name in names and name not in metafunc._arg2fixturedefs:
                metafunc.parametrize(name, [getattr(module.obj, name)], ids=[""])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.outcome, self.problem = "passed", None
        echo.take()
        warned = {}
        with _time_limit(), watched(lambda message, category: warned.update({(category, str(message)): None})):
            result = yield
        module = item.getparent(TestModule)
        test = item.nodeid.partition("::")[2].removesuffix("[]")
        self._write(module, test, self.outcome, self.problem, warned)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if report.outcome == "skipped" and self.outcome == "passed":
            self.outcome = "skipped"
        if report.outcome == "failed" and self.problem is None:
            self.outcome = "failed" if call.when == "call" else "error"
            self.problem = self._problem(call.excinfo, item.getparent(TestModule))
        return report

    def pytest_collectreport(self, report):
        """A failed import was told already, and is no reason to stop."""

    def _problem(self, excinfo, module):
        folder = module.path.parent
        frames = [(Path(str(entry.path)), entry.lineno + 1) for entry in excinfo.traceback]
        return {
            "type": f"{excinfo.type.__module__}.{excinfo.type.__qualname__}".removeprefix("builtins."),
            "message": str(excinfo.value),
            "lines": [
                {"file": path.relative_to(folder).as_posix(), "line": line}
                for path, line in frames
                if folder in path.parents
            ],
        }

    def _write(self, module, test, outcome, problem, warned):
        result = {
            "module": module.job["id"],
            "test": test,
            "outcome": outcome,
            "problem": problem,
            "warnings": [{"category": category.__name__, "text": text} for category, text in warned],
            "requests": echo.take(),
        }
        self.output.write(json.dumps(result) + "\n")


@contextmanager
def _time_limit():
    """Some clients wait for ever for an application that has refused them."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(_signal, _frame):
        raise TimeoutError(f"not done after {SECONDS_PER_TEST} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS_PER_TEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


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
        status = pytest.main(options, plugins=[Plugin(job, output)])
    # Tests that failed, or none at all, are what was asked for.
    return 0 if status in (0, 1, 2, 5) else int(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
