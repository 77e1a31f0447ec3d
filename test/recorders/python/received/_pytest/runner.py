"""Where pytest keeps the hooks that run tests, with what pytest makes of them: it tells each hook of this module."""

from types import SimpleNamespace
import sys


def start(nodeid):
    sys.modules[__name__].pytest_runtest_logstart(nodeid)


def report(nodeid, when, outcome, **more):
    sys.modules[__name__].pytest_runtest_logreport(SimpleNamespace(nodeid=nodeid, when=when, outcome=outcome, **more))
