from tests.fixtures.trade import *  # noqa: F401,F403
