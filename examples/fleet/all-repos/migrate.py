"""Migrates every repository that all-repos has cloned, with a pull request for each.

A repository whose branch was pushed before is left alone, so a second run does only what is left.
"""

from __future__ import annotations

import argparse
import os
import subprocess

from all_repos import autofix_lib, git
from all_repos.config import Config

BRANCH = 'httpx-testclient'
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'migrate.sh')


def is_pushed(repo: str) -> bool:
    ref = f'refs/heads/all-repos_autofix_{BRANCH}'
    cmd = ('git', 'ls-remote', git.remote(repo), ref)
    # One that cannot be reached is tried, and told as failed.
    return bool(subprocess.run(cmd, stdout=subprocess.PIPE).stdout.strip())


def find_repos(config: Config) -> list[str]:
    paths = [os.path.join(config.output_dir, name) for name in config.get_cloned_repos()]
    return [path for path in paths if not is_pushed(path)]


def apply_fix() -> None:
    # Each repository is migrated in a temporary clone; its remote tells which one it is.
    remote = subprocess.check_output(('git', 'remote', 'get-url', 'origin'), text=True).strip()
    parts = remote.removesuffix('.git').replace(':', '/').rsplit('/', 2)
    autofix_lib.run(SCRIPT, env={**os.environ, 'REPOSITORY': '/'.join(parts[-2:])})


def main() -> int:
    parser = argparse.ArgumentParser()
    autofix_lib.add_fixer_args(parser)
    args = parser.parse_args()
    repos, config, commit, settings = autofix_lib.from_cli(
        args,
        find_repos=find_repos,
        msg='Migrate the tests to the httpx-based TestClient',
        branch_name=BRANCH,
    )
    autofix_lib.fix(
        repos,
        apply_fix=apply_fix,
        config=config,
        commit=commit,
        autofix_settings=settings,
    )
    return 0


if __name__ == '__main__':
    raise SystemExit(main())
