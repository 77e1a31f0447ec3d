"""Stands for the last release of unittest2, of 2015, which Python 3.10 and later cannot import."""

from unittest import *  # noqa: F403
