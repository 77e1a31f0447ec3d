"""Tells of each test what came of it, one JSON object a line. A plugin of pytest:

    python -m pytest -p outcomes --outcomes FILE [--client-warnings error]
"""

import json
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest

from client_warnings import watched

SECONDS_PER_TEST = 60


class Outcomes:
    """Watches a run. What a module does while it is imported stands for itself, as the test `<module>`."""

    def __init__(self, output, root, refuse_warnings=False):
        self.output = output
        self.root = root
        self.refuse_warnings = refuse_warnings

    def of(self, module):
        """Whether a module is one to tell of."""
        return isinstance(module, pytest.Module)

    def name_of(self, module):
        return module.path.relative_to(self.root).as_posix()

    def root_of(self, _module):
        """The folder whose files are those of the suite."""
        return self.root

    def requests(self):
        """What the application was sent since it was last asked."""
        return []

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector):
        if not self.of(collector):
            return (yield)
        with self._watching() as warned:
            report = yield
        failed = report.outcome == "failed"
        problem = self._problem(report.call.excinfo, collector) if failed else None
        self._write(collector, "<module>", "error" if failed else "passed", problem, warned, None)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.outcome, self.problem = "passed", None
        with self._watching() as warned:
            result = yield
        test = item.nodeid.partition("::")[2].removesuffix("[]")
        code = getattr(getattr(item.obj, "__func__", item.obj), "__code__", None)
        lines = code and _lines_of(code)
        self._write(item.getparent(pytest.Module), test, self.outcome, self.problem, warned, lines)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if report.outcome == "skipped" and self.outcome == "passed":
            self.outcome = "skipped"
        if report.outcome == "failed" and self.problem is None:
            self.outcome = "failed" if call.when == "call" else "error"
            self.problem = self._problem(call.excinfo, item.getparent(pytest.Module))
        return report

    @contextmanager
    def _watching(self):
        self.requests()
        warned = {}

        def tell(message, category):
            if self.refuse_warnings:
                raise message
            warned[category.__name__, str(message)] = None

        with _time_limit(), watched(tell):
            yield warned

    def _problem(self, excinfo, module):
        kind = excinfo.type
        frames = [_frame(entry, self.root_of(module)) for entry in excinfo.traceback]
        return {
            "type": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins."),
            "message": str(excinfo.value),
            "frames": [frame for frame in frames if frame],
        }

    def _write(self, module, test, outcome, problem, warned, lines):
        result = {
            "module": self.name_of(module),
            "test": test,
            "lines": lines,
            "outcome": outcome,
            "problem": problem,
            "warnings": [{"category": category, "text": text} for category, text in warned],
            "requests": self.requests(),
        }
        self.output.write(json.dumps(result) + "\n")


def _frame(entry, root):
    """Where a traceback passes through a function of the suite, and the lines of all of that function."""
    path = Path(str(entry.path))
    if root not in path.parents:
        return None
    name = path.relative_to(root).as_posix()
    return {"file": name, "line": entry.lineno + 1, **_lines_of(entry.frame.code.raw)}


def _lines_of(code):
    """The first and the last line of a function, those of functions in it included."""
    inner = [_lines_of(one)["last"] for one in code.co_consts if hasattr(one, "co_code")]
    return {
        "first": code.co_firstlineno,
        "last": max([code.co_firstlineno, *inner, *(line or 0 for *_, line in code.co_lines())]),
    }


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


def pytest_addoption(parser):
    parser.addoption("--outcomes", metavar="FILE")
    parser.addoption("--client-warnings", choices=["tell", "error"], default="tell")


def pytest_configure(config):
    if config.getoption("outcomes"):
        # Written line by line: no one closes it, for the last test is told of before pytest unconfigures its plugins.
        output = open(config.getoption("outcomes"), "w", buffering=1, encoding="utf-8")
        refuse = config.getoption("client_warnings") == "error"
        config.pluginmanager.register(Outcomes(output, config.rootpath, refuse))
