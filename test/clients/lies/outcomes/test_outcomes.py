"""Tests that end in every way there is."""

import unittest

import pytest


@pytest.fixture
def broken():
    raise RuntimeError("broken")


@pytest.fixture
def breaks_later():
    yield
    raise RuntimeError("breaks later")


def test_passed():
    pass


def test_failed():
    assert 1 == 2


def test_setup(broken):
    pass


def test_teardown(breaks_later):
    pass


def test_failed_and_teardown(breaks_later):
    assert 1 == 2


@pytest.mark.skip
def test_skipped():
    pass


@pytest.mark.xfail
def test_known():
    assert 1 == 2


@pytest.mark.xfail
def test_mended():
    pass


@pytest.mark.xfail(strict=True)
def test_mended_strictly():
    pass


@pytest.mark.parametrize("value", [1, "a b"])
def test_values(value):
    pass


class TestGroup:
    def test_passed(self):
        pass


class Case(unittest.TestCase):
    def test_passed(self):
        pass

    def test_failed(self):
        self.fail()

    def test_parts(self):
        for part in range(3):
            with self.subTest(part=part):
                pass
