"""Types lines into an interactive shell, lets it insert every completion of the last word, and prints the words it then has.

    complete.py <file to source> <keys that insert all completions> <shell> [arguments...]

Reads the lines as JSON from stdin; writes one list of words for each, as JSON.
"""

import json
import os
import pty
import select
import sys
import tempfile
import time

PATIENCE = 30  # seconds
BEGINNING_OF_LINE = "\x01"


def wait_for(path: str, terminal: int) -> None:
    """Waits until the shell has made the file, and reads what it prints meanwhile: it would stop otherwise."""
    end = time.monotonic() + PATIENCE
    said = b""
    while not os.path.exists(path):
        if select.select([terminal], [], [], 0.02)[0]:
            said += os.read(terminal, 65536)
        if time.monotonic() > end:
            sys.exit(f"the shell does not come to an end:\n{said.decode(errors='replace')}")


def main(source: str, keys: str, shell: list[str]) -> None:
    lines = json.load(sys.stdin)
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="dumb", LC_ALL="C.UTF-8", HOME=os.path.dirname(source))
        os.execvp(shell[0], shell)
    folder = tempfile.mkdtemp(dir=os.path.dirname(source))
    ready = os.path.join(folder, "ready")
    # What is typed before the shell edits lines itself would be edited by the terminal.
    os.write(terminal, f"source {source}; : > {ready}\n".encode())
    wait_for(ready, terminal)
    answers = []
    for number, line in enumerate(lines):
        shown = os.path.join(folder, str(number))
        show = f"show {shown} "
        os.write(terminal, f"{line}{keys}{BEGINNING_OF_LINE}{show}\n".encode())
        wait_for(shown, terminal)
        with open(shown, encoding="utf8") as file:
            answers.append(file.read().split("\0")[:-1])
    os.close(terminal)
    json.dump(answers, sys.stdout)


main(sys.argv[1], sys.argv[2].encode().decode("unicode_escape"), sys.argv[3:])
