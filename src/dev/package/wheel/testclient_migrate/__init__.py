"""Migrates test suites from the requests-based Starlette and FastAPI TestClient to the httpx-based one."""
